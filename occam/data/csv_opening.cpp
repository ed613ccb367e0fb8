#include "occam/data/csv_opening.h"

#include <algorithm>

#include "occam/data/csv_frame.h"

namespace occam::data {
namespace {

/// What cuts the rows into cells where the caller's separator does not.
std::optional<char> better_separator(const CsvScanner& scanner, char asked,
                                     const MissingTexts& missing) {
  const auto cuts = [&](char separator) {
    const CsvSample sample =
        cut_sample(scanner.rest_of_chunk(), separator, scanner.first_chunk_is_all());
    return std::any_of(sample.begin(), sample.end(),
                       [](const auto& row) { return row.size() > 1; });
  };
  if (cuts(asked)) return std::nullopt;
  const char likely =
      guess_separator(scanner.rest_of_chunk(), scanner.first_chunk_is_all(), missing).separator;
  return cuts(likely) ? std::optional(likely) : std::nullopt;
}

void skip_preamble(CsvScanner& scanner, std::optional<char> separator, bool all_rows,
                   const MissingTexts& missing, CsvOpening& opening) {
  const Preamble preamble =
      preamble_of(scanner.rest_of_chunk(), separator, scanner.first_chunk_is_all(), missing);
  if (preamble.lines == 0) return;
  opening.rows_kept |= all_rows;
  if (all_rows) return;
  opening.preamble_lines = preamble.lines;
  scanner.skip_lines(preamble.bytes, preamble.lines);
}

void choose_header(const CsvSample& sample, Header asked, const MissingTexts& missing,
                   CsvOpening& opening) {
  if (asked == Header::kPresent) {
    opening.header = {true, HeaderReason::kOption};
    return;
  }
  opening.header = guess_header(sample, missing);
  if (asked == Header::kAuto) return;
  opening.names_as_data = opening.header.texts_above_values;
  opening.header = {false, HeaderReason::kOption};
}

}  // namespace

CsvOpening open_csv(CsvScanner& scanner, const ReadOptions& options, const MissingTexts& missing,
                    const FileReading* first) {
  CsvOpening opening;
  opening.quotes = guess_quotes(scanner.rest_of_chunk(), scanner.first_chunk_is_all(), missing);
  if (opening.quotes != QuoteStyle::kUsual) scanner.set_quotes(opening.quotes);
  std::optional<char> asked = options.separator;
  if (first != nullptr) asked = first->separator;
  if (const SeparatorLine line = separator_line(scanner.first_chunk()); line.bytes > 0) {
    opening.separator_line = line.separator;
    scanner.skip_lines(line.bytes, 1);
  }
  if (!asked) asked = opening.separator_line;
  skip_preamble(scanner, asked, options.all_rows, missing, opening);
  const bool whole = scanner.first_chunk_is_all();
  if (options.separator && first == nullptr) {
    opening.separator_origin = Origin::kOption;
    opening.better_separator = better_separator(scanner, *asked, missing);
  }
  if (asked) {
    opening.separator = *asked;
  } else {
    const SeparatorGuess guess = guess_separator(scanner.rest_of_chunk(), whole, missing);
    opening.separator = guess.separator;
    opening.separator_origin = guess.origin;
  }
  scanner.set_separator(opening.separator);
  CsvSample sample = cut_sample(scanner.rest_of_chunk(), opening.separator, whole);
  const Preamble codes = codes_above_names(scanner.rest_of_chunk(), sample, missing);
  opening.rows_kept |= options.all_rows && codes.lines > 0;
  if (!options.all_rows && codes.lines > 0) {
    opening.preamble_lines += codes.lines;
    scanner.skip_lines(codes.bytes, codes.lines);
    sample.erase(sample.begin());
  }
  const bool may_name = options.header != Header::kAbsent && (first == nullptr || first->header);
  opening.nameless_first = may_name && lacks_first_name(sample, missing);
  if (opening.nameless_first) sample[0].insert(sample[0].begin(), std::string_view());
  choose_header(sample, options.header, missing, opening);
  if (first != nullptr) opening.header = {first->header, first->header_reason};
  const std::size_t header_rows = opening.header.header ? rows_of_header(sample, missing) : 1;
  opening.rows_kept |= options.all_rows && header_rows > 1;
  if (!options.all_rows) opening.header_rows = header_rows;
  const std::size_t descriptions =
      opening.header.header && header_rows == 1 ? description_rows(sample, missing) : 0;
  opening.rows_kept |= options.all_rows && descriptions > 0;
  if (!options.all_rows) opening.descriptions = descriptions;
  return opening;
}

bool read_first_row(CsvScanner& scanner, const CsvOpening& opening, std::vector<CsvCell>& cells,
                    std::vector<std::string>& names) {
  if (!scanner.next_row(cells)) return false;
  if (opening.nameless_first) cells.insert(cells.begin(), {"", cells.front().line});
  if (opening.header_rows == 1) return true;
  names.assign(cells.size(), "");
  for (std::size_t row = 0; row < opening.header_rows; ++row) {
    if (row > 0 && !scanner.next_row(cells)) return false;
    cells.resize(names.size(), {"", cells.front().line});
    std::string group;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string text(cells[i].text);
      // A merged cell of the first row stands for the columns behind it.
      if (row == 0 && !text.empty()) group = text;
      const std::string& more = row == 0 ? group : text;
      if (!more.empty()) names[i] += (names[i].empty() ? "" : " ") + more;
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) cells[i].text = names[i];
  return true;
}

}  // namespace occam::data
