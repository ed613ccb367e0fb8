#include <chrono>
#include <ctime>

#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_file.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/model_file.h"
#include "occam/saving/optimizer_places.h"
#include "occam/saving/own_state.h"
#include "occam/saving/weight_places.h"
#include "occam/saving/zip_archive.h"

namespace occam {
namespace {

using models::Blueprint;
using models::Network;
using models::Parts;

/// The version whose form of a description is written: every later one reads it.
constexpr std::string_view kKerasVersion = "3.6.0";

bool is_sequential(const Trainable& model) {
  return dynamic_cast<const Sequential*>(&model) != nullptr;
}

saving::CurrentNumbers numbers_of(const Network& network) {
  return [&network](const std::string& path) -> std::optional<double> {
    const auto index = network.layout().find(path);
    if (!index || network.layout()[*index].role != runtime::Role::kHyper) return std::nullopt;
    return network.state().number(network.layout()[*index]);
  };
}

Config description(const Trainable& model, const Network& network) {
  const Blueprint& blueprint = *network.blueprint();
  const saving::CurrentNumbers current = numbers_of(network);
  Config config = saving::keras_model(blueprint.topology(), is_sequential(model),
                                      std::string(Parts::kind(model)), current);
  if (blueprint.options() != nullptr) {
    config.set("compile_config",
               saving::keras_compile(*blueprint.options(), blueprint.topology(), current));
  }
  return config;
}

void write_weights(const Network& network, const saving::WeightPlaces& places,
                   saving::Hdf5Writer& file) {
  for (const auto& [group, name] : places.groups()) file.group(group, name);
  for (std::size_t i = 0; i < places.paths().size(); ++i) {
    const runtime::Variable& variable = network.layout()[network.weight_list()[i].variable];
    file.floats(places.paths()[i], variable.shape, network.state().tensor(variable));
  }
}

std::vector<float> values_of(const Network& network, const saving::OptimizerPlace& place) {
  if (place.variables.empty())
    return std::vector<float>(static_cast<std::size_t>(place.shape.size()));
  const runtime::Variable& variable = network.layout()[place.variables[0]];
  if (variable.shape.rank() == 0) return {static_cast<float>(network.state().number(variable))};
  const auto values = network.state().tensor(variable);
  return {values.begin(), values.end()};
}

void write_optimizer(const Network& network, const saving::WeightPlaces& places,
                     saving::OwnState& own, saving::Hdf5Writer& file) {
  const Blueprint& blueprint = *network.blueprint();
  if (blueprint.options() == nullptr || !blueprint.has_targets()) return;
  const saving::CurrentNumbers current = numbers_of(network);
  const auto memory =
      saving::optimizer_places(blueprint, places, current("optimizer/momentum").value_or(0));
  const std::string group = "/optimizer/vars";
  file.group(group, saving::keras_snake_case(blueprint.options()->optimizer.type()));
  std::size_t count = 0;
  const auto next = [&] { return group + "/" + std::to_string(count++); };
  file.integer(next(), static_cast<std::int64_t>(own.steps));
  // A schedule has no place: Keras works it out from the steps.
  if (const auto rate = current("optimizer/learning_rate")) {
    const auto single = static_cast<float>(*rate);
    file.floats(next(), {}, {&single, 1});
  }
  for (const saving::OptimizerPlace& place : memory)
    file.floats(next(), place.shape, values_of(network, place));
  for (const std::size_t index : saving::memory_beside(blueprint, memory)) {
    const runtime::Variable& variable = network.layout()[index];
    file.floats("/occam/vars/" + std::to_string(own.memory.size()), variable.shape,
                network.state().tensor(variable));
    own.memory.push_back(variable.path);
  }
}

std::string date_text() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d@%H:%M:%S", &utc);
  return text;
}

void check_ending(std::string_view where, const std::string& path, std::string_view ending) {
  if (path.ends_with(ending) && path.size() > ending.size()) return;
  throw_invalid_value(where, "path", "a name that ends in " + std::string(ending), path);
}

}  // namespace

void save_model(const Trainable& model, const std::string& path) {
  check_ending("save_model", path, ".keras");
  Network& network = Parts::network(model, "save_model");
  const Blueprint& blueprint = *network.blueprint();
  const Config config = description(model, network);
  saving::OwnState own = saving::own_state_of(network);
  if (const auto& options = blueprint.options()) {
    const std::vector<std::string> outputs = blueprint.topology().output_names();
    own.metrics = saving::described_metrics(options->metrics.for_outputs("save_model", outputs));
    own.weighted_metrics =
        saving::described_metrics(options->weighted_metrics.for_outputs("save_model", outputs));
  }
  const saving::WeightPlaces places("save_model", config, blueprint);
  saving::Hdf5Writer weights;
  weights.group("/vars", std::string(Parts::kind(model)));
  write_weights(network, places, weights);
  write_optimizer(network, places, own, weights);
  const Config metadata =
      Config::map({{"keras_version", kKerasVersion}, {"date_saved", date_text()}});
  saving::write_atomically(path, saving::zip_of({{"metadata.json", saving::json_of(metadata)},
                                                 {"config.json", saving::json_of(config)},
                                                 {"model.weights.h5", weights.bytes()},
                                                 {"occam.json", saving::json_of(own.config())}}));
}

void save_weights(const Trainable& model, const std::string& path) {
  check_ending("save_weights", path, ".weights.h5");
  const Network& network = Parts::network(model, "save_weights");
  const Config outline = saving::keras_outline(network.topology(), is_sequential(model));
  saving::Hdf5Writer weights;
  weights.group("/vars", std::string(Parts::kind(model)));
  const saving::WeightPlaces places("save_weights", outline, *network.blueprint());
  write_weights(network, places, weights);
  // As in Keras's files: without it Keras warns of an optimizer that has nothing to read.
  saving::OwnState own;
  own.steps = network.steps_taken();
  write_optimizer(network, places, own, weights);
  saving::write_atomically(path, weights.bytes());
}

std::string to_json(const Trainable& model) {
  return saving::json_of(description(model, Parts::network(model, "to_json")));
}

}  // namespace occam
