#include "tests/golden/golden_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <stdexcept>

#include "tests/experiment/source_dir.h"

namespace occam::golden {
namespace {

void flatten(const Json& json, std::vector<float>& flat) {
  if (json.is_array()) {
    for (const Json& item : json) flatten(item, flat);
  } else {
    flat.push_back(static_cast<float>(number(json)));
  }
}

}  // namespace

Json load(std::string_view name) {
  const std::string path =
      experiment::source_dir() + "/tests/golden/data/" + std::string(name) + ".json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  Json json = Json::parse(file);
  const bool is_kerass = !json.contains("torch_version") && !json.contains("package_version");
  if (is_kerass && json.at("keras_version") != "3.15.1")
    throw std::runtime_error(path + ": another Keras");
  return json;
}

double number(const Json& json) {
  if (!json.is_string()) return json.get<double>();
  const auto text = json.get<std::string>();
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return std::numeric_limits<double>::infinity();
  if (text == "-inf") return -std::numeric_limits<double>::infinity();
  throw std::runtime_error("not a number: " + text);
}

Array tensor(const Json& json) {
  std::vector<std::int64_t> dims;
  for (const Json* at = &json; at->is_array(); at = &at->at(0)) {
    dims.push_back(static_cast<std::int64_t>(at->size()));
  }
  std::vector<float> flat;
  flatten(json, flat);
  return Array(Shape(dims), flat);
}

Array as_given(const Json& json) {
  const Json* leaf = &json;
  while (leaf->is_array()) leaf = &leaf->at(0);
  return leaf->is_number_integer() ? tensor(json).astype(DType::kInt32) : tensor(json);
}

std::span<const float> values(const Array& array) { return array.data<float>(); }

bool Comparison::fits(double actual, double expected) {
  ++compared_;
  if (std::isnan(expected)) return std::isnan(actual);
  if (actual == expected) return true;
  if (!std::isfinite(expected) || !std::isfinite(actual)) return false;
  const double error = std::abs(actual - expected);
  const double allowed = tolerance_.absolute + tolerance_.relative * std::abs(expected);
  worst_absolute_ = std::max(worst_absolute_, error);
  worst_ = std::max(worst_, error / allowed);
  return error <= allowed;
}

void Comparison::operator()(std::string_view what, double actual, double expected) {
  EXPECT_TRUE(fits(actual, expected)) << what << ": " << actual << ", Keras has " << expected
                                      << ", the difference is " << actual - expected;
}

void Comparison::operator()(std::string_view what, std::span<const float> actual,
                            std::span<const float> expected) {
  ASSERT_EQ(actual.size(), expected.size()) << what;
  std::size_t wrong = 0, first = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    if (fits(actual[i], expected[i])) continue;
    if (wrong++ == 0) first = i;
  }
  if (wrong == 0) return;
  const double a = actual[first], e = expected[first];
  ADD_FAILURE() << what << ": " << wrong << " of " << actual.size() << " elements differ; at "
                << first << " " << a << ", Keras has " << e << ", the difference is " << a - e;
}

Comparison::~Comparison() {
  if (may_be_empty_ && compared_ == 0) return;
  EXPECT_GT(compared_, 0u) << name_ << ": nothing was compared";
  ::testing::Test::RecordProperty(name_ + "_largest_error_of_allowed", std::to_string(worst_));
  std::ostringstream absolute;
  absolute << worst_absolute_;
  ::testing::Test::RecordProperty(name_ + "_largest_error", absolute.str());
}

}  // namespace occam::golden
