#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "occam/base/config.h"
#include "occam/saving/keras_classes.h"

namespace occam::saving {

/// The present number of the hyper-parameter at a path, where there is one.
using CurrentNumbers = std::function<std::optional<double>(const std::string& path)>;

/// A holder's config with the numbers that its hyper-parameters have now. `path`: where they are
/// declared, as "dense".
Config with_current_numbers(const Config& described, const std::string& path,
                            const CurrentNumbers& current);

/// A holder's config as Keras writes the object: {module, class_name, config, registered_name};
/// `arguments` come first in its config. What Keras has not is registered as "occam>ClassName". An
/// activation with its standard arguments is its name.
Config keras_object(Concept what, const Config& described, const Config::Map& arguments = {});

/// The reverse: a holder's config of what a file holds, which may also be a name or null. Throws
/// FileError, opening with `where`, for a class that is not known, a module outside Keras, an
/// argument or a value that occam has not.
Config described_object(Concept what, const std::string& where, const Config& stored);

}  // namespace occam::saving
