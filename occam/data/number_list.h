#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace occam::data {

/// Two or three numbers in one text, with the same sign between them: "120/80", "3:1", "27-25",
/// "1920x1080", "52.1, 13.4", "(52.1, 13.4)", "POINT (13.4 52.1)", "10 to 20", "10 x 20 x 5 cm".
struct NumberList {
  static constexpr std::size_t kMost = 3;
  /// What is not a number, without blanks: "#/#", "(#,#)", "#x#x#cm".
  std::string pattern = {};
  char between = '/';  ///< '/', ':', '-', 'x', ',', ';', '|', '&', 't' for "to", ' '
  std::size_t count = 0;
  std::array<double, kMost> numbers = {};
  std::array<int, kMost> digits = {};  ///< in front of the point
  bool whole = true;                   ///< none has a point
};

/// Decimals behind a point, or a comma where a semicolon is between the numbers; south and west
/// ("52.1°N, 13.4°W") are below 0. None for numbers with leading zeros, which are codes ("030/12"),
/// other texts, and one number or more than three.
std::optional<NumberList> parse_number_list(std::string_view text);

}  // namespace occam::data
