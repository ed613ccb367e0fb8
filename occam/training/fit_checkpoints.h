#pragma once

#include <optional>
#include <string>
#include <vector>

#include "occam/training/checkpoint_files.h"
#include "occam/training/fit_options.h"
#include "occam/training/member_run.h"
#include "occam/training/trainer.h"

namespace occam::training {

/// The checkpoint that a fit goes on from, and the files that its callbacks ask for. All arguments
/// have to outlive it.
class FitCheckpoints {
 public:
  FitCheckpoints(Program& program, const TrainingData& data, const FitOptions& options,
                 CheckpointFiles& files);

  bool resumes() const { return !paths_.empty(); }
  /// Gives the program and the runs, before they begin, what the first checkpoint that can be read
  /// holds. Nothing has changed when it throws.
  void go_on(std::vector<MemberRun>& runs);
  /// Gives the program its numbers once more: callbacks have been told of the beginning, and may
  /// have changed some.
  void give_back();
  /// Writes the files that callbacks have asked for since the last call, up to the event in which
  /// one of them interrupts the run.
  void write_asked(std::vector<MemberRun>& runs);
  /// Removes what is of no use any more, unless a member was interrupted.
  void discard(std::vector<MemberRun>& runs);

 private:
  const Config& facts();
  void check(const std::string& path, const FitState& fit);

  Program& program_;
  const TrainingData& data_;
  const FitOptions& options_;
  CheckpointFiles& files_;
  std::vector<std::string> paths_;
  std::optional<Checkpoint> from_;  ///< until all has begun
  bool closed_ = false;
  std::optional<Config> facts_;  ///< worked out at the first use: reads all of the data
};

}  // namespace occam::training
