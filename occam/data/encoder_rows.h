#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/data/encoder_options.h"
#include "occam/data/table.h"

namespace occam::data {

/// What messages of TableEncoder begin with.
inline constexpr std::string_view kEncoder = "TableEncoder";

/// A cell that gives no number or text: missing, infinite, or beyond float32.
bool is_unusable(const Column& column, std::int64_t row);

/// "row 3, column 'age'"; rows count from 1.
std::string place_of(const Column& column, std::int64_t row);

/// Cells of one column, for a message that tells all columns of a fault.
struct UnusableCells {
  const Column* column = nullptr;
  std::int64_t cells = 0;
  std::int64_t first_row = 0;
};

/// "20 in 2 columns: 'a' 11, the first in row 1; 'b' 9, the first in row 4": at most ten columns,
/// by the file's names.
std::string faults_text(std::span<const UnusableCells> faults);

/// Throws InvalidArgument for a row outside the table.
void check_rows(const Table& table, std::span<const std::int64_t> rows);

/// The rows to use, in their order: without those whose target is missing (null: no target), and
/// with kDrop those with an unusable cell in `columns`. Refuses what the policies refuse, all
/// columns together, and a result without rows.
std::vector<std::int64_t> usable_rows(std::span<const Column* const> columns, const Column* target,
                                      std::span<const std::int64_t> rows, MissingPolicy missing,
                                      MissingTarget missing_target);

}  // namespace occam::data
