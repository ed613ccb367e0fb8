#include "occam/data/folds.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

void check_folds(std::int64_t folds, std::int64_t most,
                 const std::string& what = "rows that can be tested") {
  if (folds >= 2 && folds <= most) return;
  throw_invalid_value("folds", "folds", "from 2 to the " + std::to_string(most) + " " + what,
                      std::to_string(folds));
}

}  // namespace

std::vector<std::int64_t> folds_random(std::int64_t n, const FoldOptions& options) {
  check_folds(options.folds, n);
  std::vector<std::int64_t> folds(static_cast<std::size_t>(n));
  std::int64_t place = 0;
  for (const std::int64_t row : permutation({options.data_seed, kFoldStream}, 0, n)) {
    folds[static_cast<std::size_t>(row)] = place++ % options.folds;
  }
  return folds;
}

std::vector<std::int64_t> folds_stratified(std::span<const std::int64_t> labels,
                                           const FoldOptions& options) {
  const auto n = static_cast<std::int64_t>(labels.size());
  std::map<std::int64_t, std::vector<std::int64_t>> rows_of;
  for (const std::int64_t row : permutation({options.data_seed, kFoldStream}, 0, n)) {
    rows_of[labels[static_cast<std::size_t>(row)]].push_back(row);
  }
  std::int64_t usable = 0;
  for (const auto& [label, rows] : rows_of) {
    if (rows.size() > 1) usable += static_cast<std::int64_t>(rows.size());
  }
  check_folds(options.folds, usable);
  std::vector<std::int64_t> folds(labels.size(), kNoFold);
  std::int64_t place = 0;  // goes on from class to class, so that folds stay of one size
  for (const auto& [label, rows] : rows_of) {
    if (rows.size() == 1) continue;
    for (const std::int64_t row : rows) {
      folds[static_cast<std::size_t>(row)] = place++ % options.folds;
    }
  }
  return folds;
}

std::vector<std::int64_t> folds_group(std::span<const std::int64_t> groups,
                                      const FoldOptions& options) {
  std::map<std::int64_t, std::vector<std::int64_t>> rows_of;
  for (std::size_t row = 0; row < groups.size(); ++row)
    rows_of[groups[row]].push_back(static_cast<std::int64_t>(row));
  const auto count = static_cast<std::int64_t>(rows_of.size());
  check_folds(options.folds, count, "groups");
  std::vector<const std::vector<std::int64_t>*> members;
  for (const auto& [group, rows] : rows_of) members.push_back(&rows);
  std::vector<const std::vector<std::int64_t>*> order;
  for (const std::int64_t place : permutation({options.data_seed, kFoldStream}, 0, count))
    order.push_back(members[static_cast<std::size_t>(place)]);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->size() > b->size(); });
  std::vector<std::int64_t> folds(groups.size());
  std::vector<std::size_t> sizes(static_cast<std::size_t>(options.folds));
  for (const std::vector<std::int64_t>* rows : order) {
    const auto fewest = std::min_element(sizes.begin(), sizes.end());
    *fewest += rows->size();
    for (const std::int64_t row : *rows)
      folds[static_cast<std::size_t>(row)] = fewest - sizes.begin();
  }
  return folds;
}

std::vector<Split> splits_time(std::span<const double> times, std::int64_t folds) {
  const auto n = static_cast<std::int64_t>(times.size());
  const auto time = [&](std::int64_t row) { return times[static_cast<std::size_t>(row)]; };
  std::vector<std::int64_t> rows(times.size());
  std::iota(rows.begin(), rows.end(), std::int64_t{0});
  for (const std::int64_t row : rows) {
    if (!std::isnan(time(row))) continue;
    throw_invalid_value("folds", "times", "a time in each row",
                        "none in row " + std::to_string(row + 1));
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [&](std::int64_t a, std::int64_t b) { return time(a) < time(b); });
  std::vector<std::int64_t> starts;  // where each time begins in `rows`
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || time(rows[i]) != time(rows[i - 1]))
      starts.push_back(static_cast<std::int64_t>(i));
  }
  check_folds(folds, static_cast<std::int64_t>(starts.size()) - 1,
              "different times after the first");
  std::vector<Split> splits(static_cast<std::size_t>(folds));
  const std::int64_t size = n / (folds + 1);
  auto end = starts.end();  // of the block: where the next one's time stands
  for (std::int64_t fold = folds; fold-- > 0;) {
    // At the bound or before it, unless too few times would be left for this block or those before.
    const std::int64_t bound = n - (folds - fold) * size;
    const auto before_next = std::upper_bound(starts.begin(), starts.end(), bound) - 1;
    const auto begin = std::max(std::min(before_next, end - 1), starts.begin() + fold + 1);
    const auto row_at = [&](auto place) { return place == starts.end() ? n : *place; };
    Split& split = splits[static_cast<std::size_t>(fold)];
    split.train.assign(rows.begin(), rows.begin() + *begin);
    split.test.assign(rows.begin() + *begin, rows.begin() + row_at(end));
    std::sort(split.train.begin(), split.train.end());
    std::sort(split.test.begin(), split.test.end());
    end = begin;
  }
  return splits;
}

std::vector<Split> splits_of(std::span<const std::int64_t> folds, std::int64_t count) {
  check_folds(count, static_cast<std::int64_t>(folds.size()));
  std::vector<Split> splits(static_cast<std::size_t>(count));
  for (std::size_t row = 0; row < folds.size(); ++row) {
    if (folds[row] < kNoFold || folds[row] >= count) {
      throw_invalid_value("splits_of", "folds", "from -1 to " + std::to_string(count - 1),
                          std::to_string(folds[row]) + " in row " + std::to_string(row + 1));
    }
    for (std::int64_t fold = 0; fold < count; ++fold) {
      Split& split = splits[static_cast<std::size_t>(fold)];
      (folds[row] == fold ? split.test : split.train).push_back(static_cast<std::int64_t>(row));
    }
  }
  for (const Split& split : splits) {
    if (split.test.empty())
      throw_invalid_value("splits_of", "folds", "a row in each", "one without");
  }
  return splits;
}

}  // namespace occam::data
