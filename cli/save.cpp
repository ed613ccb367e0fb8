#include "cli/save.h"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "cli/exit_codes.h"
#include "cli/judgement.h"
#include "cli/output_file.h"
#include "occam/saving/model_file.h"
#include "occam/saving/table_file.h"

namespace occam::cli {
namespace {

/// With U+FFFD for bytes that are no UTF-8, as names of files may have.
std::string utf8(const std::string& text) {
  using nlohmann::json;
  return json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace))
      .get<std::string>();
}

/// How the model came about, for those who look into the file.
Config training_of(const TrainFlags& flags, const Examples& examples, const Settings& settings,
                   const callbacks::History& history, const std::vector<Sequential>& networks,
                   bool interrupted) {
  Config recipe = config_of(settings.recipe);
  return Config::map({{"occam", OCCAM_VERSION},
                      {"table", utf8(std::filesystem::path(flags.data).filename().string())},
                      {"rows", Config::map({{"train", examples.train.rows()},
                                            {"validation", examples.validation.rows()},
                                            {"test", examples.test.rows()}})},
                      {"networks", networks.size()},
                      {"epochs", history.epoch.size()},
                      {"best_epoch", history.best_epoch + 1},
                      {"interrupted", interrupted},
                      {"seed", std::to_string(settings.seed)},
                      {"recipe", std::move(recipe)}});
}

}  // namespace

void check_save(const TrainFlags& flags) {
  if (flags.save.empty()) return;
  const bool is_known = (flags.save.ends_with(".keras") && flags.save.size() > 6) ||
                        (flags.save.ends_with(".h5") && flags.save.size() > 3);
  if (!is_known) refuse_value("--save", "a file name that ends in .keras or .h5", flags.save);
  if (flags.is_fashion_mnist() && flags.ensemble.value_or(1) > 1)
    throw UsageError("--save: an ensemble can be saved for a table only. Expected --ensemble 1");
  std::vector<std::string> inputs = flags.table.reading.more_files;
  inputs.push_back(flags.data);
  check_output("--save", flags.save, inputs);
}

void save(const TrainFlags& flags, const Examples& examples, const Settings& settings,
          const callbacks::History& history, const std::vector<Sequential>& networks,
          bool interrupted) {
  try {
    if (flags.is_fashion_mnist()) return save_model(networks[0], flags.save);
    TableModel model = examples.table;
    model.priors = decision_priors(flags, examples);
    model.training = training_of(flags, examples, settings, history, networks, interrupted);
    model.networks = networks;
    save_table_model(model, flags.save);
  } catch (const FileError& error) {
    throw WriteError(std::string("--save: ") + error.what());
  } catch (const InvalidArgument& error) {
    throw WriteError(std::string("--save: ") + error.what());
  }
}

}  // namespace occam::cli
