#include "occam/training/member_control.h"

#include <algorithm>
#include <utility>

#include "occam/training/log_reader.h"

namespace occam::training {

using callbacks::Direction;
using runtime::Role;
using runtime::Variable;

callbacks::Direction MemberControl::metric_direction(std::string_view metric) const {
  for (const LogSource& log : program_.logs()) {
    if (log.name == metric) return log.direction;
  }
  return metric == kCalibratedLoss ? Direction::kDown : Direction::kNone;
}

std::vector<std::string> MemberControl::log_names() const {
  std::vector<std::string> names = training::log_names(program_, facts_.validates);
  names.insert(names.end(), facts_.more_logs.begin(), facts_.more_logs.end());
  return names;
}

void MemberControl::check_savable() const {
  if (facts_.files != nullptr) facts_.files->check_savable();
  saves_ = true;
}

bool MemberControl::has_averages() const {
  return std::ranges::any_of(program_.layout().variables(),
                             [](const Variable& v) { return v.role == Role::kAverage; });
}

template <class Visit>
void MemberControl::visit_averages(const Visit& visit) {
  const runtime::StateLayout& layout = program_.layout();
  for (const Variable& variable : layout.variables()) {
    if (variable.role != Role::kAverage) continue;
    visit(program_.state().tensor(variable, member_),
          program_.state().tensor(layout[variable.weight], member_));
  }
}

void MemberControl::swap_averages() {
  if (!has_averages()) TrainingControl::swap_averages();
  visit_averages([](std::span<float> means, std::span<float> weights) {
    std::ranges::swap_ranges(means, weights);
  });
  averages_in_place_ = !averages_in_place_;
}

std::vector<float> MemberControl::measured_weights() {
  const bool elsewhere = measured_averages_ != averages_in_place_;
  if (elsewhere) swap_averages();
  std::vector<float> measured = weights();
  if (elsewhere) swap_averages();
  return measured;
}

void MemberControl::take_averages() {
  const bool stand_already = std::exchange(averages_in_place_, false);
  visit_averages([&](std::span<float> means, std::span<float> weights) {
    if (stand_already) {
      std::ranges::copy(weights, means.begin());
    } else {
      std::ranges::copy(means, weights.begin());
    }
  });
}

}  // namespace occam::training
