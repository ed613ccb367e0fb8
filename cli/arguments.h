#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/exit_codes.h"
#include "occam/base/fields.h"

namespace occam::cli {

/// Throws UsageError: `--l2: invalid value. Expected a number >= 0. Received: -1`.
[[noreturn]] void refuse_value(std::string_view flag, std::string_view expected,
                               std::string_view received);

/// A finite number in `range` that float32 can hold, read without regard to the locale.
double parse_number(std::string_view flag, std::string_view text, const Range& range);
/// A whole number from low to high.
std::int64_t parse_integer(std::string_view flag, std::string_view text, std::int64_t low,
                           std::int64_t high);
/// One byte, or the words "tab", "space", "comma", "semicolon", "pipe".
char parse_separator(std::string_view flag, std::string_view text);
/// Units of hidden layers: "512,512"; "none" for no hidden layer.
std::vector<std::int64_t> parse_layers(std::string_view flag, std::string_view text);
/// "a,b" -> a, b. An empty text is one empty name.
std::vector<std::string> split_list(std::string_view text);

/// A text as one word of a shell: quoted where it has characters that a shell would take apart.
std::string shell_word(const std::string& text);

/// "a, b, c", at most `most` of them, then "...".
std::string join(std::span<const std::string> names, std::size_t most = 40);
/// "'a', 'b', 'c'" of names from a file, at most `most` of them, then "...".
std::string quoted_names(std::span<const std::string> names, std::size_t most);
bool is_among(std::span<const std::string> names, std::string_view name);
/// "unknown flag '--laers'. Did you mean '--layers'?" or the first part only.
std::string unknown(std::string_view what, std::string_view name,
                    std::span<const std::string> known);

/// The value that belongs to one of the names.
template <class T>
T parse_choice(std::string_view flag, std::string_view text,
               std::initializer_list<std::pair<std::string_view, T>> choices) {
  std::string names;
  std::vector<std::string> known;
  for (const auto& [name, value] : choices) {
    if (name == text) return value;
    names += (names.empty() ? "" : ", ") + std::string(name);
    known.emplace_back(name);
  }
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string_view near = nearest_name(text, views);
  refuse_value(
      flag, "one of " + names,
      std::string(text) + (near.empty() ? "" : " (did you mean " + std::string(near) + "?)"));
}

}  // namespace occam::cli
