// A fit on a source of batches, or in epochs of a number of steps, goes on to the same bits.
#include <gmock/gmock.h>

#include "occam/data/test_file.h"
#include "tests/resume/interrupted_run.h"

namespace occam::resume_testing {
namespace {

using models_testing::expect_same_history;
using models_testing::expect_same_weights;
using testing::HasSubstr;

class ResumeSource : public ResumeTest {
 protected:
  /// The rows as a file, which is shuffled in every pass.
  data::RowBatches open(const data::TestFile& file, std::uint64_t seed = 1) {
    return data::csv_batches(
        file.path(),
        {.target = "y", .batches = {.batch_size = 8, .shuffle_buffer = 20, .seed = seed}});
  }
  static std::string text() {
    std::string text = "a,b,c,d,y\n";
    for (std::int64_t row = 0; row < data().x.shape()[0]; ++row) {
      for (std::int64_t i = 0; i < 4; ++i) text += to_text(data().x.at(4 * row + i)) + ",";
      text += to_text(data().y.at(row)) + "\n";
    }
    return text;
  }
};

FitOptions without_split(std::vector<callbacks::Callback> callbacks, std::int64_t steps) {
  FitOptions made = options(std::move(callbacks));
  made.validation_split = 0;
  made.steps_per_epoch = steps;
  return made;
}

TEST_F(ResumeSource, AfterEveryStepOfAStream) {
  const data::TestFile file(text());
  for (const std::int64_t steps : {0, 4}) {  // 6 batches of 47 rows
    SCOPED_TRACE(steps);
    Sequential whole = network();
    data::RowBatches batches = open(file);
    History expected;
    {
      const WarningCatcher quiet([](const Warning&) {});
      expected = whole.fit(batches, without_split({}, steps));
    }
    for (std::int64_t step = 1; step <= 20; ++step) {
      const WarningCatcher quiet([](const Warning&) {});
      Sequential cut = network(), other = network(99);
      data::RowBatches first = open(file), second = open(file);
      cut.fit(first, without_split({InterruptAfter{step, path("m.keras")}}, steps));
      FitOptions again = without_split({}, steps);
      again.resume_from = path("m.keras");
      const History history = other.fit(second, again);
      const std::string what = "step " + std::to_string(step);
      expect_same_history(expected, history, what);
      expect_same_weights(whole, other, what);
    }
  }
}

TEST_F(ResumeSource, AfterEveryStepOfArraysInSteps) {
  for (const std::int64_t steps : {2, 3, 7}) {  // 5 batches
    SCOPED_TRACE(steps);
    const WarningCatcher quiet([](const Warning&) {});
    const auto made = [&](std::vector<callbacks::Callback> callbacks) {
      FitOptions some = options(std::move(callbacks));
      some.steps_per_epoch = steps;
      return some;
    };
    Sequential whole = network();
    const History expected = whole.fit(data().x, data().y, made({}));
    for (std::int64_t step = 1; step <= 10; ++step) {
      Sequential cut = network(), other = network(99);
      cut.fit(data().x, data().y, made({InterruptAfter{step, path("m.keras")}}));
      FitOptions again = made({});
      again.resume_from = path("m.keras");
      const History history = other.fit(data().x, data().y, again);
      const std::string what = "step " + std::to_string(step);
      expect_same_history(expected, history, what);
      expect_same_weights(whole, other, what);
    }
  }
}

TEST_F(ResumeSource, AnotherStreamIsAnotherFit) {
  const data::TestFile file(text());
  Sequential cut = network(), other = network();
  data::RowBatches first = open(file), shuffled_otherwise = open(file, 2), again_first = open(file);
  cut.fit(first, without_split({InterruptAfter{3, path("m.keras")}}, 4));
  const auto refusal = [&](data::RowBatches& source, std::int64_t steps) -> std::string {
    FitOptions again = without_split({}, steps);
    again.resume_from = path("m.keras");
    try {
      other.fit(source, again);
    } catch (const InvalidArgument& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_THAT(refusal(shuffled_otherwise, 4), HasSubstr("other numbers in the data"));
  EXPECT_THAT(refusal(again_first, 5), HasSubstr("steps_per_epoch 4 there, 5 here"));
}

}  // namespace
}  // namespace occam::resume_testing
