#include "occam/callbacks/tensor_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "occam/callbacks/callback_testing.h"

namespace occam::callbacks {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// What is written is read back by the real reader in tests/keras/read_events.py.
class TensorBoardFolder : public ::testing::Test {
 protected:
  ~TensorBoardFolder() override { std::filesystem::remove_all(folder_); }
  /// The bytes of all event files of a subfolder.
  std::string bytes_of(const std::string& name) const {
    std::string bytes;
    if (!std::filesystem::exists(folder_ + "/" + name)) return bytes;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/" + name)) {
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
  }
  const std::string folder_ = testing::TempDir() + "occam_board_" + std::to_string(getpid());
  TestControl control_;
};

TEST_F(TensorBoardFolder, EpochsBatchesAndWeights) {
  TensorBoard board{.log_dir = folder_, .histogram_freq = 2, .update_freq = 2};
  board.on_train_begin(control_);
  for (std::int64_t epoch = 0; epoch < 2; ++epoch) {
    board.on_epoch_begin(control_, epoch);
    for (std::int64_t batch = 0; batch < 3; ++batch) {
      board.on_train_batch_begin(control_, batch);
      board.on_train_batch_end(control_, batch, {{"loss", 1.0}});
    }
    board.on_test_end(control_, {{"loss", 2.0}});
    board.on_epoch_end(control_, epoch, {{"loss", 1.0}, {"val_loss", 2.0}});
  }
  const std::string train = bytes_of("train"), validation = bytes_of("validation");
  for (const char* tag :
       {"epoch_loss", "epoch_learning_rate", "batch_loss", "dense/kernel/histogram"})
    EXPECT_THAT(train, HasSubstr(tag));
  EXPECT_THAT(train, Not(HasSubstr("val_loss")));
  EXPECT_THAT(train, Not(HasSubstr("steps_per_second")));
  EXPECT_THAT(validation, HasSubstr("epoch_loss"));
  EXPECT_THAT(validation, HasSubstr("evaluation_loss_vs_iterations"));
}

TEST_F(TensorBoardFolder, BatchesAreLeftAsideWithoutAFrequency) {
  TensorBoard board{.log_dir = folder_};
  board.on_train_begin(control_);
  board.on_epoch_begin(control_, 0);
  board.on_train_batch_begin(control_, 0);
  board.on_train_batch_end(control_, 0, {{"loss", 1.0}});
  board.on_epoch_end(control_, 0, {{"loss", 1.0}});
  EXPECT_THAT(bytes_of("train"), HasSubstr("epoch_loss"));
  EXPECT_THAT(bytes_of("train"), Not(HasSubstr("batch_loss")));
}

TEST_F(TensorBoardFolder, AFitWithoutValidationHasNoSuchFolder) {
  TensorBoard board{.log_dir = folder_, .write_steps_per_second = true};
  EXPECT_FALSE(Callback(board).wants_batches());
  EXPECT_TRUE(Callback(TensorBoard{.update_freq = 1}).wants_batches());
  board.on_train_begin(control_);
  board.on_epoch_begin(control_, 0);
  control_.steps = 40;
  board.on_epoch_end(control_, 0, {{"loss", 1.0}});
  board.on_train_end(control_);
  EXPECT_THAT(bytes_of("train"), HasSubstr("epoch_steps_per_second"));
  EXPECT_FALSE(std::filesystem::exists(folder_ + "/validation"));
}

TEST_F(TensorBoardFolder, Refusals) {
  control_.count = 2;
  EXPECT_THAT(refusal_of(TensorBoard{}, control_), HasSubstr("{member}"));
  EXPECT_EQ(refusal_of(TensorBoard{.log_dir = "logs/{member}"}, control_), "");
  EXPECT_THROW(Callback(TensorBoard{.update_freq = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam::callbacks
