#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace occam::data {

/// Distinct texts, numbered as they came. A lookup takes constant time; a text costs its bytes and
/// about 16 more.
class TextDictionary {
 public:
  /// The number of `text`, a new one when it was not there. Errors: std::length_error beyond 2^31.
  std::int32_t code_of(std::string_view text);
  std::size_t size() const { return ends_.size(); }
  std::string_view text(std::size_t code) const {
    const std::size_t begin = code == 0 ? 0 : ends_[code - 1];
    return std::string_view(bytes_).substr(begin, ends_[code] - begin);
  }
  void clear();

 private:
  void grow();

  std::string bytes_;  ///< the texts, one after the other
  std::vector<std::size_t> ends_;
  std::vector<std::int32_t> slots_;  ///< open addressing: codes, -1 where free; 2^k of them
};

}  // namespace occam::data
