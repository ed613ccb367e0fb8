#include <gtest/gtest.h>

#include "occam/layers/activation.h"
#include "occam/models/sequential.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"
#include "tests/golden/stepper.h"

namespace occam::golden {
namespace {

TEST(GoldenMetrics, RunningResultsOverUnequalBatches) {
  const Json file = load("metrics");
  Comparison compare("values", {0.0, 2e-6});
  for (const Json& entry : file.at("cases")) {
    SCOPED_TRACE(entry.at("name").get<std::string>());
    const Array x = tensor(entry.at("y_pred")), y = tensor(entry.at("y_true"));
    CompileOptions options{.optimizer = "sgd", .loss = entry.at("loss").get<std::string>()};
    for (const auto& [name, results] : entry.at("after_each_batch").items()) {
      if (name != "loss") options.metrics.emplace_back(name);
    }
    Stepper model({layers::Activation{}}, x.shape().tail(), options, y);
    std::int64_t begin = 0;
    std::size_t batch = 0;
    for (const Json& rows : file.at("batch_sizes")) {
      const std::int64_t end = begin + rows.get<std::int64_t>();
      model.step(training::Mode::kTest, x, y, begin, end, /*streaming=*/batch > 0);
      for (const auto& [name, results] : entry.at("after_each_batch").items()) {
        compare(name + " after batch " + std::to_string(batch), model.log(name),
                number(results.at(batch)));
      }
      begin = end;
      ++batch;
    }
    EXPECT_EQ(begin, x.shape()[0]);
  }
}

TEST(GoldenMetrics, ReportedByEvaluate) {
  const Json file = load("metrics");
  Comparison compare("values", {0.0, 2e-6});
  for (const Json& entry : file.at("cases")) {
    SCOPED_TRACE(entry.at("name").get<std::string>());
    const Array x = tensor(entry.at("y_pred")), y = as_given(entry.at("y_true"));
    CompileOptions options{.optimizer = "sgd", .loss = entry.at("loss").get<std::string>()};
    for (const auto& [name, results] : entry.at("after_each_batch").items()) {
      if (name != "loss") options.metrics.emplace_back(name);
    }
    Sequential model{layers::Activation{.input_shape = x.shape().tail()}};
    model.compile(options);
    const callbacks::Logs logs = model.evaluate(x, y, {.batch_size = 5});
    for (const auto& [name, results] : entry.at("after_each_batch").items()) {
      compare(name, logs.at(name), number(results.back()));
    }
  }
}

// Keras counts in float32: its sums are off by a few parts in 10^6.
TEST(GoldenMetrics, OfSeveralSums) {
  const Json file = load("metrics_of_sums");
  const Array weights = tensor(file.at("sample_weight"));
  Comparison compare("values", {4e-6, 4e-6});
  for (const Json& entry : file.at("cases")) {
    const Config described = config_of(entry.at("metric"));
    SCOPED_TRACE(to_text(described));
    const Metric metric = *FieldValue<Metric>::read(described);
    const Json& data = file.at("data").at(entry.at("data").get<std::string>());
    const Array x = tensor(data.at("y_pred")), y = tensor(data.at("y_true"));
    Sequential model{layers::Activation{.input_shape = x.shape().tail()}};
    const bool labels = x.shape().back() > 1 && y.shape().back() == 1;
    const Loss loss = labels ? "sparse_categorical_crossentropy" : "mse";
    model.compile({.optimizer = "sgd", .loss = loss, .metrics = {metric}});
    const EvaluateOptions plain{.batch_size = file.at("batch").get<std::int64_t>()};
    EvaluateOptions weighted = plain;
    weighted.sample_weight = weights;
    compare("result", model.evaluate(x, y, plain).at(metric.name()), number(entry.at("result")));
    model.compile({.optimizer = "sgd", .loss = loss, .weighted_metrics = {metric}});
    compare("weighted", model.evaluate(x, y, weighted).at(metric.name()),
            number(entry.at("weighted")));
    compare("weighted, without weights", model.evaluate(x, y, plain).at(metric.name()),
            number(entry.at("result")));
  }
}

}  // namespace
}  // namespace occam::golden
