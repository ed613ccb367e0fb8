#pragma once

#include <span>
#include <string_view>

#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// Every callback of occam by name, in alphabetical order; "ProgbarLogger" is Keras's name of
/// ProgressBar.
std::span<const std::string_view> names();

/// The callback of that name with its default arguments. Throws InvalidArgument, listing the
/// known names, for another.
Callback make(std::string_view name);

}  // namespace occam::callbacks
