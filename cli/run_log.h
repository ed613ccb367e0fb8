#pragma once

#include <string>
#include <vector>

#include "occam/base/warnings.h"

namespace occam::cli {

/// Takes over the warnings of a run, tells them unless it is quiet, and knows how long it lasts.
class RunLog {
 public:
  explicit RunLog(bool quiet);

  /// Lines on standard error, unless quiet.
  void say(const std::string& line) const;
  void say(const std::vector<std::string>& lines, const std::string& before = "") const;

  const std::vector<Warning>& warnings() const { return warnings_; }
  double seconds() const;

 private:
  bool quiet_;
  double start_;
  std::vector<Warning> warnings_;
  WarningCatcher catcher_;
};

}  // namespace occam::cli
