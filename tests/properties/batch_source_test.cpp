// Fits, evaluations and predictions on batches of a source are those on the same arrays.
#include <gmock/gmock.h>

#include <fstream>
#include <stdexcept>

#include "occam/data/test_file.h"
#include "tests/experiment/refusal.h"
#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using experiments::refusal;

using models_testing::classes;
using models_testing::Data;
using models_testing::expect_same_history;
using models_testing::expect_same_weights;
using models_testing::regression;
using models_testing::regularized;
using testing::HasSubstr;

/// Batches of arrays, front to back.
struct Sequence {
  OneOrMany<Array> x, y, weights = {};
  std::int64_t size = 8;
  std::int64_t row = 0;

  bool next(data::Batch& batch) {
    const std::int64_t all = x[0].shape()[0];
    if (row == all) return false;
    const std::int64_t end = std::min(row + size, all);
    batch.x = part(x, end);
    batch.y = part(y, end);
    batch.sample_weight = part(weights, end);
    row = end;
    return true;
  }

 private:
  OneOrMany<Array> part(const OneOrMany<Array>& arrays, std::int64_t end) const {
    std::vector<Array> list;
    OneOrMany<Array> named;
    for (std::size_t i = 0; i < arrays.size(); ++i) {
      list.push_back(arrays[i].rows(row, end));
      if (!arrays.names().empty()) named.add(arrays.names()[i], list.back());
    }
    return arrays.names().empty() ? OneOrMany<Array>(list) : named;
  }
};

/// The same from the front in every epoch.
struct Restarting : Sequence {
  std::vector<std::int64_t> passes = {};
  void begin_epoch(std::int64_t pass) {
    passes.push_back(pass);
    row = 0;
  }
};

Restarting source_of(const Data& data, std::int64_t size = 8) {
  return {{.x = data.x, .y = data.y, .size = size}};
}

Sequential network() { return regularized(4, 6, optimizers::Adam{.learning_rate = 0.02}); }

template <class Body>
std::string warnings_of(const Body& body) {
  std::string text;
  const WarningCatcher catcher([&](const Warning& warning) { text += warning.text + "\n"; });
  body();
  return text;
}

struct Watch {
  std::int64_t batches = 0;
  void on_train_batch_end(callbacks::TrainingControl&, std::int64_t, const Logs&) { ++batches; }
};

TEST(BatchSource, AFitHasTheBitsOfTheOneOnArrays) {
  const Data data = regression(45, 4), more = regression(21, 4, 9);
  // One by one where a callback watches, with a pass over the statistics, in steps.
  for (int variant = 0; variant < 4; ++variant) {
    SCOPED_TRACE(variant);
    FitOptions options{.batch_size = 8, .epochs = 5, .verbose = 0, .shuffle = false};
    if (variant == 1) options.callbacks = {Watch{}};
    if (variant == 2) options.refresh_statistics = options.evaluate_training = true;
    if (variant == 3) {
      options.evaluate_training = true;
      options.steps_per_epoch = 4;
      options.validation_steps = 2;
      options.validation_freq = 2;
    }
    Sequential on_arrays = network(), on_source = network();
    options.validation_data = {more.x, more.y};
    History a, b;
    const std::string told = warnings_of([&] { a = on_arrays.fit(data.x, data.y, options); });
    Restarting source = source_of(data), watched = source_of(more);
    options.validation_data = {.source = watched};
    const std::string told_too = warnings_of([&] { b = on_source.fit(source, options); });
    EXPECT_EQ(told, told_too);
    expect_same_history(a, b, "history");
    expect_same_weights(on_arrays, on_source, "weights");
    if (variant == 0) {
      EXPECT_EQ(source.passes, (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
    }
    // Another fit goes on with the next pass.
    options.validation_data = {};
    options.steps_per_epoch = 0;
    on_arrays.fit(data.x, data.y, options);
    on_source.fit(source, options);
    expect_same_weights(on_arrays, on_source, "fitted again");
  }
}

TEST(BatchSource, RowsOfAFileAreThoseOfTheArrays) {
  const Data data = regression(50, 4);
  std::string text = "a,b,c,d,y\n";
  for (std::int64_t row = 0; row < 50; ++row) {
    for (std::int64_t i = 0; i < 4; ++i) text += to_text(data.x.at(4 * row + i)) + ",";
    text += to_text(data.y.at(row)) + "\n";
  }
  const data::TestFile file(text);
  data::RowBatches batches = data::csv_batches(
      file.path(), {.target = "y", .batches = {.batch_size = 8, .shuffle_buffer = 1}});
  Sequential on_arrays = network(), on_file = network();
  const Array y(Shape{50}, data.y.data<float>());
  const FitOptions options{.batch_size = 8, .epochs = 3, .verbose = 0, .shuffle = false};
  expect_same_history(on_arrays.fit(data.x, y, options), on_file.fit(batches, options), "history");
  expect_same_weights(on_arrays, on_file, "weights");
  // How many steps an epoch has is known once one is through.
  EXPECT_EQ(on_file.fit(batches, options).params.steps, 7);
}

TEST(BatchSource, EvaluationsAndPredictionsToo) {
  const Data data = classes(70, 4, 3);
  Sequential model{layers::Dense{.units = 5, .activation = "relu", .input_shape = {4}},
                   layers::Dense{.units = 3, .activation = "softmax"}};
  model.compile(
      {.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  Restarting source = source_of(data, 16);
  const Logs a = model.evaluate(data.x, data.y, {.batch_size = 16}), b = model.evaluate(source);
  for (const callbacks::LogEntry& entry : a)
    EXPECT_TRUE(models_testing::same_bits(entry.value, b.at(entry.name))) << entry.name;
  const Array expected = model.predict(data.x);
  Restarting again = source_of(data, 16);
  const Array made = model.predict(again);
  EXPECT_EQ(made.shape(), expected.shape());
  EXPECT_TRUE(std::ranges::equal(made.data<float>(), expected.data<float>()));
  // Only so many steps, of arrays and of a source; more than there are is told.
  Restarting part = source_of(data, 16);
  EXPECT_EQ(model.predict(part, {.steps = 2}).shape(), (Shape{32, 3}));
  EXPECT_EQ(model.predict(data.x, {.batch_size = 16, .steps = 2}).shape(), (Shape{32, 3}));
  const Logs some = model.evaluate(data.x, data.y, {.batch_size = 16, .steps = 2});
  Restarting part_again = source_of(data, 16);
  EXPECT_EQ(some.at("loss"), model.evaluate(part_again, {.steps = 2}).at("loss"));
  EXPECT_EQ(some.at("loss"),
            model.evaluate(data.x.rows(0, 32), data.y.rows(0, 32), {.batch_size = 16}).at("loss"));
  EXPECT_THAT(warnings_of([&] { model.evaluate(data.x, data.y, {.steps = 9}); }),
              HasSubstr("evaluate: x ran out of data after 3 of 9 steps"));
  // A function may give them, and targets do not matter to a prediction.
  int left = 3;
  const auto rows = [&](data::Batch& batch) {
    batch.x = data.x.rows(0, 10);
    return left-- > 0;
  };
  EXPECT_EQ(model.predict(rows).shape(), (Shape{30, 3}));
}

TEST(BatchSource, SeveralInputsOutputsAndWeights) {
  const Data data = regression(40, 4);
  const Array other = regression(40, 2, 5).x, y2 = regression(40, 2, 6).y;
  std::vector<float> heavy;
  for (int i = 0; i < 40; ++i) heavy.push_back(i < 8 ? 0.0f : 0.25f * static_cast<float>(i % 5));
  const Array weights = Array::from(heavy);
  const auto made = [] {
    const Node a = Input({.shape = {4}, .name = "a"}), b = Input({.shape = {2}, .name = "b"});
    const Node both = layers::Concatenate{}({a, b});
    Model model({.inputs = {a, b},
                 .outputs = {layers::Dense{.units = 1, .name = "p"}(both),
                             layers::Dense{.units = 1, .name = "q"}(both)}});
    model.compile({.optimizer = "adam", .loss = {"mse", "mse"}});
    return model;
  };
  FitOptions options{.batch_size = 8, .epochs = 2, .verbose = 0, .shuffle = false};
  Restarting source{
      {.x = {{"b", other}, {"a", data.x}}, .y = {data.y, y2}, .weights = {weights, weights}}};
  Model on_source = made(), on_arrays = made();
  const History b = on_source.fit(source, options);
  options.sample_weight = {weights, weights};
  const History a = on_arrays.fit({data.x, other}, {data.y, y2}, options);
  expect_same_history(a, b, "history");
  const std::vector<Array> left = on_arrays.get_weights(), right = on_source.get_weights();
  for (std::size_t i = 0; i < left.size(); ++i)
    EXPECT_TRUE(std::ranges::equal(left[i].data<float>(), right[i].data<float>()));
}

TEST(BatchSource, ClassWeights) {
  const Data data = classes(40, 4, 3);
  const auto made = [] {
    Sequential model{layers::Dense{.units = 3, .activation = "softmax", .input_shape = {4}}};
    model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy"});
    return model;
  };
  FitOptions options{.batch_size = 8, .epochs = 2, .verbose = 0, .shuffle = false};
  options.class_weight = {{0, 2.0}, {2, 0.5}};
  Sequential on_arrays = made(), on_source = made();
  Restarting source = source_of(data);
  expect_same_history(on_arrays.fit(data.x, data.y, options), on_source.fit(source, options), "");
  expect_same_weights(on_arrays, on_source, "weights");
}

TEST(BatchSource, EachMemberOfAStackIsItsSoloRun) {
  const Data data = regression(45, 4);
  const std::vector<double> rates{0.3, 0.02, 0.001};
  Stack stack(network(), {{"optimizer/learning_rate", rates}});
  // Two sizes of batches in turn.
  struct Mixed : Restarting {
    bool next(data::Batch& batch) {
      size = size == 8 ? 5 : 8;
      return Restarting::next(batch);
    }
    void begin_epoch(std::int64_t pass) {
      size = 8;
      Restarting::begin_epoch(pass);
    }
  };
  FitOptions options{.epochs = 4, .verbose = 0};
  options.callbacks = {callbacks::EarlyStopping{.monitor = "loss", .patience = 1, .mode = "max"}};
  Mixed source{source_of(data)};
  const std::vector<History> histories = stack.fit(source, options);
  for (std::size_t m = 0; m < rates.size(); ++m) {
    Sequential solo = network();
    solo.set_hyper("optimizer/learning_rate", rates[m]);
    Mixed again{source_of(data)};
    expect_same_history(solo.fit(again, options), histories[m], "member");
    expect_same_weights(solo, stack.member(static_cast<std::int64_t>(m)), "member");
  }
  Mixed to_evaluate{source_of(data)}, to_evaluate_too{source_of(data)};
  EXPECT_EQ(stack.evaluate(to_evaluate)[1].at("loss"),
            stack.member(1).evaluate(to_evaluate_too).at("loss"));
}

/// Stops a member within an epoch, by its place.
struct StopWithin {
  std::int64_t seen = 0;
  void on_train_batch_end(callbacks::TrainingControl& control, std::int64_t, const Logs&) {
    if (++seen == 3 + 5 * control.member()) control.stop_training("enough");
  }
};

// What is measured when a member leaves reads the source that the others are in the middle of.
TEST(BatchSource, AMemberThatLeavesWithinAnEpochDoesNotDisturbTheOthers) {
  const Data data = regression(45, 4), more = regression(21, 4, 9);
  FitOptions options{.batch_size = 8, .epochs = 3, .verbose = 0, .shuffle = false};
  options.callbacks = {StopWithin{}};
  options.evaluate_training = options.refresh_statistics = true;
  const std::vector<double> rates{0.3, 0.02, 0.001};
  Stack on_arrays(network(), {{"optimizer/learning_rate", rates}});
  Stack on_source(network(), {{"optimizer/learning_rate", rates}});
  options.validation_data = {more.x, more.y};
  const std::vector<History> a = on_arrays.fit(data.x, data.y, options);
  Restarting source = source_of(data), watched = source_of(more);
  options.validation_data = {.source = watched};
  const std::vector<History> b = on_source.fit(source, options);
  for (std::int64_t m = 0; m < 3; ++m) {
    expect_same_history(a[static_cast<std::size_t>(m)], b[static_cast<std::size_t>(m)], "member");
    expect_same_weights(on_arrays.member(m), on_source.member(m), "member");
  }
}

TEST(BatchSource, BuildsAModelAndGivesDrivenWeightsTheirRows) {
  const Data data = regression(45, 4);
  Sequential model{layers::Dense{.units = 6,
                                 .activation = "selu",
                                 .kernel_initializer = "unit_deviation",
                                 .bias_initializer = "hull_bias"},
                   layers::Dense{.units = 1}};
  model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.0}, .loss = "mse"});
  Restarting source = source_of(data);
  model.fit(source, {.verbose = 0});
  // The kernel is scaled so that the responses to the first rows have deviation 1.
  const std::vector<Array> weights = model.get_weights();
  for (std::int64_t unit = 0; unit < 6; ++unit) {
    double sum = 0, squares = 0;
    for (std::int64_t row = 0; row < 45; ++row) {
      double response = 0;
      for (std::int64_t i = 0; i < 4; ++i)
        response += data.x.at(4 * row + i) * weights[0].at(6 * i + unit);
      sum += response;
      squares += response * response;
    }
    EXPECT_NEAR(squares / 45 - sum * sum / 45 / 45, 1.0, 1e-4);
  }
}

TEST(BatchSource, ASequenceThatEndsEndsTheTraining) {
  const Data data = regression(40, 4);
  for (const std::int64_t steps : {2, 5}) {  // 5 batches: in the middle of an epoch, at its end
    Sequential model = network();
    Sequence source{.x = data.x, .y = data.y};
    History history;
    const std::string told = warnings_of([&] {
      history = model.fit(source, {.epochs = 9, .verbose = 0, .steps_per_epoch = steps});
    });
    EXPECT_THAT(told, HasSubstr("x ran out of data"));
    EXPECT_EQ(history.epoch.size(), steps == 2 ? 3u : 1u);
    EXPECT_THAT(history.stop_reason, HasSubstr("x ran out of data"));
    EXPECT_THAT(refusal([&] { model.fit(source, {.verbose = 0}); }), HasSubstr("gave no batch"));
  }
}

TEST(BatchSource, AnExceptionOfTheSourceLeavesWhatWasTrained) {
  const Data data = regression(40, 4);
  struct Breaking : Restarting {
    bool next(data::Batch& batch) {
      if (row == 24) throw std::runtime_error("the disk is gone");
      return Restarting::next(batch);
    }
  };
  Breaking source{source_of(data)};
  Sequential broken = network(), whole = network();
  EXPECT_THROW(broken.fit(source, {.verbose = 0}), std::runtime_error);
  whole.fit(data.x.rows(0, 24), data.y.rows(0, 24),
            {.batch_size = 8, .verbose = 0, .shuffle = false});
  expect_same_weights(broken, whole, "three steps");
}

TEST(BatchSource, WhatCannotBeDoneIsRefusedBeforeAnyWork) {
  const Data data = regression(40, 4);
  Sequential model = network();
  const std::vector<Array> before = model.get_weights();
  const auto refused = [&](auto source, FitOptions options) {
    options.verbose = 0;
    return refusal([&] { model.fit(source, options); });
  };
  const Sequence sequence{.x = data.x, .y = data.y};
  const Restarting restarting = source_of(data);
  EXPECT_THAT(refused(sequence, {.epochs = 2}), HasSubstr("Expected steps_per_epoch"));
  EXPECT_THAT(refused(restarting, {.validation_split = 0.2}),
              HasSubstr("Expected validation_data"));
  FitOptions weighted;
  weighted.sample_weight = Array::from(std::vector<float>(40, 1.0f));
  EXPECT_THAT(refused(restarting, weighted), HasSubstr("Expected the weights in each batch"));
  EXPECT_THAT(refused(sequence, {.evaluate_training = true}), HasSubstr("begin_epoch"));
  EXPECT_THAT(refused(sequence, {.callbacks = {callbacks::BackupAndRestore{.backup_dir = "b"}}}),
              HasSubstr("begin_epoch"));
  Sequence watched = sequence;
  FitOptions watching{.epochs = 2};
  watching.validation_data.source = watched;
  EXPECT_THAT(refused(restarting, watching), HasSubstr("Expected validation_steps"));
  watching.validation_data.x = data.x;
  watching.validation_data.y = data.y;
  EXPECT_THAT(refused(restarting, watching), HasSubstr("both arrays and a source"));
  Restarting both = source_of(data);
  FitOptions itself{.verbose = 0};
  itself.validation_data.source = both;
  EXPECT_THAT(refusal([&] { model.fit(both, itself); }), HasSubstr("is that source"));
  FitOptions calibrated;
  calibrated.calibrated_loss = true;
  EXPECT_THAT(refused(restarting, calibrated), HasSubstr("calibrated_loss"));
  EXPECT_THAT(refused(restarting, {.steps_per_epoch = -1}), HasSubstr("steps_per_epoch"));
  EXPECT_THAT(refused(restarting, {.validation_freq = 0}), HasSubstr("validation_freq"));
  // A batch is checked when it comes: the first one before any work.
  Restarting wrong = source_of(regression(40, 3));
  EXPECT_THAT(refused(wrong, {}), HasSubstr("x: batch 1: invalid shape of x"));
  std::vector<float> hole(data.x.data<float>().begin(), data.x.data<float>().end());
  hole[4 * 3 + 1] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(refused(source_of({Array({40, 4}, hole), data.y}), {}),
              HasSubstr("batch 1: x holds 1 value that is not finite in float32, the first is nan "
                        "in row 3, column 1"));
  EXPECT_EQ(model.get_weights()[0].at(0), before[0].at(0));
  hole[4 * 3 + 1] = 0;
  hole[4 * 19] = std::numeric_limits<float>::infinity();
  EXPECT_THAT(refused(source_of({Array({40, 4}, hole), data.y}), {}),
              HasSubstr("batch 3: x holds"));
  struct Uneven : Restarting {
    bool next(data::Batch& batch) {
      const bool some = Restarting::next(batch);
      if (some && row > 8) batch.sample_weight = Array::from(std::vector<float>(8, 1.0f));
      return some;
    }
  };
  EXPECT_THAT(refused(Uneven{source_of(data)}, {}),
              HasSubstr("batch 2: has sample_weight. Expected it as in the first batch"));
}

TEST(BatchSource, BatchesMayBeOfManySizes) {
  const Data data = regression(4000, 4);
  struct Growing : Restarting {
    bool next(data::Batch& batch) {
      size = 1 + size % 80;
      return Restarting::next(batch);
    }
  };
  Growing source{source_of(data)};
  Sequential model = network();
  EXPECT_TRUE(std::isfinite(model.fit(source, {.epochs = 2, .verbose = 0})["loss"][1]));
}

}  // namespace
}  // namespace occam
