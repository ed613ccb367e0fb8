#pragma once

#include <functional>
#include <string>
#include <vector>

#include "occam/base/config.h"
#include "occam/saving/hdf5_reader.h"

namespace occam::saving {

/// Data sets of a layer's weights, in order: by its group in Keras's weight file and by its path,
/// "inner/scale".
using WeightsOfLayer =
    std::function<std::vector<std::string>(const std::string& group, const std::string& path)>;

/// A description with what its Normalization layers were adapted to: mean and variance, which Keras
/// keeps with the weights and occam as arguments. Throws FileError for such weights that are
/// missing or no numbers.
Config with_adapted_layers(const Config& model, const Hdf5Reader& file,
                           const WeightsOfLayer& weights);

/// Is it a layer whose numbers with_adapted_layers() takes from the weights?
bool is_adapted_layer(const Config& layer);

}  // namespace occam::saving
