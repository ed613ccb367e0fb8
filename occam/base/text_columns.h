#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace occam {

/// Columns that UTF-8 text takes on a terminal: 2 for wide characters (East Asian, emoji), 0 for
/// combining marks, control characters and escape sequences that end in a letter ("\x1b[32m").
std::size_t columns_of(std::string_view text);

/// The longest beginning of `text` that fits `columns`, its last column an ellipsis where something
/// was left out. Escape sequences are kept, also those behind the cut: colours end.
std::string cut_to_columns(std::string_view text, std::size_t columns);

}  // namespace occam
