#include "cli/save.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "cli/exit_codes.h"
#include "cli/judgement.h"
#include "cli/output_file.h"
#include "occam/base/quoted.h"
#include "occam/saving/model_file.h"
#include "occam/saving/table_file.h"
#include "occam/selection/prediction_seconds.h"
#include "occam/selection/shrink_table.h"

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

/// "smaller by its zeros: 143 of 768 units, 12000 of 200000 numbers, 61234 of 812345 bytes".
std::string left_text(const selection::ModelSize& before, const selection::ModelSize& after,
                      std::uintmax_t bytes_before, const std::string& path) {
  return fmt::format("smaller by its zeros: {} of {} units, {} of {} numbers, {} of {} bytes",
                     after.units, before.units, after.parameters, before.parameters,
                     std::filesystem::file_size(path), bytes_before);
}

/// ", 0.21 of 0.9 us a row": of a thousand rows in one call.
std::string seconds_text(const Sequential& before, const Sequential& after) {
  constexpr std::int64_t kRows = 1000;
  const auto microseconds = [](const Sequential& model) {
    return selection::prediction_seconds(model, kRows) * 1e6 / static_cast<double>(kRows);
  };
  const double whole = microseconds(before), small = microseconds(after);
  return fmt::format(", {:.2g} of {:.2g} us a row", small, whole);
}

/// "; needs 5 of 13 columns, not 'age', 'job'".
std::string columns_text(const selection::ShrunkTable& small, std::size_t columns) {
  if (small.columns.empty()) return {};
  constexpr std::size_t kMost = 10;
  std::string names;
  for (std::size_t i = 0; i < std::min(small.columns.size(), kMost); ++i)
    names += (i == 0 ? "" : ", ") + in_quotes(small.columns[i]);
  return fmt::format("; needs {} of {} columns, not {}{}", columns - small.columns.size(), columns,
                     names, small.columns.size() > kMost ? ", ..." : "");
}

/// Puts the smaller model in the place of the whole one, which is at `path`, and tells what is left
/// of it; leaves it there and returns "" where zeros have made nothing idle.
template <class Small, class Write>
std::string replace_by(const Small& small, const Write& write, const std::string& path,
                       const Sequential& network, const Sequential& smaller) {
  if (small.after.parameters == small.before.parameters) return {};
  const auto whole = std::filesystem::file_size(path);
  write(small.model, path);
  return left_text(small.before, small.after, whole, path) + seconds_text(network, smaller);
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

std::string save(const TrainFlags& flags, const Examples& examples, const Settings& settings,
                 const callbacks::History& history, const std::vector<Sequential>& networks,
                 bool interrupted) {
  try {
    if (flags.is_fashion_mnist()) {
      save_model(networks[0], flags.save);
      if (!flags.shrinks) return {};
      const auto small = selection::shrink(networks[0]);
      const auto write = [](const Sequential& own, const std::string& path) {
        save_model(own, path);
      };
      return replace_by(small, write, flags.save, networks[0], small.model);
    }
    TableModel model = examples.table;
    model.priors = decision_priors(flags, examples);
    model.training = training_of(flags, examples, settings, history, networks, interrupted);
    model.networks = networks;
    save_table_model(model, flags.save);
    if (!flags.shrinks) return {};
    const selection::ShrunkTable small = selection::shrink(model);
    std::string left =
        replace_by(small, save_table_model, flags.save, networks[0], small.model.networks[0]);
    if (!left.empty()) left += columns_text(small, model.encoder.columns().size());
    return left;
  } catch (const FileError& error) {
    throw WriteError(std::string("--save: ") + error.what());
  } catch (const InvalidArgument& error) {
    throw WriteError(std::string("--save: ") + error.what());
  }
}

}  // namespace occam::cli
