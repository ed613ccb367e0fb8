#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "occam/data/reading.h"

namespace occam::data {

/// Units behind numbers of one column ("1 cm"), collected until it is known which one it has.
class ColumnUnits {
 public:
  /// Texts of numbers with one unit.
  struct Unit {
    std::vector<std::size_t> codes = {};  ///< of the column's dictionary
    std::int64_t cells = 0;
    TextCount spelling = {};  ///< as the text with the most cells writes it
    bool marked = false;      ///< some have a mark: "10+ years"
    bool ranges = false;      ///< some are ranges: "5 - 7 cm"
  };

  /// known: the column's unit, "" for none; empty: not known.
  explicit ColumnUnits(std::optional<std::string> known) : known_(std::move(known)) {}

  /// Cells of numbers without a unit.
  void add_plain(std::int64_t cells, std::int64_t first_row);
  /// False when the text is no number with a unit.
  bool add(std::string_view text, std::size_t code, std::int64_t cells, std::int64_t first_row);

  std::int64_t plain_cells() const { return plain_cells_; }
  const std::vector<Unit>& units() const { return units_; }

  /// The unit of the column: the known one; else that of nearly all cells, when at most one number
  /// in ten has none and at most one in ten another that is no multiple of it (unit_ratio). Of two
  /// different texts nothing is lost by texts: there are three at least. Empty: there is none.
  std::optional<std::string> column_unit() const;

  struct Scaled {
    const Unit* unit = nullptr;
    double ratio = 1.0;  ///< how many of the other unit one of this is
  };
  /// This unit and its multiples ("m" beside "cm").
  std::vector<Scaled> like(std::string_view unit) const;
  /// The units and "" for none, the most frequent first, where nearly all of `values` cells are
  /// numbers with few different ones; else nothing. REQUIRES: no column_unit().
  std::vector<TextCount> differing(std::int64_t values) const;

 private:
  std::optional<std::string> known_;
  std::int64_t plain_cells_ = 0, first_plain_row_ = 0;
  std::int64_t cells_ = 0;  ///< of all units
  std::vector<Unit> units_;
  std::unordered_map<std::string, std::size_t> place_of_;  ///< by unit_key
};

}  // namespace occam::data
