#include "cli/evaluate.h"

#include <fmt/format.h>

#include <iostream>
#include <limits>
#include <numeric>

#include "cli/exit_codes.h"
#include "cli/flag_group.h"
#include "cli/help.h"
#include "cli/judgement.h"
#include "cli/read_progress.h"
#include "cli/unknown_texts.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

/// The model's answers for rows whose target is known, as contenders are judged.
evaluation::Predictions predictions_for(const TableModel& model, const data::Dataset& rows) {
  const data::Target& target = model.encoder.target;
  const Array outputs = mean_prediction(model.networks, rows);
  if (target.is_classification()) {
    return evaluation::class_predictions(
        rows.y, outputs, static_cast<std::int64_t>(target.classes.size()), model.priors);
  }
  return evaluation::number_predictions(rows.y, outputs, target.scale, target.mean);
}

Judgement judge_alone(const TableModel& model, const data::Dataset& rows,
                      const EvaluateFlags& flags) {
  const evaluation::Contender network{
      .name = model.networks.size() > 1 ? "the ensemble" : "the network",
      .predictions = predictions_for(model, rows)};
  Judgement judgement;
  if (const auto* classes = std::get_if<evaluation::ClassPredictions>(&network.predictions))
    judgement.confusion = evaluation::confusion_table(*classes);
  judgement.scores =
      evaluation::compare(evaluation::measures_of(evaluation::kind_of(network.predictions)),
                          std::span(&network, 1), {.seed = flags.seed, .threads = flags.threads});
  return judgement;
}

/// Classes of the table that the model has none of, all of them.
void refuse_unknown_classes(const data::Target& target, const data::Column& column,
                            const std::string& path) {
  if (!target.is_classification()) return;
  std::int64_t rows = 0, first = -1;
  const std::vector<std::int64_t> labels = data::known_labels(target, column);
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    if (labels[static_cast<std::size_t>(row)] != data::kUnknownClass) continue;
    if (rows++ == 0) first = row;
  }
  if (rows == 0) return;
  const std::string value = column.is_text()
                                ? column.categories()[static_cast<std::size_t>(column.code(first))]
                                : to_text(column.number(first));
  throw BadData(fmt::format(
      "{}: {} of {} rows have a class in {} that the model has not. Expected one of {}. Received: "
      "{} in row {} first",
      in_quotes(path), rows, column.rows(), in_quotes(column.name()),
      occam::cleaned(join(target.classes, 20)), in_quotes(value), first + 1));
}

void print_evaluation(const TableModel& model, const Judgement& judgement, std::int64_t rows,
                      const std::vector<std::string>& notes) {
  const data::Target& target = model.encoder.target;
  nlohmann::ordered_json json;
  json["format"] = 1;
  json["occam"] = OCCAM_VERSION;
  json["target"] = target.name;
  json["task"] = target.is_classification() ? "classification" : "regression";
  if (target.is_classification()) json["classes"] = target.classes;
  json["rows"] = rows;
  add_measures(json, judgement);
  json["notes"] = notes;
  std::cout << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

}  // namespace

void declare(CLI::App& command, EvaluateFlags& flags) {
  FlagGroup output{command, "Output"};
  output.toggle("-q,--quiet", "No notes: the measures only", [&flags] { flags.quiet = true; });
  output.toggle("--json", "One JSON object (docs/cli.md)", [&flags] { flags.json = true; });
  output.integer("--seed", 0, std::numeric_limits<std::int64_t>::max(),
                 "Another seed: other resamples for the intervals [0]", flags.seed);
  output.integer("--threads", 0, 1024, "0: one a core. No result depends on it [0]", flags.threads);
  declare_reading({command, "Table"}, flags.arguments.reading);
}

void take_operand(EvaluateFlags& flags, const std::string& operand) {
  take_model_and_data(operand, flags.arguments);
}

std::string evaluate_help(const CLI::App& command) {
  return "Compares a model's predictions with the target of a table: each measure with its 95 %\n"
         "interval over resamples of the rows, as occam train prints them for its test rows. Rows\n"
         "that the model was trained on make it look better than it is.\n\n"
         "Examples:\n"
         "  occam evaluate model.keras later.csv\n"
         "  occam evaluate model.keras later.csv --json\n\n"
         "Usage: occam evaluate MODEL DATA [FLAG...]\n\n"
         "MODEL is a file of occam train --save; DATA one or several files of a table that has "
         "the\n"
         "target, plain or compressed, or - for standard input.\n" +
         flag_lines(command) +
         "\nExit codes: 0 ok, 2 usage, 3 a table that does not fit the model, 4 a model file that\n"
         "cannot be used, 5 input, output or memory.\n";
}

int evaluate(EvaluateFlags& flags) {
  if (flags.arguments.data.empty() && !flags.arguments.model.empty()) {
    throw UsageError(
        "DATA: no table. Expected a file, or - for standard input, as in: occam evaluate "
        "model.keras later.csv");
  }
  TableModel model = read_table_model(flags.arguments.model);
  for (Sequential& network : model.networks) network.set_threads(flags.threads);
  if (!flags.quiet) show_reading_progress(flags.arguments.reading);
  std::vector<std::string> notes;
  try {
    const data::Table table = read_table_for(model, flags.arguments, notes);
    const data::Target& target = model.encoder.target;
    if (!table.has_column(target.name)) {
      throw BadData(fmt::format(
          "{} has no column {}, which the model predicts. Expected it to compare with. Its "
          "columns: {} (occam predict needs none)",
          in_quotes(flags.arguments.data), in_quotes(target.name), column_names(table)));
    }
    refuse_unknown_classes(target, table.column(target.name), flags.arguments.data);
    std::vector<std::int64_t> all(static_cast<std::size_t>(table.rows()));
    std::iota(all.begin(), all.end(), std::int64_t{0});
    const data::EncodedTable encoded = model.encoder.transform(table, all);
    const std::int64_t rows = encoded.dataset.rows();
    if (std::string note = unknown_texts_note(encoded.unknown, "of these rows"); !note.empty())
      notes.push_back(std::move(note));
    if (rows < table.rows()) {
      notes.push_back(
          fmt::format("{} of {} rows are left out, as cells that are needed are missing",
                      table.rows() - rows, table.rows()));
    }
    const Judgement judgement = judge_alone(model, encoded.dataset, flags);
    if (!flags.quiet) {
      for (const std::string& note : notes) std::cerr << "note: " << note << '\n';
    }
    if (flags.json) {
      print_evaluation(model, judgement, rows, notes);
      return kOk;
    }
    std::cout << fmt::format("{} row{} of {}, with {}\n", rows, rows == 1 ? "" : "s",
                             in_quotes(flags.arguments.data), in_quotes(flags.arguments.model));
    for (const std::string& line : score_lines(judgement)) std::cout << line << '\n';
    for (const std::string& line : confusion_lines(judgement, target)) std::cout << line << '\n';
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw BadData(error.what());
  }
  return kOk;
}

}  // namespace occam::cli
