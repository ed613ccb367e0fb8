#include "occam/data/text_dictionary.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <stdexcept>

namespace occam::data {

std::int32_t TextDictionary::code_of(std::string_view text) {
  if (2 * (size() + 1) > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = std::hash<std::string_view>()(text) & mask;
  for (; slots_[slot] >= 0; slot = (slot + 1) & mask) {
    if (this->text(static_cast<std::size_t>(slots_[slot])) == text) return slots_[slot];
  }
  if (size() >= static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    throw std::length_error("more than 2147483647 different texts in a column");
  }
  slots_[slot] = static_cast<std::int32_t>(size());
  bytes_.append(text);
  ends_.push_back(bytes_.size());
  return slots_[slot];
}

void TextDictionary::grow() {
  slots_.assign(std::max<std::size_t>(16, 2 * slots_.size()), -1);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t code = 0; code < size(); ++code) {
    std::size_t slot = std::hash<std::string_view>()(text(code)) & mask;
    while (slots_[slot] >= 0) slot = (slot + 1) & mask;
    slots_[slot] = static_cast<std::int32_t>(code);
  }
}

void TextDictionary::clear() { *this = {}; }

}  // namespace occam::data
