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

}  // namespace
}  // namespace occam::golden
