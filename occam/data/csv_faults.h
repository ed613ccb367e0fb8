#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "occam/data/input_file.h"

namespace occam::data {

/// What is wrong with a file, collected while it is read, so that one run tells all.
class CsvFaults {
 public:
  /// A row with another number of cells than the first, in any order.
  void add_ragged(std::int64_t line, std::size_t cells, std::size_t expected, std::string hint);
  /// line 0: of no one line.
  void add(std::int64_t line, std::size_t column, std::string expected, std::string received);

  bool empty() const { return ragged_rows_ == 0 && others_.empty(); }
  /// Throws FileError with all of them. REQUIRES: not empty.
  [[noreturn]] void fail(const InputFile& file) const;

 private:
  struct Fault {
    std::int64_t line = 0;
    std::size_t column = 0;
    std::string expected, received;
  };

  Fault ragged_;
  std::int64_t ragged_rows_ = 0;
  std::vector<std::int64_t> ragged_lines_;  ///< the first few
  std::vector<Fault> others_;
};

}  // namespace occam::data
