#include "occam/data/encoder_rows.h"

#include <cmath>

#include "occam/base/errors.h"

namespace occam::data {

std::string place_of(const Column& column, std::int64_t row) {
  return "row " + std::to_string(row + 1) + ", column '" + column.name() + "'";
}

void check_rows(const Table& table, std::span<const std::int64_t> rows) {
  for (const std::int64_t row : rows) {
    if (row < 0 || row >= table.rows()) {
      throw_invalid_value(kEncoder, "rows", "0 <= row < " + std::to_string(table.rows()),
                          std::to_string(row));
    }
  }
}

std::vector<std::int64_t> usable_rows(const std::vector<const Column*>& columns,
                                      const Column* target, std::span<const std::int64_t> rows,
                                      MissingPolicy policy) {
  std::vector<std::int64_t> usable;
  std::int64_t missing = 0;
  std::string first;
  for (const std::int64_t row : rows) {
    const std::int64_t before = missing;
    const auto count = [&](const Column& column) {
      if (missing++ == 0) first = place_of(column, row);
    };
    for (const Column* column : columns) {
      const bool fills = policy != MissingPolicy::kRefuse && policy != MissingPolicy::kDrop;
      if (column->is_missing(row)) {
        if (!fills) count(*column);
      } else if (!column->is_text() && std::isinf(column->number(row))) {
        throw_invalid_value(kEncoder, "table", "finite numbers",
                            "inf in " + place_of(*column, row));
      }
    }
    if (target != nullptr && target->is_missing(row)) count(*target);
    if (missing == before) usable.push_back(row);
  }
  if (missing > 0 && policy != MissingPolicy::kDrop) {
    const bool refuses_all = policy == MissingPolicy::kRefuse;
    throw_invalid_value(kEncoder, "missing cells",
                        refuses_all ? std::string("none, or missing=drop, mean, median or zero")
                                    : "none in the target, or missing=drop",
                        std::to_string(missing) + ", the first in " + first);
  }
  if (usable.empty()) {
    throw_invalid_value(kEncoder, "rows", "at least one row without missing cells", "none");
  }
  return usable;
}

}  // namespace occam::data
