#include "occam/data/row_batches.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/data/split.h"

namespace occam::data {
namespace {

void check_size(std::string_view name, long long value) {
  if (value < 1) throw_invalid_value("batches", name, "an integer >= 1", std::to_string(value));
}

void copy_row(const std::vector<float>& from, std::int64_t place, std::size_t size, float* to) {
  std::copy_n(from.begin() + place * static_cast<std::ptrdiff_t>(size), size, to);
}

}  // namespace

RowBatches::RowBatches(std::unique_ptr<RowReader> reader, const RowBatchOptions& options)
    : reader_(std::move(reader)),
      options_(options),
      x_shape_(reader_->x_shape()),
      y_shape_(reader_->y_shape()),
      x_size_(static_cast<std::size_t>(x_shape_.size())),
      y_size_(static_cast<std::size_t>(y_shape_.size())) {
  check_size("batch_size", options.batch_size);
  check_size("shuffle_buffer", options.shuffle_buffer);
}

void RowBatches::begin_epoch(std::int64_t epoch) {
  if (begun_) reader_->rewind();
  epoch_ = static_cast<std::uint64_t>(epoch);
  held_ = drawn_ = 0;
  begun_ = true;
  at_end_ = false;
}

std::int64_t RowBatches::batches() const {
  const std::int64_t rows = std::max(counted_, reader_->rows());
  return (rows + options_.batch_size - 1) / options_.batch_size;
}

bool RowBatches::read_into(std::int64_t place) {
  const std::size_t row = static_cast<std::size_t>(place);
  if (x_.size() < (row + 1) * x_size_ || y_.size() < (row + 1) * y_size_) {
    x_.resize((row + 1) * x_size_);
    y_.resize((row + 1) * y_size_);
  }
  at_end_ = !reader_->next(std::span(x_).subspan(row * x_size_, x_size_),
                           std::span(y_).subspan(row * y_size_, y_size_));
  return !at_end_;
}

void RowBatches::fill() {
  while (!at_end_ && held_ < options_.shuffle_buffer && read_into(held_)) ++held_;
}

bool RowBatches::next(Batch& batch) {
  if (!begun_) begin_epoch(0);
  fill();
  const std::int64_t wanted = options_.batch_size;
  std::vector<float> x, y;
  std::int64_t rows = 0;
  while (rows < wanted && held_ > 0) {
    const std::uint64_t bits =
        random_bits({options_.seed, kShuffleStream}, epoch_, static_cast<std::uint64_t>(drawn_));
    const auto place = static_cast<std::int64_t>(bits * static_cast<std::uint64_t>(held_) >> 32);
    x.resize(x.size() + x_size_);
    y.resize(y.size() + y_size_);
    copy_row(x_, place, x_size_, x.data() + x.size() - x_size_);
    copy_row(y_, place, y_size_, y.data() + y.size() - y_size_);
    ++drawn_;
    ++rows;
    if (!at_end_ && read_into(place)) continue;
    --held_;  // the file has no more: the last row takes the place
    copy_row(x_, held_, x_size_, x_.data() + static_cast<std::size_t>(place) * x_size_);
    copy_row(y_, held_, y_size_, y_.data() + static_cast<std::size_t>(place) * y_size_);
  }
  if (rows == 0) {
    counted_ = drawn_;
    return false;
  }
  batch.x = Array(x_shape_.with_front(rows), x);
  batch.y = Array(y_shape_.with_front(rows), y);
  batch.sample_weight = OneOrMany<Array>();
  return true;
}

}  // namespace occam::data
