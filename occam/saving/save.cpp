#include <chrono>
#include <ctime>

#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_file.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/model_file.h"
#include "occam/saving/model_members.h"
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

saving::CurrentNumbers numbers_of(const Network& network) {
  return [&network](const std::string& path) -> std::optional<double> {
    const auto index = network.layout().find(path);
    if (!index || network.layout()[*index].role != runtime::Role::kHyper) return std::nullopt;
    return network.state().number(network.layout()[*index]);
  };
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
  const std::string group = "/optimizer/vars";
  file.group(group, saving::keras_snake_case(blueprint.options()->optimizer.type()));
  file.integer(group + "/0", static_cast<std::int64_t>(own.steps));
  // A schedule has no place: Keras works it out from the steps.
  if (const auto rate = current("optimizer/learning_rate")) {
    const auto single = static_cast<float>(*rate);
    file.floats(group + "/1", {}, {&single, 1});
  }
  for (const saving::MemoryPlace& memory :
       saving::memory_places(blueprint, places, current("optimizer/momentum").value_or(0))) {
    file.floats(memory.path, memory.place.shape, values_of(network, memory.place));
    if (!memory.in_keras) own.memory.push_back(network.layout()[memory.place.variables[0]].path);
  }
}

saving::OwnState described_state(Network& network) {
  saving::OwnState own = saving::own_state_of(network);
  const Blueprint& blueprint = *network.blueprint();
  if (const auto& options = blueprint.options()) {
    const std::vector<std::string> outputs = blueprint.topology().output_names();
    own.metrics = saving::described_metrics(options->metrics.for_outputs("save_model", outputs));
    own.weighted_metrics =
        saving::described_metrics(options->weighted_metrics.for_outputs("save_model", outputs));
  }
  return own;
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

namespace saving {

Config model_description(const Network& network, const models::FileForm& form,
                         const CurrentNumbers& current) {
  const Blueprint& blueprint = *network.blueprint();
  Config config = keras_model(blueprint.topology(), form.is_sequential, form.name, current);
  if (blueprint.options() != nullptr) {
    config.set("compile_config",
               keras_compile(*blueprint.options(), blueprint.topology(), current));
  }
  return config;
}

void check_savable(Network& network, const models::FileForm& form) {
  model_description(network, form, numbers_of(network));
  described_state(network);
}

std::vector<ZipMember> model_members(Network& network, const models::FileForm& form) {
  const Config config = model_description(network, form, numbers_of(network));
  OwnState own = described_state(network);
  const WeightPlaces places("save_model", config, *network.blueprint());
  Hdf5Writer weights;
  weights.group("/vars", form.name);
  write_weights(network, places, weights);
  write_optimizer(network, places, own, weights);
  const Config metadata =
      Config::map({{"keras_version", kKerasVersion}, {"date_saved", date_text()}});
  return {{"metadata.json", json_of(metadata)},
          {"config.json", json_of(config)},
          {"model.weights.h5", weights.bytes()},
          {"occam.json", json_of(own.config())}};
}

std::string weights_bytes(Network& network, const models::FileForm& form) {
  const Config outline = keras_outline(network.topology(), form.is_sequential);
  const WeightPlaces places("save_weights", outline, *network.blueprint());
  Hdf5Writer weights;
  weights.group("/vars", form.name);
  write_weights(network, places, weights);
  // As in Keras's files: without it Keras warns of an optimizer that has nothing to read.
  OwnState own;
  own.steps = network.steps_taken();
  write_optimizer(network, places, own, weights);
  return weights.bytes();
}

}  // namespace saving

void save_model(const Trainable& model, const std::string& path) {
  check_ending("save_model", path, ".keras");
  Network& network = Parts::network(model, "save_model");
  saving::write_atomically(path,
                           saving::zip_of(saving::model_members(network, Parts::file_form(model))));
}

void save_weights(const Trainable& model, const std::string& path) {
  check_ending("save_weights", path, ".weights.h5");
  Network& network = Parts::network(model, "save_weights");
  saving::write_atomically(path, saving::weights_bytes(network, Parts::file_form(model)));
}

std::string to_json(const Trainable& model) {
  const Network& network = Parts::network(model, "to_json");
  return saving::json_of(
      saving::model_description(network, Parts::file_form(model), numbers_of(network)));
}

}  // namespace occam
