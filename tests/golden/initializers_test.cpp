#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "occam/initializers/initializer.h"
#include "occam/saving/json_text.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {
namespace {

Initializer initializer_of(const Json& entry) {
  return Initializer::catalogue().make(
      entry.at("initializer").get<std::string>(),
      saving::config_of_json("arguments", entry.at("arguments").dump()));
}

std::vector<float> drawn(const Initializer& initializer, const Json& dims, RandomKey key) {
  const Shape shape(dims.get<std::vector<std::int64_t>>());
  std::vector<float> result(static_cast<std::size_t>(shape.size()));
  initializer.fill(result, shape, key);
  return result;
}

struct Moments {
  double mean = 0, std = 0, kurtosis = 0, min = 0, max = 0;
};

Moments moments_of(const std::vector<float>& sample) {
  const double n = static_cast<double>(sample.size());
  Moments m;
  for (const float value : sample) m.mean += value / n;
  double second = 0, fourth = 0;
  for (const float value : sample) {
    second += std::pow(value - m.mean, 2) / n;
    fourth += std::pow(value - m.mean, 4) / n;
  }
  m.std = std::sqrt(second);
  m.kurtosis = fourth / (second * second);
  const auto [low, high] = std::ranges::minmax(sample);
  m.min = low;
  m.max = high;
  return m;
}

std::string title(const Json& entry) {
  return entry.at("initializer").get<std::string>() + entry.at("arguments").dump();
}

// Every shape's own limits hold and, over 2000 draws, are nearly reached: a wrong fan or a missing
// truncation shows.
TEST(GoldenInitializers, LimitsOfEveryShape) {
  const Json file = load("initializers");
  for (const Json& entry : file.at("cases")) {
    for (const Json& stated : entry.at("stated")) {
      SCOPED_TRACE(title(entry) + " " + stated.at("shape").dump());
      const double low = number(stated.at("low")), high = number(stated.at("high"));
      std::vector<float> sample;
      for (std::uint64_t seed = 0; sample.size() < 20000; ++seed) {
        const auto more = drawn(initializer_of(entry), stated.at("shape"), {seed, 3});
        sample.insert(sample.end(), more.begin(), more.end());
      }
      const Moments m = moments_of(sample);
      EXPECT_GE(m.min, low - 1e-7);
      EXPECT_LE(m.max, high + 1e-7);
      EXPECT_NEAR(m.min, low, 0.02 * (high - low));
      EXPECT_NEAR(m.max, high, 0.02 * (high - low));
      const double deviation = number(stated.at("std"));
      EXPECT_NEAR(m.std, deviation, 0.025 * deviation);
    }
  }
}

// 100,000 values against the stated spread and against as many of Keras's own. The tolerances are
// about five standard errors: of the mean s / 316, of s 0.3 %, of the kurtosis 0.007 at most.
TEST(GoldenInitializers, MomentsOfALargeSample) {
  const Json file = load("initializers");
  for (const Json& entry : file.at("cases")) {
    SCOPED_TRACE(title(entry));
    const Json& keras = entry.at("sample");
    const Json& stated = entry.at("stated").back();
    ASSERT_EQ(stated.at("shape"), keras.at("shape"));
    const Moments m = moments_of(drawn(initializer_of(entry), keras.at("shape"), {11, 4}));
    const double deviation = number(stated.at("std"));
    EXPECT_NEAR(m.mean, (number(stated.at("low")) + number(stated.at("high"))) / 2, deviation / 60);
    EXPECT_NEAR(m.mean, number(keras.at("mean")), deviation / 45);
    EXPECT_NEAR(m.std, deviation, 0.01 * deviation);
    EXPECT_NEAR(m.std, number(keras.at("std")), 0.015 * deviation);
    EXPECT_NEAR(m.kurtosis, number(keras.at("kurtosis")), 0.04);
    const double range = number(stated.at("high")) - number(stated.at("low"));
    EXPECT_NEAR(m.min, number(keras.at("min")), 0.002 * range);
    EXPECT_NEAR(m.max, number(keras.at("max")), 0.002 * range);
  }
}

TEST(GoldenInitializers, EverySeedAndWeightHasItsOwnValues) {
  const Json file = load("initializers");
  for (const Json& entry : file.at("cases")) {
    SCOPED_TRACE(title(entry));
    const Json shape = Json::array({7, 5});
    const Initializer initializer = initializer_of(entry);
    const auto values = drawn(initializer, shape, {11, 4});
    EXPECT_EQ(values, drawn(initializer, shape, {11, 4}));
    for (const RandomKey other : {RandomKey{12, 4}, RandomKey{11, 5}}) {
      const auto others = drawn(initializer, shape, other);
      int equal = 0;
      for (std::size_t i = 0; i < values.size(); ++i) equal += values[i] == others[i];
      EXPECT_LE(equal, 1);
    }
  }
}

}  // namespace
}  // namespace occam::golden
