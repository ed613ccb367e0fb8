#pragma once

#include <string>
#include <string_view>

#include "occam/models/compile_options.h"
#include "occam/models/sequential.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {

/// The arguments as the files hold them, a description among them as {"class": "L2", "l2": 0.01}.
Config config_of(const Json& json);

/// The arguments with what Keras leaves no choice of: its penalties are subgradients.
Config as_keras_means(std::string_view type, Config arguments);

/// The member of a concept by its class and arguments; absent ones have their defaults.
template <class Concept>
Concept made(const Json& type, const Json& arguments) {
  const auto name = type.get<std::string>();
  return Concept::catalogue().make(name, as_keras_means(name, config_of(arguments)));
}

/// From {"layers": [{"layer", "arguments"}], "optimizer", "loss", "metrics"}.
Sequential sequential_of(const Json& network);
CompileOptions compile_options_of(const Json& network);

}  // namespace occam::golden
