#pragma once

#include <string>
#include <string_view>

#include "occam/base/config.h"

namespace occam::saving {

/// A config as JSON. Throws InvalidArgument for a number that is not finite or a text that is not
/// UTF-8.
std::string json_of(const Config& config, bool indented = false);

/// The config that a JSON text means. Throws FileError, opening with `where`, for what is no JSON,
/// a key given twice in one object, more than 256 levels, an integer beyond 64 bits.
Config config_of_json(const std::string& where, std::string_view text);

}  // namespace occam::saving
