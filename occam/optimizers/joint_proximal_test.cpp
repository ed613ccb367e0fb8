// LassoNet's bound between two kernels with every rule: at rest both are where one step of gradient
// descent and the published HIER-PROX leave them.
#include "occam/optimizers/joint_proximal.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "occam/base/random.h"
#include "occam/optimizers/adagrad.h"
#include "occam/optimizers/adam.h"
#include "occam/optimizers/keep_zeros.h"
#include "occam/optimizers/lion.h"
#include "occam/optimizers/ramda.h"
#include "occam/optimizers/rmsprop.h"
#include "occam/optimizers/sgd.h"
#include "occam/regularizers/hierarchical_l1.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/l2.h"
#include "occam/schedules/exponential_decay.h"
#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using Vector = std::vector<double>;
using regularizers::HierarchicalL1;

constexpr std::size_t kInputs = 6, kSkips = 2, kUnits = 3, kAll = kInputs * (kSkips + kUnits);
constexpr double kL1 = 1.2, kM = 0.5;
constexpr int kJointSteps = 12000;

/// 1/2 (w - c)' H (w - c) over both kernels, the skips first.
struct JointQuadratic {
  std::vector<Vector> h = std::vector<Vector>(kAll, Vector(kAll));
  Vector c = Vector(kAll);

  JointQuadratic() {
    const auto random = [](std::uint32_t stream, std::size_t i) {
      return 2 * double{random_uniform({12, stream}, 0, i)} - 1;
    };
    for (std::size_t i = 0; i < kAll; ++i) {
      c[i] = 1.2 * random(0, i);
      for (std::size_t j = 0; j < kAll; ++j) {
        h[i][j] = i == j ? 0.3 + 0.1 * static_cast<double>(i % 5) : 0;
        for (std::uint32_t k = 1; k <= 6; ++k) h[i][j] += 0.08 * random(k, i) * random(k, j);
      }
    }
  }
  Vector gradient(const Vector& w) const {
    Vector g(kAll);
    for (std::size_t i = 0; i < kAll; ++i) {
      for (std::size_t j = 0; j < kAll; ++j) g[i] += h[i][j] * (w[j] - c[j]);
    }
    return g;
  }
};

/// Algorithms 2 and 3 of the paper for one input, all steps equal: `limit` is step * lambda.
void hier_prox(double* skip, double* units, double limit) {
  Vector sorted(units, units + kUnits);
  for (double& each : sorted) each = std::abs(each);
  std::sort(sorted.rbegin(), sorted.rend());
  double norm = 0;
  for (std::size_t k = 0; k < kSkips; ++k) norm += skip[k] * skip[k];
  norm = std::sqrt(norm);
  double sum = 0, kept = 0;
  for (std::size_t m = 0; m <= kUnits; ++m) {
    if (m > 0) sum += sorted[m - 1];
    kept = std::max(norm + kM * sum - limit, 0.0) / (1 + static_cast<double>(m) * kM * kM);
    const double next = m < kUnits ? sorted[m] : 0, last = m > 0 ? sorted[m - 1] : 1e300;
    if (next <= kM * kept && kM * kept <= last) break;
  }
  for (std::size_t k = 0; k < kSkips; ++k) skip[k] *= norm > 0 ? kept / norm : 0;
  for (std::size_t k = 0; k < kUnits; ++k)
    units[k] = std::copysign(std::min(std::abs(units[k]), kM * kept), units[k]);
}

double joint_residual(const JointQuadratic& problem, const Vector& w) {
  constexpr double kStep = 0.1;
  const Vector g = problem.gradient(w);
  Vector moved = w;
  for (std::size_t i = 0; i < kAll; ++i) moved[i] -= kStep * g[i];
  for (std::size_t j = 0; j < kInputs; ++j)
    hier_prox(&moved[j * kSkips], &moved[kInputs * kSkips + j * kUnits], kStep * kL1);
  double most = 0;
  for (std::size_t i = 0; i < kAll; ++i) most = std::max(most, std::abs(moved[i] - w[i]) / kStep);
  return most;
}

/// Both kernels in one, the skips first.
Vector both(experiments::OptimizerSteps& steps) {
  Vector w;
  for (const char* path : {"skip/kernel", "dense/kernel"}) {
    const std::vector<float> own = steps[path];
    w.insert(w.end(), own.begin(), own.end());
  }
  return w;
}

std::vector<float> start_of(std::size_t size) {
  std::vector<float> start(size);
  for (std::size_t i = 0; i < size; ++i) start[i] = i % 2 ? 0.3f : -0.2f;
  return start;
}

void add_weights(experiments::OptimizerSteps& steps, const Regularizer& penalty,
                 const Regularizer& of_bounded = {}) {
  steps.weight("skip/kernel", start_of(kInputs * kSkips), {kInputs, kSkips}).regularizer = penalty;
  steps.weight("dense/kernel", start_of(kInputs * kUnits), {kInputs, kUnits}).regularizer =
      of_bounded;
}

Hyper falling_rate(double rate) {
  return schedules::ExponentialDecay{
      .initial_learning_rate = rate, .decay_steps = kJointSteps, .decay_rate = 1e-3};
}

TEST(JointProximal, EveryRuleComesToRestWhereThePublishedStepDoes) {
  const JointQuadratic problem;
  const std::vector<Optimizer> rules = {SGD{.learning_rate = 0.05},
                                        SGD{.learning_rate = 0.02, .momentum = 0.9},
                                        Adam{.learning_rate = falling_rate(0.02)},
                                        RMSprop{.learning_rate = falling_rate(0.01)},
                                        Adagrad{.learning_rate = 0.3},
                                        RAMDA{.learning_rate = 0.02}};
  for (const Optimizer& rule : rules) {
    SCOPED_TRACE(to_text(rule.config()).substr(0, 100));
    experiments::OptimizerSteps steps;
    add_weights(steps, HierarchicalL1{.l1 = kL1, .hierarchy = kM, .layer = "dense"});
    steps.compile(rule);
    for (int step = 0; step < kJointSteps; ++step) {
      const Vector g = problem.gradient(both(steps));
      const auto cut = g.begin() + static_cast<std::ptrdiff_t>(kInputs * kSkips);
      steps.step({{g.begin(), cut}, {cut, g.end()}});
    }
    const Vector w = both(steps);
    EXPECT_LT(joint_residual(problem, w), 3e-3);
    int out = 0, at_bound = 0;
    for (std::size_t j = 0; j < kInputs; ++j) {
      double norm = 0, largest = 0;
      for (std::size_t k = 0; k < kSkips; ++k) norm = std::hypot(norm, w[j * kSkips + k]);
      for (std::size_t k = 0; k < kUnits; ++k) {
        const double weight = w[kInputs * kSkips + j * kUnits + k];
        largest = std::max(largest, std::abs(weight));
        EXPECT_FALSE(weight == 0 && std::signbit(weight));
      }
      EXPECT_LE(largest, kM * norm * (1 + 1e-5));
      out += norm == 0;
      at_bound += norm > 0 && largest > kM * norm * (1 - 1e-5);
    }
    EXPECT_GE(out, 1);
    EXPECT_LE(out, 4);
    EXPECT_GE(at_bound, 1);
  }
}

TEST(JointProximal, ZerosThatAreKeptKeepTheirInputOut) {
  experiments::OptimizerSteps steps;
  steps.weight("skip/kernel", {0, 0.5f}, {2, 1}).regularizer =
      HierarchicalL1{.l1 = 0.0, .hierarchy = 2, .layer = "dense"};
  steps.weight("dense/kernel", {0, 0.25f}, {2, 1});
  steps.compile(KeepZeros{.optimizer = SGD{.learning_rate = 0.1}});
  steps.step({{-5, 0}, {-5, -1}});
  EXPECT_EQ(steps["skip/kernel"], (std::vector<float>{0, 0.5f}));
  EXPECT_EQ(steps["dense/kernel"], (std::vector<float>{0, 0.35f}));
}

std::string refusal(const Regularizer& penalty, const Regularizer& of_bounded = {},
                    const Optimizer& rule = SGD{}) {
  experiments::OptimizerSteps steps;
  add_weights(steps, penalty, of_bounded);
  try {
    steps.compile(rule);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

TEST(JointProximal, RefusesWhatCannotBe) {
  const auto has = [](const std::string& text, std::initializer_list<const char*> parts) {
    for (const char* part : parts) EXPECT_NE(text.find(part), std::string::npos) << text;
  };
  has(refusal(HierarchicalL1{.layer = "dens"}),
      {"skip/kernel_regularizer/layer", "dense", "'dens'"});
  has(refusal(HierarchicalL1{}), {"skip/kernel_regularizer/layer", "same inputs: dense"});
  has(refusal(HierarchicalL1{.layer = "dense"}, regularizers::L1{}), {"dense/kernel_regularizer"});
  has(refusal(HierarchicalL1{.layer = "dense"}, {}, Lion{}), {"several", "dense/kernel"});
  EXPECT_EQ(refusal(HierarchicalL1{.layer = "dense"}, regularizers::L2{}), "");
  EXPECT_THROW(Regularizer(HierarchicalL1{.hierarchy = 0.0, .layer = "dense"}), InvalidArgument);
}

}  // namespace
}  // namespace occam::optimizers
