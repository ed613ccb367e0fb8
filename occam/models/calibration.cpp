#include "occam/models/calibration.h"

#include <algorithm>

#include "occam/activations/sigmoid.h"
#include "occam/activations/softmax.h"
#include "occam/evaluation/temperature.h"
#include "occam/layers/activation.h"
#include "occam/layers/dense.h"
#include "occam/layers/temperature.h"
#include "occam/losses/binary_crossentropy.h"
#include "occam/losses/logits.h"
#include "occam/models/network.h"
#include "occam/models/objective.h"
#include "occam/ops/sigmoid.h"
#include "occam/ops/softmax.h"
#include "occam/training/pass.h"

namespace occam::models {
namespace {

bool is_sigmoid_loss(const Loss& loss) { return loss.target_kind() == TargetKind::kProbabilities; }

bool makes_probabilities(const Activation& activation) {
  return activation.as<activations::Softmax>() != nullptr ||
         activation.as<activations::Sigmoid>() != nullptr;
}

/// "temperature", or with a number what is free.
std::string free_name(const Topology& topology, const std::string& name) {
  std::string free = name;
  const auto taken = [&] {
    return std::any_of(topology.layers.begin(), topology.layers.end(),
                       [&](const NamedLayer& layer) { return layer.name == free; });
  };
  for (int i = 1; taken(); ++i) free = name + "_" + std::to_string(i);
  return free;
}

/// May the one output have this name, or do the options go by another?
bool fits_output(const CompileOptions& options, const std::string& name) {
  try {
    options.loss.items_for("", {name});
    if (!options.loss_weights.empty()) options.loss_weights.items_for("", {name});
    options.metrics.for_outputs("", {name});
    options.weighted_metrics.for_outputs("", {name});
  } catch (const InvalidArgument&) {
    return false;
  }
  return true;
}

/// The call whose result value number `value` is; null for an input.
const Topology::Call* call_of(const Topology& topology, std::size_t value) {
  return value < topology.inputs.size() ? nullptr : &topology.calls[value - topology.inputs.size()];
}

}  // namespace

void check_calibration(std::string_view where, const Description& description) {
  const std::vector<const Loss*> losses = losses_of(description);
  if (losses.size() != 1) {
    throw InvalidArgument(std::string(where) + ": the model has " + std::to_string(losses.size()) +
                          " outputs. Expected a model of one");
  }
  if (losses[0] != nullptr && losses[0]->takes_probabilities()) return;
  throw_invalid_value(where, "loss", "a cross-entropy",
                      losses[0] != nullptr ? std::string(losses[0]->name()) : "none");
}

graph::Value logits_of(const Description& description, const graph::Value& prediction) {
  const Loss& loss = *losses_of(description)[0];
  const graph::Op& op = is_sigmoid_loss(loss) ? ops::sigmoid_op : ops::softmax_op;
  const graph::Value logits = losses::logits_of(prediction, op, loss.from_logits());
  if (logits) return logits;
  throw InvalidArgument("temperature scaling: the output is not the result of a " +
                        std::string(op.name) + ". Expected a last layer with it for activation");
}

Scaled with_temperature(std::string_view where, const Description& description,
                        double temperature) {
  Scaled scaled{description.topology, {}};
  Topology& topology = scaled.topology;
  const Topology::Call last = topology.calls.back();
  const std::string name = topology.layers[last.layer].name;
  const Layer layer = topology.layers[last.layer].layer;
  const auto uses = std::count_if(topology.calls.begin(), topology.calls.end(),
                                  [&](const auto& call) { return call.layer == last.layer; });
  const auto add = [&](Layer added, const std::string& of_name) {
    topology.layers.push_back({of_name, added});
    topology.calls.push_back(
        {topology.layers.size() - 1, {topology.inputs.size() + topology.calls.size() - 1}, 0});
    scaled.last.push_back(std::move(added));
  };
  const layers::Dense* const dense = layer.as<layers::Dense>();
  const layers::Activation* const activation = layer.as<layers::Activation>();
  Activation function;
  if (losses_of(description)[0]->from_logits()) {
    scaled.last.push_back(layer);
  } else if (dense != nullptr && makes_probabilities(dense->activation) && uses == 1) {
    layers::Dense linear = *dense;
    function = std::exchange(linear.activation, {});
    linear.name = name;
    topology.layers[last.layer].layer = linear;
    scaled.last.push_back(linear);
  } else if (activation != nullptr && makes_probabilities(activation->activation) && uses == 1) {
    // A new place before it: the layer is taken off and called again at the end.
    function = activation->activation;
    topology.calls.pop_back();
    topology.layers.erase(topology.layers.begin() + static_cast<std::ptrdiff_t>(last.layer));
  } else {
    throw_invalid_value(where, "last layer",
                        "a Dense or Activation with softmax or sigmoid that is called once",
                        "'" + name + "', " + std::string(layer.type()));
  }
  const std::string own = free_name(topology, "temperature");
  add(layers::Temperature{.temperature = temperature, .name = own}, own);
  if (activation == nullptr || !function) {
    if (function) {
      const std::string of_function = free_name(topology, "activation");
      add(layers::Activation{.activation = function, .name = of_function}, of_function);
    }
  } else {
    layers::Activation again = *activation;
    again.name = name;
    add(again, name);
  }
  Topology::Output& output = topology.outputs[0];
  output.value = topology.inputs.size() + topology.calls.size() - 1;
  // An output is named after its layer, unless it has a name of its own or compile goes by it.
  const std::string of_layer = topology.layers.back().name;
  if (output.name == name && fits_output(*description.options, of_layer)) output.name = of_layer;
  return scaled;
}

std::string temperature_path(const Description& description) {
  const Topology& topology = description.topology;
  for (const Topology::Call* call = call_of(topology, topology.outputs[0].value); call != nullptr;
       call = call_of(topology, call->inputs[0])) {
    const NamedLayer& named = topology.layers[call->layer];
    if (named.layer.as<layers::Temperature>() != nullptr) return named.name + "/temperature";
    if (named.layer.as<layers::Activation>() == nullptr) break;
  }
  return {};
}

evaluation::LogitRows Network::logit_rows(const training::Samples& samples, std::int64_t batch,
                                          int member) {
  evaluation::LogitRows rows;
  const auto feed_of = [&](const std::string& input) -> const training::Feed* {
    const auto found = std::find_if(samples.feeds.begin(), samples.feeds.end(),
                                    [&](const auto& feed) { return feed.input == input; });
    return found != samples.feeds.end() ? &*found : nullptr;
  };
  const auto gather = [&](const Array& from, std::vector<float>& to) {
    const std::int64_t width = from.size() / from.shape()[0];
    for (const std::int64_t row : samples.rows) {
      for (std::int64_t i = 0; i < width; ++i)
        to.push_back(static_cast<float>(from.at(row * width + i)));
    }
  };
  const Loss& loss = *losses_of(blueprint_->description())[0];
  rows.classes = is_sigmoid_loss(loss) ? 1 : blueprint_->output_shape(0).back();
  rows.labels = loss.class_labels();
  gather(*feed_of(target_name(0))->array, rows.targets);
  const training::Samples unweighted{samples.feeds, samples.rows, false, samples.form};
  training::run_pass(*this, training::Mode::kLogits, {&unweighted, 1}, batch, {member}, true,
                     [&](std::int64_t, std::int64_t seen) {
                       const std::int64_t step = seen % batch == 0 ? batch : seen % batch;
                       runtime::Executor& executor =
                           this->executor({training::Mode::kLogits, step, false, samples.form});
                       const auto logits =
                           executor.tensor(*executor.plan().output(prediction_name(0)));
                       rows.logits.insert(rows.logits.end(), logits.begin(), logits.end());
                       return true;
                     });
  if (const training::Feed* weights = feed_of(weight_name(0))) {
    std::vector<float> of_samples;
    gather(*weights->array, of_samples);
    const std::size_t each = rows.rows() / of_samples.size();
    for (const float weight : of_samples) rows.weights.insert(rows.weights.end(), each, weight);
  }
  return rows;
}

double Network::calibrated_loss(const training::Samples& samples, std::int64_t batch, int member) {
  const evaluation::LogitRows rows = logit_rows(samples, batch, member);
  return evaluation::log_loss(rows, evaluation::best_temperature(rows));
}

}  // namespace occam::models
