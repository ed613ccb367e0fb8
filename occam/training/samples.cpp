#include "occam/training/samples.h"

#include <cmath>

#include "occam/base/errors.h"
#include "occam/kernels/gather.h"

namespace occam::training {
namespace {

void gather(const Array& array, float scale, const Samples& samples, std::int64_t begin,
            std::int64_t end, std::span<float> out, runtime::ThreadPool& pool) {
  const std::int64_t count = end - begin;
  struct Job {
    const Array& array;
    std::int64_t cols;
    std::span<const std::int64_t> rows;
    float scale;
    float* out;
  } job{array, static_cast<std::int64_t>(out.size()) / count,
        std::span(samples.rows)
            .subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(count)),
        scale, out.data()};
  constexpr std::int64_t kWorthSharing = 1 << 16;
  if (static_cast<std::int64_t>(out.size()) < kWorthSharing) {
    kernels::gather_rows(array.bytes(), array.dtype(), job.cols, job.rows, scale, job.out, 0,
                         count);
    return;
  }
  pool.parallel_for(
      count,
      [](void* context, std::int64_t first, std::int64_t last, int) {
        const Job& j = *static_cast<Job*>(context);
        kernels::gather_rows(j.array.bytes(), j.array.dtype(), j.cols, j.rows, j.scale, j.out,
                             first, last);
      },
      &job);
}

}  // namespace

std::vector<std::int64_t> row_range(std::int64_t begin, std::int64_t end) {
  std::vector<std::int64_t> rows(static_cast<std::size_t>(end - begin));
  std::iota(rows.begin(), rows.end(), begin);
  return rows;
}

void load_batch(const Samples& samples, std::int64_t begin, std::int64_t end,
                runtime::Executor& executor, runtime::ThreadPool& pool) {
  for (const runtime::PlanValue& input : executor.plan().inputs) {
    if (input.name == "x") {
      gather(*samples.x, samples.scale, samples, begin, end, executor.input(input), pool);
    } else if (samples.y != nullptr) {
      gather(*samples.y, 1.0f, samples, begin, end, executor.input(input), pool);
    }
  }
}

void check_finite(std::string_view where, std::string_view name, const Array& array) {
  if (array.dtype() != DType::kFloat32 && array.dtype() != DType::kFloat64) return;
  std::int64_t count = 0, first = -1;
  visit_dtype(array.dtype(), [&]<class T>(T) {
    const auto values = array.data<T>();
    for (std::size_t i = 0; i < values.size(); ++i) {
      // As float32, in which the engine computes: 1e300 becomes infinite there.
      if (std::isfinite(static_cast<float>(values[i]))) continue;
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
