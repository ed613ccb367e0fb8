#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "occam/base/config.h"
#include "occam/saving/fitting_weights.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/optimizer_values.h"
#include "occam/saving/own_state.h"
#include "occam/saving/weight_places.h"

namespace occam::saving {

/// A model file, opened and checked as far as it can be without a model.
struct ModelContent {
  std::string where;
  Config config;                               ///< Keras's description, with its compile_config
  std::optional<OwnState> own;                 ///< none in a file of Keras's
  std::unique_ptr<const std::string> numbers;  ///< what `file` reads
  std::unique_ptr<Hdf5Reader> file;
  /// Data sets of the weights. `by_name`: of layers of a name that the file has, the others keep
  /// their numbers; of `.h5` files alone.
  std::function<FileWeights(const WeightPlaces&, bool by_name)> weights;
  OptimizerPlaces optimizer;  ///< without paths: the optimizer has made no step
};

}  // namespace occam::saving
