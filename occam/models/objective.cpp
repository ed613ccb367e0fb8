#include "occam/models/objective.h"

#include <algorithm>
#include <functional>
#include <map>
#include <span>

#include "occam/compiler/gradient.h"
#include "occam/compiler/with_values.h"
#include "occam/losses/reduction.h"
#include "occam/losses/sample_weights.h"
#include "occam/models/own_members.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/input.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sum.h"

namespace occam::models {
namespace {

using graph::Value;
using training::Mode;

/// The shape of a whole data set, for a message: "(n, 3)".
std::string data_shape(const Shape& batch) {
  std::string text = "(n";
  for (const std::int64_t size : batch.tail()) text += ", " + std::to_string(size);
  return text + (batch.rank() == 1 ? ",)" : ")");
}

/// The target in the shape that a loss or metric compares: that of the prediction, or for class
/// numbers without its last axis. Keras's squeeze and expand rules; a target (1,) stands for all
/// outputs only in a batch of one. `name` of the target is for a message.
Value fit_target(const std::string& name, const Value& target, const Value& prediction,
                 bool class_labels) {
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
  std::string text = name + ": invalid shape. Expected ";
  text +=
      class_labels ? "class numbers of shape " + data_shape(lead) : "shape " + data_shape(wanted);
  text += " to match the model's output " + data_shape(wanted) + ". Received: " + data_shape(given);
  if (class_labels && given == wanted)
    text += ". Rows of one number a class go with categorical_crossentropy";
  if (!class_labels && (given == lead || given == single) && wanted.back() > 1)
    text += ". Class numbers go with sparse_categorical_crossentropy";
  throw InvalidArgument(text);
}

/// What a message calls the target of an output.
std::string said_target(const std::vector<std::string>& names, std::size_t output) {
  return names.size() > 1 ? "y of output '" + names[output] + "'" : "y";
}

/// Does the target hold class numbers for a metric? Keras's rule for 'accuracy'.
bool holds_labels(const Value& target, const Value& prediction) {
  const std::int64_t outputs = prediction.shape().back();
  return outputs > 1 &&
         (target.shape().rank() < prediction.shape().rank() || target.shape().back() == 1);
}

/// The weights of the samples of an output, [batch, ...]: without an axis of 1 at their end that
/// the losses, one for each row of the output, do not have.
Value weights_input(graph::Graph& graph, const Description& description, std::size_t output,
                    const Shape& prediction) {
  const Shape own = description.weight_shapes.empty() ? Shape{} : description.weight_shapes[output];
  const Value given = ops::input(graph, weight_name(output), own.with_front(prediction[0]));
  if (given.shape().rank() < prediction.rank()) return given;
  std::vector<std::int64_t> dims = given.shape().dims();
  dims.pop_back();
  return ops::reshape(given, Shape(std::move(dims)));
}

/// Which rows of an output count, [batch, ...], or none.
Value mask_of_rows(const BuiltGraph& built, const Value& prediction) {
  const auto found = built.declared.masks.find(prediction.id());
  if (found == built.declared.masks.end()) return {};
  const Shape& rows = found->second.shape();
  if (rows.rank() < prediction.shape().rank()) return found->second;
  throw InvalidArgument("compile: the output of shape " + to_text(prediction.shape()) +
                        " has a mask of shape " + to_text(rows) +
                        ". Expected a mask of fewer axes: one number a row");
}

/// What a step reduces: a mean is over the samples, whose number weighs the batches; the rest over
/// what a caller is told.
Value values_of(const Loss& loss, const ops::Scope& scope, const Value& target,
                const Value& prediction, bool weighted) {
  return is_mean(loss.reduction()) ? loss.per_sample(scope, target, prediction)
                                   : loss.values(scope, target, prediction, weighted);
}

/// A sum over the samples of an epoch, reported as their mean. No layer's path begins as the
/// accumulators' do: a layer may have any name.
void add_log(BuiltGraph& built, const std::string& name, Direction direction,
             const Value& batch_sum, bool of_weights = false) {
  metrics::Sums sums(*built.graph, "/log/" + name);
  sums.add(batch_sum);
  built.logs.push_back({.name = name,
                        .direction = direction,
                        .of_weights = of_weights,
                        .accumulators = sums.accumulators(),
                        .variables = sums.variables()});
}

void add_layer_penalties(BuiltGraph& built, const Description& description, double samples) {
  const std::vector<NamedLayer>& layers = description.topology.layers;
  std::vector<Value> sums(layers.size());
  for (std::size_t i = 0; i < built.declared.penalties.size(); ++i) {
    const Value& term = built.declared.penalties[i];
    Value& sum = sums[built.weight_layers[i]];
    if (term) sum = sum ? sum + term : term;
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!sums[i]) continue;
    add_log(built, layers[i].name + "_penalty", Direction::kDown, sums[i] * samples,
            /*of_weights=*/true);
  }
}

ops::Scope loss_scope(graph::Graph& graph, const Description& description, std::size_t output,
                      ops::Scope::Numbers& numbers) {
  const ops::Scope scope(graph, "loss", numbers);
  const auto& outputs = description.topology.outputs;
  return outputs.size() == 1 ? scope : scope.child(outputs[output].name);
}

/// The factor of an output's loss, or none.
Value loss_weight(const ops::Scope& scope, const Description& description, std::size_t output) {
  const OneOrMany<Hyper>& weights = description.options->loss_weights;
  if (weights.empty()) return {};
  const Hyper* const weight =
      weights.items_for("compile: loss_weights", description.topology.output_names())[output];
  return weight != nullptr ? scope.hyper("weight", *weight) : Value{};
}

/// The sums of several calls added up, as a metric of them all reads them.
double result_of_calls(const Metric& metric, std::size_t calls, std::size_t place,
                       const metrics::Totals& totals) {
  if (calls == 1) return metric.result(totals, place);
  const std::size_t each = totals.sums.size() / calls;
  std::vector<std::vector<double>> added;
  for (std::size_t i = 0; i < totals.sums.size(); ++i) {
    const std::span<const double> sum = totals.sums[i];
    if (i < each) {
      added.emplace_back(sum.begin(), sum.end());
      continue;
    }
    std::vector<double>& into = added[i % each];
    std::transform(into.begin(), into.end(), sum.begin(), into.begin(), std::plus<>());
  }
  const std::vector<std::span<const double>> sums(added.begin(), added.end());
  return metric.result({totals.samples * static_cast<std::int64_t>(calls), sums}, place);
}

/// Reports what a metric makes of its sums, those of each call of it: a number, or several.
void report(BuiltGraph& built, const std::string& name, const Metric& metric,
            const std::vector<metrics::Sums>& calls, std::int64_t numbers) {
  training::LogSource log{.name = name, .direction = metric.direction()};
  for (const metrics::Sums& sums : calls) {
    const auto& accumulators = sums.accumulators();
    const auto& variables = sums.variables();
    log.accumulators.insert(log.accumulators.end(), accumulators.begin(), accumulators.end());
    log.variables.insert(log.variables.end(), variables.begin(), variables.end());
  }
  const std::size_t count = calls.size();
  if (numbers == 1) {
    log.result = [metric, count](const metrics::Totals& totals) {
      return count == 1 ? metric.result(totals) : result_of_calls(metric, count, 0, totals);
    };
    built.logs.push_back(std::move(log));
    return;
  }
  log.metric = name;
  for (std::int64_t place = 0; place < numbers; ++place) {
    log.name = name + "[" + std::to_string(place) + "]";
    const auto at = log.place = static_cast<std::size_t>(place);
    log.result = [metric, count, at](const metrics::Totals& totals) {
      return result_of_calls(metric, count, at, totals);
    };
    built.logs.push_back(log);
  }
}

/// What layers have told metrics of their own: of two of one name the last counts, as in Keras.
void add_watched(BuiltGraph& built) {
  const std::vector<layers::Watched>& watched = built.declared.watched;
  std::map<std::string, const void*> sources;
  for (const layers::Watched& each : watched) sources[each.metric.name()] = each.source;
  for (const auto& [name, source] : sources) {
    const auto is_taken = [&name = name](const training::LogSource& log) {
      return log.name == name || log.metric == name;
    };
    if (std::any_of(built.logs.begin(), built.logs.end(), is_taken)) {
      throw InvalidArgument("fit: a layer's metric is named '" + name +
                            "', as another log is. Expected another name");
    }
    std::vector<metrics::Sums> calls;
    const layers::Watched* last = nullptr;
    for (const layers::Watched& each : watched) {
      if (each.source != source || each.metric.name() != name) continue;
      calls.emplace_back(*built.graph, "/log/" + name + "/" + std::to_string(calls.size()),
                         each.weights);
      each.metric.update_state(calls.back(), each.target, each.prediction);
      last = &each;
    }
    const std::int64_t numbers =
        last->prediction ? last->metric.numbers(last->prediction.shape()).value_or(1) : 1;
    report(built, name, last->metric, calls, numbers);
  }
}

void add_metrics(BuiltGraph& built, const Description& description,
                 const std::vector<Value>& targets, const std::vector<Value>& weights,
                 const std::vector<Value>& masks) {
  const CompileOptions& options = *description.options;
  const std::vector<std::string> names = description.topology.output_names();
  const auto add = [&](const Metric& metric, std::size_t output, const Value& sample_weights) {
    const Value& prediction = built.outputs[output];
    const Value& y = targets[output];
    const bool labels = metric.class_labels() && holds_labels(y, prediction);
    const Value seen = labels && is_own(metric)
                           ? y
                           : fit_target(said_target(names, output), y, prediction, labels);
    const bool prefixed = names.size() > 1 && options.loss_logs.empty();
    const std::string name = (prefixed ? names[output] + "_" : "") + metric.name();
    metrics::Sums sums(*built.graph, "/log/" + name, sample_weights);
    metric.update_state(sums, seen, prediction);
    report(built, name, metric, {sums}, metric.numbers(prediction.shape()).value_or(1));
  };
  const auto plain = options.metrics.for_outputs("compile: metrics", names);
  const auto weighted = options.weighted_metrics.for_outputs("compile: weighted_metrics", names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!targets[i]) continue;
    for (const Metric& metric : plain[i]) add(metric, i, masks[i]);
    // Weighted also where this step's samples have no weights: the sums are the same ones.
    Value factors = weights[i] ? weights[i]
                               : ops::broadcast_scalar(ops::constant(*built.graph, 1.0),
                                                       Shape{targets[i].shape()[0]});
    if (masks[i])
      factors =
          weights[i] ? masks[i] * losses::repeat_weights(factors, masks[i].shape()) : masks[i];
    for (const Metric& metric : weighted[i]) add(metric, i, factors);
  }
}

/// The loss of each output, where several have one.
void add_output_losses(BuiltGraph& built, const Description& description,
                       const std::vector<Value>& data_losses, double samples) {
  if (std::count_if(data_losses.begin(), data_losses.end(),
                    [](const Value& loss) { return static_cast<bool>(loss); }) < 2)
    return;
  const std::vector<std::string>& own = description.options->loss_logs;
  const auto log_of = [&](std::size_t i) {
    return own.empty() ? description.topology.outputs[i].name + "_loss" : own.at(i);
  };
  for (std::size_t i = 0; i < data_losses.size(); ++i) {
    const bool hidden = !own.empty() && std::find(own.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                                  own.end(), own.at(i)) != own.end();
    if (data_losses[i] && !hidden)
      add_log(built, log_of(i), Direction::kDown, data_losses[i] * samples);
  }
}

}  // namespace

std::vector<const Loss*> losses_of(const Description& description) {
  const OneOrMany<Loss>& given = description.options->loss;
  const std::vector<std::string> names = description.topology.output_names();
  std::vector<const Loss*> losses = given.empty() ? std::vector<const Loss*>(names.size())
                                                  : given.items_for("compile: loss", names);
  for (const Loss*& loss : losses) {
    if (loss != nullptr && !*loss) loss = nullptr;
  }
  return losses;
}

std::vector<bool> compared_outputs(const Description& description) {
  const CompileOptions& options = *description.options;
  const std::vector<std::string> names = description.topology.output_names();
  const std::vector<const Loss*> losses = losses_of(description);
  const auto plain = options.metrics.for_outputs("compile: metrics", names);
  const auto weighted = options.weighted_metrics.for_outputs("compile: weighted_metrics", names);
  std::vector<bool> compared;
  for (std::size_t i = 0; i < names.size(); ++i)
    compared.push_back(losses[i] != nullptr || !plain[i].empty() || !weighted[i].empty());
  return compared;
}

void add_objective(BuiltGraph& built, const Description& description,
                   const training::PlanKey& key) {
  graph::Graph& graph = *built.graph;
  const std::vector<const Loss*> losses = losses_of(description);
  const std::vector<bool> compared = compared_outputs(description);
  const std::vector<std::string> names = description.topology.output_names();
  const double samples = static_cast<double>(key.batch);
  std::vector<Value> targets(losses.size()), weights(losses.size()), data_losses(losses.size()),
      masks(losses.size());
  Value data_loss;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (!compared[i]) continue;
    const Value& prediction = built.outputs[i];
    if (prediction.shape().rank() < 2) {
      throw InvalidArgument("compile: output '" + description.topology.outputs[i].name +
                            "' has one number a sample without an axis of its own. Expected an "
                            "output of shape (n, outputs)");
    }
    const Value y = targets[i] =
        ops::input(graph, target_name(i), description.target_shapes[i].with_front(key.batch));
    if (key.weighted) weights[i] = weights_input(graph, description, i, prediction.shape());
    masks[i] = mask_of_rows(built, prediction);
    if (losses[i] == nullptr) continue;
    const ops::Scope scope = loss_scope(graph, description, i, built.numbers);
    const bool as_it_is = makes_sense_of_targets(*losses[i]) && holds_labels(y, prediction);
    const Value target =
        as_it_is ? y : fit_target(said_target(names, i), y, prediction, losses[i]->class_labels());
    const Value values =
        values_of(*losses[i], scope, target, prediction, static_cast<bool>(weights[i]));
    const Value counts = losses[i]->counted(target, values);
    const Value mask = masks[i] && counts ? masks[i] * counts : counts ? counts : masks[i];
    data_losses[i] = losses::reduced(losses[i]->reduction(), values, weights[i], mask);
    const Value factor = loss_weight(scope, description, i);
    const Value term = factor ? factor * data_losses[i] : data_losses[i];
    data_loss = data_loss ? data_loss + term : term;
  }
  Value loss = data_loss;
  Value penalty;
  for (const Value& term : built.declared.penalties) {
    if (term) penalty = penalty ? penalty + term : term;
  }
  if (penalty) loss = loss ? loss + penalty : penalty;
  for (const Value& added : built.declared.losses) loss = loss ? loss + added : added;
  if (!loss) {
    throw InvalidArgument(
        "compile: no loss, and no layer adds one. Expected one, for example .loss = \"mse\"");
  }
  graph.set_output("loss", loss);
  add_log(built, "loss", Direction::kDown, loss * samples);
  if (data_loss && (penalty || !built.declared.losses.empty()))
    add_log(built, "data_loss", Direction::kDown, data_loss * samples);
  if (penalty) {
    add_log(built, "penalty", Direction::kDown, penalty * samples, /*of_weights=*/true);
    if (description.options->layer_penalties) add_layer_penalties(built, description, samples);
  }
  add_output_losses(built, description, data_losses, samples);
  add_metrics(built, description, targets, weights, masks);
  add_watched(built);
  if (key.mode != Mode::kTrain) return;
  const ops::Scope scope(graph, "optimizer", built.numbers);
  const Optimizer& optimizer = description.options->optimizer;
  const std::vector<Value> trained = built.declared.trainable();
  std::vector<Value> gradients = compiler::gradient(loss, trained);
  const std::vector<Value> others = optimizer.perturbed(scope, trained, gradients);
  if (!others.empty())
    gradients = compiler::gradient(compiler::with_values(loss, trained, others), others);
  optimizers::apply_gradients(scope, optimizer, built.declared.trained_weights(), gradients);
}

void declare_objective(graph::Graph& graph, const Description& description,
                       ops::Scope::Numbers& numbers) {
  const std::vector<const Loss*> losses = losses_of(description);
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (losses[i] == nullptr) continue;
    const ops::Scope scope = loss_scope(graph, description, i, numbers);
    losses[i]->declare(scope);
    loss_weight(scope, description, i);
  }
  description.options->optimizer.declare(ops::Scope(graph, "optimizer", numbers));
}

}  // namespace occam::models
