#include "occam/data/predictive_column.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <vector>

#include "occam/data/column_facts.h"
#include "occam/data/encoder_rows.h"

namespace occam::data {
namespace {

constexpr std::int64_t kLeastRows = 20;
constexpr std::int64_t kMostRows = 20'000;
constexpr double kErrorsLeft = 0.01;
constexpr double kLeastR2 = 0.999;

/// One row: the feature's cell, as a number and as one that is equal for equal cells, and the
/// target's.
struct Pair {
  double x = 0.0;
  std::uint64_t cell = 0;
  double y = 0.0;
};

std::vector<Pair> pairs_of(const Column& column, const Column& target) {
  const std::vector<std::uint64_t> cells = cell_hashes(column);
  std::vector<Pair> pairs;
  for (const std::int64_t row : sample_rows(column.rows(), kMostRows)) {
    if (is_unusable(target, row) || (!column.is_text() && is_unusable(column, row))) continue;
    pairs.push_back({.x = column.is_text() ? 0.0 : column.number(row),
                     .cell = cells[static_cast<std::size_t>(row)],
                     .y = target.is_text() ? target.code(row) : target.number(row)});
  }
  return pairs;
}

/// Calls `visit(first, last)` for each run of equal cells. REQUIRES: sorted by cell or by number.
template <class Visit>
void for_each_value(const std::vector<Pair>& pairs, const Visit& visit) {
  for (auto first = pairs.begin(); first != pairs.end();) {
    auto last = first;
    while (last != pairs.end() && last->cell == first->cell) ++last;
    visit(first, last);
    first = last;
  }
}

/// Answers each value by its most frequent class: the errors are the other rows, and a row for each
/// change of the class along the values beyond the `borders` that classes in order have.
std::optional<double> in_order(std::vector<Pair>& pairs, std::int64_t n, std::int64_t borders,
                               std::int64_t allowed) {
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.x < b.x; });
  std::int64_t errors = 0, changes = 0;
  double before = pairs.front().y;
  for_each_value(pairs, [&](auto first, auto last) {
    std::unordered_map<double, std::int64_t> rows_of;
    const std::int64_t rows = last - first;
    double label = before;
    std::int64_t most = 0;
    for (; first != last; ++first) {
      const std::int64_t count = ++rows_of[first->y];
      // Of two as frequent the one that goes on.
      if (count > most || (count == most && first->y == before)) label = first->y;
      most = std::max(most, count);
    }
    errors += rows - most;
    changes += label != before ? 1 : 0;
    before = label;
  });
  errors += std::max<std::int64_t>(0, changes - borders);
  if (errors > allowed) return {};
  return static_cast<double>(n - errors) / static_cast<double>(n);
}

std::optional<double> predicts_class(std::vector<Pair>& pairs, bool ordered) {
  std::unordered_map<double, std::int64_t> total;
  for (const Pair& pair : pairs) ++total[pair.y];
  std::int64_t majority = 0;
  for (const auto& [label, rows] : total) majority = std::max(majority, rows);
  const auto n = static_cast<std::int64_t>(pairs.size());
  const auto allowed = static_cast<std::int64_t>(kErrorsLeft * static_cast<double>(n - majority));
  if (majority == n) return {};

  std::sort(pairs.begin(), pairs.end(),
            [](const Pair& a, const Pair& b) { return a.cell < b.cell; });
  std::int64_t right = 0;
  for_each_value(pairs, [&](auto first, auto last) {
    std::unordered_map<double, std::int64_t> rows_of;
    std::int64_t most = 0;
    for (; first != last; ++first) most = std::max(most, ++rows_of[first->y]);
    if (most > 1) right += most;  // of one row there is no other
  });
  if (n - right <= allowed) return static_cast<double>(right) / static_cast<double>(n);
  if (!ordered) return {};

  return in_order(pairs, n, static_cast<std::int64_t>(total.size()) - 1, allowed);
}

double line_r2(const std::vector<Pair>& pairs, double mean_y, double total) {
  double mean_x = 0, xx = 0, xy = 0;
  for (const Pair& pair : pairs) mean_x += pair.x / static_cast<double>(pairs.size());
  for (const Pair& pair : pairs) {
    xx += (pair.x - mean_x) * (pair.x - mean_x);
    xy += (pair.x - mean_x) * (pair.y - mean_y);
  }
  return xx > 0 ? xy * xy / (xx * total) : 0;
}

double neighbours_r2(std::vector<Pair>& pairs, double total) {
  std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.x < b.x; });
  double squares = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double before = pairs[i == 0 ? 1 : i - 1].y;
    const double behind = pairs[i + 1 == pairs.size() ? i - 1 : i + 1].y;
    const double error = pairs[i].y - (before + behind) / 2;
    squares += error * error;
  }
  return 1 - squares / total;
}

double same_value_r2(std::vector<Pair>& pairs, double mean_y, double total) {
  std::sort(pairs.begin(), pairs.end(),
            [](const Pair& a, const Pair& b) { return a.cell < b.cell; });
  double squares = 0;
  for_each_value(pairs, [&](auto first, auto last) {
    const auto rows = static_cast<double>(last - first);
    double sum = 0;
    for (auto pair = first; pair != last; ++pair) sum += pair->y;
    for (; first != last; ++first) {
      const double others = rows > 1 ? (sum - first->y) / (rows - 1) : mean_y;
      squares += (first->y - others) * (first->y - others);
    }
  });
  return 1 - squares / total;
}

std::optional<double> predicts_number(std::vector<Pair>& pairs, bool ordered) {
  double mean = 0, total = 0;
  for (const Pair& pair : pairs) mean += pair.y / static_cast<double>(pairs.size());
  for (const Pair& pair : pairs) total += (pair.y - mean) * (pair.y - mean);
  if (!(total > 0)) return {};
  double r2 = same_value_r2(pairs, mean, total);
  if (ordered) r2 = std::max({r2, line_r2(pairs, mean, total), neighbours_r2(pairs, total)});
  return r2 >= kLeastR2 ? std::optional(std::min(r2, 1.0)) : std::nullopt;
}

}  // namespace

std::optional<double> predicts_target(const Column& column, const Column& target_column,
                                      const Target& target) {
  std::vector<Pair> pairs = pairs_of(column, target_column);
  if (static_cast<std::int64_t>(pairs.size()) < kLeastRows) return {};
  const bool ordered = !column.is_text();
  return target.is_classification() ? predicts_class(pairs, ordered)
                                    : predicts_number(pairs, ordered);
}

}  // namespace occam::data
