#pragma once

#include <string>

#include "occam/saving/model_content.h"

namespace occam::saving {

/// The `.keras` file of a model: `config` its description, `own` what Keras has no place for.
std::string keras_file_of(const models::Network& network, const Config& config, OwnState own,
                          const std::string& model_name);

/// A `.keras` file's bytes. Throws FileError, opening with `where`.
ModelContent open_keras_file(const std::string& where, const std::string& bytes);

}  // namespace occam::saving
