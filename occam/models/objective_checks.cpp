#include "occam/models/objective_checks.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "occam/base/warnings.h"
#include "occam/models/data_checks.h"
#include "occam/models/objective.h"
#include "occam/models/own_members.h"
#include "occam/models/penalty_table.h"
#include "occam/ops/add.h"
#include "occam/ops/matmul.h"
#include "occam/ops/relu.h"
#include "occam/ops/sigmoid.h"
#include "occam/ops/softmax.h"
#include "occam/ops/tanh.h"

namespace occam::models {
namespace {

/// The op whose result the output is; views are looked through.
const graph::Op* op_of(const graph::Value& output) {
  graph::Value root = output;
  while (root.node().op->kind == graph::Kind::kAlias) root = root.node().inputs[0];
  return root.node().op;
}

/// Results that are no probabilities, as far as that can be told.
bool is_no_probability(const graph::Op* op) {
  const graph::Op* const unbounded[] = {&ops::matmul_op, &ops::add_op, &ops::relu_op,
                                        &ops::tanh_op};
  return std::find(std::begin(unbounded), std::end(unbounded), op) != std::end(unbounded);
}

void check_output(const std::string& name, const graph::Value& output, const Loss& loss) {
  const graph::Op* const op = op_of(output);
  const bool softmax = op == &ops::softmax_op, sigmoid = op == &ops::sigmoid_op;
  if (softmax && output.shape().back() == 1) {
    throw InvalidArgument("compile: output '" + name +
                          "' is a softmax over one unit, which is always 1. Expected at least two "
                          "units, or the activation 'sigmoid'");
  }
  if (!loss.takes_probabilities()) return;
  const bool one_number = loss.target_kind() == TargetKind::kProbabilities;
  const std::string activation = one_number ? "sigmoid" : "softmax";
  if (loss.from_logits() && (softmax || sigmoid)) {
    warn(std::string(loss.name()) + " is told from_logits, but output '" + name + "' is a " +
         (softmax ? "softmax" : "sigmoid") + ": " +
         ((one_number ? sigmoid : softmax)
              ? "the logits behind it are used. Leave out one of the two"
              : "its result is taken for logits. Expected a linear output"));
  }
  if (!loss.from_logits() && is_no_probability(op)) {
    warn(std::string(loss.name()) + " takes probabilities, but output '" + name +
         "' is not bounded to [0, 1]: other numbers are clipped. Expected the activation '" +
         activation + "', or from_logits = true");
  }
}

void check_metric(const std::string& name, const graph::Value& output, const Metric& metric) {
  if (!metric.takes_probabilities(output.shape()) || !is_no_probability(op_of(output))) return;
  warn(metric.name() + " takes probabilities, but output '" + name +
       "' is not bounded to [0, 1]. Expected the activation '" +
       (output.shape().back() == 1 ? "sigmoid" : "softmax") + "'");
}

/// Whether each row holds a share a class, as a teacher's predictions or smoothed labels do: the
/// largest is a class.
bool are_shares(const Array& y) {
  return y.rank() > 1 && y.shape().back() > 1 && !row_not_of_shares(y);
}

/// The first target that is no whole number.
std::optional<double> fraction_in(const Array& y) {
  for (std::int64_t k = 0; k < y.size(); ++k) {
    if (y.at(k) != std::floor(y.at(k))) return y.at(k);
  }
  return std::nullopt;
}

}  // namespace

void check_objective(const Blueprint& compiled) {
  check_decay_patterns(compiled);
  runtime::StateLayout layout;
  const BuiltGraph built = compiled.graph({training::Mode::kPredict, 1}, layout);
  for (const std::string& layer : built.declared.lost_masks) {
    warn(layer +
         " gets values with a mask and does not know masks: what lies behind it takes all "
         "rows, also those that the mask leaves out");
  }
  const std::vector<const Loss*> losses = losses_of(compiled.description());
  const std::vector<std::string> names = compiled.topology().output_names();
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (losses[i] != nullptr) check_output(names[i], built.outputs[i], *losses[i]);
  }
  for (const auto& [argument, metrics] :
       {std::pair{"compile: metrics", &compiled.options()->metrics},
        std::pair{"compile: weighted_metrics", &compiled.options()->weighted_metrics}}) {
    const auto by_output = metrics->for_outputs(argument, names);
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (const Metric& metric : by_output[i]) check_metric(names[i], built.outputs[i], metric);
    }
  }
}

void warn_of_targets(const Blueprint& blueprint, const training::Samples& samples) {
  const std::vector<const Loss*> losses = losses_of(blueprint.description());
  const std::vector<std::string> names = blueprint.topology().output_names();
  const auto metrics = blueprint.options()->metrics.for_outputs("compile: metrics", names);
  const std::vector<bool> compared = compared_outputs(blueprint.description());
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (!compared[i]) continue;
    const std::int64_t outputs = blueprint.output_shape(i).back();
    if (losses[i] != nullptr && blueprint.description().target_shapes[i].rank() == 0 &&
        outputs > 1 && !losses[i]->class_labels() && !makes_sense_of_targets(*losses[i])) {
      warn("each target is one number but the model has " + std::to_string(outputs) +
           " outputs; every output is compared with it. Expected targets of shape (samples, " +
           std::to_string(outputs) + ")");
    }
    const auto feed =
        std::find_if(samples.feeds.begin(), samples.feeds.end(),
                     [&](const training::Feed& f) { return f.input == target_name(i); });
    const auto compares_classes = [](const Metric& m) { return m.class_labels() && !is_own(m); };
    if (std::none_of(metrics[i].begin(), metrics[i].end(), compares_classes)) continue;
    const Array& y = *feed->array;
    const std::optional<double> fraction = fraction_in(y);
    if (!fraction) continue;
    const bool shares = are_shares(y);
    for (const Metric& metric : metrics[i]) {
      if (!compares_classes(metric) || (shares && !metric.of_numbers())) continue;
      warn(metric.name() + " compares classes, but y holds numbers such as " + to_text(*fraction) +
           ": it says nothing. Expected a metric of numbers, as 'mae'");
    }
  }
  for (const training::Feed& feed : samples.feeds) {
    if (feed.array->dtype() == DType::kUint8 && feed.scale == 1.0f && feed.input == input_name(0) &&
        blueprint.whole_inputs().empty()) {
      hint(
          "x holds bytes and is used as numbers from 0 to 255. Networks learn better from inputs "
          "near 0 to 1: divide by 255 first, or declare it as Dataset::scale");
    }
  }
}

void warn_of_batches(const Blueprint& blueprint, const training::BatchStream& train,
                     const FitOptions& options) {
  const std::string& layer = blueprint.batch_statistics();
  if (layer.empty() || options.initial_epoch >= options.epochs) return;
  const auto [count, weighted, batch, form] = train.count(0);
  // How many samples a source's last batch will have is not known.
  const std::int64_t rows = train.source ? batch : count;
  const std::string what = "layer '" + layer +
                           "' standardises over the batch, and of one sample it leaves nothing: "
                           "its result is beta. ";
  if (batch == 1) {
    warn(what + "Expected a batch_size of at least 2");
  } else if (rows % batch == 1) {
    warn(what + "The last batch of an epoch is one sample, of " + std::to_string(rows) +
         " in batches of " + std::to_string(batch) + ". Expected another batch_size");
  }
}

}  // namespace occam::models
