#include <gtest/gtest.h>

#include <cstdlib>

#include "occam/ops/constant.h"
#include "occam/ops/hyper.h"
#include "tests/experiment/experiment.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"

namespace occam::golden {
namespace {

using experiments::Experiment;

TEST(GoldenSchedules, FiftySteps) {
  const Json file = load("schedules");
  // Where a cosine has nearly come to 0, Keras has lost digits in 1 + cos.
  Comparison compare_fit("float32", {2e-8, 1e-6}), compare_exact("float64", {1e-16, 1e-14});
  for (const Json& entry : file.at("cases")) {
    const auto type = entry.at("schedule").get<std::string>();
    SCOPED_TRACE(type + entry.at("arguments").dump());
    Experiment experiment;
    const Schedule schedule = made<Schedule>(type, entry.at("arguments"));
    const ops::Scope scope = experiment.scope("rate");
    const std::size_t steps = entry.at("values").size();
    for (std::size_t t = 0; t < steps; ++t) {
      const graph::Value step = ops::constant(scope.graph(), static_cast<double>(t));
      experiment.output(std::to_string(t), schedule.value(scope, step));
    }
    experiment.run();
    for (std::size_t t = 0; t < steps; ++t) {
      const std::string name = std::to_string(t);
      compare_fit(name, experiment.number(name), number(entry.at("values").at(t)));
      compare_exact(
          name, experiment.number(name),
          std::strtod(entry.at("exact").at(t).get_ref<const std::string&>().c_str(), nullptr));
    }
    EXPECT_EQ(steps, 50u);
  }
}

// RealMLP's, as its authors' package has them.
TEST(GoldenSchedules, OfPytabkit) {
  const Json file = load("pytabkit_schedules");
  Comparison compare("float64", {1e-15, 1e-12});
  ASSERT_EQ(file.at("cases").size(), 4u);
  for (const Json& entry : file.at("cases")) {
    SCOPED_TRACE(entry.at("arguments").dump());
    const Schedule schedule = made<Schedule>(entry.at("schedule"), entry.at("arguments"));
    Experiment experiment;
    const ops::Scope scope = experiment.scope("rate");
    for (std::size_t t = 0; t < 61; ++t) {
      const graph::Value step = ops::constant(scope.graph(), static_cast<double>(t));
      experiment.output(std::to_string(t), schedule.value(scope, step));
    }
    experiment.run();
    for (std::size_t t = 0; t < 61; ++t)
      compare("value", experiment.number(std::to_string(t)), number(entry.at("values").at(t)));
  }
}

}  // namespace
}  // namespace occam::golden
