#include "cli/examples.h"

namespace occam::cli {

void describe_sizes(Examples& examples) {
  nlohmann::ordered_json& json = examples.description;
  json["features"] = examples.train.x.shape().tail().size();
  if (examples.target.is_classification()) json["classes"] = examples.target.classes;
  json["train"] = examples.train.rows();
  json["validation"] = examples.validation.rows();
  json["test"] = examples.test.rows();
}

}  // namespace occam::cli
