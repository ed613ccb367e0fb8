#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "occam/data/file_lines.h"

namespace occam::data {

/// What is wrong with files, collected while they are read, so that one run tells all. Lines are
/// FileLines' numbers.
class CsvFaults {
 public:
  /// A row with another number of cells than the first, in any order.
  void add_ragged(std::int64_t line, std::size_t cells, std::size_t expected, std::string hint);
  void add(std::int64_t line, std::size_t column, std::string expected, std::string received);

  bool empty() const { return ragged_rows_ == 0 && others_.empty(); }
  /// Throws FileError with all of them, in the name of the first one's file. REQUIRES: not empty.
  [[noreturn]] void fail(std::span<const std::string> paths, const FileLines& lines) const;

 private:
  struct Fault {
    std::int64_t line = 0;
    std::size_t column = 0;
    std::string expected, received;
  };

  Fault all_ragged(std::span<const std::string> paths, const FileLines& lines) const;

  Fault ragged_;
  std::int64_t ragged_rows_ = 0;
  std::vector<std::int64_t> ragged_lines_;  ///< the first few
  std::vector<Fault> others_;
};

}  // namespace occam::data
