#include "occam/saving/outcomes_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "occam/base/errors.h"
#include "occam/saving/atomic_file.h"

namespace occam::saving {
namespace {

class OutcomesFile : public testing::Test {
 protected:
  std::string path() const { return path_.string(); }
  void TearDown() override { std::filesystem::remove(path_); }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("occam_outcomes_" + std::to_string(::getpid()));
};

selection::Outcomes some() {
  const float tiny = std::numeric_limits<float>::denorm_min();
  return {{"a",
           {.outputs = Array({2, 1}, std::vector<float>{0.1f, tiny}),
            .support = {.zeros = {3, 0}, .inputs = {0, 4}, .units = 7, .parameters = 25},
            .weights = {Array({3}, std::vector<float>{-0.0f, 1e30f, 0.3f}),
                        Array(DType::kFloat32, {1, 1})},
            .epochs = 12,
            .best_epoch = 4,
            .stop_reason = "val_loss did not improve",
            .diverged = true}},
          {"b", {.epochs = 1}}};
}

TEST_F(OutcomesFile, GivesBackEveryBit) {
  save_outcomes(some(), path());
  const selection::Outcomes read = load_outcomes(path());
  ASSERT_EQ(read.size(), 2u);
  for (const auto& [key, expected] : some()) {
    const selection::Outcome& outcome = read.at(key);
    EXPECT_EQ(outcome.support, expected.support);
    EXPECT_EQ(outcome.epochs, expected.epochs);
    EXPECT_EQ(outcome.best_epoch, expected.best_epoch);
    EXPECT_EQ(outcome.stop_reason, expected.stop_reason);
    EXPECT_EQ(outcome.diverged, expected.diverged);
    ASSERT_EQ(outcome.weights.size(), expected.weights.size());
    std::vector<Array> arrays = outcome.weights, wanted = expected.weights;
    arrays.push_back(outcome.outputs);
    wanted.push_back(expected.outputs);
    for (std::size_t i = 0; i < arrays.size(); ++i) {
      ASSERT_EQ(arrays[i].shape(), wanted[i].shape());
      for (std::int64_t k = 0; k < arrays[i].size(); ++k) {
        EXPECT_EQ(arrays[i].at(k), wanted[i].at(k));
        EXPECT_EQ(std::signbit(arrays[i].at(k)), std::signbit(wanted[i].at(k)));
      }
    }
  }
}

TEST_F(OutcomesFile, RefusesEveryDamage) {
  EXPECT_THROW(load_outcomes(path()), FileError);
  save_outcomes(some(), path());
  const std::string bytes = read_whole_file(path());
  for (std::size_t at = 0; at < bytes.size(); at += 11) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 4);
    write_atomically(path(), damaged);
    EXPECT_THROW(load_outcomes(path()), FileError) << at;
    write_atomically(path(), bytes.substr(0, at));
    EXPECT_THROW(load_outcomes(path()), FileError) << at;
  }
}

}  // namespace
}  // namespace occam::saving
