// Proximal points against their definition, in float64: nothing near them, or far, costs less.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "occam/base/random.h"
#include "occam/regularizers/group_l1.h"
#include "occam/regularizers/hierarchical_l1.h"
#include "occam/regularizers/l0.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/l1_l2.h"
#include "occam/regularizers/l_half.h"
#include "occam/regularizers/mcp.h"
#include "occam/regularizers/regularizer.h"
#include "occam/regularizers/sparse_group_l1.h"
#include "tests/experiment/experiment.h"

namespace occam::regularizers {
namespace {

constexpr std::size_t kRows = 4, kColumns = 3;
using Matrix = std::vector<double>;

double sum_of_sizes(const Matrix& w) {
  double sum = 0;
  for (const double each : w) sum += std::abs(each);
  return sum;
}

double sum_of_norms(const Matrix& w, bool rows) {
  double sum = 0;
  for (std::size_t g = 0; g < (rows ? kRows : kColumns); ++g) {
    double squares = 0;
    for (std::size_t k = 0; k < (rows ? kColumns : kRows); ++k) {
      const double each = rows ? w[g * kColumns + k] : w[k * kColumns + g];
      squares += each * each;
    }
    sum += std::sqrt(squares);
  }
  return sum * std::sqrt(rows ? kColumns : kRows);
}

double concave(const Matrix& w, double l1, double gamma) {
  double sum = 0;
  for (const double each : w) {
    const double size = std::abs(each);
    sum += size <= gamma * l1 ? l1 * size - size * size / (2 * gamma) : gamma * l1 * l1 / 2;
  }
  return sum;
}

struct Case {
  Regularizer regularizer;
  std::function<double(const Matrix&)> penalty;
};

std::vector<Case> cases() {
  return {{L1{.l1 = 0.3}, [](const Matrix& w) { return 0.3 * sum_of_sizes(w); }},
          {L1L2{.l1 = 0.3}, [](const Matrix& w) { return 0.3 * sum_of_sizes(w); }},
          {GroupL1{.l1 = 2}, [](const Matrix& w) { return 2 * sum_of_norms(w, true); }},
          {GroupL1{.l1 = 2, .groups = "columns"},
           [](const Matrix& w) { return 2 * sum_of_norms(w, false); }},
          {SparseGroupL1{.l1 = 0.2, .group_l1 = 0.25},
           [](const Matrix& w) { return 0.2 * sum_of_sizes(w) + 0.25 * sum_of_norms(w, true); }},
          {SparseGroupL1{.l1 = 0.3, .group_l1 = 0.4, .groups = "columns"},
           [](const Matrix& w) { return 0.3 * sum_of_sizes(w) + 0.4 * sum_of_norms(w, false); }},
          {HierarchicalL1{.l1 = 2, .layer = "dense"},
           [](const Matrix& w) { return 2 * sum_of_norms(w, true) / std::sqrt(kColumns); }},
          {MCP{.l1 = 0.5, .gamma = 3}, [](const Matrix& w) { return concave(w, 0.5, 3); }},
          {MCP{.l1 = 1, .gamma = 0.4}, [](const Matrix& w) { return concave(w, 1, 0.4); }},
          {L0{.l0 = 0.2},
           [](const Matrix& w) {
             double sum = 0;
             for (const double each : w) sum += each != 0 ? 0.2 : 0;
             return sum;
           }},
          {LHalf{.l_half = 0.3}, [](const Matrix& w) {
             double sum = 0;
             for (const double each : w) sum += 0.3 * std::sqrt(std::abs(each));
             return sum;
           }}};
}

struct Problem {
  Array point, step;
};

/// Points of size 1 and steps over four orders of magnitude, as adaptive metrics have them.
Problem random_problem(std::uint32_t stream) {
  std::vector<float> point, step;
  for (std::size_t i = 0; i < kRows * kColumns; ++i) {
    point.push_back(3 * random_uniform({3, stream}, 0, i) - 1.5f);
    step.push_back(std::pow(10.0f, -3 + 4 * random_uniform({4, stream}, 0, i)));
  }
  const Shape shape{kRows, kColumns};
  return {Array(shape, point), Array(shape, step)};
}

std::vector<float> proximal_point(const Regularizer& regularizer, const Problem& problem) {
  experiments::Experiment experiment;
  const graph::Value w = experiment.variable("w", problem.point);
  const graph::Value step = experiment.input("step", problem.step);
  experiment.output("u", regularizer.proximal_point(experiment.scope("w_regularizer"), w, step));
  experiment.run();
  const auto u = experiment.tensor("u");
  return {u.begin(), u.end()};
}

double cost(const Case& each, const Problem& problem, const Matrix& u) {
  double distance = 0;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const double away = u[i] - static_cast<double>(problem.point.data<float>()[i]);
    distance += away * away / (2 * static_cast<double>(problem.step.data<float>()[i]));
  }
  return each.penalty(u) + distance;
}

/// Changes of one element, of a row, of a column and of all: small, to 0 and to the point.
std::vector<Matrix> others(const Matrix& u, const Problem& problem, std::uint32_t stream) {
  std::vector<Matrix> result;
  const auto change = [&](const std::function<bool(std::size_t)>& chosen) {
    Matrix zero = u, free = u;
    for (std::size_t i = 0; i < u.size(); ++i) {
      if (!chosen(i)) continue;
      zero[i] = 0;
      free[i] = static_cast<double>(problem.point.data<float>()[i]);
    }
    result.push_back(zero);
    result.push_back(free);
    for (const double size : {1e-4, 1e-3, 1e-2, 0.1}) {
      Matrix moved = u;
      for (std::size_t i = 0; i < u.size(); ++i) {
        if (chosen(i)) moved[i] += size * (2.0 * double{random_uniform({5, stream}, 0, i)} - 1);
      }
      result.push_back(moved);
    }
  };
  for (std::size_t k = 0; k < u.size(); ++k) change([k](std::size_t i) { return i == k; });
  for (std::size_t r = 0; r < kRows; ++r) change([r](std::size_t i) { return i / kColumns == r; });
  for (std::size_t c = 0; c < kColumns; ++c)
    change([c](std::size_t i) { return i % kColumns == c; });
  change([](std::size_t) { return true; });
  return result;
}

TEST(Proximal, PointIsTheMinimumOfItsDefinition) {
  for (const Case& each : cases()) {
    SCOPED_TRACE(to_text(each.regularizer.config()));
    ASSERT_TRUE(each.regularizer.has_proximal());
    int zeros = 0, kept = 0;
    for (std::uint32_t stream = 0; stream < 60; ++stream) {
      const Problem problem = random_problem(stream);
      const std::vector<float> u = proximal_point(each.regularizer, problem);
      for (const float value : u) {
        (value == 0 ? zeros : kept) += 1;
        EXPECT_FALSE(value == 0 && std::signbit(value));
      }
      const Matrix exact(u.begin(), u.end());
      const double least = cost(each, problem, exact);
      for (const Matrix& other : others(exact, problem, stream))
        ASSERT_LE(least, cost(each, problem, other) * (1 + 1e-6) + 1e-6) << "stream " << stream;
    }
    EXPECT_GT(zeros, 20);
    EXPECT_GT(kept, 100);
  }
}

/// Xu et al. 2012, theorem 1, of ||u - p||^2 + factor * sum(sqrt(|u|)).
double half_thresholded(double p, double factor) {
  const double size = std::abs(p);
  if (size <= std::cbrt(54.0) / 4 * std::cbrt(factor * factor)) return 0;
  const double angle = std::acos(factor / 8 * std::pow(size / 3, -1.5));
  return 2.0 / 3 * p * (1 + std::cos(2 * std::acos(-1.0) / 3 - 2 * angle / 3));
}

TEST(Proximal, HalfThresholdingHasItsClosedForm) {
  for (const double scale : {1e-9, 1e-4, 1.0, 1e5}) {
    int kept = 0;
    for (std::uint32_t stream = 0; stream < 40; ++stream) {
      Problem problem = random_problem(stream);
      // The point scales with the step's power of 2/3.
      for (float& each : problem.point.mutable_data<float>()) each *= static_cast<float>(scale);
      for (float& each : problem.step.mutable_data<float>())
        each *= static_cast<float>(std::pow(scale, 1.5));
      const std::vector<float> u = proximal_point(LHalf{.l_half = 0.25}, problem);
      for (std::size_t i = 0; i < u.size(); ++i) {
        const double p = problem.point.data<float>()[i], s = problem.step.data<float>()[i];
        const double exact = half_thresholded(p, 2 * 0.25 * s);
        if (std::abs(std::abs(p) / (std::cbrt(54.0) / 4 * std::cbrt(0.25 * s * s)) - 1) < 1e-5)
          continue;  // at the threshold
        EXPECT_NEAR(u[i], exact, 1e-6 * std::abs(exact)) << p << " " << s;
        kept += exact != 0;
      }
    }
    EXPECT_GT(kept, 100);
  }
}

TEST(Proximal, IsSwitchedOffByItsArgument) {
  EXPECT_FALSE(Regularizer(L1{.proximal = false}).has_proximal());
  EXPECT_FALSE(Regularizer(GroupL1{.proximal = false}).has_proximal());
  EXPECT_FALSE(Regularizer("l2").has_proximal());
  EXPECT_FALSE(Regularizer().has_proximal());
  EXPECT_TRUE(Regularizer("l1").has_proximal());
}

}  // namespace
}  // namespace occam::regularizers
