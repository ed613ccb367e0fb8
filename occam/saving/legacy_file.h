#pragma once

#include <string>

#include "occam/saving/model_content.h"

namespace occam::saving {

/// A whole model as one HDF5 file, Keras's format before `.keras`. Source: Keras 3,
/// legacy/saving/legacy_h5_format.py.
std::string legacy_file_of(const models::Network& network, const Config& config, OwnState own);

/// The bytes of one, of Keras 3, Keras 2 or occam. Throws FileError, opening with `where`.
ModelContent open_legacy_file(const std::string& where, std::string bytes);

}  // namespace occam::saving
