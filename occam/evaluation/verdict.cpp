#include "occam/evaluation/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "occam/base/errors.h"

namespace occam::evaluation {
namespace {

/// Decimals at which the interval's ends differ by a few units of the last one.
int decimals_of(const Estimate& estimate) {
  const double width = estimate.high - estimate.low;
  if (!(width > 0.0)) return 4;
  return static_cast<int>(std::max(0.0, std::ceil(-std::log10(width / 4.0))));
}

std::string number_text(double value, int decimals) {
  if (std::isnan(value)) return "undefined";
  if (std::abs(value) < 0.5 * std::pow(10.0, -decimals)) value = 0.0;  // not "-0.00"
  return decimals > 6 || std::abs(value) >= 1e7 ? fmt::format("{:.5g}", value)
                                                : fmt::format("{:.{}f}", value, decimals);
}

std::string estimate_text(const Estimate& estimate, int decimals) {
  const std::string value = number_text(estimate.value, decimals);
  if (estimate.used == 0) return value;
  return fmt::format("{} [{}, {}]", value, number_text(estimate.low, decimals),
                     number_text(estimate.high, decimals));
}

/// "rmse 3.1 [2.8, 3.4] against 3.6, difference 0.5 [0.2, 0.8]".
std::string numbers_text(const Verdict& verdict) {
  const int decimals = std::max(decimals_of(verdict.value), decimals_of(verdict.gain));
  return fmt::format("{} {} against {}, difference {}", verdict.measure->name,
                     estimate_text(verdict.value, decimals),
                     number_text(verdict.rival_value.value, decimals),
                     estimate_text(verdict.gain, decimals));
}

/// The first that no other beats; the last where each is beaten by one.
std::size_t simplest_unbeaten(const Scores& scores) {
  const std::size_t count = scores.names.size();
  for (std::size_t i = 0; i < count; ++i) {
    bool beaten = false;
    for (std::size_t j = 0; j < count; ++j) beaten |= j != i && scores.beats(j, i);
    if (!beaten) return i;
  }
  return count - 1;
}

Verdict::Outcome outcome_of(const Scores& scores, const Estimate& gain) {
  using enum Verdict::Outcome;
  if (scores.rows < kFewestRowsToJudge) return kTooFew;
  if (std::isnan(gain.value) || gain.used <= gain.skipped) return kUndefined;
  if (gain.low > 0.0) return kBeats;
  return gain.high < 0.0 ? kWorse : kNoBetter;
}

}  // namespace

Verdict judge(const Scores& scores) {
  const std::size_t count = scores.names.size();
  if (count < 2) {
    throw_invalid_value("judge", "scores", "at least two contenders", std::to_string(count));
  }
  const std::size_t own = count - 1;
  std::size_t rival = 0;
  Estimate gain = scores.gain(own, 0);
  for (std::size_t i = 1; i < own; ++i) {
    const Estimate other = scores.gain(own, i);
    if (std::isnan(gain.low) || !(other.low < gain.low)) continue;
    gain = other;
    rival = i;
  }
  Verdict verdict{.outcome = outcome_of(scores, gain), .measure = scores.measure};
  verdict.rows = scores.rows;
  verdict.name = scores.names[own];
  verdict.value = scores.values[own];
  verdict.rival = scores.names[rival];
  verdict.rival_value = scores.values[rival];
  verdict.gain = gain;
  using enum Verdict::Outcome;
  if (verdict.outcome != kTooFew && verdict.outcome != kUndefined) {
    verdict.simplest = scores.names[simplest_unbeaten(scores)];
  }
  return verdict;
}

std::string to_text(const Verdict& verdict) {
  const std::string& name = verdict.name;
  const std::string& rival = verdict.rival;
  const std::string explains = "; the simplest model that explains the data is " + verdict.simplest;
  switch (verdict.outcome) {
    case Verdict::Outcome::kBeats:
      return fmt::format("{} beats {}: {}", name, rival, numbers_text(verdict));
    case Verdict::Outcome::kNoBetter:
      return fmt::format("{} is no better than {} beyond noise: {}", name, rival,
                         numbers_text(verdict)) +
             explains;
    case Verdict::Outcome::kWorse:
      return fmt::format("{} is worse than {}: {}", name, rival, numbers_text(verdict)) + explains;
    case Verdict::Outcome::kTooFew:
      return fmt::format(
          "{} test row{} are too few to tell {} from {} ({} are needed): {} {} "
          "against {}",
          verdict.rows, verdict.rows == 1 ? "" : "s", name, rival, kFewestRowsToJudge,
          verdict.measure->name, number_text(verdict.value.value, 4),
          number_text(verdict.rival_value.value, 4));
    case Verdict::Outcome::kUndefined:
      break;
  }
  return fmt::format(
      "{} cannot tell {} from {}: it is not defined on the {} test rows, or on half "
      "of their resamples",
      verdict.measure->name, name, rival, verdict.rows);
}

std::string to_text(const Estimate& estimate) {
  return estimate_text(estimate, decimals_of(estimate));
}

}  // namespace occam::evaluation
