// Exact zeros over the histories of a model: told in History, kept by files, a resumed fit and a
// stack; a share of zeros that is reached and stays.
#include <unistd.h>

#include <filesystem>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::bits_of;
using models_testing::expect_same_history;
using models_testing::expect_same_weights;

/// A wide network on few features: most of its weights are of no use.
Sequential network(const Regularizer& penalty,
                   const Optimizer& optimizer = optimizers::Adam{.learning_rate = 0.005}) {
  Sequential model{
      layers::Dense{
          .units = 24, .activation = "tanh", .kernel_regularizer = penalty, .input_shape = {12}},
      layers::Dense{.units = 16, .activation = "tanh", .kernel_regularizer = penalty},
      layers::Dense{.units = 1}};
  model.set_seed(7);
  model.compile({.optimizer = optimizer, .loss = "mse"});
  return model;
}

const models_testing::Data& data() {
  static const models_testing::Data kData = models_testing::regression(256, 12);
  return kData;
}

FitOptions options(std::int64_t epochs) {
  return {.batch_size = 32, .epochs = epochs, .verbose = 0};
}

/// Share of +0 among the penalised kernels; -0 fails.
double share_of_zeros(const Sequential& model) {
  std::int64_t zeros = 0, count = 0;
  const std::vector<Array> weights = model.get_weights();
  for (const std::size_t kernel : {0u, 2u}) {
    for (const std::uint32_t word : bits_of(weights[kernel])) {
      EXPECT_NE(word, 0x80000000u);
      zeros += word == 0;
      ++count;
    }
  }
  return static_cast<double>(zeros) / static_cast<double>(count);
}

struct TemporaryFolder {
  TemporaryFolder()
      : path(std::filesystem::temp_directory_path() /
             ("occam_zeros_test_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  std::string file(const std::string& name) const { return (path / name).string(); }
  std::filesystem::path path;
};

TEST(Zeros, HistoryTellsTheirShareAndHowManyChanged) {
  Sequential model = network(regularizers::L1{0.03});
  double last = 0;
  std::vector<std::vector<std::uint32_t>> before{bits_of(model.get_weights()[0]),
                                                 bits_of(model.get_weights()[2])};
  for (int fit = 0; fit < 6; ++fit) {
    const History history = model.fit(data().x, data().y, options(1));
    std::int64_t changes = 0;
    for (std::size_t k = 0; k < 2; ++k) {
      const std::vector<std::uint32_t> now = bits_of(model.get_weights()[2 * k]);
      for (std::size_t i = 0; i < now.size(); ++i) changes += (now[i] == 0) != (before[k][i] == 0);
      before[k] = now;
    }
    EXPECT_EQ(history["zeros"], std::vector<double>{share_of_zeros(model)});
    EXPECT_EQ(history["zero_changes"], std::vector<double>{static_cast<double>(changes)});
    last = history["zeros"].back();
  }
  EXPECT_GT(last, 0.3);
}

// What Keras's names are about stays as it is where no penalty makes zeros.
TEST(Zeros, HistoryIsSilentWithoutAPenaltyThatMakesThem) {
  for (const Regularizer& penalty :
       {Regularizer(), Regularizer(regularizers::L2{0.01}),
        Regularizer(regularizers::L1{.l1 = 0.003, .proximal = false})}) {
    Sequential model = network(penalty);
    const History history = model.fit(data().x, data().y, options(2));
    EXPECT_FALSE(history.contains("zeros"));
    EXPECT_FALSE(history.contains("zero_changes"));
  }
}

TEST(Zeros, ACallbackThatCountsOthersIsNotSpokenOver) {
  Sequential model = network(regularizers::L1{0.003});
  FitOptions counting = options(2);
  counting.callbacks = {callbacks::ZeroCount{.weights = "dense_2/kernel"}};
  const History history = model.fit(data().x, data().y, counting);
  EXPECT_EQ(history["zeros"], (std::vector<double>{0, 0}));
}

TEST(Zeros, StayThroughFilesStacksAndAResumedFit) {
  const TemporaryFolder folder;
  const Regularizer penalties[] = {regularizers::L1{0.02}, regularizers::GroupL1{0.02},
                                   regularizers::L1{.l1 = 5, .sparsity = 0.8}};
  for (const Regularizer& penalty : penalties) {
    Sequential whole = network(penalty);
    const History history = whole.fit(data().x, data().y, options(40));
    const double share = share_of_zeros(whole);
    EXPECT_GT(share, 0.1);
    for (const std::string name : {"m.keras", "m.h5"}) {
      save_model(whole, folder.file(name));
      const Sequential loaded = load_model<Sequential>(folder.file(name));
      expect_same_weights(whole, loaded, name);
      EXPECT_EQ(share_of_zeros(loaded), share);
      for (const std::string& path : whole.hyper_paths())
        EXPECT_EQ(loaded.hyper(path), whole.hyper(path)) << path;
    }
    for (const std::string name : {"m.weights.h5", "m.safetensors", "m.npz"}) {
      save_weights(whole, folder.file(name));
      Sequential other = network(penalty);
      load_weights(other, folder.file(name));
      expect_same_weights(whole, other, name);
    }
    // Interrupted within an epoch, gone on in another model.
    for (const int stop : {13, 100, 163}) {
      const std::string file = folder.file("checkpoint.keras");
      FitOptions first = options(40);
      first.callbacks = {callbacks::ModelCheckpoint{.filepath = file, .save_freq = stop}};
      int batches = 0;
      callbacks::LambdaCallback end;
      end.on_train_batch_end = [&](callbacks::TrainingControl& control, std::int64_t, const Logs&) {
        if (++batches == stop) control.interrupt("test");
      };
      first.callbacks.emplace_back(end);
      Sequential begun = network(penalty);
      begun.fit(data().x, data().y, first);
      FitOptions rest = options(40);
      rest.callbacks = {callbacks::ModelCheckpoint{.filepath = file, .save_freq = stop},
                        callbacks::LambdaCallback{}};
      rest.resume_from = file;
      Sequential resumed = network(penalty);
      const History told = resumed.fit(data().x, data().y, rest);
      expect_same_history(history, told, "resumed");
      expect_same_weights(whole, resumed, "resumed");
    }
    // A member of a stack is its solo run.
    Sequential other = network(penalty);
    other.set_hyper("dense/kernel_regularizer/l1", 0.02);
    Stack stack(std::vector<Sequential>{network(penalty), other});
    const std::vector<History> told = stack.fit(data().x, data().y, options(40));
    expect_same_history(history, told[0], "member");
    expect_same_weights(whole, stack.member(0), "member");
    const History alone = other.fit(data().x, data().y, options(40));
    expect_same_history(alone, told[1], "member");
    expect_same_weights(other, stack.member(1), "member");
  }
}

/// A linear problem of 200 features that matter less and less.
const models_testing::Data& fading() {
  static const models_testing::Data kData = [] {
    constexpr std::int64_t kRows = 400, kFeatures = 200;
    std::vector<float> x, y;
    for (std::int64_t i = 0; i < kRows; ++i) {
      double sum = 0.5 * (random_uniform({5, 2}, 0, static_cast<std::uint64_t>(i)) - 0.5);
      for (std::int64_t j = 0; j < kFeatures; ++j) {
        const auto place = static_cast<std::uint64_t>(i * kFeatures + j);
        x.push_back(2 * random_uniform({5, 1}, 0, place) - 1);
        sum += x.back() * std::exp(-0.05 * static_cast<double>(j)) * (j % 2 == 1 ? 1 : -1);
      }
      y.push_back(static_cast<float>(sum));
    }
    return models_testing::Data{Array({kRows, kFeatures}, x), Array({kRows, 1}, y)};
  }();
  return kData;
}

History reach(double target, const Optimizer& optimizer, std::int64_t batch, std::int64_t epochs) {
  Sequential model{layers::Dense{.units = 1,
                                 .kernel_regularizer = regularizers::L1{.sparsity = target},
                                 .input_shape = {200}}};
  model.set_seed(1);
  model.compile({.optimizer = optimizer, .loss = "mse"});
  const History history =
      model.fit(fading().x, fading().y, {.batch_size = batch, .epochs = epochs, .verbose = 0});
  EXPECT_EQ(history["dense/kernel_regularizer/l1"].back(),
            model.hyper("dense/kernel_regularizer/l1"));
  EXPECT_NE(model.penalty_table().find("sparsity="), std::string::npos);
  return history;
}

TEST(TargetSparsity, IsReachedAndStays) {
  for (const double target : {0.5, 0.9}) {
    for (const Optimizer& optimizer :
         {Optimizer(optimizers::SGD{.learning_rate = 0.05, .momentum = 0.9}),
          Optimizer(optimizers::Adam{.learning_rate = 0.002}),
          Optimizer(optimizers::RAMDA{.learning_rate = 0.01})}) {
      SCOPED_TRACE(std::string(optimizer.type()) + " " + std::to_string(target));
      // Of the whole gradient in every epoch.
      const std::vector<double> zeros = reach(target, optimizer, 400, 12'000)["zeros"];
      for (std::size_t epoch = 10'000; epoch < zeros.size(); ++epoch)
        ASSERT_NEAR(zeros[epoch], target, 0.0101) << "epoch " << epoch;
      // Weights on the verge come and go with the batches: in the mean.
      const std::vector<double> noisy = reach(target, optimizer, 50, 1'500)["zeros"];
      double mean = 0;
      for (std::size_t epoch = 1'250; epoch < noisy.size(); ++epoch) {
        mean += noisy[epoch] / 250;
        EXPECT_NEAR(noisy[epoch], target, 0.06) << "epoch " << epoch;
      }
      EXPECT_NEAR(mean, target, 0.01);
    }
  }
}

}  // namespace
}  // namespace occam
