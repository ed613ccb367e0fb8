#include "occam/training/log_reader.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "occam/compiler/compile.h"
#include "occam/ops/input.h"
#include "occam/ops/sum.h"

namespace occam::training {
namespace {

using callbacks::Logs;
using Prefix = LogReader::Prefix;

/// Accumulates the number "loss", the tensor "counts" and a penalty; each step adds its input.
class Counting final : public Program {
 public:
  Counting() {
    graph::Graph graph(layout_);
    const graph::Value counts = ops::input(graph, "counts", {3});
    metrics::Sums loss(graph, "log/loss"), each(graph, "log/counts"), both(graph, "log/both");
    loss.add(ops::sum(counts));
    each.add(counts);
    both.add(counts);
    both.add(ops::sum(counts));
    logs_ = {{.name = "loss",
              .direction = Direction::kDown,
              .accumulators = loss.accumulators(),
              .variables = loss.variables()},
             {.name = "penalty",
              .direction = Direction::kDown,
              .of_weights = true,
              .accumulators = loss.accumulators(),
              .variables = loss.variables()},
             {.name = "last",
              .direction = Direction::kUp,
              .accumulators = each.accumulators(),
              .variables = each.variables(),
              .result = [](const metrics::Totals& t) { return t.sums[0][2]; }},
             {.name = "weighted",
              .accumulators = both.accumulators(),
              .variables = both.variables(),
              .result = metrics::weighted_mean}};
    plan_ = compiler::compile(graph, {});
    state_ = runtime::State(layout_, 2);
    executor_ = std::make_unique<runtime::Executor>(plan_, state_, pool_);
  }

  void step(std::array<float, 3> counts, int member = 0) {
    std::ranges::copy(counts, executor_->input(plan_->inputs[0]).begin());
    executor_->run({&member, 1});
  }

  runtime::Executor& executor(PlanKey) override { return *executor_; }
  runtime::State& state() override { return state_; }
  const runtime::StateLayout& layout() const override { return layout_; }
  runtime::ThreadPool& pool() override { return pool_; }
  std::span<const LogSource> logs() const override { return logs_; }
  void go_on_from(const Checkpoint&) override {}
  std::vector<float> weights(std::int64_t) const override { return {}; }
  void set_weights(std::int64_t, std::span<const float>) override {}
  void visit_weights(std::int64_t, const WeightVisitor&) const override {}
  std::vector<std::string> hyper_paths() const override { return {}; }
  double hyper(std::string_view, std::int64_t) const override { return 0; }
  void set_hyper(std::string_view, std::int64_t, double) override {}
  std::uint64_t steps_taken(std::int64_t) const override { return 0; }
  std::uint64_t& epochs_trained(std::int64_t) override { return epochs_; }
  std::uint64_t data_seed(std::int64_t) const override { return 0; }
  double calibrated_loss(const Samples&, std::int64_t, int) override { return 0; }

 private:
  runtime::StateLayout layout_;
  std::vector<LogSource> logs_;
  std::shared_ptr<const runtime::Plan> plan_;
  runtime::State state_;
  runtime::ThreadPool pool_{1};
  std::unique_ptr<runtime::Executor> executor_;
  std::uint64_t epochs_ = 0;
};

TEST(LogReader, ReadsMeansAndResultsOfSeveralAccumulators) {
  Counting program;
  LogReader reader(program);
  program.step({1, 2, 4});
  program.step({10, 20, 30});
  program.step({5, 5, 5}, 1);
  Logs logs;
  reader.read(0, 8, Prefix::kNone, logs);
  EXPECT_EQ(logs.at("loss"), 67.0 / 8);
  EXPECT_EQ(logs.at("last"), 34.0);
  EXPECT_EQ(logs.at("weighted"), 11.0 / 67);
  EXPECT_EQ(logs.at("penalty"), 67.0 / 8);
  reader.read(1, 4, Prefix::kValidation, logs);
  EXPECT_EQ(logs.at("val_loss"), 15.0 / 4);
  EXPECT_EQ(logs.at("val_last"), 5.0);
  EXPECT_FALSE(logs.contains("val_penalty"));
  EXPECT_EQ(log_names(program, true),
            (std::vector<std::string>{"loss", "val_loss", "penalty", "last", "val_last", "weighted",
                                      "val_weighted"}));
  EXPECT_EQ(log_names(program, false),
            (std::vector<std::string>{"loss", "penalty", "last", "weighted"}));
}

TEST(LogReader, ResetsOnlyTheMembersNamed) {
  Counting program;
  LogReader reader(program);
  for (const int member : {0, 1}) program.step({0.1f, 16777216, 7}, member);
  program.step({0.2f, 1, 7}, 1);  // leaves a rest behind
  reader.reset(std::array{1});
  Logs logs;
  reader.read(0, 1, Prefix::kNone, logs);
  EXPECT_EQ(logs.at("last"), 7.0);
  reader.read(1, 1, Prefix::kNone, logs);
  EXPECT_EQ(logs.at("last"), 0.0);
  EXPECT_EQ(logs.at("loss"), 0.0);
  EXPECT_EQ(logs.at("weighted"), 0.0) << "0 without weights";
  program.step({0, 0, 0}, 1);
  reader.read(1, 1, Prefix::kNone, logs);
  EXPECT_EQ(logs.at("last"), 0.0);
}

// A float32 sum of counts would stay at 2^24.
TEST(LogReader, TensorsOfCountsStayExact) {
  Counting program;
  LogReader reader(program);
  double wanted = 0;
  const auto add = [&](float count) {
    program.step({0, 0, count});
    wanted += static_cast<double>(count);
  };
  add(16777216);
  for (int i = 0; i < 1000; ++i) add(static_cast<float>(i % 3));
  for (int i = 0; i < 2000; ++i) add(static_cast<float>(16777213 - 7 * i));
  for (int i = 0; i < 1000; ++i) add(1);
  Logs logs;
  reader.read(0, 1, Prefix::kNone, logs);
  EXPECT_EQ(logs.at("last"), wanted);
}

TEST(LogReader, TensorsOfWeightsKeepTwiceTheDigits) {
  Counting program;
  LogReader reader(program);
  double wanted = 0;
  for (int i = 0; i < 5000; ++i) {
    const float weight = 0.1f + 0.0001f * static_cast<float>(i % 17);
    program.step({0, 0, i % 2 ? weight : -3 * weight});
    wanted += static_cast<double>(i % 2 ? weight : -3 * weight);
  }
  Logs logs;
  reader.read(0, 1, Prefix::kNone, logs);
  EXPECT_NEAR(logs.at("last"), wanted, 1e-10 * std::fabs(wanted));
}

}  // namespace
}  // namespace occam::training
