#include "cli/aligned.h"

#include <algorithm>

#include "occam/base/text_columns.h"

namespace occam::cli {

std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows,
                                 const std::vector<std::size_t>& right) {
  if (rows.empty()) return {};
  std::vector<std::size_t> widths(rows[0].size());
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c)
      widths[c] = std::max(widths[c], columns_of(row[c]));
  }
  std::vector<std::string> lines;
  for (const auto& row : rows) {
    std::string& line = lines.emplace_back();
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string blanks(widths[c] - columns_of(row[c]), ' ');
      const bool to_the_right = std::find(right.begin(), right.end(), c) != right.end();
      if (c > 0) line += "  ";
      line += to_the_right ? blanks + row[c] : c + 1 < row.size() ? row[c] + blanks : row[c];
    }
  }
  return lines;
}

}  // namespace occam::cli
