#pragma once

#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/array.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/thread_pool.h"

namespace occam::training {

/// What one input of a plan is filled from: an array with a row a sample, used as float32 times the
/// loader's declared factor.
struct Feed {
  std::string input;  ///< the plan's name of it
  const Array* array = nullptr;
  float scale = 1.0f;
};

/// Rows of data sets that are not copied: inputs, targets, weights of samples.
struct Samples {
  std::vector<Feed> feeds = {};
  std::vector<std::int64_t> rows = {};  ///< which rows, in the order in which they are to be used
  bool weighted = false;                ///< there are feeds of weights
  int form = 0;                         ///< what shapes they have, for PlanKey

  std::int64_t size() const { return static_cast<std::int64_t>(rows.size()); }
};

/// Those of a member: the only ones, which all share, or its own.
inline const Samples& samples_of(std::span<const Samples> samples, int member) {
  return samples[samples.size() == 1 ? 0 : static_cast<std::size_t>(member)];
}

/// Of so many training rows, how many data-driven initial weights adapt to: at most 1,024, which
/// leaves a deviation within some percent.
constexpr std::int64_t adapting_rows(std::int64_t rows) { return rows < 1024 ? rows : 1024; }

/// Rows begin, begin + 1, ... end - 1.
std::vector<std::int64_t> row_range(std::int64_t begin, std::int64_t end);

/// Writes batches as float32 into the inputs of a plan, each from the feed of its name; feeds that
/// the plan has no input for are left out. A large input of float32 rows that follow each other is
/// not copied: the executor reads it where it lies, until the next batch. What is the same for
/// every batch is worked out once: a small step is done in a few hundred nanoseconds. The samples
/// must keep their rows where they are. Throws InternalError for an input without a feed or with
/// rows of another size.
class BatchLoader {
 public:
  BatchLoader(const Samples& samples, runtime::Executor& executor, runtime::ThreadPool& pool);

  /// The rows from rows[begin] on, as many as the plan's batch has, into the executor's batch at
  /// this place.
  void load(std::int64_t begin, std::int64_t batch = 0);

 private:
  struct Source {
    const void* bytes = nullptr;
    DType dtype = DType::kFloat32;
    float scale = 1.0f;
    std::int64_t rows = 0, cols = 0;
    std::span<float> out = {};  ///< of the first batch
    bool is_borrowed = false;   ///< where its rows need not be copied
  };

  /// Has the executor read the rows where they lie; false: they lie nowhere as the plan reads them.
  bool borrow(const Source& source, std::int64_t begin);
  /// Null: nowhere.
  const float* rows_in_place(const Source& source, std::int64_t begin) const;

  void gather(const Source& source, std::int64_t begin, float* out);

  std::span<const std::int64_t> rows_;
  runtime::Executor& executor_;
  std::vector<Source> sources_;    ///< one an input of the plan
  std::int64_t batch_floats_ = 0;  ///< from one batch to the next
  runtime::ThreadPool& pool_;
};

/// Throws InvalidArgument that names the first row and column holding NaN or infinity, and how many
/// there are; `scale`: the factor that its numbers are multiplied by.
void check_finite(std::string_view where, std::string_view name, const Array& array,
                  float scale = 1.0f);

}  // namespace occam::training
