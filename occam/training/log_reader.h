#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "occam/callbacks/logs.h"
#include "occam/training/program.h"

namespace occam::training {

/// Sets a program's accumulators to 0 and reads its logs from them. Once a Logs has the names,
/// neither allocates.
class LogReader {
 public:
  enum class Prefix { kNone, kValidation, kTraining };

  explicit LogReader(Program& program);

  void reset(std::span<const int> members);
  /// The numbers of a member after so many samples, as "loss", "val_loss" or "train_loss"; with a
  /// prefix those of the data alone.
  void read(int member, std::int64_t samples, Prefix prefix, callbacks::Logs& logs);

 private:
  struct Source {
    const LogSource* log;
    /// By prefix: the name and the metric that it is a number of.
    struct Names {
      std::string name, metric;
    };
    std::array<Names, 3> names;
    std::vector<std::vector<double>> sums;
    std::vector<std::span<const double>> views;
  };

  Program& program_;
  std::vector<Source> sources_;
};

/// Every key that the logs of an epoch will have.
std::vector<std::string> log_names(const Program& program, bool validates);

}  // namespace occam::training
