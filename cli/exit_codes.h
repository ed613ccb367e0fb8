#pragma once

#include <stdexcept>

namespace occam::cli {

/// What the command's exit status says. After a signal it is 128 + the signal: 130 for Ctrl-C.
enum ExitCode : int {
  kOk = 0,
  kUsage = 2,     ///< a command, flag or value that cannot be accepted
  kBadData = 3,   ///< a file whose contents cannot be used
  kBadModel = 4,  ///< a model file that cannot be used
  kIo = 5,        ///< a file that cannot be read or written; memory that is not there, planned or
                  ///< refused
  kDiverged = 6,  ///< the loss or a weight became NaN or infinite
  kInternal = 70  ///< a bug of occam
};

/// Ends the command with kUsage.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ends the command with kBadData.
struct BadData : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ends the command with kBadModel.
struct BadModel : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ends the command with kDiverged.
struct Diverged : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ends the command with kIo.
struct WriteError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace occam::cli
