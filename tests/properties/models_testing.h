#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "occam/occam.h"

/// Models, data and comparisons bit for bit that several property tests share.
namespace occam::models_testing {

struct Data {
  Array x, y;
};

/// A smooth problem with a little noise; every value is a function of its place.
inline Data regression(std::int64_t rows, std::int64_t features, std::uint64_t seed = 1) {
  std::vector<float> x, y;
  for (std::int64_t i = 0; i < rows; ++i) {
    for (std::int64_t j = 0; j < features; ++j) {
      x.push_back(2 * random_uniform({seed, 1}, 0, static_cast<std::uint64_t>(i * features + j)) -
                  1);
    }
    const float noise = random_uniform({seed, 2}, 0, static_cast<std::uint64_t>(i)) - 0.5f;
    const float* row = x.data() + i * features;
    y.push_back(2 * row[0] - row[features - 1] * row[0] + 0.1f * noise);
  }
  return {Array({rows, features}, x), Array({rows, 1}, y)};
}

/// As many class numbers as rows.
inline Data classes(std::int64_t rows, std::int64_t features, std::int64_t count) {
  Data data = regression(rows, features);
  std::vector<std::int32_t> labels;
  for (std::int64_t i = 0; i < rows; ++i) {
    const double u = std::fabs(std::sin(3 * data.y.at(i))) * 0.999;
    labels.push_back(static_cast<std::int32_t>(u * static_cast<double>(count)));
  }
  data.y = Array::from(labels);
  return data;
}

/// Penalties, batch normalisation and dropout in one network.
inline Sequential regularized(std::int64_t features, std::int64_t units, const Optimizer& optimizer,
                              std::uint64_t seed = 3) {
  Sequential model{
      layers::Dense{.units = units,
                    .activation = "relu",
                    .kernel_regularizer = regularizers::L2{0.001},
                    .input_shape = {features}},
      layers::BatchNormalization{},
      layers::Dropout{.rate = 0.2},
      layers::Dense{.units = units,
                    .activation = "tanh",
                    .kernel_regularizer = regularizers::L1L2{0.0005, 0.001}},
      layers::Dense{.units = 1, .kernel_regularizer = regularizers::L1{0.001}},
  };
  model.set_seed(seed);
  model.compile({.optimizer = optimizer, .loss = "mse", .metrics = {"mae"}});
  return model;
}

inline bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof a) == 0; }

/// Weights, moving statistics included, as bits.
inline std::vector<std::uint32_t> bits_of(const Array& array) {
  std::vector<std::uint32_t> bits;
  for (const float value : array.data<float>()) {
    std::uint32_t word;
    std::memcpy(&word, &value, sizeof word);
    bits.push_back(word);
  }
  return bits;
}

inline void expect_same_weights(const Sequential& a, const Sequential& b, const std::string& what) {
  const auto left = a.get_weights(), right = b.get_weights();
  const auto paths = a.weight_paths();
  ASSERT_EQ(left.size(), right.size()) << what;
  for (std::size_t i = 0; i < left.size(); ++i)
    EXPECT_TRUE(bits_of(left[i]) == bits_of(right[i])) << what << ": " << paths[i];
}

inline bool differ(const Sequential& a, const Sequential& b) {
  const auto left = a.get_weights(), right = b.get_weights();
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (bits_of(left[i]) != bits_of(right[i])) return true;
  }
  return false;
}

inline void expect_same_history(const History& a, const History& b, const std::string& what) {
  ASSERT_EQ(a.history().size(), b.history().size()) << what;
  for (const auto& [name, values] : a.history()) {
    ASSERT_TRUE(b.contains(name)) << what << ": " << name;
    const auto& others = b[name];
    ASSERT_EQ(values.size(), others.size()) << what << ": " << name;
    for (std::size_t e = 0; e < values.size(); ++e) {
      EXPECT_TRUE(same_bits(values[e], others[e]))
          << what << ": " << name << " of epoch " << e << ": " << values[e] << ", " << others[e];
    }
  }
  EXPECT_EQ(a.stopped_epoch, b.stopped_epoch) << what;
  EXPECT_EQ(a.best_epoch, b.best_epoch) << what;
}

}  // namespace occam::models_testing
