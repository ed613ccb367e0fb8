#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/callbacks/callback.h"
#include "occam/training/checkpoint_files.h"
#include "occam/training/program.h"

namespace occam::training {

/// The log loss after temperature scaling on the data that it is measured on.
inline constexpr std::string_view kCalibratedLoss = "calibrated_loss";

/// What every member of a fit, an evaluation or a prediction is told alike.
struct RunFacts {
  std::int64_t epochs = 1;
  std::int64_t steps = 0;  ///< batches an epoch; 0: unknown
  bool validates = false;
  int verbose = 0;  ///< 1, 2: with a progress bar
  /// Further keys that the epochs' logs have.
  std::vector<std::string> more_logs = {};
  std::int64_t initial_epoch = 0;
  bool resumed = false;
  const CheckpointFiles* files = nullptr;  ///< of a fit; has to outlive the run
};

/// A member's view of a run.
class MemberControl final : public callbacks::TrainingControl {
 public:
  MemberControl(Program& program, RunFacts facts, std::int64_t member)
      : program_(program), facts_(std::move(facts)), member_(member) {}
  /// An exception between two exchanges leaves the weights in their place.
  ~MemberControl() override {
    if (averages_in_place_) swap_averages();
  }

  std::int64_t epochs() const override { return facts_.epochs; }
  std::int64_t steps_per_epoch() const override { return facts_.steps; }
  void set_steps(std::int64_t steps) { facts_.steps = steps; }
  callbacks::Direction metric_direction(std::string_view metric) const override;
  std::vector<std::string> log_names() const override;

  std::vector<float> weights() const override { return program_.weights(member_); }
  void set_weights(std::span<const float> weights) override {
    program_.set_weights(member_, weights);
  }
  void visit_weights(const Program::WeightVisitor& visit) const override {
    program_.visit_weights(member_, visit);
  }
  void visit_sparse_weights(const Program::WeightVisitor& visit) const override {
    program_.visit_sparse_weights(member_, visit);
  }

  std::vector<std::string> hyper_paths() const override { return program_.hyper_paths(); }
  double hyper(std::string_view path) const override { return program_.hyper(path, member_); }
  void set_hyper(std::string_view path, double value) override {
    program_.set_hyper(path, member_, value);
  }
  std::int64_t steps_taken() const override {
    return static_cast<std::int64_t>(program_.steps_taken(member_));
  }

  bool has_averages() const override;
  void swap_averages() override;
  std::vector<float> measured_weights() override;
  /// A validation has been measured with what stands in the weights' place now.
  void note_measurement() { measured_averages_ = averages_in_place_; }
  /// Puts the running means of the weights in their place, as Keras's finalize_variable_values.
  void take_averages();

  void check_savable() const override;
  /// A callback has asked whether the model can be saved.
  bool saves() const { return saves_; }
  bool resumed() const override { return facts_.resumed; }
  /// Where the running means are, for a checkpoint.
  bool averages_in_place() const { return averages_in_place_; }
  bool measured_averages() const { return measured_averages_; }
  void go_on_with_averages(bool in_place, bool measured) {
    averages_in_place_ = in_place;
    measured_averages_ = measured;
  }

  std::int64_t member() const override { return member_; }
  std::int64_t members() const override { return program_.state().models(); }

 private:
  template <class Visit>
  void visit_averages(const Visit& visit);

  Program& program_;
  RunFacts facts_;
  std::int64_t member_;
  mutable bool saves_ = false;
  bool averages_in_place_ = false;  ///< the running means stand where the weights do
  bool measured_averages_ = false;  ///< the same in the last validation
};

}  // namespace occam::training
