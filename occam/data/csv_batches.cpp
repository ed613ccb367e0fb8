#include "occam/data/csv_batches.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/csv_opening.h"
#include "occam/data/csv_scanner.h"
#include "occam/data/number_text.h"

namespace occam::data {
namespace {

/// One pass over the file.
struct CsvPass {
  CsvPass(const std::string& path, const ReadOptions& options)
      : file(path), text(file, options.encoding), scanner(text, options.encoding) {
    opening = open_csv(scanner, options, MissingTexts(options));
    if (!read_first_row(scanner, opening, cells, names)) file.fail("rows of text", "an empty file");
  }

  InputFile file;
  TextSource text;
  CsvScanner scanner;
  CsvOpening opening;
  std::vector<CsvCell> cells;           ///< of the last row, at first of the first
  std::vector<std::string> names = {};  ///< of read_first_row
};

class CsvRows final : public RowReader {
 public:
  CsvRows(std::string path, const CsvBatchOptions& options)
      : path_(std::move(path)), options_(options) {
    rewind();
    find_columns();
    for (std::size_t i = 0; i < options_.classes.size(); ++i)
      class_of_.emplace(options_.classes[i], static_cast<float>(i));
  }

  Shape x_shape() const override { return {static_cast<std::int64_t>(features_.size())}; }
  Shape y_shape() const override { return {}; }
  std::int64_t rows() const override { return 0; }

  void rewind() override {
    pass_ = std::make_unique<CsvPass>(path_, options_.read);
    first_is_data_ = !pass_->opening.header.header;
    described_ = false;
  }

  bool next(std::span<float> x, std::span<float> y) override {
    if (!std::exchange(described_, true)) {
      for (std::size_t i = 0; i < pass_->opening.descriptions; ++i)
        pass_->scanner.next_row(pass_->cells);
    }
    if (!first_is_data_ && !pass_->scanner.next_row(pass_->cells)) return false;
    first_is_data_ = false;
    const std::vector<CsvCell>& cells = pass_->cells;
    if (cells.size() != names_.size()) {
      pass_->scanner.fail(cells[0].line, std::min(cells.size(), names_.size()) - 1,
                          "a row of " + std::to_string(names_.size()) + " cells",
                          std::to_string(cells.size()));
    }
    for (std::size_t i = 0; i < features_.size(); ++i) x[i] = number(features_[i]);
    y[0] = class_of_.empty() ? number(target_) : class_number();
    return true;
  }

 private:
  void find_columns() {
    for (std::size_t i = 0; i < pass_->cells.size(); ++i) {
      names_.push_back(pass_->opening.header.header ? std::string(pass_->cells[i].text)
                                                    : "column" + std::to_string(i + 1));
    }
    target_ = place_of("target", options_.target);
    for (const std::string& name : options_.features)
      features_.push_back(place_of("features", name));
    if (!options_.features.empty()) return;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i != target_) features_.push_back(i);
    }
    if (features_.empty()) pass_->file.fail("a column beside the target", "one column");
  }

  std::size_t place_of(std::string_view argument, const std::string& name) const {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found != names_.end()) return static_cast<std::size_t>(found - names_.begin());
    throw_unknown_name("csv_batches: " + std::string(argument) + ": column", name,
                       std::vector<std::string_view>(names_.begin(), names_.end()));
  }

  float number(std::size_t column) const {
    const CsvCell& cell = pass_->cells[column];
    const ParsedNumber parsed = parse_plain_number(cell.text);
    const auto value = static_cast<float>(parsed.value);
    if (parsed.kind == NumberKind::kNumber && value - value == 0) return value;
    pass_->scanner.fail(cell.line, column,
                        "a number for float32 in column " + in_quotes(names_[column]),
                        in_quotes(cell.text));
  }

  float class_number() const {
    const CsvCell& cell = pass_->cells[target_];
    const auto found = class_of_.find(std::string(cell.text));
    if (found != class_of_.end()) return found->second;
    pass_->scanner.fail(cell.line, target_,
                        "one of the " + std::to_string(class_of_.size()) + " classes given",
                        in_quotes(cell.text));
  }

  std::string path_;
  CsvBatchOptions options_;
  std::unique_ptr<CsvPass> pass_;
  bool first_is_data_ = false;
  bool described_ = false;  ///< the rows of descriptions were passed
  std::vector<std::string> names_;
  std::size_t target_ = 0;
  std::vector<std::size_t> features_;
  std::unordered_map<std::string, float> class_of_;
};

}  // namespace

RowBatches csv_batches(const std::string& path, const CsvBatchOptions& options) {
  if (path == "-")
    throw_invalid_value("csv_batches", "path", "a file that can be read in every epoch", "'-'");
  return RowBatches(std::make_unique<CsvRows>(path, options), options.batches);
}

}  // namespace occam::data
