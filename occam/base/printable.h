#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace occam {

/// Columns that a name or a cell takes in a message at most.
inline constexpr std::size_t kPrintableColumns = 60;

/// A name or a cell from a file as it may stand in a message or on a terminal: control characters
/// (C0, DEL, C1), marks that turn the direction of writing, line separators and bytes that are no
/// UTF-8 become '?'; what is longer than `columns` ends with an ellipsis.
std::string printable(std::string_view text, std::size_t columns = kPrintableColumns);

}  // namespace occam
