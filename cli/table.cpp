#include <fmt/format.h>

#include <algorithm>

#include "cli/arguments.h"
#include "cli/examples.h"
#include "occam/data/split.h"
#include "occam/data/table_encoder.h"

namespace occam::cli {
namespace {

std::vector<std::string> names_of(const data::Table& table) {
  std::vector<std::string> names;
  for (const data::Column& column : table.columns()) names.push_back(column.name());
  return names;
}

void check_column(std::string_view flag, const data::Table& table, const std::string& name) {
  if (table.has_column(name)) return;
  const std::vector<std::string> names = names_of(table);
  const bool one_column = names.size() == 1;
  throw UsageError(fmt::format("{}: {} Expected one of the columns {}{}", flag,
                               unknown("column", name, names), join(names),
                               one_column ? " (is the --separator another?)" : ""));
}

/// The columns of --drop: a text that names a column is one, also with commas in it.
std::vector<std::string> columns_to_drop(const TrainFlags& flags, const data::Table& table) {
  std::vector<std::string> columns;
  for (const std::string& text : flags.drop) {
    const std::vector<std::string> names =
        table.has_column(text) ? std::vector<std::string>{text} : split_list(text);
    for (const std::string& name : names) {
      check_column("--drop", table, name);
      if (name == flags.target) refuse_value("--drop", "columns other than the target", name);
      if (std::find(columns.begin(), columns.end(), name) == columns.end()) columns.push_back(name);
    }
  }
  return columns;
}

data::Split split_rows(const data::Table& table, const data::Target& target,
                       const Settings& settings) {
  const data::SplitOptions options{.validation = settings.recipe.validation_split,
                                   .test = settings.recipe.test_split,
                                   .data_seed = settings.seed};
  if (!target.is_classification()) return data::split_random(table.rows(), options);
  return data::split_stratified(data::class_labels(target, table), options);
}

void note_few_rows(Examples& examples) {
  for (const auto& [name, rows] : {std::pair{"validation", examples.validation.rows()},
                                   std::pair{"test", examples.test.rows()}}) {
    if (rows > 0 && rows < 10) {
      examples.notes.push_back(fmt::format("only {} {} row{}: its numbers say little", rows, name,
                                           rows == 1 ? "" : "s"));
    }
  }
}

Examples encode(const TrainFlags& flags, const Settings& settings, const data::Table& table) {
  const std::vector<std::string> dropped = columns_to_drop(flags, table);
  const data::Target target = data::detect_target(table, flags.target, flags.task);
  const data::Split split = split_rows(table, target, settings);
  const data::TableEncoder encoder =
      data::TableEncoder::fit(table, target, split.train,
                              {.missing = flags.missing,
                               .exclude = dropped,
                               .standardize_target = true,
                               .max_categories = flags.max_categories});
  Examples examples;
  examples.target = encoder.target;
  std::int64_t unknown_texts = 0, used = 0;
  const auto take = [&](const std::vector<std::int64_t>& rows) {
    data::EncodedTable part = encoder.transform(table, rows);
    unknown_texts += part.unknown_categories;
    used += static_cast<std::int64_t>(part.rows.size());
    return std::move(part.dataset);
  };
  examples.train = take(split.train);
  if (!split.validation.empty()) examples.validation = take(split.validation);
  examples.test = take(split.test);

  examples.description["source"] = flags.data;
  examples.description["rows"] = table.rows();
  examples.description["target"] = flags.target;
  describe_sizes(examples);
  if (unknown_texts > 0) {
    examples.notes.push_back(fmt::format(
        "{} cells of held-out rows have texts that no training row has; they count as none of the "
        "known ones",
        unknown_texts));
  }
  if (used < table.rows()) {
    examples.notes.push_back(fmt::format("{} of {} rows have missing cells and are left out",
                                         table.rows() - used, table.rows()));
  }
  note_few_rows(examples);
  return examples;
}

}  // namespace

Examples load_table(const TrainFlags& flags, const Settings& settings) {
  try {
    const data::Table table = read_data(flags.data, flags.reading);
    if (flags.target.empty()) {
      throw UsageError(fmt::format("--target: no column given. Expected one of the {} columns {}",
                                   table.columns().size(), join(names_of(table))));
    }
    check_column("--target", table, flags.target);
    for (const std::string& name : flags.reading.options.text_columns) {
      check_column("--text-columns", table, name);
    }
    return with_memory_for("preparing '" + flags.data + "'", "Fewer rows or columns need less",
                           [&] { return encode(flags, settings, table); });
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw BadData(error.what());
  }
}

}  // namespace occam::cli
