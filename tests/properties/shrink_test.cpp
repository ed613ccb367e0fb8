// Random functional models with random zeros: the smaller model predicts the same, and nothing in
// it can be done without, as trying each unit shows.
#include <random>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using selection::shrink;
using selection::Shrunk;

class RandomModel {
 public:
  /// `shares`: there may be layers that are called twice.
  RandomModel(unsigned seed, bool shares) : bits_(seed), shares_(shares) {}

  Model make() {
    std::vector<Node> inputs;
    const int count = below(2) + 1;
    for (int i = 0; i < count; ++i) {
      const std::int64_t size = below(4) + 2;
      inputs.push_back(Input({.shape = {size}, .name = "in" + std::to_string(i)}));
      sizes_.push_back(size);
      add_dense(inputs.back(), below(5) + 2);
    }
    const int steps = below(7) + 2;
    for (int step = 0; step < steps; ++step) grow();
    std::vector<Node> ends;
    for (const Value& value : values_) {
      if (!value.read) ends.push_back(value.node);
    }
    const Node all = ends.size() == 1 ? ends[0] : layers::Concatenate{}(ends);
    std::vector<Node> outputs{layers::Dense{.units = 2, .name = "head"}(all)};
    if (below(2) == 0) outputs.push_back(layers::Dense{.units = 1, .name = "other"}(ends[0]));
    Model model({.inputs = inputs, .outputs = outputs});
    fill(model);
    return model;
  }

  std::vector<Array> rows(std::int64_t count) {
    std::vector<Array> x;
    for (const std::int64_t size : sizes_) {
      std::vector<float> values(static_cast<std::size_t>(count * size));
      for (float& value : values) value = number();
      x.emplace_back(Shape{count, size}, values);
    }
    return x;
  }
  float number() { return std::uniform_real_distribution<float>(-1, 1)(bits_); }

 private:
  struct Value {
    Node node;
    std::int64_t width = 0;
    bool read = false;
    bool joined = false;  ///< more than what a Dense gives: nothing is added to it
  };

  int below(int count) { return static_cast<int>(bits_() % static_cast<unsigned>(count)); }
  void add(const Node& node, std::int64_t width, bool joined = false) {
    values_.push_back({node, width, false, joined});
  }
  const Value& any() {
    Value& value = values_[static_cast<std::size_t>(below(static_cast<int>(values_.size())))];
    value.read = true;
    return value;
  }
  Node dense(const Node& input, std::int64_t units, const std::string& name = {}) {
    return layers::Dense{.units = units,
                         .activation = below(2) == 0 ? "linear" : "tanh",
                         .use_bias = below(3) != 0,
                         .neural_tangent = below(4) == 0,
                         .name = name}(input);
  }

  void add_dense(const Node& input, std::int64_t units) { add(dense(input, units), units); }

  void grow() {
    const Value value = any();
    switch (below(shares_ ? 7 : 6)) {
      case 0:  // a block of a residual stream
        if (!value.joined) {
          const std::string name = "block" + std::to_string(blocks_++);
          const Node inner = dense(value.node, below(4) + 1, name + "_in");
          add(layers::Add{}({value.node, dense(inner, value.width, name + "_out")}), value.width);
          return;
        }
        [[fallthrough]];
      case 1:
        add_dense(value.node, below(5) + 1);
        return;
      case 2: {
        const Value other = any();
        add(layers::Concatenate{}({value.node, other.node}), value.width + other.width, true);
        return;
      }
      case 3:
        add(layers::BatchNormalization{}(value.node), value.width, true);
        return;
      case 4:
        add(layers::Scaling{}(layers::Activation{"tanh"}(value.node)), value.width, true);
        return;
      case 6: {  // called twice
        const Layer shared = layers::Dense{.units = below(3) + 2, .activation = "tanh"};
        const std::int64_t units = shared.as<layers::Dense>()->units;
        const Node again = dense(value.node, value.width);
        add(shared(value.node), units);
        add(shared(again), units);
        return;
      }
      default: {
        Sequential inside{layers::Dense{.units = below(4) + 1, .activation = "tanh"},
                          layers::BatchNormalization{}, layers::Dense{.units = 3}};
        inside.build({value.width});
        add(inside(value.node), 3);
      }
    }
  }

  /// Random numbers, with zeros one by one and by rows and columns.
  void fill(Model& model) {
    std::vector<Array> weights = model.get_weights();
    const std::vector<std::string> paths = model.weight_paths();
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const std::int64_t columns = weights[i].shape().back();
      const std::span<float> values = weights[i].mutable_data<float>();
      for (float& value : values) value = number();
      if (paths[i].ends_with("variance")) {
        for (float& value : values) value = 0.5f + std::abs(value);
      } else if (paths[i].ends_with("gamma") || paths[i].ends_with("scale")) {
        for (float& value : values) value = below(4) == 0 ? 0.0f : value;
      } else if (paths[i].ends_with("kernel")) {
        for (float& value : values) value = below(3) == 0 ? 0.0f : value;
        for (std::int64_t k = 0; k < columns; ++k) clear(values, 1, k, columns);
        for (std::int64_t r = 0; r < weights[i].size() / columns; ++r) clear(values, 0, r, columns);
      }
    }
    model.set_weights(weights);
  }
  void clear(std::span<float> values, int axis, std::int64_t index, std::int64_t columns) {
    if (below(3) != 0) return;
    for (std::size_t k = 0; k < values.size(); ++k) {
      const auto place = static_cast<std::int64_t>(k);
      if ((axis == 0 ? place / columns : place % columns) == index) values[k] = 0;
    }
  }

  std::mt19937 bits_;
  bool shares_;
  std::vector<Value> values_;
  std::vector<std::int64_t> sizes_;
  int blocks_ = 0;
};

Arrays given(const std::vector<Array>& x) {
  return Arrays(std::vector<ArrayRef>(x.begin(), x.end()));
}

void expect_near(const std::vector<Array>& before, const std::vector<Array>& after) {
  for (std::size_t o = 0; o < before.size(); ++o) {
    ASSERT_EQ(before[o].shape(), after[o].shape());
    for (std::int64_t i = 0; i < before[o].size(); ++i)
      ASSERT_NEAR(before[o].at(i), after[o].at(i), 2e-5 * (1 + std::abs(before[o].at(i))));
  }
}

bool is_zero(std::span<const float> values, std::size_t begin, std::size_t end, std::size_t by) {
  for (std::size_t k = begin; k < end; k += by) {
    if (values[k] != 0) return false;
  }
  return true;
}

/// What trying shows: do the outputs change when the Dense unit's weights are others?
bool matters(Model model, std::size_t kernel, std::int64_t unit, const std::vector<Array>& x,
             RandomModel& random) {
  const std::vector<Array> before = model.predict_all(given(x));
  std::vector<Array> weights = model.get_weights();
  const std::int64_t columns = weights[kernel].shape().back();
  for (std::int64_t k = unit; k < weights[kernel].size(); k += columns)
    weights[kernel].mutable_data<float>()[static_cast<std::size_t>(k)] += 1 + random.number();
  model.set_weights(weights);
  const std::vector<Array> after = model.predict_all(given(x));
  for (std::size_t o = 0; o < before.size(); ++o) {
    for (std::int64_t i = 0; i < before[o].size(); ++i) {
      if (before[o].at(i) != after[o].at(i)) return true;
    }
  }
  return false;
}

TEST(ShrinkProperty, PredictsTheSameAndHoldsNothingThatCouldGo) {
  int shrunk_models = 0;
  for (unsigned seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    const bool shares = seed % 2 == 1;
    RandomModel random(seed, shares);
    const Model model = random.make();
    const std::vector<Array> x = random.rows(11);
    const Shrunk<Model> small = shrink(model);
    shrunk_models += small.after.parameters < small.before.parameters;
    const std::vector<Array> outputs = model.predict_all(given(x));
    expect_near(outputs, small.model.predict_all(given(x)));
    const Shrunk<Model> folded = shrink(model, {.fold_batch_normalization = true});
    expect_near(outputs, folded.model.predict_all(given(x)));
    EXPECT_LE(folded.after.parameters, small.after.parameters + folded.after.units);
    // Again there is nothing to do.
    EXPECT_EQ(shrink(small.model).after.parameters, small.after.parameters);

    // Units of a shared layer go together, though one of its calls may do without.
    if (shares) continue;
    const std::vector<std::string> paths = small.model.weight_paths();
    const std::vector<Array> weights = small.model.get_weights();
    for (std::size_t i = 0; i < paths.size(); ++i) {
      // What a block adds to a unit of its stream stays as long as somebody reads the unit, were it
      // before the block: shrink_test.cpp beside the code has such streams, counted by hand.
      if (!paths[i].ends_with("kernel") || paths[i].starts_with("block")) continue;
      const auto values = weights[i].data<float>();
      const auto columns = static_cast<std::size_t>(weights[i].shape().back());
      for (std::size_t unit = 0; unit < columns; ++unit) {
        if (matters(small.model, i, static_cast<std::int64_t>(unit), x, random)) continue;
        // Only what a layer keeps so as to have a unit.
        EXPECT_TRUE(is_zero(values, unit, values.size(), columns)) << paths[i] << " " << unit;
      }
    }
  }
  EXPECT_GT(shrunk_models, 100);
}

TEST(ShrinkProperty, LeavesOutFeaturesOfEveryInput) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    RandomModel random(seed, true);
    const Model model = random.make();
    const std::vector<Array> x = random.rows(11);
    const Shrunk<Model> small = shrink(model, {.inputs = true});
    std::vector<Array> left;
    for (std::size_t i = 0; i < x.size(); ++i) {
      std::vector<float> values;
      for (std::int64_t row = 0; row < 11; ++row) {
        for (const std::int64_t feature : small.features[i])
          values.push_back(
              x[i].data<float>()[static_cast<std::size_t>(row * x[i].shape()[1] + feature)]);
      }
      left.emplace_back(Shape{11, static_cast<std::int64_t>(small.features[i].size())}, values);
    }
    expect_near(model.predict_all(given(x)), small.model.predict_all(given(left)));
  }
}

}  // namespace
}  // namespace occam
