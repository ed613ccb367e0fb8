#pragma once

#include "occam/base/config.h"

namespace occam::saving {

/// The training_config of a `.h5` file as the compile_config of a `.keras` file; what Keras 2 calls
/// otherwise in today's words. What it is not stays as it is, for the reader to refuse.
Config compile_config_of_legacy(const Config& training);

/// The reverse, as Keras 3 writes it.
Config legacy_training_config(const Config& compile);

}  // namespace occam::saving
