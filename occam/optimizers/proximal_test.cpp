// Every optimizer with proximal penalties on a convex problem: at rest it is where the conditions
// of Karush, Kuhn and Tucker hold, whatever the rule's metric and momentum.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "occam/base/random.h"
#include "occam/ops/arithmetic.h"
#include "occam/optimizers/adadelta.h"
#include "occam/optimizers/adafactor.h"
#include "occam/optimizers/adagrad.h"
#include "occam/optimizers/adam.h"
#include "occam/optimizers/adamax.h"
#include "occam/optimizers/adamw.h"
#include "occam/optimizers/ftrl.h"
#include "occam/optimizers/lamb.h"
#include "occam/optimizers/lion.h"
#include "occam/optimizers/lookahead.h"
#include "occam/optimizers/nadam.h"
#include "occam/optimizers/ramda.h"
#include "occam/optimizers/rmda.h"
#include "occam/optimizers/rmsprop.h"
#include "occam/optimizers/sgd.h"
#include "occam/regularizers/group_l1.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/sparse_group_l1.h"
#include "occam/schedules/exponential_decay.h"
#include "tests/experiment/optimizer_steps.h"

namespace occam::optimizers {
namespace {

using graph::Value;
using Vector = std::vector<double>;

constexpr std::size_t kRows = 6, kColumns = 2, kSize = kRows * kColumns;
constexpr int kSteps = 12000;

/// 1/2 (w - c)' H (w - c), H positive definite and far from diagonal, curvatures from 0.1 to 3.
struct Quadratic {
  std::vector<Vector> h = std::vector<Vector>(kSize, Vector(kSize));
  Vector c = Vector(kSize);

  Quadratic() {
    const auto random = [](std::uint32_t stream, std::size_t i) {
      return 2 * double{random_uniform({11, stream}, 0, i)} - 1;
    };
    for (std::size_t i = 0; i < kSize; ++i) {
      c[i] = 1.2 * random(0, i);
      for (std::size_t j = 0; j < kSize; ++j) {
        h[i][j] = i == j ? 0.1 + 0.1 * static_cast<double>(i % 5) : 0;
        for (std::uint32_t k = 1; k <= 8; ++k) h[i][j] += 0.12 * random(k, i) * random(k, j);
      }
    }
  }
  Vector gradient(const std::vector<float>& w) const {
    Vector g(kSize);
    for (std::size_t i = 0; i < kSize; ++i) {
      for (std::size_t j = 0; j < kSize; ++j) g[i] += h[i][j] * (double{w[j]} - c[j]);
    }
    return g;
  }
};

struct Penalty {
  Regularizer regularizer;
  double l1 = 0, of_rows = 0;  ///< factors of sum |w| and of sum of the rows' norms
};

std::vector<Penalty> penalties() {
  return {
      {regularizers::L1{.l1 = 0.2}, 0.2, 0},
      {regularizers::GroupL1{.l1 = 0.4}, 0, 0.4 * std::sqrt(kColumns)},
      {regularizers::SparseGroupL1{.l1 = 0.1, .group_l1 = 0.1}, 0.1, 0.1 * std::sqrt(kColumns)}};
}

/// |w - prox(w - gradient)|, 0 at the minimum alone; by the closed forms for a step of 1.
double residual(const Quadratic& problem, const Penalty& penalty, const std::vector<float>& w) {
  const Vector g = problem.gradient(w);
  double most = 0;
  for (std::size_t r = 0; r < kRows; ++r) {
    Vector u(kColumns);
    double squares = 0;
    for (std::size_t k = 0; k < kColumns; ++k) {
      const std::size_t i = r * kColumns + k;
      const double point = double{w[i]} - g[i];
      u[k] = std::copysign(std::max(std::abs(point) - penalty.l1, 0.0), point);
      squares += u[k] * u[k];
    }
    const double norm = std::sqrt(squares);
    const double kept = norm > penalty.of_rows ? 1 - penalty.of_rows / norm : 0;
    for (std::size_t k = 0; k < kColumns; ++k)
      most = std::max(most, std::abs(double{w[r * kColumns + k]} - kept * u[k]));
  }
  return most;
}

std::vector<float> trained(const Quadratic& problem, const Regularizer& regularizer,
                           const Optimizer& optimizer) {
  experiments::OptimizerSteps steps;
  std::vector<float> start(kSize);
  for (std::size_t i = 0; i < kSize; ++i) start[i] = i % 2 ? 0.3f : -0.2f;
  steps.weight("w", start, {kRows, kColumns}).regularizer = regularizer;
  steps.compile(optimizer);
  for (int step = 0; step < kSteps; ++step) {
    const Vector g = problem.gradient(steps["w"]);
    steps.step({std::vector<float>(g.begin(), g.end())});
  }
  return steps["w"];
}

Hyper falling(double rate, double to = 1e-3) {
  return schedules::ExponentialDecay{
      .initial_learning_rate = rate, .decay_steps = kSteps, .decay_rate = to};
}

std::vector<Optimizer> optimizers_to_test() {
  return {SGD{.learning_rate = 0.05},
          SGD{.learning_rate = 0.02, .momentum = 0.9},
          SGD{.learning_rate = 0.02, .momentum = 0.9, .nesterov = true},
          Adam{.learning_rate = falling(0.02)},
          Adam{.learning_rate = falling(0.02), .beta_1 = 0.5, .amsgrad = true},
          AdamW{.learning_rate = falling(0.02), .weight_decay = 0.0},
          Adamax{.learning_rate = falling(0.02)},
          Nadam{.learning_rate = falling(0.02)},
          RMSprop{.learning_rate = falling(0.01)},
          RMSprop{.learning_rate = falling(0.003, 0.02), .momentum = 0.9},
          RMSprop{.learning_rate = falling(0.003), .momentum = 0.5, .centered = true},
          Adagrad{.learning_rate = 0.3},
          Adadelta{.learning_rate = falling(1), .epsilon = 1e-4},
          Adafactor{.learning_rate = falling(0.05)},
          Lion{.learning_rate = falling(0.01)},
          Lamb{.learning_rate = falling(0.02)},
          Ftrl{.learning_rate = 0.5},
          RMDA{.learning_rate = 0.05},
          RMDA{.learning_rate = 0.05, .momentum = 1},
          RAMDA{.learning_rate = 0.02},
          Lookahead{.optimizer = Adam{.learning_rate = falling(0.02)}}};
}

TEST(Proximal, EveryOptimizerReachesTheMinimum) {
  const Quadratic problem;
  for (const Optimizer& optimizer : optimizers_to_test()) {
    for (const Penalty& penalty : penalties()) {
      SCOPED_TRACE(to_text(optimizer.config()).substr(0, 120) + " " +
                   std::string(penalty.regularizer.type()));
      const std::vector<float> w = trained(problem, penalty.regularizer, optimizer);
      EXPECT_LT(residual(problem, penalty, w), 2e-3);
      int zeros = 0;
      for (const float each : w) zeros += each == 0 && !std::signbit(each);
      EXPECT_GE(zeros, 2);
      EXPECT_LT(zeros, static_cast<int>(kSize));
    }
  }
}

/// What is often done: a step of Adam, then a threshold of learning rate times l1.
struct NaiveAdam {
  Hyper learning_rate = 0.001;

  static constexpr std::string_view type = "NaiveAdam";
  static constexpr auto fields() {
    return Fields{Field{"learning_rate", &NaiveAdam::learning_rate, at_least(0), "length"}};
  }
  Update step(const UpdateScope& scope, const Value& weight, const Value& gradient) const {
    const UpdateScope plain(scope, {.weight = scope.variable()});
    Update update = Adam{.learning_rate = learning_rate}.step(plain, weight, gradient);
    update.weight =
        scope.proximal(update.weight, scope.learning_rate(*this, &NaiveAdam::learning_rate));
    return update;
  }
};

TEST(Proximal, AThresholdOfTheRateAloneHasAnotherFixedPoint) {
  const Quadratic problem;
  const Penalty penalty = penalties()[0];
  const auto w = trained(problem, penalty.regularizer, NaiveAdam{.learning_rate = falling(0.02)});
  EXPECT_GT(residual(problem, penalty, w), 0.05);
}

struct Plain {
  static constexpr std::string_view type = "Plain";
  Update step(const UpdateScope&, const Value& weight, const Value& gradient) const {
    return {weight - gradient * 0.1};
  }
};

TEST(Proximal, ARuleThatKnowsNoneIsRefused) {
  experiments::OptimizerSteps steps;
  steps.weight("w", {1, 2}).regularizer = regularizers::L1{.l1 = 0.1};
  try {
    steps.compile(Plain{});
    FAIL();
  } catch (const InvalidArgument& error) {
    const std::string text = error.what();
    for (const char* part : {"Plain", "w_regularizer", "proximal = false"})
      EXPECT_NE(text.find(part), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace occam::optimizers
