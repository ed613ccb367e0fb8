#include "occam/data/npy_batches.h"

#include <optional>

#include "occam/base/errors.h"
#include "occam/data/npy_header.h"

namespace occam::data {
namespace {

/// One of the two files, row by row.
class NpyFile {
 public:
  explicit NpyFile(std::string path) : path_(std::move(path)) {
    rewind();
    if (header_.shape.empty()) file_->fail("an array with rows", "a single number");
    if (header_.fortran && header_.shape.size() > 1) {
      file_->fail("an array in C order, row after row",
                  "one in Fortran's order; numpy.ascontiguousarray turns it");
    }
    for (const std::int64_t size : header_.shape) {
      if (size == 0) file_->fail("an array with rows and columns", "an empty array");
    }
    row_.resize(static_cast<std::size_t>(
        checked_mul(sample().size(), static_cast<std::int64_t>(header_.item_bytes))));
  }

  void rewind() {
    file_.emplace(path_);
    header_ = read_npy_header(*file_);
    done_ = 0;
  }
  std::int64_t rows() const { return header_.shape[0]; }
  Shape sample() const { return Shape(header_.shape).tail(); }
  const InputFile& file() const { return *file_; }

  void next(std::span<float> out) {
    if (file_->read(row_) < row_.size()) {
      file_->fail(std::to_string(rows()) + " rows, as its header says",
                  std::to_string(done_) + " whole ones");
    }
    bool exact = true;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const double number = header_.number(row_.data() + i * header_.item_bytes, exact);
      out[i] = static_cast<float>(number);
      if (out[i] - out[i] == 0) continue;
      file_->fail("numbers that are finite in float32", occam::to_text(number),
                  ", row " + std::to_string(done_));
    }
    ++done_;
  }

 private:
  std::string path_;
  std::optional<InputFile> file_;
  NpyHeader header_;
  std::vector<std::byte> row_;
  std::int64_t done_ = 0;
};

class NpyRows final : public RowReader {
 public:
  NpyRows(const std::string& x, const std::string& y) : x_(x), y_(y) {
    if (x_.rows() == y_.rows()) return;
    y_.file().fail(std::to_string(x_.rows()) + " rows, as many as " + x_.file().name() + " has",
                   std::to_string(y_.rows()));
  }

  Shape x_shape() const override { return x_.sample(); }
  Shape y_shape() const override { return y_.sample(); }
  std::int64_t rows() const override { return x_.rows(); }
  void rewind() override {
    x_.rewind();
    y_.rewind();
    done_ = 0;
  }
  bool next(std::span<float> x, std::span<float> y) override {
    if (done_ == rows()) return false;
    x_.next(x);
    y_.next(y);
    ++done_;
    return true;
  }

 private:
  NpyFile x_, y_;
  std::int64_t done_ = 0;
};

}  // namespace

RowBatches npy_batches(const std::string& x, const std::string& y, const RowBatchOptions& options) {
  return RowBatches(std::make_unique<NpyRows>(x, y), options);
}

}  // namespace occam::data
