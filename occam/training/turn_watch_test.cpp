#include "occam/training/turn_watch.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace occam::training {
namespace {

TEST(TurnWatch, TheInnermostOfTheThreadIsAsked) {
  int outer = 0, inner = 0;
  turn_done();
  const TurnWatch first([&] { ++outer; });
  turn_done();
  {
    const TurnWatch second([&] { ++inner; });
    turn_done();
    std::thread([] { turn_done(); }).join();
  }
  turn_done();
  EXPECT_EQ(outer, 2);
  EXPECT_EQ(inner, 1);
}

TEST(TurnWatch, ThrowsToWhoHasDoneTheTurn) {
  const TurnWatch watch([] { throw std::runtime_error("enough"); });
  EXPECT_THROW(turn_done(), std::runtime_error);
}

}  // namespace
}  // namespace occam::training
