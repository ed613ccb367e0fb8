#include "occam/runtime/state.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "occam/base/errors.h"

namespace occam::runtime {
namespace {

TEST(StateLayout, FindsWhatWasDeclared) {
  StateLayout layout;
  const std::size_t kernel =
      layout.declare("dense/kernel", {3, 5}, VariableType::kFloat32, Role::kTrainable);
  const std::size_t rate = layout.declare("rate", {}, VariableType::kFloat64, Role::kHyper);
  EXPECT_EQ(layout.find("dense/kernel"), kernel);
  EXPECT_EQ(layout.find("rate"), rate);
  EXPECT_FALSE(layout.find("dense").has_value());
  EXPECT_EQ(layout[kernel].bytes(), 60u);
  EXPECT_EQ(layout[rate].bytes(), 8u);
  // Again: the same one; another shape is a bug of ours.
  EXPECT_EQ(layout.declare("dense/kernel", {3, 5}, VariableType::kFloat32, Role::kTrainable),
            kernel);
  EXPECT_THROW(layout.declare("dense/kernel", {5, 3}, VariableType::kFloat32, Role::kTrainable),
               InvalidArgument);
  EXPECT_EQ(layout.variables().size(), 2u);
}

TEST(StateLayout, VariablesDoNotOverlapAndTensorsAreAligned) {
  EXPECT_TRUE(rc::check("layout", [] {
    StateLayout layout;
    const int count = *rc::gen::inRange(0, 20);
    for (int i = 0; i < count; ++i) {
      const bool scalar = *rc::gen::arbitrary<bool>();
      const std::int64_t size = *rc::gen::inRange(1, 100);
      layout.declare(std::to_string(i), scalar ? Shape{} : Shape{size},
                     scalar ? VariableType::kFloat64 : VariableType::kFloat32, Role::kTrainable);
    }
    RC_ASSERT(layout.slab_bytes() % 64 == 0u);
    for (const Variable& a : layout.variables()) {
      RC_ASSERT(a.offset % (a.shape.rank() ? 64 : 8) == 0u);
      RC_ASSERT(a.offset + a.bytes() <= layout.slab_bytes());
      for (const Variable& b : layout.variables()) {
        if (&a != &b)
          RC_ASSERT(a.offset + a.bytes() <= b.offset || b.offset + b.bytes() <= a.offset);
      }
    }
  }));
}

TEST(State, EachMemberHasItsOwnValues) {
  StateLayout layout;
  layout.declare("w", {3}, VariableType::kFloat32, Role::kTrainable);
  layout.declare("rate", {}, VariableType::kFloat64, Role::kHyper);
  layout.declare("step", {}, VariableType::kUint64, Role::kCounter);
  State state(layout, 3);
  EXPECT_EQ(state.models(), 3);
  for (int m = 0; m < 3; ++m) {
    for (const float value : state.tensor(layout[0], m)) EXPECT_EQ(value, 0);
    for (float& value : state.tensor(layout[0], m)) value = static_cast<float>(m);
    state.number(layout[1], m) = 0.5 * m;
    state.counter(layout[2], m) = 1ull << (60 + m);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(state.slab(m)) % 64, 0u);
  }
  const State copy = state;
  state.tensor(layout[0], 1)[0] = 9;
  for (int m = 0; m < 3; ++m) {
    EXPECT_EQ(copy.tensor(layout[0], m)[0], static_cast<float>(m));
    EXPECT_EQ(state.number(layout[1], m), 0.5 * m);
    EXPECT_EQ(state.counter(layout[2], m), 1ull << (60 + m));
  }
}

TEST(State, GrowingKeepsOldValuesAndZerosNewOnes) {
  StateLayout before;
  before.declare("kept", {5}, VariableType::kFloat32, Role::kTrainable);
  before.declare("dropped", {2}, VariableType::kFloat32, Role::kSlot);
  before.declare("rate", {}, VariableType::kFloat64, Role::kHyper);
  State state(before, 2);
  for (int m = 0; m < 2; ++m) {
    for (float& value : state.tensor(before[0], m)) value = 3.0f + static_cast<float>(m);
    state.tensor(before[1], m)[0] = 8;
    state.number(before[2], m) = 0.25;
  }
  StateLayout after;
  after.declare("new", {7}, VariableType::kFloat32, Role::kSlot);
  after.declare("rate", {}, VariableType::kFloat64, Role::kHyper);
  after.declare("kept", {5}, VariableType::kFloat32, Role::kTrainable);
  state.grow(before, after);
  EXPECT_EQ(state.slab_bytes(), after.slab_bytes());
  for (int m = 0; m < 2; ++m) {
    for (const float value : state.tensor(after[0], m)) EXPECT_EQ(value, 0);
    EXPECT_EQ(state.number(after[1], m), 0.25);
    for (const float value : state.tensor(after[2], m))
      EXPECT_EQ(value, 3.0f + static_cast<float>(m));
  }
}

TEST(State, MembersOfAnotherOneInAnotherLayout) {
  StateLayout before;
  before.declare("dropped", {3}, VariableType::kFloat32, Role::kTrainable);
  before.declare("kept", {2}, VariableType::kFloat32, Role::kTrainable);
  State state(before, 3);
  for (int m = 0; m < 3; ++m) state.tensor(before[1], m)[1] = 4.0f + static_cast<float>(m);
  StateLayout after;
  after.declare("kept", {2}, VariableType::kFloat32, Role::kTrainable);
  after.declare("new", {20}, VariableType::kFloat32, Role::kSlot);
  const State members(state, before, std::vector<int>{2, 0, 2, 1}, after);
  ASSERT_EQ(members.models(), 4);
  for (const auto& [member, value] : {std::pair{0, 6.0f}, {1, 4.0f}, {2, 6.0f}, {3, 5.0f}}) {
    EXPECT_EQ(members.tensor(after[0], member)[1], value);
    for (const float zero : members.tensor(after[1], member)) EXPECT_EQ(zero, 0);
  }
}

}  // namespace
}  // namespace occam::runtime
