#include "cli/profiled_table.h"

#include <algorithm>
#include <iterator>
#include <numeric>

#include "cli/arguments.h"
#include "cli/messages.h"
#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/encoder_rows.h"

namespace occam::cli {
namespace {

template <class Action>
void collect(std::vector<std::string>& faults, const Action& action) {
  try {
    action();
  } catch (const OutOfMemory&) {
    throw;
  } catch (const InvalidArgument& error) {
    faults.push_back(with_flags(error.what()));
  }
}

std::vector<const data::Column*> features_of(const ProfiledTable& profiled) {
  std::vector<const data::Column*> features;
  for (std::size_t c = 0; c < profiled.profile.columns.size(); ++c) {
    if (profiled.profile.columns[c].role == data::ColumnRole::kFeature)
      features.push_back(&profiled.table.columns()[c]);
  }
  return features;
}

std::string nothing_left(const data::TableProfile& profile) {
  constexpr std::size_t kMost = 5;
  const std::vector<std::string> names = profile.left_out();
  std::string text =
      "table: no column is left to predict from. Expected a column beside the target";
  if (names.empty()) return text;
  text += ". Left out: ";
  for (std::size_t i = 0; i < std::min(kMost, names.size()); ++i) {
    text += (i > 0 ? ", " : "") + in_quotes(names[i]);
  }
  return text + (names.size() > kMost ? ", ..." : "") +
         " ('occam data' tells why, --keep uses them all the same)";
}

ProfiledTable look_at(const std::string& path, const TableFlags& flags) {
  ProfiledTable result;
  ReadFlags reading = flags.reading;
  reading.options.whole_columns = {flags.target, flags.split_column};
  for (const std::string& text : flags.drop) {
    reading.options.whole_columns.push_back(text);
    std::ranges::move(split_list(text), std::back_inserter(reading.options.whole_columns));
  }
  result.table = read_data(path, reading);
  const data::Table& table = result.table;
  check_columns(flags, table);
  if (!flags.target.empty()) {
    collect(result.faults,
            [&] { result.target = data::detect_target(table, flags.target, flags.task); });
  }
  const data::ProfileOptions options{
      .target = flags.target,
      .drop = columns_in(flags.drop, table),
      .keep = columns_in(flags.keep, table),
      .split_by = flags.split == SplitKind::kGroup ? flags.split_column : ""};
  result.profile = data::profile(table, result.target ? &*result.target : nullptr, options);
  if (flags.target.empty()) return result;

  const std::vector<const data::Column*> features = features_of(result);
  if (features.empty()) result.faults.push_back(nothing_left(result.profile));
  std::vector<std::int64_t> all(static_cast<std::size_t>(table.rows()));
  std::iota(all.begin(), all.end(), std::int64_t{0});
  // What a target without a value would hide: the features are looked at in all rows.
  const data::Column& target = table.column(flags.target);
  if (flags.missing == data::MissingPolicy::kRefuse) {
    collect(result.faults, [&] {
      data::usable_rows(features, nullptr, all, flags.missing, flags.missing_target);
    });
  }
  if (!result.target) return result;
  collect(result.faults, [&] {
    const auto policy =
        flags.missing == data::MissingPolicy::kDrop ? flags.missing : data::MissingPolicy::kMedian;
    result.rows = data::usable_rows(features, &target, all, policy, flags.missing_target);
  });
  return result;
}

}  // namespace

ProfiledTable profile_table(const std::string& path, const TableFlags& flags) {
  return with_memory_for("preparing '" + path + "'", "Fewer rows or columns need less",
                         [&] { return look_at(path, flags); });
}

}  // namespace occam::cli
