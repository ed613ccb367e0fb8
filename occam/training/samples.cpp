#include "occam/training/samples.h"

#include <algorithm>
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
    sources_.push_back({array.bytes(), array.dtype(), feed->scale, rows, cols, out});
  }
}

void BatchLoader::load(std::int64_t begin, std::int64_t batch) {
  for (const Source& source : sources_)
    gather(source, begin, source.out.data() + batch * batch_floats_);
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

void check_finite(std::string_view where, std::string_view name, const Array& array, float scale) {
  const bool whole = array.dtype() != DType::kFloat32 && array.dtype() != DType::kFloat64;
  if (whole && scale == 1.0f) return;
  std::int64_t count = 0, first = -1;
  visit_dtype(array.dtype(), [&]<class T>(T) {
    const auto values = array.data<T>();
    for (std::size_t i = 0; i < values.size(); ++i) {
      // As float32, in which the engine computes: 1e300 becomes infinite there.
      if (std::isfinite(static_cast<float>(values[i]) * scale)) continue;
      if (count++ == 0) first = static_cast<std::int64_t>(i);
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
