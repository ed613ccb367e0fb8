#include <gtest/gtest.h>

#include "occam/compiler/gradient.h"
#include "occam/layers/activation.h"
#include "occam/layers/dense.h"
#include "occam/models/sequential.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/sum.h"
#include "tests/experiment/experiment.h"
#include "tests/golden/given_weights.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"

namespace occam::golden {
namespace {

using experiments::Experiment;

constexpr Tolerance kValues{1e-7, 2e-6};
constexpr Tolerance kLossGradients{1e-8, 5e-6};

/// The target as a loss takes it: class numbers without, others with the prediction's last axis.
Array fitted(const Array& y, const Shape& prediction, bool class_labels) {
  if (!class_labels) return y.reshape(prediction);
  return y.reshape(Shape(std::vector<std::int64_t>(prediction.begin(), prediction.end() - 1)));
}

graph::Value mean(const graph::Value& per_sample) {
  return ops::sum(per_sample) / static_cast<double>(per_sample.shape().size());
}

std::string loss_title(const Json& entry) {
  return entry.at("loss").get<std::string>() + entry.at("arguments").dump();
}

/// Does Keras give a value a sample, or of the batch as a whole?
bool is_of_samples(const Json& entry) {
  const Json& values = entry.at("per_sample");
  return values.is_array() && values.size() == entry.at("y_pred").size();
}

TEST(GoldenLosses, ValuesPerSampleAndGradients) {
  Comparison compare("values", kValues), compare_gradients("gradients", kLossGradients);
  int index = 0;
  const Json file = load("losses");
  for (const Json& entry : file.at("cases")) {
    SCOPED_TRACE("case " + std::to_string(index++) + " " + loss_title(entry));
    const Loss loss = made<Loss>(entry.at("loss"), entry.at("arguments"));
    const Array prediction = tensor(entry.at("y_pred"));
    Experiment experiment;
    const graph::Value p = experiment.variable("p", prediction);
    const graph::Value t = experiment.input(
        "t", fitted(tensor(entry.at("y_true")), prediction.shape(), loss.class_labels()));
    const graph::Value per_sample = loss.per_sample(experiment.scope("loss"), t, p);
    const graph::Value value = mean(per_sample);
    const graph::Value whole = loss.of_batch(experiment.scope("whole"), t, p);
    EXPECT_EQ(!whole, is_of_samples(entry));
    experiment.output("per_sample", whole ? whole : per_sample);
    experiment.output("value", value);
    experiment.output("gradient", compiler::gradient(value, {{p}})[0]);
    experiment.run();
    if (whole && whole.is_scalar()) {
      compare("of the batch", experiment.number("per_sample"), number(entry.at("per_sample")));
    } else {
      compare("per_sample", experiment.tensor("per_sample"),
              values(tensor(entry.at("per_sample"))));
    }
    compare("value", experiment.number("value"), number(entry.at("value")));
    compare_gradients("gradient", experiment.tensor("gradient"),
                      values(tensor(entry.at("gradient"))));
  }
}

// The same values as a compiled model reports them: targets in the shapes and types that users
// give. A mean over batches of 3 and fewer, where a batch has no loss of its own.
TEST(GoldenLosses, ReportedByEvaluate) {
  Comparison compare("values", kValues);
  int index = 0;
  const Json file = load("losses");
  for (const Json& entry : file.at("cases")) {
    SCOPED_TRACE("case " + std::to_string(index++) + " " + loss_title(entry));
    const auto type = entry.at("loss").get<std::string>();
    const Array x = tensor(entry.at("y_pred"));
    CompileOptions options{.optimizer = "sgd", .loss = made<Loss>(type, entry.at("arguments"))};
    if (type == "MeanSquaredError") options.metrics = {"mse"};
    if (type == "MeanAbsoluteError") options.metrics = {"mae"};
    Sequential model{layers::Activation{.activation = "linear", .input_shape = x.shape().tail()}};
    model.compile(options);
    const bool is_apart =
        is_of_samples(entry) && options.loss[0].target_kind() != TargetKind::kGroups;
    const std::int64_t batch_size = is_apart ? 3 : x.shape()[0];
    const callbacks::Logs logs =
        model.evaluate(x, as_given(entry.at("y_true")), {.batch_size = batch_size});
    compare("loss", logs.at("loss"), number(entry.at("value")));
    for (const Metric& metric : options.metrics)  // Keras has one function for both
      compare(metric.name(), logs.at(metric.name()), number(entry.at("value")));
  }
}

// Behind a sigmoid or softmax the loss is computed from what that was applied to, whether the
// activation is inside Dense or a layer of its own. Some logits here saturate float32.
TEST(GoldenLosses, BehindAnActivation) {
  const Json file = load("losses");
  Comparison compare("values", kValues), compare_gradients("gradients", {1e-6, 5e-6});
  for (const Json& entry : file.at("models")) {
    ASSERT_EQ(entry.at("path"), "logits");
    const Loss loss = made<Loss>(entry.at("loss"), entry.at("arguments"));
    const auto activation = entry.at("activation").get<std::string>();
    const Json weights = {{"kernel", entry.at("kernel")}};
    const Json arguments = {{"units", entry.at("kernel").at(0).size()}, {"use_bias", false}};
    for (const bool inside : {true, false}) {
      SCOPED_TRACE(loss_title(entry) + (inside ? " in Dense" : " after Dense"));
      Json dense = arguments;
      if (inside) dense["activation"] = activation;
      Experiment experiment;
      const layers::Scope scope = experiment.layer_scope("dense", true);
      graph::Value y = with_weights<layers::Dense>(dense, weights)
                           .build(scope, experiment.input("x", tensor(file.at("model_x"))));
      if (!inside) y = Activation(activation).apply(y);
      const graph::Value t =
          experiment.input("t", fitted(tensor(entry.at("y_true")), y.shape(), loss.class_labels()));
      const graph::Value value = mean(loss.per_sample(experiment.scope("loss"), t, y));
      experiment.output("value", value);
      experiment.output("gradient", compiler::gradient(value, experiment.declared().values)[0]);
      experiment.run();
      compare("value", experiment.number("value"), number(entry.at("value")));
      compare_gradients("kernel gradient", experiment.tensor("gradient"),
                        values(tensor(entry.at("kernel_gradient"))));
    }
  }
}

}  // namespace
}  // namespace occam::golden
