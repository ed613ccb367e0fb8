#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/data/table.h"
#include "occam/data/table_encoder.h"

namespace occam::data {

/// What messages of TableEncoder begin with.
inline constexpr std::string_view kEncoder = "TableEncoder";

/// "row 3, column 'age'"; rows count from 1.
std::string place_of(const Column& column, std::int64_t row);

/// Throws InvalidArgument for a row outside the table.
void check_rows(const Table& table, std::span<const std::int64_t> rows);

/// The rows to use: all, or with kDrop those without missing cells in `columns`. Refuses infinite
/// cells, and missing ones under kRefuse. A missing target (null: none) is never filled.
std::vector<std::int64_t> usable_rows(const std::vector<const Column*>& columns,
                                      const Column* target, std::span<const std::int64_t> rows,
                                      MissingPolicy policy);

}  // namespace occam::data
