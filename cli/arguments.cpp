#include "cli/arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

/// All of `text` as a T. from_chars knows no leading plus and no locale.
template <class T>
bool parse_all(std::string_view text, T& value) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size();
}

/// A number too small for float64, such as 1e-400: 0 to the program.
bool vanishes(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const std::size_t exponent = text.find_first_of("eE");
  return code == std::errc::result_out_of_range && end == text.data() + text.size() &&
         exponent != text.npos && text.substr(exponent + 1).starts_with('-');
}

std::string shown(std::string_view text) { return text.empty() ? "nothing" : cleaned(text); }

}  // namespace

void refuse_value(std::string_view flag, std::string_view expected, std::string_view received) {
  throw UsageError(
      fmt::format("{}: invalid value. Expected {}. Received: {}", flag, expected, shown(received)));
}

double parse_number(std::string_view flag, std::string_view text, const Range& range) {
  double value = 0.0;
  const bool too_small = vanishes(text);
  const bool read = too_small || parse_all(text, value);
  if (!read || !std::isfinite(value) || !(too_small || range.contains(value)))
    refuse_value(flag, to_text(range, false), text);
  if (std::abs(value) > std::numeric_limits<float>::max()) {
    refuse_value(flag, to_text(range, false) + " that float32 can hold, at most 3.4e38", text);
  }
  const bool zero_is_meant = value == 0 && !too_small;
  if (static_cast<float>(value) == 0 && !zero_is_meant) {
    if (!range.contains(0))
      refuse_value(flag, to_text(range, false) + " that is not 0 in float32", text);
    return 0;
  }
  return value;
}

std::int64_t parse_integer(std::string_view flag, std::string_view text, std::int64_t low,
                           std::int64_t high) {
  std::int64_t value = 0;
  if (!parse_all(text, value) || value < low || value > high) {
    refuse_value(flag, fmt::format("an integer from {} to {}", low, high), text);
  }
  return value;
}

char parse_separator(std::string_view flag, std::string_view text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "space") return ' ';
  if (text == "comma") return ',';
  if (text == "semicolon") return ';';
  if (text == "pipe") return '|';
  const bool usable = text.size() == 1 && text != "\"" && text != "\n" && text != "\r" &&
                      static_cast<unsigned char>(text[0]) < 0x80;
  if (!usable) refuse_value(flag, "one character, or tab, space, comma, semicolon, pipe", text);
  return text[0];
}

std::vector<std::int64_t> parse_layers(std::string_view flag, std::string_view text) {
  if (text == "none") return {};
  std::vector<std::int64_t> units;
  for (const std::string& part : split_list(text)) {
    std::int64_t value = 0;
    if (!parse_all(std::string_view(part), value) || value < 1 || value > 1'000'000) {
      refuse_value(flag, "units from 1 to 1000000 of each hidden layer, as 64,32, or none", text);
    }
    units.push_back(value);
  }
  if (units.size() > 1000) {
    refuse_value(flag, "at most 1000 hidden layers", std::to_string(units.size()) + " layers");
  }
  return units;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string shell_word(const std::string& text) {
  const bool plain = !text.empty() && text.find_first_of(" \t'\"\\$`&|;<>()*?#!~[]{}") == text.npos;
  return plain ? cleaned(text) : in_quotes(text);
}

std::string join(std::span<const std::string> names, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) {
    text += (i > 0 ? ", " : "") + names[i];
  }
  return names.size() > most ? text + ", ..." : text;
}

std::string quoted_names(std::span<const std::string> names, std::size_t most) {
  std::vector<std::string> quoted;
  for (std::size_t i = 0; i < names.size() && i <= most; ++i) quoted.push_back(in_quotes(names[i]));
  return join(quoted, most);
}

bool is_among(std::span<const std::string> names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string unknown(std::string_view what, std::string_view name,
                    std::span<const std::string> known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string_view near = nearest_name(name, views);
  std::string text = fmt::format("unknown {} {}.", what, in_quotes(name));
  if (!near.empty()) text += fmt::format(" Did you mean {}?", in_quotes(near));
  return text;
}

}  // namespace occam::cli
