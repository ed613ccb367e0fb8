#include "tests/experiment/contract.h"

#include <algorithm>
#include <cmath>

#include "occam/layers/layer.h"
#include "tests/experiment/finite_differences.h"

namespace occam {
namespace {

using experiments::Experiment;

/// `rows` samples of three features, or of whole numbers from 0 for a layer that looks them up; of
/// each input others. `steps`: three steps of one feature instead.
Array samples(std::int64_t rows, bool whole, std::size_t input = 0, bool steps = false) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < rows * 3; ++i) {
    const auto step = static_cast<float>(i * 7 % 11);
    const float shift = 0.57f * static_cast<float>(input) * (i % 2 == 0 ? 1.0f : -1.3f);
    values.push_back(whole ? static_cast<float>(i % 2) : 0.83f * step - 3.13f + shift);
  }
  return Array(steps ? Shape{rows, 3, 1} : Shape{rows, 3}, values);
}

/// How a member of the catalogue is called: on one input or two, of numbers or whole numbers, of
/// features or steps.
struct Usage {
  std::size_t inputs = 1;
  bool whole = false;
  bool steps = false;
};
Usage usage_of(const Layer& layer) {
  for (Usage usage : {Usage{1}, Usage{2}, Usage{1, false, true}}) {
    Experiment experiment;
    const layers::Scope scope = experiment.layer_scope("layer", true);
    const graph::Value input = experiment.input("x", samples(4, true, 0, usage.steps));
    const std::vector<graph::Value> x(usage.inputs, input);
    const auto build = [&] { layer.build(scope, x); };
    if (!experiments::refusal(build).empty()) continue;
    usage.whole = !experiment.declared().whole_inputs.empty();
    return usage;
  }
  ADD_FAILURE() << layer.type() << " can be built neither on one nor on two inputs";
  return {};
}

/// The layer in training on `rows` samples; by_input: these are a variable, else data.
graph::Value built(const Layer& layer, const Usage& usage, Experiment& experiment,
                   std::int64_t rows, bool by_input) {
  std::vector<graph::Value> inputs;
  for (std::size_t i = 0; i < usage.inputs; ++i) {
    const std::string name = "x" + std::to_string(i);
    const Array x = samples(rows, usage.whole, i, usage.steps);
    inputs.push_back(by_input ? experiment.variable(name, x) : experiment.input(name, x));
  }
  return layer.build(experiment.layer_scope("layer", true), inputs);
}

graph::Value loss_of(Experiment& experiment, const graph::Value& y) {
  std::vector<float> upstream;
  for (std::int64_t i = 0; i < y.shape().size(); ++i)
    upstream.push_back(0.4f * static_cast<float>(i * 5 % 7) - 0.9f);
  return experiments::weighted_sum(y, experiment.input("upstream", Array(y.shape(), upstream)));
}

/// Has it results of whose float32 digits finite differences are too coarse, such as exp of sums?
bool has_large_results(const Layer& layer, const Usage& usage) {
  Experiment experiment;
  experiment.output("y", built(layer, usage, experiment, 4, false));
  experiment.run();
  return std::ranges::any_of(experiment.tensor("y"), [](float y) { return std::abs(y) > 50; });
}

TEST(LayerContract, DescribesItself) { experiments::expect_described<Layer>(); }

TEST(LayerContract, SaysWhetherItsClassHasWeights) {
  for (const auto& entry : Layer::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    Experiment experiment;
    built(entry.make(), usage_of(entry.make()), experiment, 4, false);
    EXPECT_EQ(entry.make().has_weights(), !experiment.declared().weights.empty());
  }
}

TEST(LayerContract, ASamplesShapeDoesNotDependOnTheBatch) {
  for (const auto& entry : Layer::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    const Layer layer = entry.make();
    const Usage usage = usage_of(layer);
    Experiment four, seven;
    const Shape small = built(layer, usage, four, 4, false).shape();
    const Shape large = built(layer, usage, seven, 7, false).shape();
    EXPECT_EQ(small[0], 4);
    EXPECT_EQ(large[0], 7);
    EXPECT_EQ(small.tail(), large.tail());
  }
}

TEST(LayerContract, GradientsAreThoseOfFiniteDifferences) {
  for (const auto& entry : Layer::catalogue().entries()) {
    const Usage usage = usage_of(entry.make());
    for (const Layer& layer : experiments::variants<Layer>(entry)) {
      SCOPED_TRACE(to_text(layer.config()));
      Experiment probe;
      std::size_t weights = 0;
      std::int64_t elements = 0;
      const std::string refused = experiments::refusal([&] {
        built(layer, usage, probe, 4, false);
        weights = probe.declared().trainable().size();
        for (const graph::Value& weight : probe.declared().trainable())
          elements += weight.shape().size();
        for (std::size_t i = 0; i < probe.declared().weights.size(); ++i) {
          const Shape& shape = probe.declared().values[i].shape();
          std::vector<float> filled(static_cast<std::size_t>(shape.size()));
          probe.declared().weights[i].initializer.fill(filled, shape, {});
        }
      });
      if (!refused.empty()) continue;  // an option that does not fit these samples
      if (elements > 1000) continue;   // a step each way for every element
      const auto& looked_up = probe.declared().whole_inputs;
      if (!looked_up.empty() && looked_up[0].most < 1) continue;  // the samples hold 0 and 1
      if (!usage.whole && has_large_results(layer, usage)) continue;
      for (std::size_t i = 0; i < weights; ++i) {
        Experiment experiment;
        const graph::Value y = built(layer, usage, experiment, 4, false);
        const graph::Value weight = experiment.declared().trainable()[i];
        // The step starts from a value that the layer gives it: the gradient is by that.
        if (weight.node().op->kind != graph::Kind::kVariable) continue;
        experiments::expect_gradient(experiment, loss_of(experiment, y), weight);
      }
      if (usage.whole) continue;
      Experiment experiment;
      const graph::Value y = built(layer, usage, experiment, 4, true);
      // Declared again it is the same variable.
      const graph::Value x = experiment.variable("x0", samples(4, false, 0, usage.steps));
      experiments::expect_gradient(experiment, loss_of(experiment, y), x);
    }
  }
}

TEST(LayerContract, MembersOfAStackEqualSoloRuns) {
  for (const auto& entry : Layer::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    const Layer layer = entry.make();
    const Usage usage = usage_of(layer);
    experiments::expect_slices_equal_solo([&](Experiment& experiment) {
      experiment.keep("y", built(layer, usage, experiment, 4, false));
    });
  }
}

}  // namespace
}  // namespace occam
