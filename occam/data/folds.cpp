#include "occam/data/folds.h"

#include <map>
#include <string>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

void check_folds(std::int64_t folds, std::int64_t rows) {
  if (folds >= 2 && folds <= rows) return;
  throw_invalid_value("folds", "folds",
                      "from 2 to the " + std::to_string(rows) + " rows that can be tested",
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
