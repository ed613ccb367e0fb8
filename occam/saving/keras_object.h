#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "occam/base/config.h"
#include "occam/saving/keras_classes.h"

namespace occam::saving {

/// Before the registered name of a class that Keras lacks.
constexpr std::string_view kOwnPackage = "occam>";

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

/// Is it how a struct without fields() is written (base/described.h)?
bool is_whole(const Config& arguments);

/// A text of an object, or "".
std::string text_of(const Config& object, std::string_view key);

/// The reverse: a holder's config of what a file holds, which may also be a name or null. Throws
/// FileError, opening with `where`, for a class that is not known, a module outside Keras, an
/// argument or a value that occam has not.
Config described_object(Concept what, const std::string& where, const Config& stored);

/// Throws InvalidArgument for a struct of a user's own that bears the type of one of occam's: a
/// file would mean the latter.
template <class H>
void check_type_is_its_own(const H& holder) {
  const auto* const entry = H::catalogue().find_if_known(holder.type());
  if (entry == nullptr) return;
  const Config config = holder.config(), &arguments = *config.find("config");
  const std::vector<FieldInfo> fields = entry->fields();
  const bool same_fields = arguments.entries()->size() == fields.size() &&
                           std::all_of(fields.begin(), fields.end(), [&](const FieldInfo& field) {
                             return arguments.find(field.name) != nullptr;
                           });
  try {
    if (same_fields && entry->read(arguments).described().equals(holder.described())) return;
  } catch (const InvalidArgument&) {
    return;  // one inside it that this program alone knows
  }
  throw InvalidArgument(std::string(holder.type()) +
                        ": another struct than the one that occam has of this type. Expected a "
                        "type of its own in a file");
}

}  // namespace occam::saving
