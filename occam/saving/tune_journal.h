#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "occam/selection/tune.h"

namespace occam::saving {

/// What results depend on, by the names that its user knows: {"--folds", "5"}.
using TuneSettings = std::vector<std::pair<std::string, std::string>>;

/// A line of a journal beside the result: for those who read it while the search runs.
struct JournalLine {
  selection::TrialResult result = {};
  std::int64_t most_epochs = 0;        ///< of the rung
  selection::DrawnValues values = {};  ///< of the trial
  double mean = 0.0, seconds = 0.0;    ///< over the parts; of the search when it was written
};

/// The settings of two journals differ.
class OtherSettings : public FileError {
 public:
  using FileError::FileError;
};

/// A file of JSON lines: first the settings, then a line for each trial and rung, appended and
/// brought to the disk as results come, each with a checksum. Only one run may have it open.
class TuneJournal {
 public:
  /// Makes the file, or goes on with one that is there. Of that the last line is cut when it is
  /// damaged: an interruption may have left it half written. Errors: FileError for a file that
  /// cannot be written, is no journal, is in use, or has another damaged line, which is named;
  /// OtherSettings, naming every one that differs.
  TuneJournal(const std::string& path, const TuneSettings& settings);
  ~TuneJournal();
  TuneJournal(TuneJournal&&) noexcept;

  /// What was in the file. A run that stands twice counts as it stood last.
  const selection::TrialResults& results() const;
  double seconds() const;  ///< of its last line: of the search so far
  bool was_cut() const;    ///< its last line was damaged

  /// Errors: FileError.
  void append(std::span<const JournalLine> lines);

 private:
  struct Contents;
  std::unique_ptr<Contents> contents_;
};

}  // namespace occam::saving
