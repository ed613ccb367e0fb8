#include "occam/data/read_table.h"

#include "occam/base/errors.h"
#include "occam/data/csv.h"

namespace occam::data {

Table read_table(const std::string& path, const ReadOptions& options) {
  CsvOptions csv;
  csv.decimal = options.decimal.value_or('.');
  csv.separator = options.separator.value_or(csv.decimal == ',' ? ';' : ',');
  if (options.header == Header::kPresent) csv.header = CsvHeader::kPresent;
  if (options.header == Header::kAbsent) csv.header = CsvHeader::kAbsent;
  if (options.encoding == Encoding::kLatin1) csv.encoding = CsvEncoding::kLatin1;
  csv.missing.insert(csv.missing.end(), options.missing.begin(), options.missing.end());
  csv.text_columns = options.text_columns;
  return read_csv(path, csv);
}

Table read_table(std::span<const std::string> paths, const ReadOptions& options) {
  if (paths.size() != 1) {
    throw_invalid_value("read_table", "paths", "one file", std::to_string(paths.size()));
  }
  return read_table(paths.front(), options);
}

}  // namespace occam::data
