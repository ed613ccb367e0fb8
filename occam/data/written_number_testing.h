#pragma once

#include <optional>

#include "occam/data/written_number.h"

// What the tests of texts that are numbers share.
namespace occam::data {

inline constexpr double kNoNumber = -12345.0;

/// What a parser has read, without a decimal comma; kNoNumber where it has read none.
inline double number_of(const std::optional<NumberText>& number) {
  return number ? number->value(kNotations[0]).value : kNoNumber;
}
inline double number_of(const std::optional<WrittenNumber>& written) {
  return written ? number_of(std::optional(written->number)) : kNoNumber;
}

}  // namespace occam::data
