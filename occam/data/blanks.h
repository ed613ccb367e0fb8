#pragma once

#include <string_view>

namespace occam::data {

/// Bytes of the blank that `text` begins with: a space, a tab, a no-break, thin, narrow or
/// zero-width space of Unicode; 0 where it begins with none.
inline std::size_t blank_at_start(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || text[0] == '\t') return 1;
  if (text.starts_with("\u00A0")) return 2;
  for (const std::string_view blank :
       {"\u2007", "\u2009", "\u202F", "\u2002", "\u2003", "\u200B", "\uFEFF"}) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

/// Takes the blanks that `text` begins with from it; were there any?
inline bool take_blanks(std::string_view& text) {
  const std::size_t before = text.size();
  while (const std::size_t bytes = blank_at_start(text)) text.remove_prefix(bytes);
  return text.size() < before;
}

/// `text` without the blanks around it.
inline std::string_view without_blanks(std::string_view text) {
  take_blanks(text);
  while (!text.empty()) {
    // A blank is one byte, two or three.
    std::size_t bytes = 0;
    for (const std::size_t tried : {1, 2, 3}) {
      if (tried <= text.size() && blank_at_start(text.substr(text.size() - tried)) == tried) {
        bytes = tried;
      }
    }
    if (bytes == 0) break;
    text.remove_suffix(bytes);
  }
  return text;
}

}  // namespace occam::data
