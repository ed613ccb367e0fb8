#include "occam/regularizers/target_sparsity.h"

#include <gtest/gtest.h>

#include <cmath>

#include "occam/regularizers/group_l1.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/regularizer.h"
#include "occam/schedules/exponential_decay.h"

namespace occam::regularizers {
namespace {

TEST(TargetSparsity, FactorsGrowUntilTheShareIsReached) {
  EXPECT_DOUBLE_EQ(factor_towards(0.9, 0.9, 500), 1);
  EXPECT_DOUBLE_EQ(factor_towards(0.9, 0, 500), 4);
  EXPECT_DOUBLE_EQ(factor_towards(0.9, 0, 5000), 4);
  EXPECT_DOUBLE_EQ(factor_towards(0.9, 0, 125), std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(factor_towards(0, 1, 500), 0.25);
  // Odds of 9 and of 4: half the way in 500 steps.
  EXPECT_NEAR(factor_towards(0.9, 0.8, 500), 1.5, 1e-12);
  EXPECT_NEAR(factor_towards(0.8, 0.9, 500), 1 / 1.5, 1e-12);
}

TEST(TargetSparsity, RefusesWhatCannotReachIt) {
  const auto refused = [](auto penalty) {
    try {
      Regularizer{penalty};
    } catch (const InvalidArgument& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_EQ(refused(L1{.sparsity = 0.5}), "accepted");
  EXPECT_EQ(refused(GroupL1{.sparsity = 0}), "accepted");
  EXPECT_NE(refused(L1{.sparsity = 1}).find("sparsity"), std::string::npos);
  EXPECT_NE(refused(L1{.proximal = false, .sparsity = 0.5}).find("proximal=true"),
            std::string::npos);
  EXPECT_NE(refused(L1{.l1 = 0, .sparsity = 0.5}).find("above 0"), std::string::npos);
  const schedules::ExponentialDecay falling{
      .initial_learning_rate = 0.1, .decay_steps = 10, .decay_rate = 0.5};
  EXPECT_NE(refused(L1{.l1 = falling, .sparsity = 0.5}).find("schedule"), std::string::npos);
}

}  // namespace
}  // namespace occam::regularizers
