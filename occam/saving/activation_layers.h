#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "occam/base/config.h"

namespace occam::saving {

/// What a layer of Keras's is as an activation, where a file has one in that place, as LeakyReLU
/// with its slope; none for classes that are no layers of this kind. Throws FileError, opening with
/// `where`, for arguments that no activation has. Source: Keras 3, activations.get.
std::optional<Config> activation_of_layer(const std::string& where, std::string_view class_name,
                                          const Config& arguments);

/// The layer of Keras's that is this activation with arguments which Keras's function has not, so
/// that Keras can read it; or none.
std::optional<Config> layer_of_activation(std::string_view class_name, const Config& arguments);

}  // namespace occam::saving
