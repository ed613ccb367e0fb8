#pragma once

#include <string>

#include "occam/callbacks/save_request.h"
#include "occam/training/fit_state.h"

namespace occam::training {

/// The files of a fit: asked for here and below, written by saving/, which stands above
/// (docs/decisions/0019).
class CheckpointFiles {
 public:
  CheckpointFiles() = default;
  CheckpointFiles(const CheckpointFiles&) = delete;
  CheckpointFiles& operator=(const CheckpointFiles&) = delete;
  virtual ~CheckpointFiles() = default;

  /// Throws InvalidArgument for a model that cannot be written, naming what is in the way.
  virtual void check_savable() const = 0;
  /// The whole fit with the numbers that its model has now, or a member's part of them, as
  /// `request` says; `fit` belongs to a whole one. Folders on the way are made. Throws FileError.
  virtual void write(const callbacks::SaveRequest& request, int member, const FitState& fit) = 0;
  /// A checkpoint of this model. Changes nothing. Throws FileError for a file that cannot be read,
  /// InvalidArgument for one of another model.
  virtual Checkpoint read(const std::string& path) = 0;
};

}  // namespace occam::training
