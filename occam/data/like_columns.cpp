#include "occam/data/like_columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "occam/data/column_facts.h"
#include "occam/data/encoder_rows.h"

namespace occam::data {
namespace {

constexpr std::int64_t kLeastRows = 20;
constexpr std::int64_t kMostRows = 2000;  ///< looked at

constexpr double kEqual = 0.98;
constexpr double kEqualBesideMode = 0.95;
constexpr std::size_t kHashes = 12;
constexpr std::size_t kRowsAHash = 16;

constexpr double kCorrelation = 0.9999;
/// Of standardised columns of that correlation a projection differs by sqrt(2 (1 - r)) = 0.014 in
/// standard deviation; four of them.
constexpr double kProjectionWidth = 0.057;
constexpr std::size_t kProjections = 3;
constexpr std::size_t kMostNeighbours = 200;

std::uint64_t draw(std::uint64_t a, std::uint64_t b) { return mixed(mixed(7, a), b); }

std::size_t mode_cells(std::vector<std::uint64_t> cells) {
  std::sort(cells.begin(), cells.end());
  std::size_t most = 0;
  for (std::size_t begin = 0; begin < cells.size();) {
    std::size_t end = begin;
    while (end < cells.size() && cells[end] == cells[begin]) ++end;
    most = std::max(most, end - begin);
    begin = end;
  }
  return most;
}

/// Finds columns that are equal in most of the rows.
class EqualCells {
 public:
  EqualCells(std::span<const Column* const> columns, const std::vector<std::int64_t>& rows)
      : rows_(rows) {
    cells_.reserve(columns.size());
    for (const Column* column : columns) {
      const std::vector<std::uint64_t> all = cell_hashes(*column);
      std::vector<std::uint64_t>& cells = cells_.emplace_back();
      for (const std::int64_t row : rows) cells.push_back(all[static_cast<std::size_t>(row)]);
      modes_.push_back(mode_cells(cells));
    }
  }

  void find(std::vector<LikeColumns>& found) const {
    std::vector<bool> matched(cells_.size());
    for (std::size_t hash = 0; hash < kHashes; ++hash) {
      std::unordered_map<std::uint64_t, std::size_t> first_of;
      for (std::size_t c = 0; c < cells_.size(); ++c) {
        if (matched[c]) continue;
        std::uint64_t key = 0;
        for (std::size_t i = 0; i < kRowsAHash; ++i) {
          key = mixed(key, cells_[c][draw(hash, i) % rows_.size()]);
        }
        const auto [entry, added] = first_of.try_emplace(key, c);
        if (added) continue;
        const double share = equal_share(entry->second, c);
        if (share == 0) continue;
        matched[c] = true;
        found.push_back({.column = c, .earlier = entry->second, .share = share});
      }
    }
  }

 private:
  /// 0 where they are not alike.
  double equal_share(std::size_t a, std::size_t b) const {
    const auto n = static_cast<double>(rows_.size());
    std::size_t different = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      different += cells_[a][i] != cells_[b][i] ? 1 : 0;
    const auto differ = static_cast<double>(different);
    const auto beside_mode = n - static_cast<double>(std::max(modes_[a], modes_[b]));
    if (different == 0 || differ > (1 - kEqual) * n) return 0;
    return differ <= (1 - kEqualBesideMode) * beside_mode ? 1 - differ / n : 0;
  }

  const std::vector<std::int64_t>& rows_;
  std::vector<std::vector<std::uint64_t>> cells_;
  std::vector<std::size_t> modes_;
};

/// A column of numbers to mean 0 and length 1; missing cells are the mean.
struct Direction {
  std::size_t column = 0;
  std::vector<float> values = {};
  std::array<double, kProjections> projection{};
};

bool make_direction(const Column& column, const std::vector<std::int64_t>& rows, Direction& out) {
  double sum = 0;
  std::int64_t present = 0;
  for (const std::int64_t row : rows) {
    if (is_unusable(column, row)) continue;
    sum += column.number(row);
    ++present;
  }
  if (present < kLeastRows) return false;
  const double mean = sum / static_cast<double>(present);
  std::vector<double> centred;
  double squares = 0;
  for (const std::int64_t row : rows) {
    centred.push_back(is_unusable(column, row) ? 0.0 : column.number(row) - mean);
    squares += centred.back() * centred.back();
  }
  if (!(squares > 0)) return false;
  const double scale = 1 / std::sqrt(squares);
  for (std::size_t i = 0; i < centred.size(); ++i) {
    out.values.push_back(static_cast<float>(centred[i] * scale));
    for (std::size_t p = 0; p < kProjections; ++p) {
      out.projection[p] += (draw(p + 100, i) & 1) != 0 ? centred[i] * scale : -centred[i] * scale;
    }
  }
  return true;
}

/// In all projections, as they are or mirrored.
bool are_near(const Direction& a, const Direction& b) {
  bool same = true, mirrored = true;
  for (std::size_t p = 0; p < kProjections; ++p) {
    same = same && std::abs(a.projection[p] - b.projection[p]) <= kProjectionWidth;
    mirrored = mirrored && std::abs(a.projection[p] + b.projection[p]) <= kProjectionWidth;
  }
  return same || mirrored;
}

double dot(const std::vector<float>& a, const std::vector<float>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

void find_proportional(std::span<const Column* const> columns,
                       const std::vector<std::int64_t>& rows, std::vector<LikeColumns>& found) {
  std::vector<Direction> directions;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    Direction direction{.column = c};
    if (columns[c]->is_text() || !make_direction(*columns[c], rows, direction)) continue;
    directions.push_back(std::move(direction));
  }
  std::sort(directions.begin(), directions.end(), [](const Direction& a, const Direction& b) {
    return std::abs(a.projection[0]) < std::abs(b.projection[0]);
  });
  for (std::size_t i = 0; i < directions.size(); ++i) {
    const std::size_t end = std::min(directions.size(), i + 1 + kMostNeighbours);
    for (std::size_t j = i + 1; j < end; ++j) {
      if (std::abs(directions[j].projection[0]) - std::abs(directions[i].projection[0]) >
          kProjectionWidth)
        break;
      if (!are_near(directions[i], directions[j])) continue;
      const double correlation = std::abs(dot(directions[i].values, directions[j].values));
      if (correlation < kCorrelation) continue;
      const auto [earlier, later] = std::minmax(directions[i].column, directions[j].column);
      found.push_back({.column = later,
                       .earlier = earlier,
                       .proportional = true,
                       .share = std::min(correlation, 1.0)});
    }
  }
}

}  // namespace

std::vector<LikeColumns> like_columns(std::span<const Column* const> columns) {
  if (columns.size() < 2 || columns[0]->rows() < kLeastRows) return {};
  const std::vector<std::int64_t> rows = sample_rows(columns[0]->rows(), kMostRows);
  std::vector<LikeColumns> found;
  EqualCells(columns, rows).find(found);
  find_proportional(columns, rows, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const LikeColumns& a, const LikeColumns& b) { return a.column < b.column; });
  const auto same = [](const LikeColumns& a, const LikeColumns& b) { return a.column == b.column; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  return found;
}

}  // namespace occam::data
