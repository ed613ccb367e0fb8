#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/current_numbers.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/keras_file.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/legacy_file.h"
#include "occam/saving/model_file.h"

namespace occam {
namespace {

using models::Blueprint;
using models::Network;
using models::Parts;

Config description(const Trainable& model, const Network& network) {
  const Blueprint& blueprint = *network.blueprint();
  const saving::CurrentNumbers current = saving::current_numbers(network);
  Config config = saving::keras_model(blueprint.topology(), saving::is_sequential(model),
                                      std::string(Parts::kind(model)), current);
  if (blueprint.options() != nullptr) {
    config.set("compile_config",
               saving::keras_compile(*blueprint.options(), blueprint.topology(), current));
  }
  return config;
}

}  // namespace

void save_model(const Trainable& model, const std::string& path) {
  const bool is_legacy = path.ends_with(".h5") && !path.ends_with(".weights.h5");
  if (!is_legacy && !path.ends_with(".keras"))
    throw_invalid_value("save_model", "path", "a name that ends in .keras or .h5", path);
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
  saving::write_atomically(path, is_legacy
                                     ? saving::legacy_file_of(network, config, std::move(own))
                                     : saving::keras_file_of(network, config, std::move(own),
                                                             std::string(Parts::kind(model))));
}

std::string to_json(const Trainable& model) {
  return saving::json_of(description(model, Parts::network(model, "to_json")));
}

}  // namespace occam
