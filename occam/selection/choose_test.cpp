#include "occam/selection/choose.h"

#include <gmock/gmock.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "occam/base/errors.h"

namespace occam::selection {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
using OfPath = PooledChoice::OfPath;

/// Means that all have the same standard error, and networks of these inputs with one number each.
Competitor path_of(std::vector<double> means, double error,
                   const std::vector<std::int64_t>& inputs) {
  Competitor path{{std::move(means), {}}, {}};
  path.curve.standard_errors.assign(path.curve.means.size(), error);
  for (const std::int64_t each : inputs) path.sizes.push_back({each, each});
  return path;
}

TEST(PooledChoice, OnePathIsGlmnetsRule) {
  // min at 0.30, the first mean not above 0.30 + 0.05 at place 1.
  const Competitor path = path_of({0.9, 0.35, 0.32, 0.30, 0.31}, 0.05, {0, 1, 2, 3, 4});
  const PooledChoice pooled = choose(std::vector{path}, Direction::kDown);
  EXPECT_EQ(pooled.paths, std::vector{(OfPath{.best = 3, .one_se = 1})});
  EXPECT_EQ(choose(path.curve, Direction::kDown), (Choice{.best = 3, .one_se = 1}));
}

TEST(PooledChoice, TheBarIsTheBestOfAllPaths) {
  // Alone the second would choose its place 0, which is 0.2 above the best of both.
  const Competitor first = path_of({0.8, 0.33, 0.30}, 0.05, {0, 8, 9});
  const Competitor second = path_of({0.50, 0.46, 0.45}, 0.10, {1, 2, 3});
  const PooledChoice pooled = choose(std::vector{first, second}, Direction::kDown);
  EXPECT_EQ(pooled.paths, (std::vector{OfPath{2, 1}, OfPath{2, std::nullopt}}));
  EXPECT_EQ(pooled.best, 0u);
  EXPECT_EQ(pooled.one_se, 0u);
}

TEST(PooledChoice, TheSimplestWithinTheBarIsTaken) {
  const Competitor first = path_of({0.8, 0.33, 0.30}, 0.05, {0, 8, 9});
  const Competitor second = path_of({0.50, 0.34, 0.31}, 0.01, {1, 2, 3});
  const PooledChoice pooled = choose(std::vector{first, second}, Direction::kDown);
  EXPECT_EQ(pooled.paths, (std::vector{OfPath{2, 1}, OfPath{2, 1}}));
  EXPECT_EQ(pooled.best, 0u);
  EXPECT_EQ(pooled.one_se, 1u);  // 2 inputs against 8
}

TEST(PooledChoice, OfEquallySimpleNetworksTheBetterThenTheEarlier) {
  const Competitor first = path_of({0.34, 0.30}, 0.05, {2, 9});
  const Competitor second = path_of({0.32, 0.31}, 0.05, {2, 3});
  EXPECT_EQ(choose(std::vector{first, second}, Direction::kDown).one_se, 1u);
  EXPECT_EQ(choose(std::vector{first, first}, Direction::kDown).one_se, 0u);
  Competitor larger = first;
  larger.sizes[0].parameters = 5;  // as many inputs, more numbers, the same mean
  EXPECT_EQ(choose(std::vector{larger, first}, Direction::kDown).one_se, 1u);
}

TEST(PooledChoice, LargerScoresAreBetterWhereTheDirectionIsUp) {
  const Competitor first = path_of({0.5, 0.70}, 0.02, {0, 4});
  const Competitor second = path_of({0.79, 0.80}, 0.02, {3, 5});
  const PooledChoice pooled = choose(std::vector{first, second}, Direction::kUp);
  EXPECT_EQ(pooled.paths, (std::vector{OfPath{1, std::nullopt}, OfPath{1, 0}}));
  EXPECT_EQ(pooled.best, 1u);
  EXPECT_EQ(pooled.one_se, 1u);
}

TEST(PooledChoice, WithoutAStandardErrorOnlyTheBestIsWithin) {
  const Competitor first = path_of({0.30, 0.30}, kNan, {1, 2});
  const Competitor second = path_of({kNan, 0.29}, kNan, {0, 7});
  const PooledChoice pooled = choose(std::vector{first, second}, Direction::kDown);
  EXPECT_EQ(pooled.paths, (std::vector{OfPath{0, std::nullopt}, OfPath{1, 1}}));
  EXPECT_EQ(pooled.one_se, 1u);
}

TEST(PooledChoice, RefusesWhatHasNoChoice) {
  const Competitor path = path_of({0.3}, 0.1, {1});
  const auto choice_of = [](const std::vector<Competitor>& paths, Direction direction) {
    return [=] { static_cast<void>(choose(paths, direction)); };
  };
  EXPECT_THAT(choice_of({}, Direction::kDown),
              ThrowsMessage<InvalidArgument>(HasSubstr("no path")));
  EXPECT_THAT(choice_of({path}, Direction::kNone),
              ThrowsMessage<InvalidArgument>(HasSubstr("no direction")));
  EXPECT_THAT(choice_of({path, path_of({kNan}, 0.1, {1})}, Direction::kDown),
              ThrowsMessage<InvalidArgument>(HasSubstr("no score is a number")));
  EXPECT_THAT(choice_of({path, path_of({0.3}, 0.1, {1, 2})}, Direction::kDown),
              ThrowsMessage<InvalidArgument>(HasSubstr("sizes")));
}

}  // namespace
}  // namespace occam::selection
