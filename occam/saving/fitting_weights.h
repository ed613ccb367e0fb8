#pragma once

#include <functional>
#include <string>
#include <vector>

#include "occam/models/blueprint.h"
#include "occam/saving/array_file.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/model_file.h"
#include "occam/saving/weight_places.h"

namespace occam::saving {

/// Weights that a file gives together or not at all.
struct WeightUnit {
  std::string layer;                 ///< its path, inner models included
  std::vector<std::size_t> weights;  ///< by their numbers in the blueprint
  std::string fault = "";            ///< why they cannot fit, as far as that is known
};

/// Where the weights of a model stand in a file.
struct FileWeights {
  std::vector<std::string> names;  ///< of the arrays, by weight; "" for one that keeps its numbers
  std::vector<WeightUnit> units;
};

/// One unit a layer, which has to have as many arrays as the file: `count(part)`.
FileWeights layer_by_layer(const WeightPlaces& places, std::vector<std::string> names,
                           const std::function<std::size_t(const WeightPlaces::Part&)>& count);
/// The same of a file of Keras's groups.
FileWeights layer_by_layer(const WeightPlaces& places, const Hdf5Reader& file);

/// Looks at number and shapes of the arrays. Of a unit that does not fit the names become "", and
/// one warning names all of them; without `skip_mismatch` throws FileError, opening with `where`.
/// A damaged array is a FileError either way.
std::vector<SkippedLayer> keep_what_fits(const std::string& where,
                                         const models::Blueprint& blueprint, FileWeights& weights,
                                         const ArrayFile& file, bool skip_mismatch);

}  // namespace occam::saving
