#include "occam/regularizers/hierarchical_l1.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "occam/base/random.h"
#include "tests/experiment/experiment.h"

namespace occam::regularizers {
namespace {

constexpr std::size_t kInputs = 5, kSkips = 2, kUnits = 4;
constexpr double kL1 = 12, kM = 0.7;

Array random_matrix(std::size_t columns, std::uint32_t stream, bool is_step) {
  std::vector<float> values(kInputs * columns);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float u = random_uniform({21, stream}, 0, i);
    values[i] = is_step ? std::pow(10.0f, -2 + 2 * u) : 2 * u - 1;
  }
  return Array({static_cast<std::int64_t>(kInputs), static_cast<std::int64_t>(columns)}, values);
}

struct Pyramid {
  Array skip, skip_step, units, units_step;
};

/// The part of input j: penalty and distance.
double pyramid_cost(const Pyramid& problem, std::size_t j, const double* skip,
                    const double* units) {
  double squares = 0, sum = 0;
  const auto distance = [](double u, const Array& point, const Array& step, std::size_t at) {
    const double away = u - point.at(static_cast<std::int64_t>(at));
    return away * away / (2 * step.at(static_cast<std::int64_t>(at)));
  };
  for (std::size_t k = 0; k < kSkips; ++k) {
    squares += skip[k] * skip[k];
    sum += distance(skip[k], problem.skip, problem.skip_step, j * kSkips + k);
  }
  for (std::size_t k = 0; k < kUnits; ++k)
    sum += distance(units[k], problem.units, problem.units_step, j * kUnits + k);
  return sum + kL1 * std::sqrt(squares);
}

/// The best weights of input j under the bound that these skips set.
std::vector<double> within(const Pyramid& problem, std::size_t j, const double* skip) {
  double squares = 0;
  for (std::size_t k = 0; k < kSkips; ++k) squares += skip[k] * skip[k];
  const double bound = kM * std::sqrt(squares);
  std::vector<double> units(kUnits);
  for (std::size_t k = 0; k < kUnits; ++k)
    units[k] =
        std::clamp(problem.units.at(static_cast<std::int64_t>(j * kUnits + k)), -bound, bound);
  return units;
}

TEST(HierarchicalL1, PointsAreTheMinimumOfTheirDefinition) {
  int out = 0, in = 0;
  for (std::uint32_t stream = 0; stream < 40; ++stream) {
    const Pyramid problem{
        random_matrix(kSkips, 4 * stream, false), random_matrix(kSkips, 4 * stream + 1, true),
        random_matrix(kUnits, 4 * stream + 2, false), random_matrix(kUnits, 4 * stream + 3, true)};
    experiments::Experiment experiment;
    const HierarchicalL1 penalty{.l1 = kL1, .hierarchy = kM, .layer = "dense"};
    const auto points = penalty.proximal_points(
        experiment.scope("skip/kernel_regularizer"),
        {experiment.variable("skip", problem.skip), experiment.input("s", problem.skip_step)},
        {experiment.variable("units", problem.units), experiment.input("t", problem.units_step)});
    experiment.output("skip", points.skip);
    experiment.output("units", points.bounded);
    experiment.run();
    for (std::size_t j = 0; j < kInputs; ++j) {
      std::vector<double> skip(kSkips), units(kUnits);
      for (std::size_t k = 0; k < kSkips; ++k) skip[k] = experiment.tensor("skip")[j * kSkips + k];
      for (std::size_t k = 0; k < kUnits; ++k) {
        units[k] = experiment.tensor("units")[j * kUnits + k];
        EXPECT_LE(std::abs(units[k]), kM * std::hypot(skip[0], skip[1]) * (1 + 1e-6));
      }
      (skip[0] == 0 && skip[1] == 0 ? out : in) += 1;
      const double least = pyramid_cost(problem, j, skip.data(), units.data());
      for (int a = -20; a <= 20; ++a) {
        for (int b = -20; b <= 20; ++b) {
          for (const double size : {0.1, 0.002}) {
            const std::vector<double> other = {skip[0] + size * a, skip[1] + size * b};
            const std::vector<double> best = within(problem, j, other.data());
            ASSERT_LE(least,
                      pyramid_cost(problem, j, other.data(), best.data()) * (1 + 1e-6) + 1e-6);
          }
        }
      }
    }
  }
  EXPECT_GT(out, 5);
  EXPECT_GT(in, 50);
}

TEST(HierarchicalL1, ThePenaltyIsTheSumOfTheNormsOfInputs) {
  experiments::Experiment experiment;
  const graph::Value w = experiment.variable("w", Array({2, 2}, std::vector<float>{3, -4, 0, 2}));
  experiment.output("penalty", HierarchicalL1{.l1 = 0.5, .layer = "dense"}.penalty(
                                   experiment.scope("w_regularizer"), w));
  experiment.run();
  EXPECT_NEAR(experiment.number("penalty"), 3.5, 1e-6);
}

}  // namespace
}  // namespace occam::regularizers
