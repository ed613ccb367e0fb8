#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "cli/examples.h"
#include "cli/exit_codes.h"
#include "cli/messages.h"
#include "cli/profile_text.h"
#include "cli/profiled_table.h"
#include "cli/unknown_texts.h"
#include "occam/base/quoted.h"
#include "occam/data/encoder_rows.h"
#include "occam/data/split.h"
#include "occam/data/table_encoder.h"

namespace occam::cli {
namespace {

constexpr std::size_t kMostColumnLines = 20;

using Rows = std::vector<std::int64_t>;

/// The values of `column` in these rows, numbered.
Rows groups_in(const data::Column& column, const Rows& rows) {
  std::unordered_map<double, std::int64_t> number_of;
  Rows groups;
  for (const std::int64_t row : rows) {
    // Rows without a group are one of their own; NaN would be equal to none.
    if (column.is_missing(row)) {
      groups.push_back(-1);
    } else {
      const double value = column.is_text() ? column.code(row) : column.number(row);
      const auto number = static_cast<std::int64_t>(number_of.size());
      groups.push_back(number_of.try_emplace(value, number).first->second);
    }
  }
  return groups;
}

std::vector<double> times_in(const data::Column& column, const Rows& rows) {
  if (column.is_text()) {
    throw UsageError("--split: time needs a column of dates or numbers. Received: texts in " +
                     occam::quoted(column.name()));
  }
  std::vector<double> times;
  std::int64_t missing = 0, first = -1;
  for (const std::int64_t row : rows) {
    times.push_back(column.number(row));
    if (column.is_missing(row) && missing++ == 0) first = row;
  }
  if (missing > 0) {
    throw BadData(
        fmt::format("--split: rows without a time cannot be dealt out. Expected a value in "
                    "each row of {}. Received: {} missing, the first in row {}",
                    occam::quoted(column.name()), missing, first + 1));
  }
  return times;
}

/// Splits the usable rows; the parts hold rows of the table.
data::Split split_rows(const ProfiledTable& profiled, const TableFlags& flags,
                       const Settings& settings) {
  const data::Table& table = profiled.table;
  const data::Target& target = *profiled.target;
  const data::SplitOptions options{.validation = settings.recipe.validation_split,
                                   .test = settings.recipe.test_split,
                                   .data_seed = settings.seed};
  const Rows& rows = profiled.rows;
  const auto n = static_cast<std::int64_t>(rows.size());
  const auto labels_in = [&] {
    const Rows all = data::class_labels(target, table);
    Rows labels;
    for (const std::int64_t row : rows) labels.push_back(all[static_cast<std::size_t>(row)]);
    return labels;
  };
  const auto split = [&]() -> data::Split {
    switch (flags.split) {
      case SplitKind::kRandom:
        return data::split_random(n, options);
      case SplitKind::kGroup:
        return data::split_group(groups_in(table.column(flags.split_column), rows), options);
      case SplitKind::kTime:
        return data::split_time(times_in(table.column(flags.split_column), rows), options);
      case SplitKind::kStratified:
        if (!target.is_classification()) {
          throw UsageError("--split: stratified is for classes, and " + occam::quoted(target.name) +
                           " has numbers. Expected random, group:COLUMN or time:COLUMN, or --task "
                           "classification");
        }
        break;
      case SplitKind::kAuto:
        break;
    }
    return target.is_classification() ? data::split_stratified(labels_in(), options)
                                      : data::split_random(n, options);
  };
  data::Split parts = split();
  for (Rows* part : {&parts.train, &parts.validation, &parts.test}) {
    for (std::int64_t& row : *part) row = rows[static_cast<std::size_t>(row)];
  }
  return parts;
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

/// Rows of the test or the validation that training has seen, where the profile found equal rows.
void note_seen_rows(const ProfiledTable& profiled, const data::Split& split, Examples& examples) {
  const auto& notices = profiled.profile.notices;
  const bool equal_rows = std::any_of(notices.begin(), notices.end(), [](const auto& notice) {
    return notice.kind == data::NoticeKind::kEqualRows;
  });
  if (!equal_rows) return;
  std::vector<const data::Column*> columns;
  for (std::size_t c = 0; c < profiled.profile.columns.size(); ++c) {
    const data::ColumnRole role = profiled.profile.columns[c].role;
    if (role == data::ColumnRole::kFeature || role == data::ColumnRole::kTarget)
      columns.push_back(&profiled.table.columns()[c]);
  }
  const Rows first = data::first_equal_rows(columns);
  const std::int64_t test = data::count_seen(first, split.train, split.test);
  const std::int64_t validation = data::count_seen(first, split.train, split.validation);
  if (test + validation == 0) return;
  examples.notes.push_back(
      fmt::format("equal rows stand on both sides of the split: {} of {} test rows and {} of {} "
                  "validation rows are also in training (--split group:COLUMN keeps rows together)",
                  test, split.test.size(), validation, split.validation.size()));
}

/// Flags that change nothing in this table.
void note_without_effect(const ProfiledTable& profiled, const TableFlags& flags,
                         Examples& examples) {
  const auto given = [&](std::string_view flag) {
    return std::find(flags.given.begin(), flags.given.end(), flag) != flags.given.end();
  };
  std::int64_t most_texts = 0, missing = 0;
  for (const data::ColumnProfile& column : profiled.profile.columns) {
    if (column.role != data::ColumnRole::kFeature) continue;
    missing += column.missing + column.unusable;
    if (column.kind == data::ColumnKind::kText) most_texts = std::max(most_texts, column.distinct);
  }
  if (given("--max-categories") && most_texts <= flags.max_categories) {
    examples.notes.push_back(fmt::format(
        "--max-categories has no effect: no column used has more than {} different texts",
        most_texts));
  }
  for (const std::string& text : flags.reading.options.missing) {
    const auto& columns = profiled.table.columns();
    const bool found = std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
      const auto& texts = column.reading().missing;
      // Of more texts than are listed nobody knows.
      return texts.size() >= 20 || std::any_of(texts.begin(), texts.end(),
                                               [&](const auto& each) { return each.text == text; });
    });
    if (!found && !text.empty())
      examples.notes.push_back("--na: no cell is " + occam::quoted(text));
  }
  if (missing > 0) return;
  for (const char* flag : {"--missing", "--no-indicators"}) {
    if (given(flag))
      examples.notes.push_back(
          fmt::format("{} has no effect: no column used has a missing cell", flag));
  }
}

/// What the network's recipe has to know of the training rows.
TrainingFacts facts_of(const data::TableEncoder& encoder, const data::Dataset& train) {
  TrainingFacts facts{.rows = train.rows()};
  std::int64_t at = 0;
  for (const data::FeatureColumn& feature : encoder.features) {
    if (!feature.is_text() && feature.kind != data::FeatureKind::kMissing)
      facts.numeric_columns.push_back(at);
    at += feature.width();
  }
  if (encoder.target.is_classification() || train.rows() == 0) return facts;
  const auto targets = train.y.data<float>();
  const auto [low, high] = std::minmax_element(targets.begin(), targets.end());
  facts.low = static_cast<double>(*low);
  facts.high = static_cast<double>(*high);
  return facts;
}

/// All of a model but what training makes.
TableModel table_model_of(const ProfiledTable& profiled, const ReadFlags& reading,
                          const data::TableEncoder& encoder) {
  TableModel model{.encoder = encoder,
                   .missing = reading.options.missing,
                   .not_missing = reading.options.not_missing};
  const data::FileReading& file = profiled.table.reading();
  model.header = file.format == data::FileFormat::kText && file.header;
  for (std::size_t c = 0; c < profiled.profile.columns.size(); ++c) {
    model.columns.push_back({.form = data::form_of(profiled.table.columns()[c]),
                             .role = profiled.profile.columns[c].role});
  }
  return model;
}

Examples encode(const TrainFlags& flags, const Settings& settings, const ProfiledTable& profiled) {
  const data::Table& table = profiled.table;
  const data::Split split = split_rows(profiled, flags.table, settings);
  const data::TableEncoder encoder =
      data::TableEncoder::fit(table, *profiled.target, split.train,
                              {.missing = flags.table.missing,
                               .missing_target = flags.table.missing_target,
                               .indicators = flags.table.indicators,
                               .exclude = profiled.profile.left_out(),
                               .scaling = flags.is_tabular() ? data::FeatureScaling::kRobust
                                                             : data::FeatureScaling::kStandard,
                               .standardize_target = true,
                               .max_categories = flags.table.max_categories});
  Examples examples;
  examples.target = encoder.target;
  examples.table = table_model_of(profiled, flags.table.reading, encoder);
  std::vector<data::UnknownTexts> unknown;
  const auto take = [&](const Rows& rows) {
    data::EncodedTable part = encoder.transform(table, rows);
    for (data::UnknownTexts& texts : part.unknown) {
      const auto same = std::find_if(unknown.begin(), unknown.end(), [&](const auto& known) {
        return known.column == texts.column;
      });
      if (same == unknown.end()) {
        unknown.push_back(std::move(texts));
      } else {
        same->cells += texts.cells;
      }
    }
    return std::move(part.dataset);
  };
  examples.train = take(split.train);
  examples.facts = facts_of(encoder, examples.train);
  if (!split.validation.empty()) examples.validation = take(split.validation);
  examples.test = take(split.test);

  examples.description["source"] = flags.data;
  examples.description["rows"] = table.rows();
  examples.description["target"] = flags.table.target;
  describe_sizes(examples);
  examples.columns = column_lines(profiled, flags.table, kMostColumnLines);
  examples.notes = profile_notes(profiled, flags.table);
  if (std::string note = unknown_texts_note(unknown, "of held-out rows"); !note.empty())
    examples.notes.push_back(std::move(note));
  note_seen_rows(profiled, split, examples);
  note_without_effect(profiled, flags.table, examples);
  note_few_rows(examples);
  add_profile(examples.description, profiled, flags.table);
  examples.description["notes"] = examples.notes;
  return examples;
}

}  // namespace

Examples load_table(const TrainFlags& flags, const Settings& settings) {
  try {
    const ProfiledTable profiled = profile_table(flags.data, flags.table);
    if (flags.table.target.empty()) {
      throw UsageError(fmt::format("--target: no column given. Expected one of the {} columns {}",
                                   profiled.table.columns().size(), column_names(profiled.table)));
    }
    if (!profiled.faults.empty())
      throw BadData(fmt::format("{}", fmt::join(profiled.faults, "; also: ")));
    return with_memory_for("preparing '" + flags.data + "'", "Fewer rows or columns need less",
                           [&] { return encode(flags, settings, profiled); });
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw BadData(error.what());
  }
}

}  // namespace occam::cli
