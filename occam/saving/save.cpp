#include "occam/base/warnings.h"
#include "occam/models/parts.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/current_numbers.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/keras_file.h"
#include "occam/saving/keras_model.h"
#include "occam/saving/legacy_file.h"
#include "occam/saving/model_file.h"
#include "occam/saving/model_folder.h"
#include "occam/saving/model_members.h"
#include "occam/saving/whole_numbers.h"

namespace occam {
namespace saving {
namespace {

using models::Blueprint;
using models::Network;

/// What the network is compiled with, where a file can hold all of it; else null.
const CompileOptions* savable_options(const Network& network) {
  const CompileOptions* const options = network.blueprint()->options().get();
  return options != nullptr && undescribed(*options).empty() ? options : nullptr;
}

OwnState described_state(Network& network) {
  OwnState own = own_state_of(network);
  if (const CompileOptions* const options = savable_options(network)) {
    const std::vector<std::string> outputs = network.blueprint()->topology().output_names();
    own.metrics = described_metrics(options->metrics.for_outputs("save_model", outputs));
    own.weighted_metrics =
        described_metrics(options->weighted_metrics.for_outputs("save_model", outputs));
  }
  return own;
}

/// Says that a file does not hold what the model is compiled with, if so.
void warn_of_undescribed(const Network& network) {
  const auto& options = network.blueprint()->options();
  const std::string part = options != nullptr ? undescribed(*options) : "";
  if (part.empty()) return;
  warn("save_model: " + part +
       " does not describe itself, as one of the user's own: nothing of compile is in the file; "
       "after loading, compile the model again");
}

}  // namespace

Config model_description(const Network& network, const models::FileForm& form,
                         const CurrentNumbers& current) {
  const Blueprint& blueprint = *network.blueprint();
  Config config = keras_model(blueprint.topology(), form.is_sequential, form.name, current);
  if (const CompileOptions* const options = savable_options(network)) {
    Config compiled = keras_compile(*options, blueprint.topology(), current);
    std::string key = compile_key(compiled);
    config.set(std::move(key), std::move(compiled));
  }
  return form.described ? form.described(std::move(config)) : config;
}

void check_savable(Network& network, const models::FileForm& form) {
  model_description(network, form, current_numbers(network));
  described_state(network);
  warn_of_undescribed(network);
}

std::vector<ZipMember> model_members(Network& network, const models::FileForm& form,
                                     const std::vector<StoredNumbers>& beside) {
  return keras_members(network, model_description(network, form, current_numbers(network)),
                       described_state(network), form.name, beside);
}

std::string legacy_file_of(Network& network, const models::FileForm& form, bool is_compiled) {
  return legacy_file_of(network, model_description(network, form, current_numbers(network)),
                        described_state(network), is_compiled);
}

}  // namespace saving

using models::Network;
using models::Parts;

void save_model(const Trainable& model, const std::string& path, const SaveOptions& options) {
  if (!options.zipped && (path.empty() || path.ends_with(".keras") || path.ends_with(".h5")))
    throw_invalid_value("save_model", "path",
                        "a folder's name, without .keras or .h5, for zipped=false", path);
  const bool is_legacy = path.ends_with(".h5") && path.size() > 3 && !path.ends_with(".weights.h5");
  if (options.zipped && !is_legacy && (!path.ends_with(".keras") || path.size() <= 6))
    throw_invalid_value("save_model", "path", "a name that ends in .keras or .h5", path);
  Network& network = Parts::network(model, "save_model");
  const models::FileForm form = Parts::file_form(model);
  saving::warn_of_whole_numbers(network.blueprint()->topology());
  saving::warn_of_undescribed(network);
  if (!options.zipped)
    return saving::write_folder(path, saving::model_members(network, form, options.beside));
  if (!is_legacy)
    return saving::write_atomically(
        path, saving::zip_pieces_of(saving::model_members(network, form, options.beside)));
  saving::write_atomically(path, saving::legacy_file_of(network, form, options.include_optimizer));
}

std::string to_json(const Trainable& model) {
  const Network& network = Parts::network(model, "to_json");
  return saving::json_of(saving::model_description(network, Parts::file_form(model),
                                                   saving::current_numbers(network)));
}

}  // namespace occam
