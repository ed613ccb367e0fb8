#include "occam/training/fit_plans.h"

#include <algorithm>

#include "occam/layers/scope.h"
#include "occam/optimizers/update.h"

namespace occam::training {
namespace {

/// Sizes of the batches that so many rows come in.
void add_plans(Mode mode, const SampleCount& samples, std::vector<PlanKey>& plans) {
  const std::int64_t rows = samples.rows, batch = samples.batch;
  if (rows >= batch) plans.push_back({mode, batch, samples.weighted, samples.form});
  if (rows % batch > 0) plans.push_back({mode, rows % batch, samples.weighted, samples.form});
}

}  // namespace

bool refreshes_statistics(const runtime::StateLayout& layout, const FitOptions& options) {
  return options.refresh_statistics && layout.find(layers::kSamplesSeen).has_value();
}

bool refreshes_for_means(const runtime::StateLayout& layout, const FitOptions& options) {
  if (!layout.find(layers::kSamplesSeen)) return false;
  if (layout.find(kMeansNeedStatistics)) return true;
  return options.refresh_statistics &&
         std::ranges::any_of(layout.variables(), [](const runtime::Variable& variable) {
           return variable.role == runtime::Role::kAverage;
         });
}

std::vector<PlanKey> plans_of_fit(const runtime::StateLayout& layout, const SampleCount& train,
                                  const SampleCount& validation, const FitOptions& options) {
  std::vector<PlanKey> plans;
  if (options.initial_epoch >= options.epochs) return plans;
  add_plans(Mode::kTrain, train, plans);
  if (refreshes_statistics(layout, options) || refreshes_for_means(layout, options))
    add_plans(Mode::kStatistics, train, plans);
  if (options.evaluate_training) add_plans(Mode::kTest, train, plans);
  add_plans(Mode::kTest, validation, plans);
  if (options.calibrated_loss)
    add_plans(Mode::kLogits, {validation.rows, false, validation.batch, validation.form}, plans);
  return plans;
}

std::vector<PlanKey> plans_of_evaluation(const SampleCount& samples) {
  std::vector<PlanKey> plans;
  add_plans(Mode::kTest, samples, plans);
  return plans;
}

}  // namespace occam::training
