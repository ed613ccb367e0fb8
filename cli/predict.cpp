#include "cli/predict.h"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>

#include "cli/answers.h"
#include "cli/exit_codes.h"
#include "cli/flag_group.h"
#include "cli/help.h"
#include "cli/output_file.h"
#include "cli/read_progress.h"
#include "cli/unknown_texts.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

AnswerFormat format_of(const PredictFlags& flags) {
  if (flags.format) return *flags.format;
  if (flags.output.ends_with(".json")) return AnswerFormat::kJson;
  return flags.output.ends_with(".npy") ? AnswerFormat::kNpy : AnswerFormat::kCsv;
}

void check(const PredictFlags& flags) {
  if (flags.arguments.data.empty() && !flags.arguments.model.empty()) {
    throw UsageError(
        "DATA: no table. Expected a file, or - for standard input, as in: occam predict "
        "model.keras new.csv");
  }
  if (format_of(flags) == AnswerFormat::kNpy && flags.output.empty() && isatty(STDOUT_FILENO) != 0)
    throw UsageError("--format: npy is no text. Expected --output FILE, or a pipe");
  if (flags.output.empty()) return;
  std::vector<std::string> inputs = flags.arguments.reading.more_files;
  inputs.push_back(flags.arguments.model);
  inputs.push_back(flags.arguments.data);
  check_output("--output", flags.output, inputs);
}

void note_answers(const TableModel& model, const data::Table& table, const TableAnswers& answers,
                  std::vector<std::string>& notes) {
  const data::Target& target = model.encoder.target;
  if (table.has_column(target.name)) {
    notes.push_back(fmt::format(
        "{} is what is predicted: its values are not used (occam evaluate compares with them)",
        in_quotes(target.name)));
  }
  if (std::string note = unknown_texts_note(answers.unknown, "of these rows"); !note.empty())
    notes.push_back(std::move(note));
  const std::int64_t without = table.rows() - static_cast<std::int64_t>(answers.rows.size());
  if (without > 0) {
    notes.push_back(fmt::format(
        "{} no prediction, as cells are missing and the model was trained with --missing drop",
        without == 1 ? "1 row has" : fmt::format("{} rows have", without)));
  }
}

}  // namespace

void declare(CLI::App& command, PredictFlags& flags) {
  FlagGroup output{command, "Output"};
  output.value("--output", "FILE", "Where the predictions go [standard output]",
               [&flags](const std::string& own, const std::string& text) {
                 if (text.empty()) refuse_value(own, "a file", text);
                 flags.output = text;
               });
  output.value("--format", "NAME", "csv, json or npy [as FILE ends, else csv]",
               [&flags](const std::string& own, const std::string& text) {
                 flags.format = parse_choice<AnswerFormat>(own, text,
                                                           {{"csv", AnswerFormat::kCsv},
                                                            {"json", AnswerFormat::kJson},
                                                            {"npy", AnswerFormat::kNpy}});
               });
  output.toggle("--probabilities", "Of classes: their probabilities too (npy: instead)",
                [&flags] { flags.probabilities = true; });
  output.integer("--threads", 0, 1024, "0: one a core. No result depends on it [0]", flags.threads);
  output.toggle("-q,--quiet", "No notes: the predictions only", [&flags] { flags.quiet = true; });
  declare_reading({command, "Table"}, flags.arguments.reading);
}

void take_operand(PredictFlags& flags, const std::string& operand) {
  take_model_and_data(operand, flags.arguments);
}

std::string predict_help(const CLI::App& command) {
  return "Predicts the target for each row of a table with a model that occam train --save has\n"
         "written. Columns are found by their names, in any order, and read as those of the\n"
         "training table were; what the model needs and the table has not is refused, what it has\n"
         "beside that is told and not used. Missing cells and texts that no training row has are\n"
         "taken as in training, and counted. Rows keep their order; numbers come in the unit of\n"
         "the table, classes as their names.\n\n"
         "Examples:\n"
         "  occam predict model.keras new.csv\n"
         "  occam predict model.keras new.csv --output predictions.csv --probabilities\n"
         "  zcat new.csv.gz | occam predict model.keras - --format json\n\n"
         "Usage: occam predict MODEL DATA [FLAG...]\n\n"
         "MODEL is a file of occam train --save; DATA one or several files of a table, plain or\n"
         "compressed, or - for standard input.\n" +
         flag_lines(command) +
         "\nExit codes: 0 ok, 2 usage, 3 a table that does not fit the model, 4 a model file that\n"
         "cannot be used, 5 input, output or memory.\n";
}

int predict(PredictFlags& flags) {
  check(flags);
  TableModel model = read_table_model(flags.arguments.model);
  if (flags.probabilities && !model.encoder.target.is_classification()) {
    throw UsageError("--probabilities: are of classes, and " +
                     in_quotes(model.encoder.target.name) + " has numbers. Expected none");
  }
  for (Sequential& network : model.networks) network.set_threads(flags.threads);
  if (!flags.quiet) show_reading_progress(flags.arguments.reading);
  std::vector<std::string> notes;
  try {
    const data::Table table = read_table_for(model, flags.arguments, notes);
    const TableAnswers predicted = model.predict(table);
    note_answers(model, table, predicted, notes);
    const Answers answers{model, predicted, table.rows(), flags.probabilities};
    const AnswerFormat format = format_of(flags);
    const std::string text = format == AnswerFormat::kCsv    ? csv_of(answers)
                             : format == AnswerFormat::kJson ? json_of(answers, notes)
                                                             : npy_of(answers);
    if (!flags.quiet) {
      for (const std::string& note : notes) std::cerr << "note: " << note << '\n';
    }
    if (flags.output.empty()) {
      std::cout << text;
    } else {
      write_output("--output", flags.output, text);
      if (!flags.quiet)
        std::cerr << fmt::format("{} predictions in {}\n", predicted.rows.size(),
                                 in_quotes(flags.output));
    }
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw BadData(error.what());
  }
  return kOk;
}

}  // namespace occam::cli
