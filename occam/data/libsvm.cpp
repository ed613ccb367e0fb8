#include "occam/data/libsvm.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/base/shape.h"
#include "occam/data/number_text.h"
#include "occam/runtime/memory_budget.h"

namespace occam::data {
namespace {

struct Entry {
  std::int64_t index = 0;
  double value = 0.0;
};

/// The next word between blanks, "" at the end or before a comment.
std::string_view next_word(std::string_view& line) {
  const std::size_t start = line.find_first_not_of(" \t\r");
  if (start == line.npos || line[start] == '#') return line = {};
  const std::size_t end = std::min(line.find_first_of(" \t\r", start), line.size());
  const std::string_view word = line.substr(start, end - start);
  line.remove_prefix(end);
  return word;
}

bool parse_entry(std::string_view word, Entry& entry) {
  const std::size_t colon = word.find(':');
  if (colon == word.npos || colon == 0) return false;
  const auto index = std::from_chars(word.data(), word.data() + colon, entry.index);
  if (index.ec != std::errc() || index.ptr != word.data() + colon || entry.index < 0) return false;
  const ParsedNumber value = parse_plain_number(word.substr(colon + 1));
  entry.value = value.value;
  return value.kind == NumberKind::kNumber;
}

/// Collects rows of entries.
class LibsvmReader {
 public:
  explicit LibsvmReader(const InputFile& file) : file_(file) {}

  void add_line(std::string_view line) {
    ++lines_;
    const std::string_view label = next_word(line);
    if (label.empty()) return;
    const ParsedNumber number = parse_plain_number(label);
    if (number.kind != NumberKind::kNumber) fail("a number as label", label);
    labels_.push_back(number.value);
    std::int64_t before = -1;
    for (std::string_view word = next_word(line); !word.empty(); word = next_word(line)) {
      Entry entry;
      if (word.starts_with("qid:") && before < 0) {
        const ParsedNumber group = parse_plain_number(word.substr(4));
        if (group.kind != NumberKind::kNumber) fail("a number behind qid:", word);
        groups_.resize(labels_.size());
        groups_.back() = group.value;
        continue;
      }
      if (!parse_entry(word, entry)) fail("INDEX:VALUE", word);
      if (entry.index <= before) fail("indices that increase", word);
      before = entry.index;
      lowest_ = std::min(lowest_, entry.index);
      highest_ = std::max(highest_, entry.index);
      entries_.push_back(entry);
    }
    ends_.push_back(entries_.size());
  }

  Table finish() {
    if (labels_.empty()) file_.fail("rows", "an empty file");
    const std::int64_t first = lowest_ == 0 ? 0 : 1;
    const std::int64_t width = std::max<std::int64_t>(0, highest_ - first + 1);
    const auto rows = static_cast<std::int64_t>(labels_.size());
    runtime::check_memory(
        "reading " + file_.name() + " as a dense table of " + std::to_string(rows) + " rows and " +
            std::to_string(width) + " columns",
        checked_mul(checked_mul(rows, width), 8), "Fewer rows or columns need less");
    std::vector<std::vector<double>> values(static_cast<std::size_t>(width));
    for (auto& column : values) column.assign(labels_.size(), 0.0);
    std::size_t at = 0;
    for (std::size_t row = 0; row < labels_.size(); ++row) {
      for (; at < ends_[row]; ++at) {
        values[static_cast<std::size_t>(entries_[at].index - first)][row] = entries_[at].value;
      }
    }
    std::vector<Column> columns;
    columns.push_back(Column::of_numbers("label", std::move(labels_)));
    if (!groups_.empty()) {
      groups_.resize(static_cast<std::size_t>(rows));
      columns.push_back(Column::of_numbers("qid", std::move(groups_)));
    }
    for (std::int64_t i = 0; i < width; ++i) {
      columns.push_back(Column::of_numbers("column" + std::to_string(first + i),
                                           std::move(values[static_cast<std::size_t>(i)])));
    }
    return Table(std::move(columns));
  }

 private:
  [[noreturn]] void fail(std::string_view expected, std::string_view word) const {
    file_.fail(std::string(expected) + ", as in LABEL INDEX:VALUE ...", in_quotes(word),
               ", line " + std::to_string(lines_));
  }

  const InputFile& file_;
  std::int64_t lines_ = 0;
  std::vector<double> labels_, groups_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> ends_;  ///< of each row among entries_
  std::int64_t lowest_ = std::int64_t{1} << 62, highest_ = -1;
};

}  // namespace

bool starts_as_libsvm(std::span<const std::byte> first) {
  std::string_view text(reinterpret_cast<const char*>(first.data()), first.size());
  int rows = 0, with_entries = 0;
  while (!text.empty() && rows < 10) {
    const std::size_t end = text.find('\n');
    if (end == text.npos && rows > 0) break;  // perhaps not whole
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    const std::string_view label = next_word(line);
    if (label.empty()) continue;
    if (parse_plain_number(label).kind != NumberKind::kNumber) return false;
    ++rows;
    const std::string_view word = next_word(line);
    Entry entry;
    if (!word.empty() && !word.starts_with("qid:") && !parse_entry(word, entry)) return false;
    with_entries += word.empty() ? 0 : 1;
  }
  return with_entries > 0;
}

Table read_libsvm(InputFile& file, const ReadOptions& options) {
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  LibsvmReader reader(file);
  std::string text;
  std::vector<std::byte> chunk(kPiece);
  while (const std::size_t got = file.read(chunk)) {
    text.append(reinterpret_cast<const char*>(chunk.data()), got);
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', begin)) {
      reader.add_line(std::string_view(text).substr(begin, end - begin));
      begin = end + 1;
    }
    text.erase(0, begin);
    if (options.on_progress) options.on_progress({file.stored_bytes_used(), file.stored_size(), 0});
  }
  if (!text.empty()) reader.add_line(text);
  Table table = reader.finish();
  FileReading reading;
  reading.format = FileFormat::kLibsvm;
  reading.compression = file.compression();
  table.set_reading(std::move(reading));
  return table;
}

}  // namespace occam::data
