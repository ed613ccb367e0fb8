#include "occam/layers/scope.h"

#include <algorithm>
#include <span>
#include <utility>

#include "occam/base/errors.h"
#include "occam/base/random.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/assign.h"
#include "occam/ops/lookup.h"
#include "occam/ops/variable.h"

namespace occam::layers {
namespace {

graph::Value without_aliases(graph::Value value) {
  while (value.node().op->kind == graph::Kind::kAlias) value = value.node().inputs[0];
  return value;
}

/// What an IntegerLookup makes of numbers has to be among those that the next layer looks up.
void check_places(const std::string& path, const Declared& declared, const graph::Value& value,
                  std::int64_t count) {
  const graph::Node& node = value.node();
  if (node.op != &ops::lookup_op) return;
  const std::size_t variable = node.inputs[2].node().attributes.variable;
  const auto table =
      std::find_if(declared.constants.begin(), declared.constants.end(),
                   [&](const Constant& constant) { return constant.variable == variable; });
  if (table == declared.constants.end()) return;
  const std::span<const float> places = table->values.data<float>();
  double least = *std::min_element(places.begin(), places.end());
  double most = *std::max_element(places.begin(), places.end());
  if (const std::int64_t others = node.attributes.begin[0]; others > 0) {
    least = std::min<double>(least, node.attributes.number);
    most = std::max(most, node.attributes.number + static_cast<double>(others - 1));
  }
  if (least >= 0 && most < static_cast<double>(count)) return;
  throw InvalidArgument(
      "layer '" + path + "' looks up whole numbers from 0 to " + std::to_string(count - 1) +
      ", but those before it are places from " + to_text(least) + " to " + to_text(most) +
      ". Expected " +
      (least < 0 ? "none below 0" : "input_dim or num_tokens of " + to_text(most + 1)));
}

}  // namespace

std::vector<graph::Value> Declared::trainable() const {
  std::vector<graph::Value> reads;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!weights[i].trainable) continue;
    const auto start = starts.find(weights[i].variable);
    reads.push_back(start != starts.end() ? start->second : values[i]);
  }
  return reads;
}

std::vector<TrainedWeight> Declared::trained_weights() const {
  std::vector<TrainedWeight> trained;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!weights[i].trainable) continue;
    const auto start = starts.find(weights[i].variable);
    trained.push_back({values[i], weights[i].constraint, factors[i], weights[i].regularizer,
                       start != starts.end() ? start->second : graph::Value()});
  }
  return trained;
}

graph::Value Scope::add_weight(const WeightSpec& spec) const {
  const bool trainable = spec.trainable && !frozen_;
  const graph::Value weight =
      ops::variable(graph(), path_of(spec.name), spec.shape,
                    trainable ? runtime::Role::kTrainable : runtime::Role::kStatistic);
  const std::size_t variable = weight.node().attributes.variable;
  if (const auto known = declared_->places.find(variable); known != declared_->places.end()) {
    for (const auto* changed : {&declared_->statistics, &declared_->starts}) {
      if (const auto pending = changed->find(variable); pending != changed->end())
        return pending->second;
    }
    return declared_->values[known->second];
  }
  declared_->places.emplace(variable, declared_->weights.size());
  declared_->weights.push_back({variable, spec.initializer,
                                frozen_ ? Regularizer() : spec.regularizer, spec.constraint,
                                trainable});
  declared_->values.push_back(weight);
  const std::string name(spec.name);
  graph::Value factor;
  if (spec.learning_rate_factor.has_value()) {
    factor = hyper(name + "_learning_rate_factor", spec.learning_rate_factor.hyper(), at_least(0));
  }
  declared_->factors.push_back(factor);
  if (spec.constraint) spec.constraint.declare(child(name + "_constraint"));
  graph::Value penalty;
  if (const Regularizer& regularizer = declared_->weights.back().regularizer)
    penalty = regularizer.penalty(child(name + "_regularizer"), weight);
  declared_->penalties.push_back(penalty);
  if (!seen_ || seen_->first != spec.name) return weight;
  const graph::Value seen = seen_->second(weight);
  if (seen != weight) update(weight, seen);
  return seen;
}

graph::Value Scope::constant(std::string_view name, const Array& values) const {
  check_internal(values.rank() > 0, "a constant tensor without axes");
  // As a statistic that no step updates it goes with the weights wherever those are copied.
  const graph::Value read =
      ops::variable(graph(), path_of(name), values.shape(), runtime::Role::kStatistic);
  const std::size_t variable = read.node().attributes.variable;
  const bool known =
      std::any_of(declared_->constants.begin(), declared_->constants.end(),
                  [&](const Constant& constant) { return constant.variable == variable; });
  if (!known) declared_->constants.push_back({variable, values});
  return read;
}

void Scope::respond(const graph::Value& weight, const graph::Value& values) const {
  std::size_t variable = weight.node().attributes.variable;
  for (const auto* changed : {&declared_->starts, &declared_->statistics}) {
    for (const auto& [place, value] : *changed) {
      if (value == weight) variable = place;
    }
  }
  const std::size_t index = declared_->places.at(variable);
  if (!declared_->weights[index].initializer.adapts()) return;
  for (const Response& response : declared_->responses) {
    if (response.weight == index) return;
  }
  declared_->responses.push_back({index, values});
}

graph::Value Scope::mask_of(const graph::Value& value) const {
  const auto found = declared_->masks.find(value.id());
  return found != declared_->masks.end() ? found->second : graph::Value();
}

void Scope::lose_mask(std::string_view layer_class) const {
  std::string text = "layer '" + path() + "' (" + std::string(layer_class) + ")";
  if (std::ranges::find(declared_->lost_masks, text) == declared_->lost_masks.end())
    declared_->lost_masks.push_back(std::move(text));
}

void Scope::set_mask(const graph::Value& value, const graph::Value& mask) const {
  declared_->masks.insert_or_assign(value.id(), mask);
}

void Scope::update(const graph::Value& statistic, const graph::Value& value) const {
  if (pass_ == Pass::kInference || keeps_) return;
  if (statistic.node().op->kind == graph::Kind::kVariable) {
    const std::size_t variable = statistic.node().attributes.variable;
    const std::size_t weight = declared_->places.at(variable);
    if (declared_->weights[weight].trainable) return start_from(weight, value);
    declared_->statistics[variable] = value;
    return;
  }
  // The layer is called again: `statistic` is the value that its earlier call has left.
  for (auto& [variable, pending] : declared_->statistics) {
    if (pending == statistic) pending = value;
  }
  for (const auto& [variable, start] : declared_->starts) {
    if (start == statistic) return start_from(declared_->places.at(variable), value);
  }
}

void Scope::start_from(std::size_t weight, const graph::Value& value) const {
  if (pass_ != Pass::kTraining) return;
  const std::size_t variable = declared_->weights[weight].variable;
  declared_->starts[variable] = value;
  if (const Regularizer& regularizer = declared_->weights[weight].regularizer) {
    declared_->penalties[weight] =
        regularizer.penalty(at(graph().layout()[variable].path + "_regularizer"), value);
  }
}

void Scope::add_loss(const graph::Value& value) const {
  if (!value.is_scalar()) {
    throw InvalidArgument("layer '" + path() + "': add_loss: Expected a number. Received: shape " +
                          to_text(value.shape()));
  }
  declared_->losses.push_back(value);
}

void Scope::watch(Metric metric, const void* source, const graph::Value& target,
                  const graph::Value& prediction, const graph::Value& weights) const {
  declared_->watched.push_back({.metric = std::move(metric),
                                .source = source,
                                .target = target,
                                .prediction = prediction,
                                .weights = weights});
}

graph::Value Scope::samples_seen() const {
  if (!declared_->samples_seen) {
    declared_->samples_seen =
        ops::variable(graph(), std::string(kSamplesSeen), {}, runtime::Role::kAccumulator);
  }
  return declared_->samples_seen;
}

std::uint32_t Scope::stream(std::string_view name) const {
  return stream_of((name.empty() ? path() : path_of(name)) + calls_);
}

void Scope::expect_whole(const graph::Value& input, std::int64_t count) const {
  check_places(path(), *declared_, without_aliases(input), count);
  expect(input, {.most = count - 1});
}

void Scope::expect_known(const graph::Value& input, std::vector<std::int64_t> known) const {
  expect(input, {.least = -kMostWhole, .most = kMostWhole, .known = std::move(known)});
}

void Scope::expect(const graph::Value& input, WholeInput wanted) const {
  const graph::Value root = without_aliases(input);
  if (root.node().op->kind != graph::Kind::kInput) return;
  wanted.input = root.node().attributes.name;
  wanted.path = path();
  declared_->whole_inputs.push_back(std::move(wanted));
}

void Scope::expect_several_samples() const {
  if (declared_->batch_statistics.empty()) declared_->batch_statistics = path();
}

void Scope::set_initializer(std::size_t weight, Initializer initializer) const {
  declared_->weights[weight].initializer = std::move(initializer);
}

void assign_statistics(const Declared& declared, Pass pass, std::int64_t samples) {
  if (pass == Pass::kStatistics && declared.samples_seen)
    ops::assign(declared.samples_seen, declared.samples_seen + static_cast<double>(samples));
  for (const auto& [variable, value] : declared.statistics)
    ops::assign(declared.values[declared.places.at(variable)], value);
}

void assign_starts(const Declared& declared) {
  for (const auto& [variable, value] : declared.starts)
    ops::assign(declared.values[declared.places.at(variable)], value);
}

}  // namespace occam::layers
