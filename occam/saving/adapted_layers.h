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
/// The text that Keras keeps of a layer's vocabulary, a token a line.
using VocabularyOfLayer =
    std::function<std::string(const std::string& group, const std::string& path)>;

/// A description with what its layers were adapted to, which occam has as arguments: mean and
/// variance of a Normalization, which Keras keeps with the weights, and the vocabulary of an
/// IntegerLookup. Throws FileError, opening with `where`, for what is missing or no numbers.
Config with_adapted_layers(const std::string& where, const Config& model, const Hdf5Reader& file,
                           const WeightsOfLayer& weights, const VocabularyOfLayer& vocabulary);

}  // namespace occam::saving
