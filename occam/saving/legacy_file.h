#pragma once

#include <string>
#include <vector>

#include "occam/saving/hdf5_writer.h"
#include "occam/saving/model_content.h"

namespace occam::saving {

/// A whole model as one HDF5 file, Keras's format before `.keras`. Source: Keras 3,
/// legacy/saving/legacy_h5_format.py.
std::string legacy_file_of(const models::Network& network, const Config& config, OwnState own,
                           bool is_compiled);

/// A layer with weights, and their names.
struct LegacyLayer {
  std::string name;
  std::vector<std::string> weights;
};
/// What such a file has beside the numbers: the description, and the names of all weights, the
/// layers in Keras's order.
void write_legacy_outline(const Config& model, const std::vector<LegacyLayer>& layers,
                          Hdf5Writer& file);
/// The data sets of a layer's weights in a file, in order; none where it has none.
std::vector<std::string> legacy_sets(const Hdf5Reader& file, const std::string& layer);
/// The data set of a weight.
std::string legacy_set(const std::string& layer, const std::string& weight);
/// The description. Throws FileError, opening with `where`, in a file without one.
Config legacy_description(const std::string& where, const Hdf5Reader& file);

/// The bytes of one, of Keras 3, Keras 2 or occam. Throws FileError, opening with `where`.
ModelContent open_legacy_file(const std::string& where, std::string bytes);

}  // namespace occam::saving
