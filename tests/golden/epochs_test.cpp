// Epochs of a number of steps and batches of a source against Keras's (tools/golden/epochs.py).
#include <gtest/gtest.h>

#include "occam/occam.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {
namespace {

const Json& epochs_file() {
  static const Json kFile = load("epochs");
  return kFile;
}

constexpr std::int64_t kBatch = 2;

/// Batches of two rows of arrays.
struct Rows {
  const Array &x, &y;
  std::int64_t next_row = 0;

  bool next(data::Batch& batch) {
    const std::int64_t all = x.shape()[0];
    if (next_row == all) return false;
    const std::int64_t begin = next_row;
    next_row = std::min(begin + kBatch, all);
    batch.x = x.rows(begin, next_row);
    batch.y = y.rows(begin, next_row);
    return true;
  }
};

/// The same that starts anew: Keras's PyDataset.
struct Dataset : Rows {
  void begin_epoch(std::int64_t) { next_row = 0; }
  std::int64_t batches() const { return (x.shape()[0] + kBatch - 1) / kBatch; }
};

struct Steps {
  std::vector<std::int64_t>* epochs = nullptr;
  void on_epoch_begin(callbacks::TrainingControl&, std::int64_t) { epochs->push_back(0); }
  void on_train_batch_end(callbacks::TrainingControl&, std::int64_t, const Logs&) {
    ++epochs->back();
  }
};

FitOptions options_of(const Json& arguments) {
  FitOptions options{.batch_size = kBatch, .verbose = 0, .shuffle = false};
  for (const auto& [name, value] : arguments.items()) {
    if (name == "validation_freq" && value.is_array()) {
      options.validation_freq = value.get<std::vector<std::int64_t>>();
      continue;
    }
    const auto number = value.get<std::int64_t>();
    if (name == "epochs") options.epochs = number;
    if (name == "steps_per_epoch") options.steps_per_epoch = number;
    if (name == "initial_epoch") options.initial_epoch = number;
    if (name == "validation_steps") options.validation_steps = number;
    if (name == "validation_batch_size") options.validation_batch_size = number;
    if (name == "validation_freq") options.validation_freq = number;
  }
  return options;
}

TEST(GoldenEpochs, StepsValidationsAndSources) {
  const Array x = tensor(epochs_file().at("x")), y = tensor(epochs_file().at("y"));
  const Array more_x = tensor(epochs_file().at("more_x")),
              more_y = tensor(epochs_file().at("more_y"));
  Comparison compare("history", {1e-6, 2e-5}), compare_weights("weights", {1e-6, 1e-5});
  for (const Json& entry : epochs_file().at("cases")) {
    SCOPED_TRACE(entry.at("arguments").dump() + " " + entry.at("data").dump());
    Sequential model{layers::Dense{.units = 1, .input_shape = {3}}};
    model.compile(
        {.optimizer = optimizers::SGD{.learning_rate = 0.05}, .loss = "mse", .metrics = {"mae"}});
    model.set_weights({tensor(epochs_file().at("kernel")), Array{0.}});
    FitOptions options = options_of(entry.at("arguments"));
    std::vector<std::int64_t> steps;
    options.callbacks = {Steps{&steps}};
    Dataset watched{{more_x, more_y}};
    if (entry.at("watch") == "arrays") options.validation_data = {more_x, more_y};
    if (entry.at("watch") == "dataset") options.validation_data = {.source = watched};
    std::string warnings;
    const WarningCatcher catcher([&](const Warning& warning) { warnings += warning.text; });
    History history;
    if (entry.at("data") == "arrays") {
      history = model.fit(x, y, options);
    } else if (entry.at("data") == "dataset") {
      Dataset dataset{{x, y}};
      history = model.fit(dataset, options);
    } else {
      Rows rows{x, y};
      auto left = entry.at("batches").get<std::int64_t>();
      history = model.fit(
          [&](data::Batch& batch) {
            if (left-- == 0) return false;
            if (rows.next_row == x.shape()[0]) rows.next_row = 0;
            return rows.next(batch);
          },
          options);
    }
    EXPECT_EQ(steps, entry.at("steps").get<std::vector<std::int64_t>>());
    EXPECT_EQ(warnings.find("ran out of data") != std::string::npos,
              entry.at("ran_out").get<bool>())
        << warnings;
    for (const auto& [key, values] : entry.at("history").items()) {
      ASSERT_TRUE(history.contains(key)) << key;
      ASSERT_EQ(history[key].size(), values.size()) << key;
      for (std::size_t e = 0; e < values.size(); ++e)
        compare(key + " " + std::to_string(e), history[key].at(e), number(values.at(e)));
    }
    compare_weights("kernel", values(model.get_weights()[0]), values(tensor(entry.at("kernel"))));
    compare_weights("bias", values(model.get_weights()[1]), values(tensor(entry.at("bias"))));
  }
}

}  // namespace
}  // namespace occam::golden
