#include "occam/training/samples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "occam/base/errors.h"

namespace occam::training {
namespace {

/// A plan that computes nothing, with these inputs, which it gives back.
std::shared_ptr<const runtime::Plan> plan_of(
    const std::vector<std::pair<std::string, Shape>>& inputs) {
  auto plan = std::make_shared<runtime::Plan>();
  for (const auto& [name, shape] : inputs) {
    plan->inputs.push_back({name, {runtime::Region::kBatch, plan->batch_bytes}, shape});
    plan->operands.push_back(plan->inputs.back().operand);
    plan->batch_bytes += static_cast<std::size_t>(shape.size() + 15) / 16 * 64;
  }
  plan->outputs = plan->inputs;
  return plan;
}

class BatchLoaderTest : public ::testing::Test {
 protected:
  std::vector<float> loaded(const std::string& input) {
    const auto values = read(input);
    return {values.begin(), values.end()};
  }
  /// As the plan reads it.
  std::span<const float> read(const std::string& input) {
    return executor_->tensor(*executor_->plan().output(input));
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

TEST_F(BatchLoaderTest, RowsThatFollowEachOtherAreReadWhereTheyLie) {
  constexpr std::int64_t kRows = 6000, kCols = 8, kBatch = 2500;
  std::vector<float> numbers(kRows * kCols);
  std::iota(numbers.begin(), numbers.end(), 0.0f);
  const Array table(Shape{kRows, kCols}, numbers);
  const float* const begin = table.data<float>().data();
  std::vector<std::int64_t> rows(kRows);
  std::iota(rows.begin(), rows.end(), 0);
  std::swap(rows[0], rows[1]);
  const Samples samples{{{"x", &table}}, rows};
  BatchLoader loader = this->loader(samples, {{"x", {kBatch, kCols}}});
  loader.load(2);
  EXPECT_EQ(read("x").data(), begin + 2 * kCols);
  loader.load(kRows - kBatch);
  EXPECT_EQ(read("x").data(), begin + (kRows - kBatch) * kCols);
  loader.load(0);  // copied: row 1 comes first
  EXPECT_EQ(read("x").data(), executor_->input(*executor_->plan().input("x")).data());
  EXPECT_EQ(read("x")[0], 8.0f);
  EXPECT_EQ(read("x")[kCols], 0.0f);
  EXPECT_EQ(read("x")[2 * kCols], 16.0f);
  loader.load(3);
  EXPECT_EQ(read("x").data(), begin + 3 * kCols);
  // Another factor: the numbers are made, in the executor's own memory.
  const Samples halves{{{"x", &table, 0.5f}}, rows};
  BatchLoader(halves, *executor_, pool_).load(2);
  EXPECT_EQ(read("x")[0], 8.0f);
}

std::string refusal(const Array& array, float scale = 1.0f) {
  try {
    check_finite("fit", "x", array, scale);
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "";
}

TEST(CheckFinite, CountsAllAndNamesTheFirst) {
  constexpr std::int64_t kRows = 1500, kCols = 3;
  std::vector<float> numbers(kRows * kCols, std::numeric_limits<float>::max());
  EXPECT_EQ(refusal(Array({kRows, kCols}, numbers)), "");
  for (const std::size_t place : {1024, 1023, 2048, 4499})
    numbers[place] = std::numeric_limits<float>::quiet_NaN();
  numbers[4400] = -std::numeric_limits<float>::infinity();
  EXPECT_NE(refusal(Array({kRows, kCols}, numbers))
                .find("x holds 5 values that are not finite in float32, the first is nan in row "
                      "341, column 0"),
            std::string::npos)
      << refusal(Array({kRows, kCols}, numbers));
}

TEST(CheckFinite, AsTheEngineReadsThem) {
  EXPECT_NE(refusal(Array(Shape{2}, std::vector<double>{1, 1e300})), "");
  EXPECT_NE(refusal(Array(Shape{2}, std::vector<double>{1, 1e300}), 1e-30f), "");
  EXPECT_NE(refusal(Array(Shape{1}, std::vector<float>{1e30f}), 1e30f), "");
  EXPECT_EQ(refusal(Array(Shape{1}, std::vector<std::uint8_t>{255}), 0.5f), "");
}

TEST_F(BatchLoaderTest, RefusesAnInputWithoutItsFeed) {
  const Samples samples{{{"x", &words_}}, {0, 1}};
  EXPECT_THROW(loader(samples, {{"x", {2, 2}}, {"y", {2}}}), InternalError);
  EXPECT_THROW(loader(samples, {{"x", {2, 3}}}), InternalError) << "rows of another size";
}

}  // namespace
}  // namespace occam::training
