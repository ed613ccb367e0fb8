#include "occam/models/build.h"

#include "occam/base/errors.h"
#include "occam/compiler/gradient.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/input.h"
#include "occam/ops/matmul.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sum.h"
#include "occam/ops/variable.h"

namespace occam::models {
namespace {

using graph::Value;
using training::Mode;

/// The target in the shape that a loss or metric compares: that of the prediction, or for class
/// numbers without its last axis. Keras's squeeze and expand rules; a target (1,) stands for all
/// outputs only in a batch of one.
Value fit_target(const Value& target, const Value& prediction, bool class_labels) {
  const Shape& wanted = prediction.shape();
  const Shape& given = target.shape();
  std::vector<std::int64_t> lead_dims = wanted.dims();
  lead_dims.pop_back();
  const Shape lead(lead_dims);
  std::vector<std::int64_t> single_dims = lead_dims;
  single_dims.push_back(1);
  const Shape single(single_dims);
  if (class_labels) {
    if (given == lead || given == single) return ops::reshape(target, lead);
  } else {
    if (given == wanted) return target;
    if (given == lead && wanted.back() == 1) return ops::reshape(target, wanted);
    if (given == lead && wanted[0] == 1) return ops::broadcast_columns(target, wanted);
  }
  const std::string expected =
      class_labels ? "class numbers of shape " + to_text(lead) : "shape " + to_text(wanted);
  throw InvalidArgument("y: invalid shape. Expected " + expected +
                        " for a batch, to match the model's output " + to_text(wanted) +
                        ". Received: " + to_text(given));
}

/// Adds a sum over the samples of an epoch to the plan's accumulators.
void accumulate(BuiltGraph& built, const std::string& name, Direction direction,
                const Value& batch_sum) {
  const Value total = ops::variable(*built.graph, "log/" + name, {}, runtime::Role::kAccumulator);
  ops::assign(total, total + batch_sum);
  built.logs.push_back({name, total.node().attributes.variable, direction});
}

/// Does the target hold class numbers for a metric? Keras's rule for 'accuracy'.
bool holds_labels(const Value& target, const Value& prediction) {
  const std::int64_t outputs = prediction.shape().back();
  return outputs > 1 &&
         (target.shape().rank() < prediction.shape().rank() || target.shape().back() == 1);
}

void add_objective(BuiltGraph& built, const Description& description, const Value& prediction,
                   std::int64_t batch, Mode mode) {
  graph::Graph& graph = *built.graph;
  const CompileOptions& options = *description.options;
  const Value y = ops::input(graph, "y", description.target_shape.with_front(batch));
  const ops::Scope loss_scope(graph, "loss", built.numbers);
  const double samples = static_cast<double>(batch);

  const Value target = fit_target(y, prediction, options.loss.class_labels());
  const Value per_sample = options.loss.per_sample(loss_scope, target, prediction);
  const Value data_loss = ops::sum(per_sample) / static_cast<double>(per_sample.shape().size());
  Value loss = data_loss;
  Value penalty;
  for (const Value& term : built.declared.penalties) {
    if (term) penalty = penalty ? penalty + term : term;
  }
  if (penalty) loss = loss + penalty;
  graph.set_output("loss", loss);

  accumulate(built, "loss", Direction::kDown, loss * samples);
  if (penalty) {
    accumulate(built, "data_loss", Direction::kDown, data_loss * samples);
    accumulate(built, "penalty", Direction::kDown, penalty * samples);
  }
  for (const Metric& metric : options.metrics) {
    const Value seen = fit_target(
        y, prediction, metric.direction() == Direction::kUp && holds_labels(y, prediction));
    const Value values = metric.per_sample(seen, prediction);
    const double per = static_cast<double>(values.shape().size()) / samples;
    accumulate(built, metric.name(), metric.direction(), ops::sum(values) / per);
  }
  if (mode != Mode::kTrain) return;
  optimizers::apply_gradients(ops::Scope(graph, "optimizer", built.numbers), options.optimizer,
                              built.declared.trained_weights(),
                              compiler::gradient(loss, built.declared.trainable()));
}

}  // namespace

BuiltGraph build(const Description& description, runtime::StateLayout& layout, Mode mode,
                 std::int64_t batch) {
  BuiltGraph built;
  built.graph = std::make_unique<graph::Graph>(layout);
  layout.declare("seed", {}, runtime::VariableType::kUint64, runtime::Role::kSeed);
  layout.declare("step", {}, runtime::VariableType::kUint64, runtime::Role::kCounter);
  Value value = ops::input(*built.graph, "x", description.input_shape.with_front(batch));
  for (const NamedLayer& named : description.layers) {
    const layers::Scope scope(*built.graph, named.name, built.numbers, built.declared,
                              mode == Mode::kTrain);
    value = named.layer.build(scope, value);
    built.layer_shapes.push_back(value.shape().tail());
  }
  layers::assign_statistics(built.declared);
  built.graph->set_output("prediction", value);
  if (description.options != nullptr && mode != Mode::kPredict)
    add_objective(built, description, value, batch, mode);
  return built;
}

std::string snake_case(std::string_view class_name) {
  std::string text;
  for (std::size_t i = 0; i < class_name.size(); ++i) {
    const char c = class_name[i];
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper && i > 0) text += '_';
    text += upper ? static_cast<char>(c + 32) : c;
  }
  return text;
}

}  // namespace occam::models
