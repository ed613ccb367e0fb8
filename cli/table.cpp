#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/examples.h"
#include "cli/exit_codes.h"
#include "cli/messages.h"
#include "cli/profile_text.h"
#include "cli/profiled_table.h"
#include "cli/row_splits.h"
#include "cli/unknown_texts.h"
#include "occam/base/quoted.h"
#include "occam/data/encoder_rows.h"
#include "occam/data/table_encoder.h"

namespace occam::cli {
namespace {

constexpr std::size_t kMostColumnLines = 20;

using Rows = std::vector<std::int64_t>;

void note_few_rows(Examples& examples) {
  const std::int64_t watched =
      examples.folds.empty() ? examples.validation.rows() : examples.folds[0].validation.rows();
  for (const auto& [name, rows] :
       {std::pair{"validation", watched}, std::pair{"test", examples.test.rows()}}) {
    if (rows > 0 && rows < 10) {
      examples.notes.push_back(fmt::format("only {} {} row{}: its numbers say little", rows, name,
                                           rows == 1 ? "" : "s"));
    }
  }
}

/// The columns that tell rows apart, where the profile found equal rows; else none.
std::vector<const data::Column*> columns_of_equal_rows(const ProfiledTable& profiled) {
  const auto& notices = profiled.profile.notices;
  const bool equal_rows = std::any_of(notices.begin(), notices.end(), [](const auto& notice) {
    return notice.kind == data::NoticeKind::kEqualRows;
  });
  std::vector<const data::Column*> columns;
  if (!equal_rows) return columns;
  for (std::size_t c = 0; c < profiled.profile.columns.size(); ++c) {
    const data::ColumnRole role = profiled.profile.columns[c].role;
    if (role == data::ColumnRole::kFeature || role == data::ColumnRole::kTarget)
      columns.push_back(&profiled.table.columns()[c]);
  }
  return columns;
}

/// Rows of the test or the validation that training has seen, where the profile found equal rows.
/// learnt: what each network learns from and watches.
void note_seen_rows(const ProfiledTable& profiled, const data::Split& split,
                    const std::vector<data::Split>& learnt, Examples& examples) {
  const std::vector<const data::Column*> columns = columns_of_equal_rows(profiled);
  if (columns.empty()) return;
  const Rows first = data::first_equal_rows(columns);
  const std::int64_t test = data::count_seen(first, split.train, split.test);
  std::int64_t validation = 0;
  std::size_t watched = 0;
  for (const data::Split& own : learnt) {
    validation += data::count_seen(first, own.train, own.validation);
    watched += own.validation.size();
  }
  if (test + validation == 0) return;
  examples.notes.push_back(
      fmt::format("equal rows stand on both sides of the split: {} of {} test rows and {} of {} "
                  "validation rows are also in training (--split group:COLUMN keeps rows together)",
                  test, split.test.size(), validation, watched));
}

void note_seen_in_folds(const ProfiledTable& profiled, const std::vector<data::Split>& splits,
                        Examples& examples) {
  const std::vector<const data::Column*> columns = columns_of_equal_rows(profiled);
  if (columns.empty()) return;
  const Rows first = data::first_equal_rows(columns);
  std::int64_t seen = 0;
  std::size_t tested = 0;
  for (const data::Split& split : splits) {
    seen += data::count_seen(first, split.train, split.test);
    tested += split.test.size();
  }
  if (seen == 0) return;
  examples.notes.push_back(
      fmt::format("equal rows stand in several folds: {} of {} tested rows are also in their "
                  "fold's training (--split group:COLUMN keeps rows together)",
                  seen, tested));
}

void note_unknown_texts(const std::vector<data::UnknownTexts>& unknown, Examples& examples) {
  if (std::string note = unknown_texts_note(unknown, "of held-out rows"); !note.empty())
    examples.notes.push_back(std::move(note));
}

/// What the network's recipe has to know of the training rows, without the range of the targets.
TrainingFacts facts_of(const data::TableEncoder& encoder, std::int64_t rows) {
  TrainingFacts facts{.rows = rows};
  std::int64_t at = 0;
  for (const data::FeatureColumn& feature : encoder.features) {
    if (!feature.is_text() && feature.kind != data::FeatureKind::kMissing)
      facts.numeric_columns.push_back(at);
    if (feature.kind == data::FeatureKind::kOneHot) {
      facts.one_hot_starts.push_back(at);
      facts.one_hot_sizes.push_back(feature.width());
    }
    at += feature.width();
  }
  return facts;
}

/// The same of the network that has the fewest rows, and the range of the targets: that of the
/// watched ones as well, as training chooses by them and they are no less true.
TrainingFacts facts_of(const data::TableEncoder& encoder, const Examples& examples) {
  std::int64_t rows = examples.train.rows();
  for (const MemberRows& fold : examples.folds) rows = std::min(rows, fold.train.rows());
  TrainingFacts facts = facts_of(encoder, rows);
  if (encoder.target.is_classification() || facts.rows == 0) return facts;
  facts.low = facts.high = examples.train.y.at(0);
  for (const data::Dataset* part : {&examples.train, &examples.validation}) {
    for (std::int64_t i = 0; i < part->rows(); ++i) {
      facts.low = std::min(facts.low, part->y.at(i));
      facts.high = std::max(facts.high, part->y.at(i));
    }
  }
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

/// Adds what a part has to what other parts had.
void add_unknown(std::vector<data::UnknownTexts> part, std::vector<data::UnknownTexts>& unknown) {
  for (data::UnknownTexts& texts : part) {
    const auto same = std::find_if(unknown.begin(), unknown.end(),
                                   [&](const auto& known) { return known.column == texts.column; });
    if (same == unknown.end()) {
      unknown.push_back(std::move(texts));
    } else {
      same->cells += texts.cells;
    }
  }
}

Rows joined(Rows rows, const Rows& more) {
  rows.insert(rows.end(), more.begin(), more.end());
  std::ranges::sort(rows);
  return rows;
}

/// The folds of what is not tested, where several networks are to watch one each; else none.
std::vector<data::Split> folds_to_watch(const TrainFlags& flags, const ProfiledTable& profiled,
                                        const Settings& settings, const data::Split& split,
                                        std::int64_t networks) {
  if (networks == 1 || split.validation.empty()) return {};
  const double share = settings.recipe.validation_split / (1 - settings.recipe.test_split);
  std::vector<data::Split> folds = watched_folds(
      profiled, flags.table, joined(split.train, split.validation), share, settings.seed);
  if (std::ssize(folds) > networks) folds.resize(static_cast<std::size_t>(networks));
  return folds;
}

/// The rows of a split, prepared with what its training rows have taught.
struct Prepared {
  Examples examples;
  data::Split split;                ///< with folds: all that is not tested trains
  std::vector<data::Split> learnt;  ///< what each network learns from and watches
  std::vector<data::UnknownTexts> unknown_watched, unknown_tested;
};

data::TableEncoder encoder_for(const TrainFlags& flags, const ProfiledTable& profiled,
                               const Rows& rows) {
  return data::TableEncoder::fit(profiled.table, *profiled.target, rows,
                                 {.missing = flags.table.missing,
                                  .missing_target = flags.table.missing_target,
                                  .indicators = flags.table.indicators,
                                  .exclude = profiled.profile.left_out(),
                                  .scaling = flags.is_tabular() ? data::FeatureScaling::kRobust
                                                                : data::FeatureScaling::kStandard,
                                  .standardize_target = true,
                                  .max_categories = flags.table.max_categories});
}

Prepared prepare(const TrainFlags& flags, const Settings& settings, const ProfiledTable& profiled,
                 data::Split split) {
  const data::Table& table = profiled.table;
  data::TableEncoder encoder = encoder_for(flags, profiled, split.train);
  Prepared prepared;
  Examples& examples = prepared.examples;
  examples.networks =
      settings_of(flags, encoder.target,
                  facts_of(encoder, static_cast<std::int64_t>(split.train.size())), encoder.width())
          .recipe.ensemble;
  const std::vector<data::Split> folds =
      folds_to_watch(flags, profiled, settings, split, examples.networks);
  if (!folds.empty()) {
    split.train = joined(split.train, std::exchange(split.validation, {}));
    encoder = encoder_for(flags, profiled, split.train);
  }
  examples.target = encoder.target;
  examples.train = encoder.transform(table, split.train).dataset;
  for (const data::Split& fold : folds) {
    examples.folds.push_back({encoder.transform(table, fold.train).dataset,
                              encoder.transform(table, fold.validation).dataset});
  }
  examples.table = table_model_of(profiled, flags.table.reading, encoder);
  const auto take = [&](const Rows& rows, std::vector<data::UnknownTexts>& unknown) {
    data::EncodedTable part = encoder.transform(table, rows);
    unknown = std::move(part.unknown);
    return std::move(part.dataset);
  };
  if (!split.validation.empty())
    examples.validation = take(split.validation, prepared.unknown_watched);
  examples.facts = facts_of(encoder, examples);
  if (!split.test.empty()) examples.test = take(split.test, prepared.unknown_tested);
  prepared.learnt = folds.empty() ? std::vector{split} : folds;
  prepared.split = std::move(split);
  return prepared;
}

/// What is the same for every split of the table.
void describe_table(const TrainFlags& flags, const ProfiledTable& profiled, Examples& examples) {
  examples.description["source"] = flags.data;
  examples.description["rows"] = profiled.table.rows();
  examples.description["target"] = flags.table.target;
  describe_sizes(examples);
  examples.columns = column_lines(profiled, flags.table, kMostColumnLines);
  examples.notes = profile_notes(profiled, flags.table);
}

void describe_profile(const TrainFlags& flags, const ProfiledTable& profiled, Examples& examples) {
  add_profile(examples.description, profiled, flags.table);
  examples.description["notes"] = examples.notes;
}

Examples encode(const TrainFlags& flags, const Settings& settings, const ProfiledTable& profiled) {
  Prepared prepared =
      prepare(flags, settings, profiled, split_rows(profiled, flags.table, settings));
  Examples& examples = prepared.examples;
  describe_table(flags, profiled, examples);
  add_unknown(std::move(prepared.unknown_tested), prepared.unknown_watched);
  note_unknown_texts(prepared.unknown_watched, examples);
  note_seen_rows(profiled, prepared.split, prepared.learnt, examples);
  note_few_rows(examples);
  describe_profile(flags, profiled, examples);
  return std::move(examples);
}

/// Of a cross-validation every row is tested once, so that only those are counted.
std::vector<Examples> encode_folds(const TrainFlags& flags, const Settings& settings,
                                   const ProfiledTable& profiled) {
  const std::vector<data::Split> splits = fold_splits(profiled, flags.table, settings, flags.folds);
  std::vector<Examples> folds;
  std::vector<data::UnknownTexts> unknown;
  for (const data::Split& split : splits) {
    Prepared prepared = prepare(flags, settings, profiled, split);
    add_unknown(std::move(prepared.unknown_tested), unknown);
    folds.push_back(std::move(prepared.examples));
  }
  Examples& first = folds.front();
  describe_table(flags, profiled, first);
  note_unknown_texts(unknown, first);
  note_seen_in_folds(profiled, splits, first);
  describe_profile(flags, profiled, first);
  return folds;
}

/// The same behind all rows, of which none test.
std::vector<Examples> encode_all_and_folds(const TrainFlags& flags, const Settings& settings,
                                           const ProfiledTable& profiled) {
  std::vector<Examples> parts = encode_folds(flags, settings, profiled);
  Examples all = std::move(
      prepare(flags, settings, profiled, split_rows(profiled, flags.table, settings)).examples);
  all.columns = parts.front().columns;
  all.notes = parts.front().notes;
  all.description = parts.front().description;
  describe_sizes(all);
  parts.insert(parts.begin(), std::move(all));
  return parts;
}

/// Profiles the table that can be trained on, and makes of it what `encode` says.
template <class Encode>
auto load(const TrainFlags& flags, Encode encode) {
  try {
    const ProfiledTable profiled = profile_table(flags.data, flags.table);
    if (flags.table.target.empty()) {
      throw UsageError(fmt::format("--target: no column given. Expected one of the {} columns {}",
                                   profiled.table.columns().size(), column_names(profiled.table)));
    }
    if (!profiled.faults.empty())
      throw BadData(fmt::format("{}", fmt::join(profiled.faults, "; also: ")));
    return with_memory_for("preparing '" + flags.data + "'", "Fewer rows or columns need less",
                           [&] { return encode(profiled); });
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {
    throw BadData(error.what());
  }
}

}  // namespace

Examples load_table(const TrainFlags& flags, const Settings& settings) {
  return load(flags, [&](const ProfiledTable& table) { return encode(flags, settings, table); });
}

std::vector<Examples> load_folds(const TrainFlags& flags, const Settings& settings) {
  return load(flags,
              [&](const ProfiledTable& table) { return encode_folds(flags, settings, table); });
}

std::vector<Examples> load_all_and_folds(const TrainFlags& flags, const Settings& settings) {
  return load(flags, [&](const ProfiledTable& table) {
    return encode_all_and_folds(flags, settings, table);
  });
}

}  // namespace occam::cli
