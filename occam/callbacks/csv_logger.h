#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// Writes a line an epoch to a CSV file: epoch, then the logs of the first epoch in alphabetical
/// order, and where those have no validation a val_ column for each; NA for what a later epoch has
/// not. The file is complete after every epoch. A fit that goes on from a checkpoint first takes
/// away the lines that were written after it: each epoch has one.
///
/// Difference from Keras: with `append` the columns are those of the file, and a run with others is
/// refused. Of a stack's members each needs a file of its own: "log-{member}.csv". Errors:
/// InvalidArgument, at the start of fit, for no filename or a separator that is not one
/// character; FileError for a file that cannot be written. Source: Keras 3.15.1,
/// callbacks.CSVLogger.
struct CSVLogger {
  std::string filename = {};
  std::string separator = ",";
  bool append = false;  ///< false: the file begins anew with every fit

  // What a run leaves.
  std::vector<std::string> columns = {};  ///< empty: no epoch has ended
  bool begun = false;                     ///< this fit has written a line
  std::int64_t bytes = 0;                 ///< of the file, after its last line
  bool goes_on = false;                   ///< has not written since it goes on

  static constexpr std::string_view type = "CSVLogger";
  static constexpr auto fields() {
    using C = CSVLogger;
    return Fields{Field{"filename", &C::filename, "the file; {member} becomes the member"},
                  Field{"separator", &C::separator, "one character between the numbers"},
                  Field{"append", &C::append, "go on with the file that is there"}};
  }
  static constexpr auto state_fields() {
    using C = CSVLogger;
    return Fields{Field{"columns", &C::columns}, Field{"begun", &C::begun},
                  Field{"bytes", &C::bytes}};
  }

  void validate(const TrainingControl& control) const;
  void on_train_begin(TrainingControl& control);
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs);

 private:
  /// Back to what the file was when the checkpoint was written.
  void cut_back(const std::string& path);
  void choose_columns(const Logs& logs);
  void check_columns(const Logs& logs, const std::string& path) const;
};

}  // namespace occam::callbacks
