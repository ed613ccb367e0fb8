#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/config.h"
#include "occam/base/fields.h"
#include "occam/callbacks/run_state.h"
#include "occam/runtime/state.h"

namespace occam::training {

/// Where a member of a fit is.
struct Progress {
  std::int64_t epoch = 0;    ///< the epoch that it is in, or that comes next
  std::int64_t steps = 0;    ///< finished steps of that epoch
  bool epoch_begun = false;  ///< its callbacks have been told of the epoch
  bool pass_begun = false;   ///< the epoch has its place in the data, and a new pass is counted
  bool batch_begun = false;  ///< its callbacks have been told of the step that comes next
  bool finished = false;     ///< they have been told of the end of training
  /// Steps of the present pass over the data that came before this epoch (steps_per_epoch).
  std::int64_t position = 0;

  static constexpr std::string_view type = "progress";
  static constexpr auto fields() {
    using P = Progress;
    return Fields{Field{"epoch", &P::epoch},
                  Field{"steps", &P::steps},
                  Field{"epoch_begun", &P::epoch_begun},
                  Field{"pass_begun", &P::pass_begun},
                  Field{"batch_begun", &P::batch_begun},
                  Field{"finished", &P::finished},
                  Field{"position", &P::position}};
  }
};

/// How a member's training stands, beside its numbers.
struct RunStanding {
  bool trained = false;  ///< has begun an epoch
  bool warned = false;   ///< that it diverged
  bool stopped = false;  ///< a callback has stopped it
  std::string stop_reason = {};
  std::int64_t best_epoch = -1;
  bool averages_in_place = false;  ///< the running means stand where the weights do
  bool measured_averages = false;  ///< the same in the last validation
  std::int64_t epoch_steps = 0;    ///< that an epoch has; 0: unknown

  static constexpr std::string_view type = "run";
  static constexpr auto fields() {
    using R = RunStanding;
    return Fields{Field{"trained", &R::trained},
                  Field{"warned", &R::warned},
                  Field{"stopped", &R::stopped},
                  Field{"stop_reason", &R::stop_reason},
                  Field{"best_epoch", &R::best_epoch},
                  Field{"averages_in_place", &R::averages_in_place},
                  Field{"measured_averages", &R::measured_averages},
                  Field{"epoch_steps", &R::epoch_steps}};
  }
};

/// What a member of a fit has become so far, without the numbers of its model.
struct MemberState {
  Progress progress;
  RunStanding standing;
  std::uint64_t epochs_trained = 0;  ///< over all fits: numbers its shuffles
  std::uint64_t data_seed = 0;       ///< seeds them
  callbacks::RunState history;
  std::vector<callbacks::RunState> callbacks;  ///< of those that keep something, in their order
};

/// A fit between two of its steps: what goes on from here, with the numbers that the model has
/// now, ends with the bits of a fit that was never interrupted.
struct FitState {
  Config facts = Config::Map();  ///< what has to be alike for it to be the same fit
  std::vector<MemberState> members = {};
};

/// A fit that was read from a file: its state, and the numbers of all members.
struct Checkpoint {
  FitState fit;
  runtime::State values;
};

}  // namespace occam::training
