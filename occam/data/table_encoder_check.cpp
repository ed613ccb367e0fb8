#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_set>
#include <vector>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/table_encoder.h"

/// What an encoder promises whoever uses it.
namespace occam::data {
namespace {

constexpr std::int64_t kMostFeatures = 10'000'000;

[[noreturn]] void refuse(const std::string& of, const std::string& expected,
                         const std::string& received) {
  throw_invalid_value(TableEncoder::type, of, expected, received);
}

bool ascend(const std::vector<std::string>& texts) {
  return std::adjacent_find(texts.begin(), texts.end(), std::greater_equal<>()) == texts.end();
}

void check_feature(const FeatureColumn& feature) {
  const std::string of = "the feature of column " + in_quotes(feature.name);
  for (const double number : {feature.fill, feature.mean, feature.scale, feature.origin}) {
    if (!std::isfinite(number)) refuse(of, "finite numbers", to_text(number));
  }
  if (!(feature.scale > 0)) refuse(of, "a scale > 0", to_text(feature.scale));
  if (!ascend(feature.categories) || !ascend(feature.rare))
    refuse(of, "categories that ascend", "others");
  if (feature.is_text() && feature.choices() == 0) refuse(of, "a category at least", "none");
}

void check_target(const Target& target) {
  const std::string of = "target " + in_quotes(target.name);
  if (!target.is_classification()) {
    if (!std::isfinite(target.mean) || !std::isfinite(target.scale) || !(target.scale > 0))
      refuse(of, "a finite mean and a scale > 0",
             to_text(target.mean) + " and " + to_text(target.scale));
    return;
  }
  if (target.classes.size() < 2) refuse(of, "two classes at least", "fewer");
  const std::vector<double>& values = target.class_values;
  const bool of_texts = values.empty() && ascend(target.classes);
  const bool of_numbers =
      values.size() == target.classes.size() &&
      std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) == values.end();
  if (!of_texts && !of_numbers) refuse(of, "classes that ascend", "others");
}

}  // namespace

std::int64_t TableEncoder::width() const {
  std::int64_t width = 0;
  for (const FeatureColumn& feature : features) width += feature.width();
  return width;
}

std::vector<std::string> TableEncoder::columns() const {
  std::vector<std::string> names;
  for (const FeatureColumn& feature : features) {
    if (names.empty() || names.back() != feature.name) names.push_back(feature.name);
  }
  return names;
}

void TableEncoder::check() const {
  if (features.empty()) refuse("features", "one at least", "none");
  for (const FeatureColumn& feature : features) check_feature(feature);
  const std::vector<std::string> names = columns();
  const std::unordered_set<std::string_view> different(names.begin(), names.end());
  if (different.size() != names.size()) refuse("features", "those of a column together", "others");
  if (different.contains(target.name))
    refuse("features", "columns beside the target", "the target");
  if (width() > kMostFeatures)
    refuse("features", "at most " + std::to_string(kMostFeatures), std::to_string(width()));
  check_target(target);
}

}  // namespace occam::data
