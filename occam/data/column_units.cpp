#include "occam/data/column_units.h"

#include <algorithm>

#include "occam/data/unit_scale.h"
#include "occam/data/unit_text.h"

namespace occam::data {
namespace {

constexpr std::size_t kLeastNumbers = 3;

/// 171a, 171b, 172a: parts of one thing, counted by letters.
bool are_parts(const std::vector<ColumnUnits::Unit>& units) {
  const auto has = [&](std::string_view small, std::string_view capital) {
    return std::any_of(units.begin(), units.end(), [&](const ColumnUnits::Unit& unit) {
      return unit.spelling.text == small || unit.spelling.text == capital;
    });
  };
  return has("a", "A") && has("b", "B");
}

}  // namespace

void ColumnUnits::add_plain(std::int64_t cells, std::int64_t first_row) {
  if (cells == 0) return;
  first_plain_row_ = plain_cells_ == 0 ? first_row : std::min(first_plain_row_, first_row);
  plain_cells_ += cells;
}

bool ColumnUnits::add(std::string_view text, std::size_t code, std::int64_t cells,
                      std::int64_t first_row) {
  if (known_ && known_->empty()) return false;
  const auto quantity = parse_quantity_text(text);
  if (!quantity) return false;
  const auto [entry, added] = place_of_.try_emplace(unit_key(quantity->unit), units_.size());
  if (added) units_.push_back({.spelling = {std::string(quantity->unit), cells, first_row}});
  Unit& unit = units_[entry->second];
  unit.codes.push_back(code);
  unit.cells += cells;
  cells_ += cells;
  unit.marked |= quantity->marked;
  unit.ranges |= quantity->range;
  unit.spelling.first_row = std::min(unit.spelling.first_row, first_row);
  if (cells > unit.spelling.cells) {
    unit.spelling.text = quantity->unit;
    unit.spelling.cells = cells;
  }
  return true;
}

std::optional<std::string> ColumnUnits::column_unit() const {
  if (known_) return known_;
  const auto most = std::max_element(
      units_.begin(), units_.end(), [](const Unit& a, const Unit& b) { return a.cells < b.cells; });
  if (most == units_.end()) return std::nullopt;
  std::int64_t cells = 0;
  std::size_t texts = 0;
  for (const Scaled& each : like(most->spelling.text)) {
    cells += each.unit->cells;
    texts += each.unit->codes.size();
  }
  const bool nearly_all =
      10 * plain_cells_ <= plain_cells_ + cells && 10 * (cells_ - cells) <= plain_cells_ + cells_;
  return texts >= kLeastNumbers && nearly_all ? std::optional(most->spelling.text) : std::nullopt;
}

std::vector<ColumnUnits::Scaled> ColumnUnits::like(std::string_view unit) const {
  std::vector<Scaled> found;
  const std::string key = unit_key(unit);
  for (const auto& [other, place] : place_of_) {
    const auto ratio = other == key ? std::optional(1.0) : unit_ratio(other, key);
    if (ratio) found.push_back({&units_[place], *ratio});
  }
  std::sort(found.begin(), found.end(),
            [](const Scaled& a, const Scaled& b) { return a.unit < b.unit; });
  return found;
}

std::vector<TextCount> ColumnUnits::differing(std::int64_t values) const {
  constexpr std::size_t kMostUnits = 6;
  std::size_t numbers = 0;
  for (const Unit& unit : units_) numbers += unit.codes.size();
  const std::size_t kinds = units_.size() + (plain_cells_ > 0 ? 1 : 0);
  // Mostly plain numbers are what they are, and 4wd, 2wd or 1A, 2B are no measures.
  const bool are_measures = !known_ && kinds > 1 && units_.size() <= kMostUnits &&
                            numbers >= kLeastNumbers * units_.size() && cells_ > plain_cells_ &&
                            10 * (cells_ + plain_cells_) >= 9 * values && !are_parts(units_);
  std::vector<TextCount> found;
  if (!are_measures) return found;
  for (const Unit& unit : units_)
    found.push_back({unit.spelling.text, unit.cells, unit.spelling.first_row});
  if (plain_cells_ > 0) found.push_back({"", plain_cells_, first_plain_row_});
  std::stable_sort(found.begin(), found.end(),
                   [](const TextCount& a, const TextCount& b) { return a.cells > b.cells; });
  return found;
}

}  // namespace occam::data
