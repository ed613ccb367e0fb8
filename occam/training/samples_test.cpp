#include "occam/training/samples.h"

#include <gtest/gtest.h>

namespace occam::training {
namespace {

/// A plan that computes nothing, with these inputs.
std::shared_ptr<const runtime::Plan> plan_of(
    const std::vector<std::pair<std::string, Shape>>& inputs) {
  auto plan = std::make_shared<runtime::Plan>();
  for (const auto& [name, shape] : inputs) {
    plan->inputs.push_back({name, {runtime::Region::kBatch, plan->batch_bytes}, shape});
    plan->batch_bytes += static_cast<std::size_t>(shape.size() + 15) / 16 * 64;
  }
  return plan;
}

class BatchLoaderTest : public ::testing::Test {
 protected:
  std::vector<float> loaded(const std::string& input) {
    const auto values = executor_->input(*executor_->plan().input(input));
    return {values.begin(), values.end()};
  }
  BatchLoader loader(const Samples& samples,
                     const std::vector<std::pair<std::string, Shape>>& inputs) {
    executor_ = std::make_unique<runtime::Executor>(plan_of(inputs), state_, pool_);
    return BatchLoader(samples, *executor_, pool_);
  }

  runtime::State state_{runtime::StateLayout(), 1};
  runtime::ThreadPool pool_{1};
  std::unique_ptr<runtime::Executor> executor_;
  Array words_ = Array(Shape{4, 2}, std::vector<std::int32_t>{0, 1, 10, 11, 20, 21, 30, 31});
  Array image_ =
      Array(Shape{4, 3}, std::vector<std::uint8_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  Array weight_ = Array::from({0.5, 1.5, 2.5, 3.5});
};

TEST_F(BatchLoaderTest, FillsEachInputFromTheFeedOfItsName) {
  const Samples samples{{{"weight", &weight_}, {"image", &image_, 0.25f}, {"words", &words_}},
                        {3, 0, 2, 1}};
  BatchLoader loader =
      this->loader(samples, {{"words", {2, 2}}, {"image", {2, 3}}, {"weight", {2}}});
  loader.load(0);
  EXPECT_EQ(loaded("words"), (std::vector<float>{30, 31, 0, 1}));
  EXPECT_EQ(loaded("image"), (std::vector<float>{2.25, 2.5, 2.75, 0, 0.25, 0.5}));
  EXPECT_EQ(loaded("weight"), (std::vector<float>{3.5, 0.5}));
  loader.load(2);
  EXPECT_EQ(loaded("words"), (std::vector<float>{20, 21, 10, 11}));
  EXPECT_EQ(loaded("weight"), (std::vector<float>{2.5, 1.5}));
}

TEST_F(BatchLoaderTest, LeavesOutFeedsThatThePlanDoesNotRead) {
  const Samples samples{{{"y", &weight_}, {"x", &words_}}, {1, 2, 3}};
  loader(samples, {{"x", {3, 2}}}).load(0);
  EXPECT_EQ(loaded("x"), (std::vector<float>{10, 11, 20, 21, 30, 31}));
}

TEST_F(BatchLoaderTest, RefusesAnInputWithoutItsFeed) {
  const Samples samples{{{"x", &words_}}, {0, 1}};
  EXPECT_THROW(loader(samples, {{"x", {2, 2}}, {"y", {2}}}), InternalError);
  EXPECT_THROW(loader(samples, {{"x", {2, 3}}}), InternalError) << "rows of another size";
}

}  // namespace
}  // namespace occam::training
