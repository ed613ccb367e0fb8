#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "occam/base/field_list.h"
#include "occam/occam.h"
#include "occam/saving/model_file.h"
#include "tests/properties/models_testing.h"

/// A network and a fit that lose something wherever a resumed run may, and ways to interrupt them.
namespace occam::resume_testing {

using callbacks::BackupAndRestore;
using callbacks::EarlyStopping;
using callbacks::ModelCheckpoint;
using callbacks::ReduceLROnPlateau;
using callbacks::TrainingControl;
using models_testing::Data;

constexpr std::int64_t kEpochs = 6, kSteps = 5;  ///< 30 steps

/// A folder that ends with the test.
class ResumeTest : public testing::Test {
 protected:
  ResumeTest()
      : folder_(testing::TempDir() + "occam_resume_" + std::to_string(::getpid()) +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ResumeTest() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

/// 37 rows to train, the last batch of 8 is smaller, and 10 to watch.
inline const Data& data() {
  static const Data kData = models_testing::regression(47, 4);
  return kData;
}

/// Masks, moving statistics, running means of the weights, steps of two batches.
inline Optimizer optimizer() {
  return optimizers::Adam{.learning_rate = 0.02,
                          .use_ema = true,
                          .ema_momentum = 0.8,
                          .ema_overwrite_frequency = 7,
                          .gradient_accumulation_steps = 2};
}
inline Sequential network(std::uint64_t seed = 3) {
  return models_testing::regularized(4, 6, optimizer(), seed);
}

inline FitOptions options(std::vector<callbacks::Callback> callbacks, Int epochs = kEpochs) {
  FitOptions options{.batch_size = 8, .epochs = epochs, .verbose = 0};
  options.callbacks = std::move(callbacks);
  options.validation_split = 0.2;
  return options;
}

/// Ends the run as a signal does, after so many steps, with a checkpoint at `path` if there is one;
/// nothing that a checkpoint keeps.
struct InterruptAfter {
  std::int64_t step = 0;
  std::string path = {};
  std::int64_t seen = 0;
  static constexpr std::string_view type = "InterruptAfter";
  static constexpr auto state_fields() { return Fields{}; }
  void on_train_batch_end(TrainingControl& control, std::int64_t, const Logs&) {
    if (++seen != step) return;
    if (!path.empty()) control.save({.path = path});
    control.interrupt("enough");
  }
};

struct Thrown {};

/// Throws in a step, which the checkpoint of that step then has not.
struct ThrowAt {
  std::int64_t step = 0;
  std::int64_t member = 0;
  std::int64_t seen = 0;
  static constexpr std::string_view type = "ThrowAt";
  static constexpr auto state_fields() { return Fields{}; }
  void on_train_batch_end(TrainingControl& control, std::int64_t, const Logs&) {
    if (control.member() == member && ++seen == step) throw Thrown();
  }
};

}  // namespace occam::resume_testing
