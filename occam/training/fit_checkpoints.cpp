#include "occam/training/fit_checkpoints.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"
#include "occam/training/fit_facts.h"

namespace occam::training {
namespace {

bool was_interrupted(std::vector<MemberRun>& runs) {
  return std::any_of(runs.begin(), runs.end(),
                     [](MemberRun& run) { return run.control().interrupted(); });
}

/// Tries on copies what the runs will take once they have begun.
void check_readable(const std::string& path, const MemberState& member,
                    const std::vector<callbacks::Callback>& present) {
  try {
    callbacks::History history;
    callbacks::take_run_state(member.history, history);
    std::size_t next = 0;
    for (callbacks::Callback callback : present) {
      if (callback.keeps_state()) callback.take_run_state(member.callbacks[next++]);
    }
  } catch (const InvalidArgument& error) {
    throw FileError(path + ": " + error.what());
  }
}

}  // namespace

using callbacks::Callback;
using callbacks::SaveRequest;

std::vector<std::string> checkpoints_of(const FitOptions& options) {
  if (!options.resume_from.empty()) return {options.resume_from};
  std::vector<std::string> paths;
  for (const Callback& callback : options.callbacks) {
    for (std::string& path : callback.checkpoints()) {
      std::error_code unknown;
      if (std::filesystem::exists(path, unknown)) paths.push_back(std::move(path));
    }
    if (!paths.empty()) break;
  }
  return paths;
}

FitCheckpoints::FitCheckpoints(Program& program, const TrainingData& data,
                               const FitOptions& options, CheckpointFiles& files)
    : program_(program),
      data_(data),
      options_(options),
      files_(files),
      paths_(checkpoints_of(options)) {}

const Config& FitCheckpoints::facts() {
  if (!facts_) facts_ = facts_of(data_, options_);
  return *facts_;
}

void FitCheckpoints::go_on(std::vector<MemberRun>& runs) {
  if (!resumes()) return;
  for (std::size_t i = 0;; ++i) {
    try {
      Checkpoint checkpoint = files_.read(paths_[i]);
      check(paths_[i], checkpoint.fit);
      program_.go_on_from(checkpoint);
      for (std::size_t m = 0; m < runs.size(); ++m) runs[m].go_on_from(checkpoint.fit.members[m]);
      from_ = std::move(checkpoint);
      return;
    } catch (const FileError& error) {
      if (i + 1 == paths_.size()) throw;
      warn(std::string(error.what()) + ". Going on from " + paths_[i + 1]);
    }
  }
}

void FitCheckpoints::give_back() {
  if (from_) program_.go_on_from(*from_);
  from_.reset();
}

void FitCheckpoints::check(const std::string& path, const FitState& fit) {
  check_same_fit(path, fit.facts, facts());
  const auto epochs = static_cast<std::int64_t>(static_cast<long long>(options_.epochs));
  for (std::size_t m = 0; m < fit.members.size(); ++m) {
    const MemberState& member = fit.members[m];
    check_same_callbacks(path, member.callbacks, options_.callbacks);
    check_readable(path, member, options_.callbacks);
    const std::int64_t steps = member.progress.position + member.progress.steps;
    if (!data_.train.source && steps > data_.train.count(static_cast<int>(m)).rows)
      throw FileError(path + ": fit.json has no valid 'steps'");
    const std::int64_t begun = member.progress.epoch + (member.progress.epoch_begun ? 1 : 0);
    if (begun > epochs) {
      throw InvalidArgument(fmt::format(
          "fit: invalid value for epochs. Expected at least the {} that {} has begun. Received: "
          "epochs={}",
          begun, path, epochs));
    }
    // The end of training has changed the weights: running means, the best epoch's.
    if (member.progress.finished && !member.standing.stopped && begun < epochs) {
      throw InvalidArgument(fmt::format(
          "fit: {} holds a fit that has finished, after {} epochs. Expected epochs={}, or a new "
          "fit of the model with initial_epoch={}. Received: epochs={}",
          path, begun, begun, begun, epochs));
    }
  }
}

void FitCheckpoints::write_asked(std::vector<MemberRun>& runs) {
  std::vector<SaveRequest> written;
  std::optional<FitState> fit;
  for (std::size_t m = 0; m < runs.size(); ++m) {
    if (!runs[m].control().wants_save()) continue;
    for (SaveRequest& request : runs[m].control().take_saves()) {
      // What comes after an interruption is no part of the run.
      if (closed_) continue;
      // Each member of a stack asks for the whole; one file is enough.
      if (std::find(written.begin(), written.end(), request) != written.end()) continue;
      if (!fit) {
        fit.emplace(FitState{facts(), {}});
        for (const MemberRun& run : runs) fit->members.push_back(run.state());
      }
      files_.write(request, static_cast<int>(m), *fit);
      written.push_back(std::move(request));
    }
  }
  closed_ = closed_ || was_interrupted(runs);
}

void FitCheckpoints::discard(std::vector<MemberRun>& runs) {
  if (was_interrupted(runs)) return;
  for (MemberRun& run : runs) {
    for (const std::string& path : run.control().discards()) {
      std::error_code unimportant;
      std::filesystem::remove(path, unimportant);
      const auto folder = std::filesystem::path(path).parent_path();
      // Only an empty one goes.
      if (!folder.empty()) std::filesystem::remove(folder, unimportant);
    }
  }
}

}  // namespace occam::training
