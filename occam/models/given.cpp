#include "occam/models/given.h"

#include <algorithm>
#include <cmath>

#include "occam/models/data_checks.h"
#include "occam/models/objective.h"

namespace occam::models {
namespace {

using training::Samples;

Arrays refs_of(const OneOrMany<Array>& arrays) {
  Arrays result(std::vector<ArrayRef>(arrays.begin(), arrays.end()));
  if (arrays.names().empty()) return result;
  Arrays named;
  for (std::size_t i = 0; i < arrays.size(); ++i) named.add(arrays.names()[i], result[i]);
  return named;
}

/// Items in the order of the outputs, null for an output that is compared with nothing. A list has
/// one an output that is compared, or one an output.
template <class T>
std::vector<const T*> by_output(std::string_view where, const Blueprint& compiled,
                                const OneOrMany<T>& items) {
  const std::vector<std::string> names = compiled.topology().output_names();
  const std::vector<bool> compared = compared_outputs(compiled.description());
  std::vector<std::string> wanted;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (compared[i]) wanted.push_back(names[i]);
  }
  // By name also those that nothing is compared with, which are left alone.
  const bool one_each = !items.names().empty() || items.size() == names.size();
  const std::vector<const T*> found = items.items_for(where, one_each ? names : wanted);
  std::vector<const T*> placed(names.size());
  for (std::size_t i = 0, next = 0; i < names.size(); ++i) {
    if (compared[i]) placed[i] = found[one_each ? i : next++];
  }
  return placed;
}

/// Adds a feed of weights for every output that is compared: the given ones, else ones.
void add_weights(std::string_view where, const Blueprint& blueprint,
                 const std::vector<const Array*>& targets, const Given& data, Samples& samples,
                 std::deque<Array>& own) {
  const auto weights =
      by_output(std::string(where) + ": sample_weight", blueprint, *data.sample_weight);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i] == nullptr) continue;
    const Array* weight = weights[i];
    if (weight == nullptr) {
      own.emplace_back(Shape{samples.size()},
                       std::vector<float>(static_cast<std::size_t>(samples.size()), 1.0f));
      weight = &own.back();
    }
    // One of several outputs may be left out by its weights.
    check_sample_weights(where, *weight, samples.size(), blueprint.output_shape(i),
                         data.is_part || targets.size() > 1);
    samples.feeds.push_back({weight_name(i), weight, 1.0f});
  }
  samples.weighted = true;
}

/// Shapes of a sample's weights, by output.
std::vector<Shape> weight_shapes(const Samples& samples, std::size_t outputs) {
  std::vector<Shape> shapes(outputs);
  for (std::size_t i = 0; i < outputs; ++i) {
    const auto feed = std::ranges::find(samples.feeds, weight_name(i), &training::Feed::input);
    if (feed != samples.feeds.end()) shapes[i] = feed->array->shape().tail();
  }
  return shapes;
}

}  // namespace

std::optional<Given> watched_of(const FitOptions& options) {
  const ValidationData& data = options.validation_data;
  const bool arrays = !data.x.empty() && data.x[0].size() > 0;
  if (arrays && data.source) {
    throw InvalidArgument(
        "fit: validation_data has both arrays and a source. Expected one of them");
  }
  if (!arrays) return std::nullopt;
  return Given{refs_of(data.x), refs_of(data.y), &data.sample_weight, 1.0f};
}

Given given_of(const data::Batch& batch) {
  return {refs_of(batch.x), refs_of(batch.y), &batch.sample_weight, 1.0f, true};
}

Given given_of(const data::Dataset& data) {
  if (!std::isfinite(data.scale) || data.scale == 0.0f) {
    throw_invalid_value("Dataset", "scale", "a finite factor other than 0",
                        to_text(static_cast<double>(data.scale)));
  }
  return {data.x, data.y, nullptr, data.scale};
}

[[noreturn]] void throw_both_weights(std::string_view where) {
  throw InvalidArgument(std::string(where) +
                        ": class_weight and sample_weight are both given. Expected one");
}

void check_compiled(std::string_view where, const Holding& model) {
  if (model.options) return;
  throw InvalidArgument(std::string(where) +
                        ": the model is not compiled. Call compile({.optimizer = ..., .loss = "
                        "...}) first");
}

std::vector<const Shape*> shapes_by_output(std::string_view where, const Blueprint& compiled,
                                           const OneOrMany<Shape>& y) {
  return by_output(where, compiled, y);
}

std::vector<const Array*> targets_of(std::string_view where, const Blueprint& compiled,
                                     const Given& data) {
  const std::string argument = std::string(where) + ": y";
  const std::vector<const ArrayRef*> found = by_output(argument, compiled, data.y);
  const std::vector<bool> compared = compared_outputs(compiled.description());
  std::vector<const Array*> targets;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == nullptr && compared[i]) {
      throw InvalidArgument(argument + ": the targets of '" + compiled.topology().outputs[i].name +
                            "' are missing");
    }
    targets.push_back(found[i] != nullptr ? &found[i]->get() : nullptr);
    if (targets[i] != nullptr)
      check_length(where, "y", targets[i]->shape(), data.x[0].get().shape());
  }
  return targets;
}

std::vector<Shape> input_shapes(std::string_view where, const Blueprint& blueprint,
                                const Arrays& x) {
  std::vector<Shape> shapes;
  if (!blueprint.is_open()) return shapes;
  const Topology& topology = blueprint.topology();
  const auto arrays = x.items_for(std::string(where) + ": x", topology.input_names());
  for (std::size_t i = 0; i < arrays.size(); ++i)
    shapes.push_back(sample_shape(arrays[i]->get().shape(), topology.inputs[i].shape));
  return shapes;
}

std::vector<Shape> target_shapes(const std::vector<const Array*>& targets) {
  std::vector<Shape> shapes;
  for (const Array* target : targets)
    shapes.push_back(target != nullptr ? target_shape(target->shape()) : Shape{});
  return shapes;
}

Samples prepare_inputs(std::string_view where, const Blueprint& blueprint, const Arrays& x,
                       float scale) {
  const Topology& topology = blueprint.topology();
  Samples samples;
  samples.rows = training::row_range(0, check_inputs(where, topology, x));
  const auto arrays = x.items_for(std::string(where) + ": x", topology.input_names());
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const Array& array = arrays[i]->get();
    training::check_finite(where, "x", array, scale);
    check_whole(where, blueprint, i, array, scale);
    samples.feeds.push_back({input_name(i), &array, scale});
  }
  if (blueprint.is_open())
    samples.form = blueprint.form({input_shapes(where, blueprint, x), {}, {}});
  return samples;
}

Samples samples_of(std::string_view where, const Blueprint& blueprint, const Given& data,
                   const std::vector<const Array*>& targets, std::deque<Array>& own) {
  Samples samples = prepare_inputs(where, blueprint, data.x, data.scale);
  const std::vector<const Loss*> losses = losses_of(blueprint.description());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i] == nullptr) continue;
    training::check_finite(where, "y", *targets[i]);
    if (losses[i] != nullptr)
      check_targets(where, *losses[i], *targets[i], blueprint.output_shape(i), data.is_part);
    samples.feeds.push_back({target_name(i), targets[i], 1.0f});
  }
  if (data.sample_weight != nullptr && !data.sample_weight->empty())
    add_weights(where, blueprint, targets, data, samples, own);
  const std::vector<Shape> weights = weight_shapes(samples, targets.size());
  const auto of_steps = [](const Shape& shape) { return shape.rank() > 0; };
  if (blueprint.is_open() || std::ranges::any_of(weights, of_steps)) {
    samples.form =
        blueprint.form({input_shapes(where, blueprint, data.x), target_shapes(targets), weights});
  }
  return samples;
}

void add_class_weights(const Blueprint& blueprint, const std::vector<const Array*>& targets,
                       const ClassWeights& weights, Samples& samples, std::deque<Array>& own) {
  if (weights.empty()) return;
  own.push_back(class_weights(blueprint, targets, weights));
  samples.feeds.push_back({weight_name(0), &own.back()});
  samples.weighted = true;
}

}  // namespace occam::models
