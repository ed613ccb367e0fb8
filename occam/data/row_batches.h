#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "occam/base/integer.h"
#include "occam/base/shape.h"
#include "occam/data/batch_source.h"

namespace occam::data {

/// The rows of a file, from front to back, as float32.
class RowReader {
 public:
  RowReader() = default;
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;
  virtual ~RowReader() = default;

  /// Of one sample and of its target; () for a target of one number.
  virtual Shape x_shape() const = 0;
  virtual Shape y_shape() const = 0;
  /// Rows of the file; 0 while unknown.
  virtual std::int64_t rows() const = 0;
  /// Back to the first row.
  virtual void rewind() = 0;
  /// The next row, or false at the end. Throws FileError for one that cannot be used.
  virtual bool next(std::span<float> x, std::span<float> y) = 0;
};

struct RowBatchOptions {
  Int batch_size = 32;
  /// Rows among which the next one is drawn; 1: the order of the file. A file whose rows are sorted
  /// needs as many as it has. Source: tf.data.Dataset.shuffle.
  Int shuffle_buffer = 10'000;
  std::uint64_t seed = 0;  ///< of the order, which also depends on the epoch
};

/// Batches of a file that need not fit into memory, which holds `shuffle_buffer` rows and a batch.
/// A BatchSource: `model.fit(batches, {.epochs = 3})`. Errors: InvalidArgument for sizes below 1.
class RowBatches {
 public:
  RowBatches(std::unique_ptr<RowReader> reader, const RowBatchOptions& options);

  void begin_epoch(std::int64_t epoch);
  bool next(Batch& batch);
  std::int64_t batches() const;

 private:
  /// Reads into a place of the buffer; false at the end of the file.
  bool read_into(std::int64_t place);
  void fill();

  std::unique_ptr<RowReader> reader_;
  RowBatchOptions options_;
  Shape x_shape_, y_shape_;
  std::size_t x_size_, y_size_;
  std::vector<float> x_, y_;  ///< of the buffer
  std::int64_t held_ = 0;     ///< rows in the buffer
  std::int64_t drawn_ = 0;    ///< rows given out in this epoch
  std::int64_t counted_ = 0;  ///< rows of the file, once an epoch has seen its end
  std::uint64_t epoch_ = 0;
  bool begun_ = false, at_end_ = false;
};

}  // namespace occam::data
