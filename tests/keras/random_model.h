#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "occam/occam.h"

namespace occam::keras_files {

/// A model of random layers with the data to try it on.
struct RandomModel {
  Model model;
  std::vector<Array> inputs;
  std::vector<Array> targets;
  bool is_kerass = true;        ///< of Keras's classes alone
  std::set<std::string> types;  ///< of its layers
};

/// By its number. Every third has layers and arguments that Keras lacks.
RandomModel random_model(std::uint32_t number);

}  // namespace occam::keras_files
