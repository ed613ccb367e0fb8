#pragma once

#include <string>
#include <string_view>

namespace occam {

/// A text that somebody else wrote, for a message: control characters as '.', cut to about 40
/// bytes, never inside a character of several bytes.
std::string cleaned(std::string_view text);

/// The same in quotes: 'text'. Not called quoted, as std::quoted is nearer to a std::string.
std::string in_quotes(std::string_view text);

}  // namespace occam
