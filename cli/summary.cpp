#include "cli/summary.h"

#include <fmt/format.h>

#include <iostream>

#include "cli/aligned.h"
#include "cli/arguments.h"
#include "cli/exit_codes.h"
#include "cli/flag_group.h"
#include "cli/help.h"
#include "cli/model_argument.h"
#include "occam/base/quoted.h"
#include "occam/saving/model_file.h"
#include "occam/saving/table_file.h"

namespace occam::cli {
namespace {

std::string kind_text(const data::FeatureColumn& feature) {
  if (feature.is_text()) return "text";
  return data::is_date_part(feature.kind) ? "date" : "number";
}

/// "4 categories, 12 rare ones, missing"; "mean 3.2, deviation 0.5".
std::string made_text(const data::FeatureColumn& feature) {
  switch (feature.kind) {
    case data::FeatureKind::kMissing:
      return "1 where missing";
    case data::FeatureKind::kOneHot:
    case data::FeatureKind::kCode: {
      std::string text = fmt::format("{} categories", feature.categories.size());
      if (!feature.rare.empty()) text += fmt::format(", {} rare ones", feature.rare.size());
      return text + (feature.missing_category ? ", missing" : "");
    }
    default:
      break;
  }
  return fmt::format("{} (x - {:.4g}) / {:.4g}",
                     FieldValue<data::FeatureKind>::write(feature.kind).text()->c_str(),
                     feature.mean, feature.scale);
}

void print_network(const Trainable& network, bool penalties) {
  std::cout << network.summary();
  if (penalties) std::cout << '\n' << network.penalty_table();
}

void print_table_model(const TableModel& model, bool penalties) {
  const data::TableEncoder& encoder = model.encoder;
  const data::Target& target = encoder.target;
  std::vector<std::vector<std::string>> rows = {{"column", "is", "features", "made"}};
  for (const data::FeatureColumn& feature : encoder.features) {
    rows.push_back({occam::cleaned(feature.name), kind_text(feature),
                    std::to_string(feature.width()), made_text(feature)});
  }
  std::cout << fmt::format("predicts {}: {}\n", in_quotes(target.name),
                           target.is_classification()
                               ? fmt::format("{} classes ({})", target.classes.size(),
                                             occam::cleaned(join(target.classes, 10)))
                               : "numbers");
  std::cout << fmt::format("from {} columns, which make {} features; missing cells: {}\n\n",
                           encoder.columns().size(), encoder.width(),
                           *FieldValue<data::MissingPolicy>::write(encoder.missing).text());
  constexpr std::size_t kMostLines = 200;
  const std::size_t all = rows.size();
  if (rows.size() > kMostLines) rows.resize(kMostLines);
  for (const std::string& line : aligned(rows, {2})) std::cout << line << '\n';
  if (all > kMostLines) std::cout << fmt::format("... and {} more\n", all - kMostLines);
  std::cout << '\n';
  print_network(model.networks.front(), penalties);
  if (model.networks.size() > 1)
    std::cout << fmt::format("{} such networks, whose outputs are averaged\n",
                             model.networks.size());
}

}  // namespace

void declare(CLI::App& command, SummaryFlags& flags) {
  FlagGroup{command, "Output"}.toggle(
      "--penalties", "Tells of each weight its penalty, constraint and weight decay too",
      [&flags] { flags.penalties = true; });
}

void take_operand(SummaryFlags& flags, const std::string& operand) {
  if (!flags.model.empty()) {
    throw UsageError("unexpected argument " + in_quotes(operand) + ". Expected one MODEL");
  }
  flags.model = operand;
}

std::string summary_help(const CLI::App& command) {
  return "Tells a model's layers with their shapes and weights; of a table's model also what\n"
         "becomes of each column and what is predicted.\n\n"
         "Usage: occam summary MODEL [flags]\n\n"
         "MODEL is a .keras or .h5 file of occam's or Keras's.\n" +
         flag_lines(command) +
         "\nExit codes: 0 ok, 2 usage, 4 a model file that cannot be used, 5 input or memory.\n";
}

int summarize(SummaryFlags& flags) {
  check_model_file(flags.model);
  try {
    if (is_table_model(flags.model)) {
      print_table_model(load_table_model(flags.model), flags.penalties);
    } else {
      // Weight decay is a matter of the optimizer.
      print_network(load_model(flags.model, {.compile = flags.penalties}), flags.penalties);
    }
  } catch (const FileError& error) {
    throw BadModel(error.what());
  }
  return kOk;
}

}  // namespace occam::cli
