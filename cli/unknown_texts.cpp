#include "cli/unknown_texts.h"

#include <fmt/format.h>

#include "occam/base/quoted.h"

namespace occam::cli {

std::string unknown_texts_note(const std::vector<data::UnknownTexts>& unknown,
                               std::string_view of) {
  constexpr std::size_t kMost = 5;
  std::int64_t cells = 0;
  std::string columns;
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    cells += unknown[i].cells;
    if (i >= kMost) continue;
    columns +=
        fmt::format("{}{} {}, first {} in row {}", i > 0 ? "; " : "", in_quotes(unknown[i].column),
                    unknown[i].cells, in_quotes(unknown[i].example), unknown[i].first_row + 1);
  }
  if (cells == 0) return {};
  return fmt::format("{} {} that no training row has, which count as none of the known: {}{}",
                     cells == 1 ? "1 text" : std::to_string(cells) + " texts", of, columns,
                     unknown.size() > kMost ? "; ..." : "");
}

}  // namespace occam::cli
