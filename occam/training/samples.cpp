#include "occam/training/samples.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "occam/base/errors.h"
#include "occam/kernels/gather.h"

namespace occam::training {
std::vector<std::int64_t> row_range(std::int64_t begin, std::int64_t end) {
  std::vector<std::int64_t> rows(static_cast<std::size_t>(end - begin));
  std::iota(rows.begin(), rows.end(), begin);
  return rows;
}

BatchLoader::BatchLoader(const Samples& samples, runtime::Executor& executor,
                         runtime::ThreadPool& pool)
    : rows_(samples.rows),
      executor_(executor),
      batch_floats_(static_cast<std::int64_t>(executor.plan().batch_bytes / sizeof(float))),
      pool_(pool) {
  for (const runtime::PlanValue& input : executor.plan().inputs) {
    const auto feed = std::find_if(samples.feeds.begin(), samples.feeds.end(),
                                   [&](const Feed& f) { return f.input == input.name; });
    if (feed == samples.feeds.end())
      throw InternalError("internal error: input '" + input.name + "' of a plan has no feed");
    const std::span<float> out = executor.input(input);
    const std::int64_t rows = input.shape[0];
    const std::int64_t cols = rows > 0 ? static_cast<std::int64_t>(out.size()) / rows : 0;
    const Array& array = *feed->array;
    if (array.rank() == 0 || array.size() != array.shape()[0] * cols) {
      throw InternalError("internal error: the feed of input '" + input.name + "' is of shape " +
                          to_text(array.shape()) + ", a batch of " + to_text(input.shape));
    }
    // Below this a copy is cheaper than new addresses.
    constexpr std::size_t kWorthBorrowing = 1 << 14;
    const bool is_borrowed = executor.can_borrow() && out.size() >= kWorthBorrowing;
    sources_.push_back({array.bytes(), array.dtype(), feed->scale, rows, cols, out, is_borrowed});
  }
}

void BatchLoader::load(std::int64_t begin, std::int64_t batch) {
  for (const Source& source : sources_) {
    if (source.is_borrowed && borrow(source, begin)) continue;
    gather(source, begin, source.out.data() + batch * batch_floats_);
  }
}

bool BatchLoader::borrow(const Source& source, std::int64_t begin) {
  const float* const there = rows_in_place(source, begin);
  executor_.borrow(static_cast<std::size_t>(&source - sources_.data()), there);
  return there != nullptr;
}

const float* BatchLoader::rows_in_place(const Source& source, std::int64_t begin) const {
  if (source.dtype != DType::kFloat32 || source.scale != 1.0f) return nullptr;
  const auto rows =
      rows_.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(source.rows));
  const auto apart = [](std::int64_t row, std::int64_t next) { return next != row + 1; };
  if (std::adjacent_find(rows.begin(), rows.end(), apart) != rows.end()) return nullptr;
  return static_cast<const float*>(source.bytes) + rows.front() * source.cols;
}

void BatchLoader::gather(const Source& source, std::int64_t begin, float* out) {
  const auto rows =
      rows_.subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(source.rows));
  constexpr std::size_t kWorthSharing = 1 << 16;
  if (source.out.size() < kWorthSharing) {
    kernels::gather_rows(source.bytes, source.dtype, source.cols, rows, source.scale, out, 0,
                         source.rows);
    return;
  }
  struct Job {
    const Source& source;
    std::span<const std::int64_t> rows;
    float* out;
  } job{source, rows, out};
  pool_.parallel_for(
      source.rows,
      [](void* context, std::int64_t first, std::int64_t last, int) {
        const auto& [from, picked, to] = *static_cast<Job*>(context);
        kernels::gather_rows(from.bytes, from.dtype, from.cols, picked, from.scale, to, first,
                             last);
      },
      &job);
}

namespace {

/// Is any of them infinite or NaN as float32, in which the engine computes (1e300 is infinite
/// there)? Without a branch an element: a processor reads such numbers as fast as memory gives
/// them.
template <class T>
bool any_not_finite(std::span<const T> values, float scale) {
  constexpr std::uint32_t kExponent = 0x7f800000;
  std::uint32_t found = 0;
  for (const T value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(value) * scale);
    found |= static_cast<std::uint32_t>((bits & kExponent) == kExponent);
  }
  return found != 0;
}

}  // namespace

void check_finite(std::string_view where, std::string_view name, const Array& array, float scale) {
  const bool whole = array.dtype() != DType::kFloat32 && array.dtype() != DType::kFloat64;
  if (whole && scale == 1.0f) return;
  std::int64_t count = 0, first = -1;
  visit_dtype(array.dtype(), [&]<class T>(T) {
    const auto values = array.data<T>();
    constexpr std::size_t kBlock = 1024;
    for (std::size_t begin = 0; begin < values.size(); begin += kBlock) {
      const auto block = values.subspan(begin, std::min(kBlock, values.size() - begin));
      if (!any_not_finite(block, scale)) continue;
      for (std::size_t i = 0; i < block.size(); ++i) {
        if (std::isfinite(static_cast<float>(block[i]) * scale)) continue;
        if (count++ == 0) first = static_cast<std::int64_t>(begin + i);
      }
    }
  });
  if (count == 0) return;
  const std::int64_t cols = array.rank() > 1 ? array.shape().tail().size() : 1;
  std::string text(where);
  text.append(": ").append(name).append(" holds ").append(std::to_string(count));
  text.append(count == 1 ? " value that is" : " values that are")
      .append(" not finite in float32, the first is ");
  text.append(to_text(array.at(first))).append(" in row ").append(std::to_string(first / cols));
  if (array.rank() > 1) text.append(", column ").append(std::to_string(first % cols));
  text.append(". Expected finite numbers: remove or fill such values first");
  throw InvalidArgument(text);
}

}  // namespace occam::training
