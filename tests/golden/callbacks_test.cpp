// Callbacks against Keras's, over sequences, files and small trainings (tools/golden/callbacks.py).
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "occam/callbacks/callback_testing.h"
#include "occam/data/test_file.h"
#include "occam/occam.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"

namespace occam::golden {
namespace {

using callbacks::TestControl;
using callbacks::TrainingControl;

const Json& file() {
  static const Json kFile = load("callbacks");
  return kFile;
}

TEST(GoldenCallbacks, ReduceLROnPlateau) {
  Comparison compare("rates", {0.0, 1e-6});  // Keras keeps them in float32
  int reduced = 0;
  std::size_t index = 0;
  for (const Json& entry : file().at("reduce_lr")) {
    SCOPED_TRACE("case " + std::to_string(index++));
    if (entry.at("nan_best") == 1) continue;
    callbacks::ReduceLROnPlateau plateau;
    read_config(config_of(entry.at("arguments")), plateau);
    TestControl control;
    const double start = number(entry.at("start"));
    control.hypers["optimizer/learning_rate"] = start;
    plateau.on_train_begin(control);
    for (std::size_t e = 0; e < entry.at("values").size(); ++e) {
      const Json& value = entry.at("values").at(e);
      Logs logs;
      if (value != "missing") logs.set(plateau.monitor, number(value));
      plateau.on_epoch_end(control, static_cast<std::int64_t>(e), logs);
      compare("epoch " + std::to_string(e), control.hyper("optimizer/learning_rate"),
              number(entry.at("rates").at(e)));
    }
    EXPECT_EQ(plateau.wait, entry.at("wait").get<long long>());
    EXPECT_EQ(plateau.cooldown_counter, entry.at("cooldown_counter").get<long long>());
    reduced += control.hyper("optimizer/learning_rate") < start;
  }
  EXPECT_GT(reduced, 100);
}

TEST(GoldenCallbacks, CsvFilesByteForByte) {
  for (const Json& scenario : file().at("csv")) {
    const data::TestFile log("");
    std::filesystem::remove(log.path());
    TestControl control;
    for (const Json& fit : scenario.at("fits")) {
      callbacks::CSVLogger logger;
      read_config(config_of(fit.at("arguments")), logger);
      logger.filename = log.path();
      logger.on_train_begin(control);
      std::int64_t epoch = 0;
      for (const Json& entries : fit.at("epochs")) {
        Logs logs;
        for (const auto& [name, value] : entries.items()) logs.set(name, number(value));
        logger.on_epoch_end(control, epoch++, logs);
      }
    }
    std::ifstream written(log.path(), std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(written), {}),
              scenario.at("text").get<std::string>());
  }
}

Array rows(const Json& json, std::int64_t begin, std::int64_t end) {
  Json some = Json::array();
  for (std::int64_t i = begin; i < end; ++i) some.push_back(json.at(static_cast<std::size_t>(i)));
  return tensor(some);
}

struct Samples {
  std::int64_t all = static_cast<std::int64_t>(file().at("x").size());
  std::int64_t trained = file().at("trained").get<std::int64_t>();
  Array x = rows(file().at("x"), 0, trained), y = rows(file().at("y"), 0, trained);
  Array more_x = rows(file().at("x"), trained, all), more_y = rows(file().at("y"), trained, all);
};

Sequential model(const Optimizer& optimizer) {
  Sequential made{layers::Dense{.units = 1, .input_shape = {3}}};
  made.compile({.optimizer = optimizer, .loss = "mse", .metrics = {"mae"}});
  made.set_weights({tensor(file().at("kernel")), Array{0.}});
  return made;
}

/// Every hook with its index and the keys of its logs, as the golden's recorder writes them.
struct Recorder {
  std::shared_ptr<std::vector<std::string>> events = std::make_shared<std::vector<std::string>>();
  void add(std::string hook, std::int64_t index = -1, const Logs& logs = {}) {
    if (index >= 0) hook += " " + std::to_string(index);
    for (const callbacks::LogEntry& entry : logs) hook += " " + entry.name;
    events->push_back(hook);
  }
  void on_train_begin(TrainingControl&) { add("on_train_begin"); }
  void on_train_end(TrainingControl&) { add("on_train_end"); }
  void on_epoch_begin(TrainingControl&, std::int64_t e) { add("on_epoch_begin", e); }
  void on_epoch_end(TrainingControl&, std::int64_t e, const Logs& l) { add("on_epoch_end", e, l); }
  void on_train_batch_begin(TrainingControl&, std::int64_t b) { add("on_train_batch_begin", b); }
  void on_train_batch_end(TrainingControl&, std::int64_t b, const Logs& l) {
    add("on_train_batch_end", b, l);
  }
  void on_test_begin(TrainingControl&) { add("on_test_begin"); }
  void on_test_end(TrainingControl&, const Logs& l) { add("on_test_end", -1, l); }
  void on_test_batch_begin(TrainingControl&, std::int64_t b) { add("on_test_batch_begin", b); }
  void on_test_batch_end(TrainingControl&, std::int64_t b, const Logs& l) {
    add("on_test_batch_end", b, l);
  }
  void on_predict_begin(TrainingControl&) { add("on_predict_begin"); }
  void on_predict_end(TrainingControl&) { add("on_predict_end"); }
  void on_predict_batch_begin(TrainingControl&, std::int64_t b) {
    add("on_predict_batch_begin", b);
  }
  void on_predict_batch_end(TrainingControl&, std::int64_t b) { add("on_predict_batch_end", b); }
};

TEST(GoldenCallbacks, EveryHookInKerasOrder) {
  const Samples data;
  Recorder recorder;
  Sequential made = model(optimizers::SGD{.learning_rate = 0.05});
  made.fit(data.x, data.y,
           {.batch_size = 2,
            .epochs = 2,
            .verbose = 0,
            .callbacks = {recorder},
            .validation_data = {data.more_x, data.more_y},
            .shuffle = false});
  const Array x = tensor(file().at("x")), y = tensor(file().at("y"));
  recorder.events->push_back("evaluate");
  made.evaluate(x, y, {.batch_size = 4, .callbacks = {recorder}});
  recorder.events->push_back("predict");
  made.predict(x, {.batch_size = 4, .callbacks = {recorder}});
  EXPECT_EQ(*recorder.events, file().at("hooks").get<std::vector<std::string>>());
}

/// Trains as the golden did and compares all that is reported, and the final weights.
void expect_training(const std::string& name, const Optimizer& optimizer,
                     std::vector<callbacks::Callback> used) {
  SCOPED_TRACE(name);
  const Json& golden = file().at("trainings").at(name);
  const Samples data;
  Sequential made = model(optimizer);
  const auto epochs = golden.at("history").at("loss").size();
  const History history = made.fit(data.x, data.y,
                                   {.batch_size = 7,
                                    .epochs = epochs,
                                    .verbose = 0,
                                    .callbacks = std::move(used),
                                    .validation_data = {data.more_x, data.more_y},
                                    .shuffle = false});
  Comparison compare("history", {1e-6, 2e-5}), compare_weights("weights", {1e-6, 1e-5});
  EXPECT_EQ(history.history().size(), golden.at("history").size());
  for (const auto& [key, values] : golden.at("history").items()) {
    ASSERT_TRUE(history.contains(key)) << key;
    for (std::size_t e = 0; e < values.size(); ++e)
      compare(key + " " + std::to_string(e), history[key].at(e), number(values.at(e)));
  }
  compare_weights("kernel", values(made.get_weights()[0]), values(tensor(golden.at("kernel"))));
  compare_weights("bias", values(made.get_weights()[1]), values(tensor(golden.at("bias"))));
}

TEST(GoldenCallbacks, TrainingsWithTheLearningRateSet) {
  expect_training("scheduled", optimizers::SGD{.learning_rate = 0.1},
                  {callbacks::LearningRateScheduler{.schedule = [](std::int64_t epoch, double r) {
                    return epoch < 2 ? r : r * 0.5;
                  }}});
  expect_training(
      "plateau", optimizers::SGD{.learning_rate = 0.4},
      {callbacks::ReduceLROnPlateau{
          .factor = 0.5, .patience = 1, .min_delta = 0.05, .cooldown = 1, .min_lr = 0.06}});
}

TEST(GoldenCallbacks, TrainingsWithSwappedAverages) {
  const optimizers::SGD averaged{.learning_rate = 0.1, .use_ema = true, .ema_momentum = 0.7};
  expect_training("averaged", averaged, {});
  expect_training("swapped", averaged, {callbacks::SwapEMAWeights{}});
  std::vector<float> seen;
  const callbacks::LambdaCallback watch{
      .on_epoch_end = [&](TrainingControl& control, std::int64_t, const Logs&) {
        const std::vector<float> weights = control.weights();
        seen.insert(seen.end(), weights.begin(), weights.begin() + 3);
      }};
  expect_training("swapped_between", averaged,
                  {callbacks::SwapEMAWeights{.swap_on_epoch = true}, watch});
  Comparison compare("weights", {1e-6, 1e-5});
  compare("after epochs", seen,
          values(tensor(file().at("trainings").at("swapped_between").at("kernel_after_epoch"))));
}

}  // namespace
}  // namespace occam::golden
