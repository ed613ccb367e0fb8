#include "cli/checkpoint.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>

#include "cli/arguments.h"
#include "cli/callbacks.h"
#include "cli/exit_codes.h"
#include "cli/flag_group.h"
#include "cli/output_file.h"
#include "occam/base/quoted.h"

namespace occam::cli {
namespace {

namespace fs = std::filesystem;
using callbacks::TrainingControl;

constexpr std::string_view kEnding = ".keras";
constexpr double kUsualSeconds = 60;

bool is_there(const std::string& path) {
  std::error_code unknown;
  return fs::exists(path, unknown);
}

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Keeps the checkpoint: after so many seconds, at a signal, and in the end. The copies of a
/// stack's members share the time: what one of them asks for is the state of all.
struct KeepCheckpoint {
  struct Shared {
    double next = 0;
    bool began = false;  ///< what was read has been read
  };

  std::string path;
  double seconds = kUsualSeconds;
  std::shared_ptr<const std::string> diverged = {};
  std::shared_ptr<Shared> shared = std::make_shared<Shared>();

  static constexpr std::string_view type = "KeepCheckpoint";
  static constexpr auto state_fields() { return Fields{}; }
  void validate(const TrainingControl& control) const { control.check_savable(); }
  void on_train_begin(TrainingControl&) { *shared = {now() + seconds, true}; }
  void on_train_batch_end(TrainingControl& control, std::int64_t, const Logs&) {
    if (SignalWatch::received() != 0 || now() >= shared->next) save(control);
  }
  void on_epoch_end(TrainingControl& control, std::int64_t, const Logs&) {
    if (SignalWatch::received() != 0 || now() >= shared->next) save(control);
  }
  void on_train_end(TrainingControl& control) { save(control); }

 private:
  void save(TrainingControl& control) {
    shared->next = now() + seconds;
    // Weights that are not finite would take the place of the last good ones.
    if (diverged->empty()) control.save({.path = path});
  }
};

}  // namespace

void declare(FlagGroup group, CheckpointFlags& flags) {
  group.value("--checkpoint", "FILE.keras",
              "Keeps the state of the run, from which it can go on after an interruption",
              [&flags](const std::string& own, const std::string& text) {
                if (!text.ends_with(kEnding) || fs::path(text).filename() == kEnding)
                  refuse_value(own, "a name that ends in .keras", text);
                flags.path = text;
              });
  group.number("--checkpoint-every", at_least(0), "Seconds between two savings; 0: each step [60]",
               flags.every);
  group.toggle("--resume",
               "Go on from the checkpoint if it is there, to the same numbers as without the "
               "interruption. The other flags and the data have to be the same",
               [&flags] { flags.resume = true; });
}

void check(const CheckpointFlags& flags) {
  if (flags.path.empty() && (flags.resume || flags.every)) {
    throw UsageError(std::string(flags.resume ? "--resume" : "--checkpoint-every") +
                     ": no checkpoint given. Expected --checkpoint FILE.keras as well");
  }
  if (flags.path.empty()) return;
  check_output("--checkpoint", flags.path, {});
  check_not_left(flags.path, flags.resume);
}

void check_not_left(const std::string& path, bool resume) {
  if (resume || !is_there(path)) return;
  throw UsageError("--checkpoint: " + in_quotes(path) +
                   " is there already. Expected --resume to go on from it, or another name");
}

selection::StackedFits fit(Networks& networks, const CheckpointFlags& flags) {
  if (flags.path.empty()) return selection::fit_stacked(networks.fittings);
  const KeepCheckpoint keep{.path = flags.path,
                            .seconds = flags.every.value_or(kUsualSeconds),
                            .diverged = networks.diverged};
  const bool resumes = flags.resume && is_there(keep.path);
  for (selection::Fitting& fitting : networks.fittings) {
    fitting.options.callbacks.emplace_back(keep);
    if (resumes) fitting.options.resume_from = keep.path;
  }
  try {
    return selection::fit_stacked(networks.fittings);
  } catch (const FileError& error) {
    if (keep.shared->began) throw WriteError(error.what());
    throw BadModel(error.what());
  }
}

std::string how_to_resume(const CheckpointFlags& flags) {
  if (flags.path.empty()) return {};
  return fmt::format("saved {}: the same command{} goes on from there", in_quotes(flags.path),
                     flags.resume ? "" : " with --resume");
}

}  // namespace occam::cli
