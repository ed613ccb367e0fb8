// The temperature with the least log loss against scipy's (tools/golden/calibration.py).
#include <gtest/gtest.h>

#include "occam/evaluation/temperature.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {
namespace {

TEST(GoldenCalibration, TheTemperatureAndBothLosses) {
  Comparison compare_temperature("temperature", {0.0, 1e-8}), compare_loss("loss", {1e-9, 1e-8});
  const Json file = load("calibration");
  ASSERT_EQ(file.at("cases").size(), 36u);
  for (const Json& entry : file.at("cases")) {
    const auto floats = [&](const char* name) {
      const Array array = tensor(entry.at(name)).astype(DType::kFloat32);
      const auto elements = values(array);
      return std::vector<float>(elements.begin(), elements.end());
    };
    evaluation::LogitRows rows{.classes = entry.at("classes").get<std::int64_t>(),
                               .logits = floats("logits"),
                               .targets = floats("targets"),
                               .labels = entry.at("labels").get<bool>()};
    if (entry.contains("weights")) rows.weights = floats("weights");
    const double temperature = evaluation::best_temperature(rows);
    compare_temperature("temperature", temperature, number(entry.at("temperature")));
    compare_loss("before", evaluation::log_loss(rows), number(entry.at("loss")));
    compare_loss("after", evaluation::log_loss(rows, temperature), number(entry.at("least")));
  }
}

}  // namespace
}  // namespace occam::golden
