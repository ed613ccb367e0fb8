#include "occam/runtime/executor.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace occam::runtime {
namespace {

constexpr float kSubnormal = 0x1p-130f;

/// The processor's product, not the compiler's.
float product(float a, float b) {
  volatile float one = a, other = b;
  return one * other;
}

/// A plan by hand: y = x * factor item by item (y in the workspace), then total += sum of y.
struct Program {
  StateLayout layout;
  std::shared_ptr<Plan> plan = std::make_shared<Plan>();
  static constexpr std::int64_t kItems = 100;

  explicit Program(bool parallel) {
    layout.declare("factor", {}, VariableType::kFloat64, Role::kHyper);
    layout.declare("total", {}, VariableType::kFloat64, Role::kAccumulator);
    plan->operands = {{Region::kBatch, 0},
                      {Region::kState, layout[0].offset},
                      {Region::kWorkspace, 64},
                      {Region::kWorkspace, 64},
                      {Region::kState, layout[1].offset}};
    plan->inputs = {{"x", {Region::kBatch, 0}, {kItems}}};
    plan->outputs = {{"y", {Region::kWorkspace, 64}, {kItems}}};
    plan->batch_bytes = kItems * 4;
    plan->workspace_bytes = 64 + kItems * 4;
    plan->scratch_bytes = 64;
    Call multiply;
    multiply.kernel = [](const void*, std::byte* const* operands, std::int64_t begin,
                         std::int64_t end, std::byte* scratch) {
      *reinterpret_cast<std::int64_t*>(scratch) = begin;  // a worker's own
      for (std::int64_t i = begin; i < end; ++i) {
        reinterpret_cast<float*>(operands[2])[i] =
            reinterpret_cast<float*>(operands[0])[i] *
            static_cast<float>(*reinterpret_cast<double*>(operands[1]));
      }
    };
    multiply.operand_count = 3;
    multiply.items = kItems;
    multiply.parallel = parallel;
    Call add;
    add.kernel = [](const void*, std::byte* const* operands, std::int64_t begin, std::int64_t end,
                    std::byte*) {
      EXPECT_EQ(begin, 0);
      EXPECT_EQ(end, 1);
      for (std::int64_t i = 0; i < kItems; ++i) {
        *reinterpret_cast<double*>(operands[1]) +=
            static_cast<double>(reinterpret_cast<float*>(operands[0])[i]);
      }
    };
    add.first_operand = 3;
    add.operand_count = 2;
    plan->calls = {multiply, add};
  }
};

constexpr double kSum = 99 * 100 / 2;

void fill(Executor& executor) {
  auto x = executor.input(executor.plan().inputs[0]);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i);
}

TEST(Executor, SubnormalNumbersAreZeroInAStepAlone) {
  for (const bool parallel : {false, true}) {
    for (const int threads : {1, 3}) {
      Program program(parallel);
      State state(program.layout, 1);
      ThreadPool pool(threads);
      Executor executor(program.plan, state, pool);
      const int member = 0;
      const auto x = executor.input(program.plan->inputs[0]);
      const auto run = [&](float value, double factor) {
        std::fill(x.begin(), x.end(), value);
        state.number(program.layout[0]) = factor;
        executor.run({&member, 1});
        const std::span<const float> y = executor.tensor(*program.plan->output("y"));
        EXPECT_EQ(std::count(y.begin(), y.end(), y[0]), Program::kItems);
        return y[0];
      };
      EXPECT_EQ(run(0x1p-100f, 0x1p-30), 0.0f);  // a result
      EXPECT_EQ(run(kSubnormal, 0x1p20), 0.0f);  // an operand
      EXPECT_EQ(run(0x1p-100f, 0x1p-26), 0x1p-126f);
      EXPECT_EQ(product(0x1p-100f, 0x1p-30f), kSubnormal);  // the caller's own
    }
  }
}

TEST(Executor, RunsTheCallsInOrder) {
  for (const bool parallel : {false, true}) {
    for (const int threads : {1, 3}) {
      Program program(parallel);
      State state(program.layout, 1);
      state.number(program.layout[0]) = 2;
      ThreadPool pool(threads);
      Executor executor(program.plan, state, pool);
      fill(executor);
      const int member = 0;
      executor.run({&member, 1});
      EXPECT_EQ(state.number(program.layout[1]), 2 * kSum);
      EXPECT_EQ(executor.tensor(*program.plan->output("y"))[7], 14.0f);
      state.number(program.layout[0]) = 3;
      executor.run({&member, 1});
      EXPECT_EQ(state.number(program.layout[1]), 5 * kSum);
    }
  }
}

TEST(Executor, ReadsABorrowedInputWhereItLies) {
  for (const int threads : {1, 3}) {
    Program program(true);
    program.plan->outputs.push_back({"x", {Region::kBatch, 0}, {Program::kItems}});
    State state(program.layout, 1);
    state.number(program.layout[0]) = 2;
    ThreadPool pool(threads);
    Executor executor(program.plan, state, pool);
    ASSERT_TRUE(executor.can_borrow());
    fill(executor);
    const std::vector<float> lent(Program::kItems, 50.0f);
    const int member = 0;
    const auto y = [&] { return executor.tensor(*program.plan->output("y"))[7]; };
    executor.borrow(0, lent.data());
    executor.run({&member, 1});
    EXPECT_EQ(y(), 100.0f);
    EXPECT_EQ(executor.tensor(*program.plan->output("x")).data(), lent.data());
    executor.borrow(0, nullptr);  // its own again
    executor.run({&member, 1});
    EXPECT_EQ(y(), 14.0f);
    EXPECT_EQ(executor.tensor(*program.plan->output("x"))[7], 7.0f);
  }
}

TEST(Executor, BorrowsNothingForSeveralBatchesOrMembersInFlight) {
  Program program(true);
  ThreadPool pool(2);
  State several(program.layout, 4);
  EXPECT_FALSE(Executor(program.plan, several, pool).can_borrow());
  EXPECT_FALSE(Executor(program.plan, several, pool, Batches::kOwn).can_borrow());
}

TEST(Executor, RunsOnlyActiveMembersEachOnItsOwnState) {
  for (const int threads : {1, 2, 5}) {
    Program program(true);
    State state(program.layout, 4);
    ThreadPool pool(threads);
    for (int m = 0; m < 4; ++m) state.number(program.layout[0], m) = m + 1;
    Executor executor(program.plan, state, pool);
    fill(executor);
    const std::vector<int> all{0, 1, 2, 3}, some{3, 1};
    executor.run(all);
    executor.run(some);
    executor.run({});
    EXPECT_EQ(state.number(program.layout[1], 0), kSum);
    EXPECT_EQ(state.number(program.layout[1], 1), 2 * 2 * kSum);
    EXPECT_EQ(state.number(program.layout[1], 2), 3 * kSum);
    EXPECT_EQ(state.number(program.layout[1], 3), 2 * 4 * kSum);
  }
}

// A stack holds several batches: a member does a step on each, with the bits of single steps.
TEST(Executor, AStackStepsOnSeveralBatchesAtATime) {
  for (const int threads : {1, 2, 3}) {
    for (const std::int64_t models : {1, 2, 5}) {
      const Program program(true);
      State state(program.layout, models);
      ThreadPool pool(threads);
      Executor executor(program.plan, state, pool);
      EXPECT_EQ(executor.batches(), models > 1 ? 8 : 1);
      std::vector<int> active;
      for (int model = 0; model < models; ++model) {
        state.number(program.layout[0], model) = model;
        if (model != 2) active.push_back(model);
      }
      double sum = 0;
      for (std::int64_t batch = 0; batch < executor.batches(); ++batch) {
        const auto x = executor.input(program.plan->inputs[0], batch);
        for (std::size_t i = 0; i < x.size(); ++i)
          sum += x[i] = static_cast<float>(10 * batch + static_cast<std::int64_t>(i));
      }
      executor.run(active, executor.batches());
      for (const int model : active)
        EXPECT_EQ(state.number(program.layout[1], model), model * sum) << model;
      if (models > 2) {
        EXPECT_EQ(state.number(program.layout[1], 2), 0);
      }
    }
  }
}

// One copy of the batch, for a stack eight; workspace for each member in flight; scratch for each
// thread that works.
TEST(Executor, KnowsItsMemoryBeforeItExists) {
  struct Case {
    bool parallel;
    std::int64_t models;
    int threads;
    std::int64_t lanes, workers;
  };
  for (const Case& c : {Case{false, 1, 1, 1, 1}, Case{false, 1, 3, 1, 1}, Case{true, 1, 3, 1, 3},
                        Case{true, 2, 3, 1, 3}, Case{true, 3, 3, 3, 3}, Case{false, 9, 2, 2, 2}}) {
    const Program program(c.parallel);
    const StepMemory memory = step_memory(*program.plan, c.models, c.threads);
    const std::int64_t batches = c.models > 1 ? 8 : 1;
    EXPECT_EQ(memory.batch, batches * 400);
    EXPECT_EQ(memory.workspace, c.lanes * 512);  // 464 bytes in whole cache lines
    EXPECT_EQ(memory.scratch, c.workers * 64);
    EXPECT_EQ(memory.total(), batches * 400 + c.lanes * 512 + c.workers * 64);
    State state(program.layout, c.models);
    ThreadPool pool(c.threads);
    EXPECT_EQ(Executor(program.plan, state, pool).memory().total(), memory.total());
  }
}

TEST(Plan, NamesItsValues) {
  const Program program(false);
  EXPECT_NE(program.plan->output("y"), nullptr);
  EXPECT_EQ(program.plan->output("z"), nullptr);
  EXPECT_NE(program.plan->input("x"), nullptr);
  EXPECT_EQ(program.plan->input("y"), nullptr);
  EXPECT_NE(to_text(*program.plan).find("2 calls"), std::string::npos);
}

}  // namespace
}  // namespace occam::runtime
