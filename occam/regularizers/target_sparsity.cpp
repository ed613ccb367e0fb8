#include "occam/regularizers/target_sparsity.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "occam/base/errors.h"

namespace occam::regularizers {
namespace {

// Shares nearer to 0 and 1 than any that matters have the same, finite logit.
double logit(double share) {
  const double inside = std::clamp(share, 1e-9, 1 - 1e-9);
  return std::log(inside / (1 - inside));
}

}  // namespace

double factor_towards(double target, double share, std::int64_t steps) {
  constexpr double kSteps = 500, kMost = 4;
  const double part = std::min(static_cast<double>(steps) / kSteps, 1.0);
  const double distance = (logit(target) - logit(share)) / 2;
  return std::exp(part * std::clamp(distance, -std::log(kMost), std::log(kMost)));
}

void check_target(std::string_view type, bool proximal,
                  std::initializer_list<const Hyper*> factors) {
  const auto refuse = [&](const std::string& expected, const std::string& received) {
    throw InvalidArgument(std::string(type) + ": sparsity: the share of zeros is reached " +
                          expected + ". Received: " + received);
  };
  if (!proximal) refuse("by proximal steps alone. Expected proximal=true", "proximal=false");
  for (const Hyper* factor : factors) {
    if (!factor->is_number())
      refuse("by a factor that adapts. Expected a number to start from", "a schedule");
    if (factor->value() == 0)
      refuse("by a factor that grows. Expected a number above 0 to start from", "0");
  }
}

}  // namespace occam::regularizers
