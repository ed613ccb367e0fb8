#include "occam/data/csv_faults.h"

#include <algorithm>
#include <utility>

#include "occam/data/input_file.h"

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

/// The ragged rows as one fault.
CsvFaults::Fault CsvFaults::all_ragged(std::span<const std::string> paths,
                                       const FileLines& lines) const {
  Fault ragged = ragged_;
  if (ragged_rows_ == 1) return ragged;
  ragged.received += "; " + std::to_string(ragged_rows_) + " rows are not alike, further lines ";
  std::size_t file = lines.of(ragged_.line).file;
  for (std::size_t i = 1; i < ragged_lines_.size(); ++i) {
    const FileLine place = lines.of(ragged_lines_[i]);
    ragged.received += (i > 1 ? ", " : "") + std::to_string(place.line);
    if (std::exchange(file, place.file) != place.file)
      ragged.received += " of " + InputFile::name_of(paths[place.file]);
  }
  if (static_cast<std::size_t>(ragged_rows_) > ragged_lines_.size()) ragged.received += ", ...";
  return ragged;
}

void CsvFaults::fail(std::span<const std::string> paths, const FileLines& lines) const {
  constexpr std::size_t kShown = 10;
  std::vector<Fault> faults = others_;
  if (ragged_rows_ > 0) faults.insert(faults.begin(), all_ragged(paths, lines));
  const std::size_t file = lines.of(faults.front().line).file;
  const auto place = [&](const Fault& fault) {
    const FileLine at = lines.of(fault.line);
    return (at.file == file ? "" : " in " + InputFile::name_of(paths[at.file])) + ", line " +
           std::to_string(at.line) + ", column " + std::to_string(fault.column + 1);
  };
  std::string received = faults.front().received;
  for (std::size_t i = 1; i < std::min(faults.size(), kShown); ++i) {
    received += ". Also" + place(faults[i]) + ": expected " + faults[i].expected + ", received " +
                faults[i].received;
  }
  if (faults.size() > kShown) {
    received += ". And " + std::to_string(faults.size() - kShown) + " more";
  }
  InputFile::fail_in(paths[file], faults.front().expected, received, place(faults.front()));
}

}  // namespace occam::data
