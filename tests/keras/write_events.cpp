// Trains with the TensorBoard callback and writes down what its files have to say, for
// read_events.py. usage: occam_event_files FOLDER

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "occam/occam.h"

namespace {

using namespace occam;
using Json = nlohmann::json;

/// The weights after each epoch, by path.
struct Weights {
  Json& epochs;
  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t, const Logs&) {
    Json weights = Json::object();
    control.visit_weights([&](std::string_view path, std::span<const float> values) {
      weights[std::string(path)] = std::vector<float>(values.begin(), values.end());
    });
    epochs.push_back(weights);
  }
};

Array numbers(Shape shape) {
  std::vector<float> values(static_cast<std::size_t>(shape.size()));
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = 0.21f * static_cast<float>(i * 37 % 23) - 2.3f;
  return Array(std::move(shape), values);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: occam_event_files FOLDER\n";
    return 2;
  }
  const std::string folder = argv[1];
  Sequential model{layers::Dense{.units = 40, .activation = "relu", .input_shape = {4}},
                   layers::BatchNormalization{}, layers::Dense{.units = 1}};
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.01, .momentum = 0.5},
                 .loss = "mse",
                 .metrics = {"mae"}});
  const callbacks::TensorBoard board{.log_dir = folder + "/logs",
                                     .histogram_freq = 2,
                                     .write_steps_per_second = true,
                                     .update_freq = 2};
  Json weights = Json::array(), batches = Json::array(), tests = Json::array();
  const callbacks::LambdaCallback watch{
      .on_train_batch_end = [&](callbacks::TrainingControl&, std::int64_t,
                                const Logs& logs) { batches.push_back(logs.at("loss")); },
      .on_test_end =
          [&](callbacks::TrainingControl& control, const Logs& logs) {
            tests.push_back({control.steps_taken(), logs.at("mae")});
          }};
  const History history =
      model.fit(numbers({25, 4}), numbers({25, 1}),
                {.batch_size = 6,
                 .epochs = 5,
                 .verbose = 0,
                 .callbacks = {board, watch, Weights{weights},
                               callbacks::LearningRateScheduler{
                                   .schedule = [](std::int64_t, double rate) { return rate / 2; }}},
                 .validation_split = 0.2});
  std::ofstream(folder + "/expected.json") << Json{
      {"history", history.history()}, {"weights", weights}, {"batches", batches}, {"tests", tests}};
  return 0;
}
