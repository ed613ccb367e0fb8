#pragma once

#include <cstdint>
#include <numeric>
#include <string_view>
#include <vector>

#include "occam/base/array.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/thread_pool.h"

namespace occam::training {

/// Rows of a data set that is not copied: inputs, targets, the loader's declared factor of the
/// inputs.
struct Samples {
  const Array* x = nullptr;
  const Array* y = nullptr;  ///< none for predict
  float scale = 1.0f;
  std::vector<std::int64_t> rows = {};  ///< which rows, in the order in which they are to be used

  std::int64_t size() const { return static_cast<std::int64_t>(rows.size()); }
};

/// Rows begin, begin + 1, ... end - 1.
std::vector<std::int64_t> row_range(std::int64_t begin, std::int64_t end);

/// Writes rows[begin, end) as float32 into the inputs "x" and, where there are targets, "y" of the
/// plan.
void load_batch(const Samples& samples, std::int64_t begin, std::int64_t end,
                runtime::Executor& executor, runtime::ThreadPool& pool);

/// Throws InvalidArgument that names the first row and column holding NaN or infinity, and how many
/// there are.
void check_finite(std::string_view where, std::string_view name, const Array& array);

}  // namespace occam::training
