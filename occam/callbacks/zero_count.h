#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"
#include "occam/callbacks/zero_counts.h"

namespace occam::callbacks {

/// Counts the weights that are exactly 0, epoch by epoch: "zeros", their share, from 0 to 1, and
/// "zero_changes", how many came to 0 or left it since the epoch before (the first epoch: since the
/// beginning). Zeros that have settled show as changes of 0. Errors: InvalidArgument when no weight
/// of the model is counted.
struct ZeroCount {
  std::string weights = "kernel";  ///< weights whose path contains it; "": all

  // State, readable after fit through std::ref.
  std::vector<std::int64_t> pattern = {};  ///< a bit a weight: is it 0?

  static constexpr std::string_view type = "ZeroCount";
  static constexpr auto fields() {
    return Fields{Field{"weights", &ZeroCount::weights, "weights whose path contains it"}};
  }
  static constexpr auto state_fields() { return Fields{Field{"pattern", &ZeroCount::pattern}}; }
  void on_train_begin(TrainingControl& control);
  void on_epoch_end(TrainingControl& control, std::int64_t index, Logs& logs);

 private:
  ZeroCounts count(const TrainingControl& control);
};

}  // namespace occam::callbacks
