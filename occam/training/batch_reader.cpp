#include "occam/training/batch_reader.h"

#include <algorithm>
#include <utility>

#include "occam/base/errors.h"
#include "occam/kernels/gather.h"

namespace occam::training {
namespace {

/// The feeds of several batches as one of float32.
Samples joined(const std::vector<Samples>& parts, std::deque<Array>& own) {
  std::int64_t rows = 0;
  for (const Samples& part : parts) rows += part.size();
  Samples all{{}, row_range(0, rows), parts[0].weighted};
  for (const Feed& first : parts[0].feeds) {
    std::vector<float> values;
    for (const Samples& part : parts) {
      const auto feed = std::find_if(part.feeds.begin(), part.feeds.end(),
                                     [&](const Feed& f) { return f.input == first.input; });
      const std::int64_t count = part.size(), width = feed->array->size() / count;
      const std::size_t begin = values.size();
      values.resize(begin + static_cast<std::size_t>(feed->array->size()));
      kernels::gather_rows(feed->array->bytes(), feed->array->dtype(), width, part.rows,
                           feed->scale, values.data() + begin, 0, count);
    }
    own.emplace_back(first.array->shape().tail().with_front(rows), std::move(values));
    all.feeds.push_back({first.input, &own.back()});
  }
  return all;
}

}  // namespace

std::int64_t rows_of(const data::Batch& batch) {
  return batch.x.empty() || batch.x[0].rank() == 0 ? 0 : batch.x[0].shape()[0];
}

BatchReader::BatchReader(std::string where, data::BatchSource source)
    : where_(std::move(where)), source_(source), batches_(source.batches()), prefetch_(source) {
  prefetch_.begin_epoch(0);
}

std::string BatchReader::name_of(std::int64_t batch) const {
  return where_ + ": batch " + std::to_string(batch + 1);
}

bool BatchReader::read() {
  data::Batch batch;
  at_end_ = at_end_ || !prefetch_.next(batch);
  if (at_end_) {
    if (source_.restarts()) batches_ = given_ + static_cast<std::int64_t>(held_.size());
    return false;
  }
  held_.push_back(std::move(batch));
  return true;
}

const data::Batch* BatchReader::peek() { return held_.empty() && !read() ? nullptr : &held_[0]; }

Samples BatchReader::sample(std::int64_t rows, std::deque<Array>& own) {
  std::int64_t known = 0;
  for (const data::Batch& batch : held_) known += rows_of(batch);
  while (known < rows && read()) known += rows_of(held_.back());
  std::deque<Array> made;
  std::vector<Samples> parts;
  known = 0;
  for (std::size_t i = 0; i < held_.size() && known < rows; ++i) {
    parts.push_back(check_(held_[i], name_of(given_ + static_cast<std::int64_t>(i)), made));
    known += parts.back().size();
  }
  return joined(parts, own);
}

void BatchReader::go_to(std::uint64_t pass, std::int64_t batch) {
  if (!source_.restarts() || (pass == pass_ && batch == given_)) return;
  held_.clear();
  prefetch_.begin_epoch(static_cast<std::int64_t>(pass));
  pass_ = pass;
  given_ = 0;
  at_end_ = false;
  while (given_ < batch && peek() != nullptr) {
    held_.pop_front();
    ++given_;
  }
}

const Samples* BatchReader::next() {
  if (peek() == nullptr) return nullptr;
  batch_ = std::move(held_.front());
  held_.pop_front();
  own_.clear();
  samples_ = check_(batch_, name_of(given_++), own_);
  return &samples_;
}

}  // namespace occam::training
