#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace occam::data {

/// A line, from 1, of one of several files, from 0.
struct FileLine {
  std::size_t file = 0;
  std::int64_t line = 0;
};

/// The lines of several files, counted on from each to the next, so that a number tells its file.
class FileLines {
 public:
  void begin_file() { before_.push_back(last_); }
  /// Of a line of the file begun last. REQUIRES: line >= 1.
  std::int64_t number(std::int64_t line) {
    const std::int64_t number = before_.back() + line;
    last_ = std::max(last_, number);
    return number;
  }
  /// REQUIRES: one that number() gave.
  FileLine of(std::int64_t number) const {
    const auto behind = std::lower_bound(before_.begin(), before_.end(), number);
    const auto file = static_cast<std::size_t>(behind - before_.begin()) - 1;
    return {file, number - before_[file]};
  }

 private:
  std::int64_t last_ = 0;
  std::vector<std::int64_t> before_;  ///< the last number before each file
};

}  // namespace occam::data
