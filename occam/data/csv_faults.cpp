#include "occam/data/csv_faults.h"

#include <algorithm>
#include <utility>

namespace occam::data {
namespace {

std::string cells_text(std::size_t cells) {
  return std::to_string(cells) + (cells == 1 ? " cell" : " cells");
}

}  // namespace

void CsvFaults::add_ragged(std::int64_t line, std::size_t cells, std::size_t expected,
                           std::string hint) {
  constexpr std::size_t kLines = 5;
  if (ragged_rows_++ == 0 || line < ragged_.line) {
    ragged_ = {line, std::min(cells, expected),
               cells_text(expected) + " as in the first row" + std::move(hint), cells_text(cells)};
  }
  ragged_lines_.insert(std::upper_bound(ragged_lines_.begin(), ragged_lines_.end(), line), line);
  if (ragged_lines_.size() > kLines) ragged_lines_.pop_back();
}

void CsvFaults::add(std::int64_t line, std::size_t column, std::string expected,
                    std::string received) {
  others_.push_back({line, column, std::move(expected), std::move(received)});
}

void CsvFaults::fail(const InputFile& file) const {
  constexpr std::size_t kShown = 10;
  std::vector<Fault> faults = others_;
  if (ragged_rows_ > 0) {
    Fault ragged = ragged_;
    if (ragged_rows_ > 1) {
      ragged.received +=
          "; " + std::to_string(ragged_rows_) + " rows are not alike, further lines ";
      for (std::size_t i = 1; i < ragged_lines_.size(); ++i) {
        ragged.received += (i > 1 ? ", " : "") + std::to_string(ragged_lines_[i]);
      }
      if (static_cast<std::size_t>(ragged_rows_) > ragged_lines_.size()) ragged.received += ", ...";
    }
    faults.insert(faults.begin(), std::move(ragged));
  }
  const auto place = [](const Fault& fault) {
    return fault.line == 0 ? ""
                           : ", line " + std::to_string(fault.line) + ", column " +
                                 std::to_string(fault.column + 1);
  };
  std::string received = faults.front().received;
  for (std::size_t i = 1; i < std::min(faults.size(), kShown); ++i) {
    received += ". Also" + place(faults[i]) + ": expected " + faults[i].expected + ", received " +
                faults[i].received;
  }
  if (faults.size() > kShown) {
    received += ". And " + std::to_string(faults.size() - kShown) + " more";
  }
  file.fail(faults.front().expected, received, place(faults.front()));
}

}  // namespace occam::data
