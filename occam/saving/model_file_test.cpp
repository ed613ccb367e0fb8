#include "occam/saving/model_file.h"

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "occam/base/warnings.h"
#include "occam/callbacks/model_checkpoint.h"
#include "occam/layers/add.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/losses/mean_squared_error.h"
#include "occam/ops/arithmetic.h"
#include "occam/optimizers/adam.h"
#include "occam/optimizers/keep_zeros.h"
#include "occam/optimizers/ramda.h"
#include "occam/optimizers/sgd.h"
#include "occam/regularizers/l1_l2.h"
#include "occam/saving/atomic_file.h"
#include "occam/schedules/piecewise_constant_decay.h"

namespace occam {
namespace {

using testing::HasSubstr;

/// A folder that ends with the test.
class Saving : public testing::Test {
 protected:
  Saving()
      : folder_(testing::TempDir() + "occam_saving_" +
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Saving() override { std::filesystem::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }

 private:
  std::string folder_;
};

Array inputs() {
  std::vector<float> values;
  for (int i = 0; i < 60; ++i) values.push_back(0.17f * static_cast<float>(i * 13 % 29) - 2.1f);
  return Array({20, 3}, values);
}
Array targets() {
  std::vector<float> values;
  for (int i = 0; i < 20; ++i) values.push_back(static_cast<float>(i * 7 % 5) - 1.3f);
  return Array({20, 1}, values);
}

/// Everything whose state is easy to lose: masks, moving statistics, memory, means, shuffles.
Sequential network() {
  return Sequential{layers::Dense{.units = 5,
                                  .activation = "relu",
                                  .kernel_regularizer = regularizers::L1L2{0.001, 0.02},
                                  .input_shape = {3}},
                    layers::BatchNormalization{}, layers::Dropout{.rate = 0.2},
                    layers::Dense{.units = 1}};
}
CompileOptions options(Optimizer optimizer) {
  return {.optimizer = std::move(optimizer), .loss = "mse", .metrics = {"mae"}};
}
const FitOptions kTwoEpochs{.batch_size = 8, .epochs = 2, .verbose = 0};

void expect_same_bits(const std::vector<Array>& a, const std::vector<Array>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].shape(), b[i].shape());
    EXPECT_EQ(0, std::memcmp(a[i].bytes(), b[i].bytes(),
                             static_cast<std::size_t>(a[i].size()) * sizeof(float)))
        << "weight " << i;
  }
}

std::string message_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST_F(Saving, TrainingGoesOnWithTheSameBits) {
  const std::vector<Optimizer> optimizers = {
      optimizers::SGD{.learning_rate = 0.02},
      optimizers::SGD{.learning_rate = 0.02, .momentum = 0.9},
      optimizers::Adam{
          .learning_rate = 0.01, .amsgrad = true, .weight_decay = 0.01, .clipnorm = 1.0},
      optimizers::Adam{.use_ema = true,
                       .ema_momentum = 0.8,
                       .ema_overwrite_frequency = 3,
                       .gradient_accumulation_steps = 2},
      optimizers::RAMDA{.learning_rate = 0.01},
      optimizers::KeepZeros{.optimizer = optimizers::SGD{.momentum = 0.5}},
      optimizers::SGD{.learning_rate = schedules::PiecewiseConstantDecay{.boundaries = {4},
                                                                         .values = {0.05, 0.01}}}};
  for (const Optimizer& optimizer : optimizers) {
    SCOPED_TRACE(to_text(optimizer.config()));
    Sequential whole = network();
    whole.set_seed(0xfedcba9876543210u);
    whole.set_data_seed(17);
    whole.compile(options(optimizer));
    whole.fit(inputs(), targets(), kTwoEpochs);
    whole.set_hyper("dense/kernel_regularizer/l2", 0.07);
    save_model(whole, path("m.keras"));
    auto loaded = load_model<Sequential>(path("m.keras"));
    expect_same_bits(whole.get_weights(), loaded.get_weights());
    EXPECT_EQ(loaded.hyper("dense/kernel_regularizer/l2"), 0.07);
    EXPECT_EQ(loaded.weight_paths(), whole.weight_paths());
    const History a = whole.fit(inputs(), targets(), kTwoEpochs);
    const History b = loaded.fit(inputs(), targets(), kTwoEpochs);
    expect_same_bits(whole.get_weights(), loaded.get_weights());
    // As a functional model it is the same one, and once more through a file.
    Model functional = load_model(path("m.keras"));
    save_model(functional, path("again.keras"));
    functional = load_model(path("again.keras"));
    functional.fit(inputs(), targets(), kTwoEpochs);
    expect_same_bits(whole.get_weights(), functional.get_weights());
  }
}

TEST_F(Saving, BeforeTrainingAndWithoutCompiling) {
  Sequential model = network();
  model.set_seed(5);
  save_model(model, path("plain.keras"));
  expect_same_bits(load_model(path("plain.keras")).get_weights(), model.get_weights());
  model.compile(options("adam"));
  save_model(model, path("compiled.keras"));
  auto loaded = load_model<Sequential>(path("compiled.keras"));
  model.fit(inputs(), targets(), kTwoEpochs);
  loaded.fit(inputs(), targets(), kTwoEpochs);
  expect_same_bits(loaded.get_weights(), model.get_weights());
  // For prediction alone.
  const Model bare = load_model(path("compiled.keras"), {.compile = false});
  EXPECT_THROW(bare.hyper("optimizer/learning_rate"), InvalidArgument);
}

/// Called twice, its results in the outer model's layers and among its outputs, a model of several
/// outputs within it, and names of which the order is not Keras's.
TEST_F(Saving, AnInnerModelOfSeveralOutputs) {
  const Node own = Input({.shape = {3}}), deep = Input({.shape = {4}});
  Model innermost({.inputs = deep,
                   .outputs = {layers::Dense{.units = 2}(deep), layers::Dense{.units = 3}(deep)}});
  const Node hidden = layers::Dense{.units = 4, .activation = "tanh"}(own);
  const std::vector<Node> parts = innermost.call_all({hidden});
  Model inner({.inputs = own, .outputs = {{"z", parts[1]}, {"m", hidden}, {"a", parts[0]}}});
  const Layer shared = inner.as_layer("inner");
  const Node in = Input({.shape = {3}});
  const std::vector<Node> once = call_all(shared, {in}),
                          twice = call_all(shared, {layers::Dropout{.rate = 0.2}(once[0])});
  Model model({.inputs = in,
               .outputs = {layers::Dense{.units = 2}(layers::Add{}({once[2], twice[2]})), twice[1],
                           once[1]}});
  EXPECT_EQ(model.output_names(), (std::vector<std::string>{"dense", "inner", "inner_1"}));
  model.compile({.optimizer = "adam", .loss = {"mse", "mse", "mse"}});
  const auto values = [](int columns, int seed) {
    std::vector<float> of;
    for (int i = 0; i < 20 * columns; ++i)
      of.push_back(0.11f * static_cast<float>(i * seed % 17) - 0.9f);
    return Array({20, columns}, of);
  };
  const auto layers_of = [](const Model& of) {
    const std::string json = to_json(of);
    return json.substr(0, json.find("\"compile_config\""));
  };
  const Array a = values(2, 5), b = values(4, 7), c = values(4, 3);
  model.fit(inputs(), {a, b, c}, kTwoEpochs);
  for (const char* const name : {"m.keras", "m.h5"}) {
    SCOPED_TRACE(name);
    save_model(model, path(name));
    Model loaded = load_model(path(name));
    EXPECT_EQ(loaded.output_names(), model.output_names());
    EXPECT_EQ(loaded.weight_paths(), model.weight_paths());
    expect_same_bits(loaded.predict_all(inputs()), model.predict_all(inputs()));
    EXPECT_EQ(layers_of(loaded), layers_of(model));
  }
  Model loaded = load_model(path("m.keras"));
  model.fit(inputs(), {a, b, c}, kTwoEpochs);
  loaded.fit(inputs(), {a, b, c}, kTwoEpochs);
  expect_same_bits(model.get_weights(), loaded.get_weights());
}

TEST_F(Saving, WeightsAlone) {
  Sequential model = network(), other = network();
  model.set_seed(5);
  save_weights(model, path("m.weights.h5"));
  load_weights(other, path("m.weights.h5"));
  expect_same_bits(other.get_weights(), model.get_weights());
  Sequential wider{layers::Dense{.units = 6, .input_shape = {3}}, layers::BatchNormalization{},
                   layers::Dense{.units = 1}};
  const auto before = wider.get_weights();
  EXPECT_THAT(message_of([&] { load_weights(wider, path("m.weights.h5")); }),
              HasSubstr("weight 'dense/kernel' has shape (3, 5) in the file. Expected (3, 6)"));
  expect_same_bits(wider.get_weights(), before);
}

/// A user's layer, described and not.
struct Twice {
  Hyper factor = 2.0;
  std::string name = {};
  static constexpr std::string_view type = "Twice";
  static constexpr auto fields() {
    return Fields{Field{"factor", &Twice::factor, "what the input is multiplied by"},
                  Field{"name", &Twice::name, "its name in the model"}};
  }
  graph::Value build(const layers::Scope& scope, const graph::Value& input) const {
    return input * scope.hyper(*this, &Twice::factor);
  }
};
struct Dense {
  static constexpr std::string_view type = "Dense";
  static constexpr auto fields() { return Fields{}; }
  graph::Value build(const layers::Scope&, const graph::Value& input) const { return input; }
};
struct Silent {
  static constexpr std::string_view type = "Silent";
  graph::Value build(const layers::Scope&, const graph::Value& input) const { return input; }
};

TEST_F(Saving, AStructOfTheUsersOwn) {
  Sequential model{layers::Dense{.units = 2, .input_shape = {3}}, Twice{.factor = 3.5}};
  save_model(model, path("own.keras"));
  EXPECT_THAT(to_json(model), HasSubstr("\"registered_name\":\"occam>Twice\""));
  const Model loaded = load_model(path("own.keras"), {.custom = custom_objects<Twice>()});
  EXPECT_EQ(loaded.hyper("twice/factor"), 3.5);
  EXPECT_THAT(message_of([&] { load_model(path("own.keras")); }),
              HasSubstr("layer 'twice': class Twice is not known. Known: InputLayer, Dense"));
}

// Keras refuses a file whose compile_config has a class that it lacks, and passes over other keys.
TEST_F(Saving, KerasDoesNotSeeHowToCompileWithWhatItLacks) {
  const auto description = [](Optimizer optimizer) {
    Sequential model = network();
    model.compile(options(std::move(optimizer)));
    return to_json(model);
  };
  for (const Optimizer& own :
       {Optimizer(optimizers::RAMDA{}), Optimizer(optimizers::KeepZeros{.optimizer = "adam"})}) {
    EXPECT_THAT(description(own), HasSubstr("\"occam_compile_config\":{\"optimizer\""));
    EXPECT_THAT(description(own), testing::Not(HasSubstr("\"compile_config\"")));
    Sequential model = network();
    model.compile(options(own));
    model.fit(inputs(), targets(), kTwoEpochs);
    save_model(model, path("own.h5"));
    auto loaded = load_model<Sequential>(path("own.h5"));
    model.fit(inputs(), targets(), kTwoEpochs);
    loaded.fit(inputs(), targets(), kTwoEpochs);
    expect_same_bits(loaded.get_weights(), model.get_weights());
  }
  EXPECT_THAT(description("adam"), HasSubstr("\"compile_config\":{\"optimizer\""));
}

struct OwnLoss {
  static constexpr std::string_view type = "OwnLoss", name = "own_loss";
  static constexpr bool class_labels = false;
  graph::Value per_sample(const ops::Scope&, const graph::Value& target,
                          const graph::Value& prediction) const {
    return losses::mean_squared_error_of(target, prediction);
  }
};

TEST_F(Saving, AModelCompiledWithWhatIsNotDescribedIsSavedWithoutThat) {
  for (const char* name : {"own.keras", "own.h5"}) {
    Sequential model = network();
    CompileOptions own = options("adam");
    own.loss = OwnLoss{};
    model.compile(own);
    model.fit(inputs(), targets(), kTwoEpochs);
    std::string warned;
    {
      const WarningCatcher catcher([&](const Warning& warning) { warned += warning.text; });
      save_model(model, path(name));
    }
    EXPECT_THAT(warned, HasSubstr("the loss does not describe itself"));
    auto loaded = load_model<Sequential>(path(name));
    expect_same_bits(loaded.get_weights(), model.get_weights());
    expect_same_bits({loaded.predict(inputs())}, {model.predict(inputs())});
    EXPECT_THAT(message_of([&] { loaded.fit(inputs(), targets(), kTwoEpochs); }),
                HasSubstr("compile"));
    loaded.compile(own);
    loaded.fit(inputs(), targets(), kTwoEpochs);
  }
  // The file of a checkpoint that a fit goes on from holds all numbers.
  Sequential whole = network(), cut = network();
  CompileOptions own = options("adam");
  own.loss = OwnLoss{};
  whole.compile(own);
  cut.compile(own);
  const WarningCatcher quiet([](const Warning&) {});
  FitOptions four = kTwoEpochs, two = kTwoEpochs;
  four.epochs = 4;
  two.callbacks = {callbacks::ModelCheckpoint{.filepath = path("checkpoint.keras")}};
  whole.fit(inputs(), targets(), four);
  cut.fit(inputs(), targets(), two);
  Sequential resumed = network();
  resumed.compile(own);
  four.callbacks = two.callbacks;
  four.resume_from = path("checkpoint.keras");
  resumed.fit(inputs(), targets(), four);
  expect_same_bits(resumed.get_weights(), whole.get_weights());
}

/// Says itself how a file has it, as what is written in another language.
struct Foreign {
  static constexpr std::string_view type = "Foreign", name = "foreign";
  static constexpr bool class_labels = false;
  graph::Value per_sample(const ops::Scope&, const graph::Value& target,
                          const graph::Value& prediction) const {
    return losses::mean_squared_error_of(target, prediction);
  }
  Config written() const {
    return Config::map({{"module", "elsewhere"},
                        {"class_name", "Foreign"},
                        {"config", Config::map({{"rate", 0.3}})},
                        {"registered_name", "package>Foreign"}});
  }
};

TEST_F(Saving, WhatIsMadeElsewhereIsWrittenAsItSays) {
  CompileOptions own = options("adam");
  own.loss = Foreign{};
  for (const char* name : {"own.keras", "own.h5"}) {
    Sequential model = network();
    model.compile(own);
    model.fit(inputs(), targets(), kTwoEpochs);
    save_model(model, path(name));
    const Config stored = saving::model_description(path(name));
    EXPECT_TRUE(*stored.find("compile_config")->find("loss") == Foreign{}.written());
    EXPECT_THAT(message_of([&] { load_model(path(name)); }), HasSubstr("class package>Foreign"));
    EXPECT_FALSE(load_model(path(name), {.compile = false}).get_weights().empty());

    // Who makes the model himself gets the numbers: both go on with the same bits.
    Sequential made = network();
    made.compile(own);
    made.get_weights();
    saving::load_values(made, path(name));
    model.fit(inputs(), targets(), kTwoEpochs);
    made.fit(inputs(), targets(), kTwoEpochs);
    expect_same_bits(made.get_weights(), model.get_weights());

    Sequential weights = network();
    load_weights(weights, path(name));
    expect_same_bits(weights.get_weights(),
                     load_model(path(name), {.compile = false}).get_weights());
    Sequential other{layers::Dense{.units = 6, .input_shape = {3}}};
    EXPECT_THROW(load_weights(other, path(name)), FileError);
  }
}

TEST_F(Saving, WhatCannotBeSavedIsNamedBeforeAnythingIsWritten) {
  Sequential model{layers::Dense{.units = 2, .input_shape = {3}}, Silent{}};
  EXPECT_THAT(message_of([&] { save_model(model, path("m.keras")); }),
              testing::StartsWith("layer 'silent': Silent: its members are not described"));
  EXPECT_FALSE(std::filesystem::exists(path("m.keras")));
  Sequential other{layers::Dense{.units = 2, .input_shape = {3}}, Dense{}};
  EXPECT_THAT(message_of([&] { save_model(other, path("m.keras")); }),
              HasSubstr("layer 'dense_1': Dense: another struct than the one that occam has"));
  Sequential unbuilt{layers::Dense{.units = 2}};
  EXPECT_THAT(message_of([&] { save_model(unbuilt, path("m.keras")); }), HasSubstr("not built"));
  Sequential fine = network();
  EXPECT_THAT(message_of([&] { save_model(fine, path("m.onnx")); }),
              HasSubstr("ends in .keras or .h5"));
}

TEST_F(Saving, AFailedSaveLeavesTheOldFile) {
  Sequential model = network();
  save_model(model, path("m.keras"));
  const std::string before = saving::read_whole_file(path("m.keras"));
  // A file that grows beyond its limit fails in the middle of being written.
  struct rlimit usual {};
  ::getrlimit(RLIMIT_FSIZE, &usual);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small { 4096, usual.rlim_max };
  ::setrlimit(RLIMIT_FSIZE, &small);
  const std::string message = message_of([&] { save_model(model, path("m.keras")); });
  ::setrlimit(RLIMIT_FSIZE, &usual);
  std::signal(SIGXFSZ, ignored);
  EXPECT_THAT(message, HasSubstr("m.keras: cannot be written: File too large"));
  EXPECT_EQ(saving::read_whole_file(path("m.keras")), before);
  EXPECT_THAT(message_of([&] { save_model(model, path("missing/m.keras")); }),
              HasSubstr("missing cannot be opened: No such file"));
  EXPECT_EQ(saving::read_whole_file(path("m.keras")), before);
  // Nothing temporary is left, and permissions stay.
  ::chmod(path("m.keras").c_str(), 0640);
  save_model(model, path("m.keras"));
  struct stat status {};
  ASSERT_EQ(0, ::stat(path("m.keras").c_str(), &status));
  EXPECT_EQ(status.st_mode & 0777, 0640u);
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(path("m.keras")).parent_path()))
    ++files;
  EXPECT_EQ(files, 1u);
}

/// Killed at any moment of a save, the file is the old one or the new one.
TEST_F(Saving, KilledWhileSavingTheFileIsWhole) {
  Sequential first = network(), second = network();
  first.set_seed(1);
  second.set_seed(2);
  save_model(first, path("m.keras"));
  int old_ones = 0, new_ones = 0;
  for (int i = 0; i < 40; ++i) {
    save_model(first, path("m.keras"));
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      while (true) save_model(second, path("m.keras"));
    }
    ::usleep(static_cast<useconds_t>(i * 211 % 4000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto weights = load_model(path("m.keras")).get_weights();
    const bool is_new = std::memcmp(weights[0].bytes(), second.get_weights()[0].bytes(), 60) == 0;
    expect_same_bits(weights, is_new ? second.get_weights() : first.get_weights());
    ++(is_new ? new_ones : old_ones);
  }
  EXPECT_GT(old_ones + new_ones, 0);
  RecordProperty("old", old_ones);
  RecordProperty("new", new_ones);
}

}  // namespace
}  // namespace occam
