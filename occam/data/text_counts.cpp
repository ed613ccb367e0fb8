#include "occam/data/text_counts.h"

#include <cstdint>
#include <string>

namespace occam::data {

std::vector<TextCount> text_counts(const Column& column) {
  std::vector<TextCount> counts;
  for (const std::string& text : column.categories()) counts.push_back({text, 0, 0});
  for (std::int64_t row = 0; row < column.rows(); ++row) {
    if (column.code(row) < 0) continue;
    TextCount& count = counts[static_cast<std::size_t>(column.code(row))];
    if (count.cells++ == 0) count.first_row = row;
  }
  return counts;
}

}  // namespace occam::data
