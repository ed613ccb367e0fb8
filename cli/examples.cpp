#include "cli/examples.h"

#include <fmt/format.h>

#include "occam/base/quoted.h"

namespace occam::cli {

std::vector<std::int64_t> labels_of(const data::Dataset& dataset) {
  std::vector<std::int64_t> labels;
  for (std::int64_t row = 0; row < dataset.rows(); ++row)
    labels.push_back(static_cast<std::int64_t>(dataset.y.at(row)));
  return labels;
}

std::string target_text(const data::Target& target) {
  if (!target.is_classification()) return "regression of " + in_quotes(target.name);
  return fmt::format("{} classes of {}", target.classes.size(), in_quotes(target.name));
}

bool has_watched(const Examples& examples) {
  return !examples.folds.empty() || examples.validation.rows() > 0;
}

void describe_sizes(Examples& examples) {
  nlohmann::ordered_json& json = examples.description;
  json["features"] = examples.train.x.shape().tail().size();
  if (examples.target.is_classification()) json["classes"] = examples.target.classes;
  json["train"] = examples.train.rows();
  json["validation"] = examples.validation.rows();
  json["test"] = examples.test.rows();
  for (const MemberRows& fold : examples.folds) json["watched"].push_back(fold.validation.rows());
}

}  // namespace occam::cli
