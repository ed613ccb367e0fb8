#include "occam/saving/keras_object.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/saving/activation_layers.h"

namespace occam::saving {
namespace {

/// The text at a key, or "" for null and where there is none.
std::string text_value(const std::string& where, const Config& object, std::string_view key) {
  const Config* const value = object.find(key);
  if (value == nullptr || value->is_null()) return {};
  if (value->text() == nullptr)
    throw_file_error(where, std::string(key) + " is no text. Received: " + to_text(*value));
  return *value->text();
}

std::optional<Concept> nested_concept(std::string_view class_name) {
  for (const Concept what : kNestedConcepts) {
    if (is_in_keras(what, class_name) || fields_of(what, class_name)) return what;
  }
  return std::nullopt;
}

/// `.h5` files have the registered name in the place of the class's: "occam>Scaling", and of Keras
/// 2 "Custom>Adam".
std::string without_package(std::string class_name) {
  for (const std::string_view package : {kOwnPackage, std::string_view("Custom>")}) {
    if (class_name.starts_with(package)) return class_name.substr(package.size());
  }
  return class_name;
}

const FieldInfo* field_named(const std::optional<std::vector<FieldInfo>>& fields,
                             std::string_view name) {
  if (!fields) return nullptr;
  const auto found = std::find_if(fields->begin(), fields->end(),
                                  [&](const FieldInfo& field) { return field.name == name; });
  return found == fields->end() ? nullptr : &*found;
}

Config inner_layer(const Config& described);

/// Key beside an object's config of what only occam reads (silent_arguments_of).
constexpr std::string_view kOwnKey = "occam";

/// Writes values inside an object's config; says whether Keras's class can take them.
class ArgumentWriter {
 public:
  ArgumentWriter(Concept what, std::string_view class_name)
      : what_(what), class_name_(class_name), fields_(fields_of(what, class_name)) {}

  void add(const ConfigEntry& entry, Config::Map& arguments) {
    // A layer's name is its name in the model; the shape stands in an InputLayer.
    if (what_ == Concept::kLayer && (entry.key == "name" || entry.key == "input_shape")) return;
    const FieldInfo* const field = field_named(fields_, entry.key);
    if (is_own_argument(what_, class_name_, entry.key)) {
      if (field != nullptr && field->standard == entry.value) return;
      fits_keras_ = false;
    }
    if (concept_of_argument(entry.key) == Concept::kLayer) {
      arguments.push_back({entry.key, inner_layer(entry.value)});
      return;
    }
    is_rate_ = what_ == Concept::kOptimizer && entry.key == "learning_rate";
    arguments.push_back({entry.key, written(entry.value)});
  }
  bool fits_keras() const { return fits_keras_; }

 private:
  Config written(const Config& value) {
    if (const Config::List* list = value.list()) {
      Config::List items;
      for (const Config& item : *list) items.push_back(written(item));
      return items;
    }
    const Config* const class_name = value.find("class_name");
    if (class_name == nullptr || class_name->text() == nullptr) return value;
    const std::optional<Concept> nested = nested_concept(*class_name->text());
    // Keras knows schedules of the learning rate only.
    if (nested == Concept::kSchedule && !is_rate_) fits_keras_ = false;
    return keras_object(nested.value_or(Concept::kSchedule), value);
  }

  Concept what_;
  std::string_view class_name_;
  std::optional<std::vector<FieldInfo>> fields_;
  bool fits_keras_ = true, is_rate_ = false;
};

/// What a layer inside another, as described, is called: the last part of its weights' paths.
std::string name_inside(const Config& described) {
  const Config* const arguments = described.find("config");
  const std::string name = arguments != nullptr ? text_of(*arguments, "name") : "";
  return name.empty() ? keras_snake_case(text_of(described, "class_name")) : name;
}

Config inner_layer(const Config& described) {
  Config::Map arguments = {{"name", name_inside(described)}};
  if (takes_trainable(text_of(described, "class_name"))) arguments.push_back({"trainable", true});
  return keras_object(Concept::kLayer, described, arguments);
}

bool all_standard(const std::optional<std::vector<FieldInfo>>& fields, const Config& arguments) {
  if (arguments.entries() == nullptr || arguments.entries()->empty()) return true;
  return std::all_of(arguments.entries()->begin(), arguments.entries()->end(),
                     [&](const ConfigEntry& entry) {
                       const FieldInfo* const field = field_named(fields, entry.key);
                       return field != nullptr && field->standard == entry.value;
                     });
}

/// A layer inside another, without the name that it has if it has none.
Config without_usual_name(Config described) {
  const Config* const arguments = described.find("config");
  if (arguments == nullptr ||
      text_of(*arguments, "name") != keras_snake_case(text_of(described, "class_name")))
    return described;
  Config unnamed = *arguments;
  unnamed.set("name", "");
  described.set("config", std::move(unnamed));
  return described;
}

/// A value inside an object's config, as the holder's FieldValue reads it.
Config read_value(const std::string& where, const ConfigEntry& entry, const FieldInfo& field) {
  const Config& value = entry.value;
  if (const Config::List* list = value.list()) {
    // Keras writes one number also as a list of it.
    if (list->size() == 1 &&
        (field.standard.integer() != nullptr || field.standard.number() != nullptr))
      return (*list)[0];
    Config::List items;
    for (const Config& item : *list) items.push_back(read_value(where, {entry.key, item}, field));
    return items;
  }
  if (value.find("class_name") == nullptr) return value;
  std::optional<Concept> nested = concept_of_argument(entry.key);
  if (!nested) nested = nested_concept(text_value(where, value, "class_name"));
  Config read =
      described_object(nested.value_or(Concept::kSchedule), where + ", " + entry.key, value);
  return nested == Concept::kLayer ? without_usual_name(std::move(read)) : read;
}

}  // namespace

Config with_current_numbers(const Config& described, const std::string& path,
                            const CurrentNumbers& current) {
  const Config* const arguments = described.find("config");
  if (arguments == nullptr || arguments->entries() == nullptr) return described;
  Config::Map result;
  for (const ConfigEntry& entry : *arguments->entries()) {
    // An optimizer inside another has its numbers where the outer one has.
    const std::optional<Concept> inner = concept_of_argument(entry.key);
    const std::string place = inner == Concept::kOptimizer ? path
                              : inner == Concept::kLayer   ? path + "/" + name_inside(entry.value)
                                                           : path + "/" + entry.key;
    Config value = with_current_numbers(entry.value, place, current);
    if (const auto number = current(place)) value = *number;
    if (const Config::List* list = entry.value.list()) {
      // The items of `values` are declared as value_0, value_1, ...
      Config::List items = *list;
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (const auto number =
                current(place.substr(0, place.size() - 1) + "_" + std::to_string(i)))
          items[i] = *number;
      }
      value = std::move(items);
    }
    result.push_back({entry.key, std::move(value)});
  }
  return Config::map({{"class_name", *described.find("class_name")}, {"config", result}});
}

std::string text_of(const Config& object, std::string_view key) {
  const Config* const value = object.find(key);
  return value != nullptr && value->text() != nullptr ? *value->text() : "";
}

bool is_whole(const Config& arguments) {
  return arguments.find("registered_name") != nullptr && arguments.find("class_name") != nullptr;
}

Config keras_object(Concept what, const Config& described, const Config::Map& arguments) {
  const Config* const named = described.find("class_name");
  const Config* const given = described.find("config");
  if (given != nullptr && is_whole(*given)) {
    Config object = *given;
    const Config* const own = object.find("config");
    for (const ConfigEntry& entry : arguments) {
      if (entry.key != "name") continue;
      if (own != nullptr && own->find("name") != nullptr) {
        Config config = *own;
        config.set("name", entry.value);  // that in the model
        object.set("config", std::move(config));
      } else if (what == Concept::kLayer) {
        object.set("name", entry.value);
      }
      break;
    }
    return object;
  }
  if (named == nullptr || named->text() == nullptr) return described;
  const std::string& class_name = *named->text();
  bool is_kerases = is_in_keras(what, class_name);
  if (what == Concept::kActivation && is_kerases) {
    if (given == nullptr || all_standard(fields_of(what, class_name), *given)) return class_name;
    if (std::optional<Config> layer = layer_of_activation(class_name, *given)) return *layer;
    is_kerases = false;
  }
  Config::Map config = arguments;
  ArgumentWriter writer(what, class_name);
  const Config::Map silent = silent_arguments_of(what, class_name);
  Config::Map own;
  if (given != nullptr && given->entries() != nullptr) {
    for (const ConfigEntry& entry : *given->entries()) {
      const bool is_silent =
          std::any_of(silent.begin(), silent.end(),
                      [&](const ConfigEntry& each) { return each.key == entry.key; });
      if (is_silent) {
        own.push_back(entry);
      } else {
        writer.add(entry, config);
      }
    }
  }
  is_kerases = is_kerases && writer.fits_keras();
  Config object = Config::map(
      {{"module", is_kerases ? module_of(what) : std::string_view("occam")},
       {"class_name", class_name},
       {"config", std::move(config)},
       {"registered_name", is_kerases ? Config() : Config(std::string(kOwnPackage) + class_name)}});
  if (own != silent) object.set(std::string(kOwnKey), std::move(own));
  return object;
}

Config described_object(Concept what, const std::string& where, const Config& stored) {
  if (stored.is_null() || stored.text() != nullptr) return stored;
  if (stored.entries() == nullptr || stored.find("class_name") == nullptr)
    throw_file_error(where,
                     "is no " + std::string(noun_of(what)) + ". Received: " + to_text(stored));
  const std::string class_name = without_package(text_value(where, stored, "class_name"));
  const std::string module = text_value(where, stored, "module");
  const std::string registered = text_value(where, stored, "registered_name");
  static const Config kNothing = Config::Map();
  const Config* config = stored.find("config");
  if (config == nullptr) config = &kNothing;
  if (class_name == "function" && config->text() != nullptr) return *config;
  const bool is_built_in = module == "keras" || module.starts_with("keras.") ||
                           registered == std::string(kOwnPackage) + class_name || module.empty();
  if (what == Concept::kActivation && is_built_in) {
    if (std::optional<Config> found = activation_of_layer(where, class_name, *config))
      return *found;
  }
  const auto fields = fields_of(what, class_name, !is_built_in);
  if (!fields) {
    throw_file_error(where, "class " +
                                (is_built_in || registered.empty() ? class_name : registered) +
                                " is not known. Known: " + known_classes(what) +
                                (is_built_in ? "" : ". Expected a struct of yours among .custom"));
  }
  if (config->entries() == nullptr) throw_file_error(where, "has no arguments of " + class_name);
  Config::Map arguments;
  for (const ConfigEntry& entry : *config->entries()) {
    if (const FieldInfo* field = field_named(fields, entry.key)) {
      const auto& choices = field->choices;
      const bool is_none = entry.value.is_null() &&
                           std::find(choices.begin(), choices.end(), "none") != choices.end();
      // Keras's None is a choice of occam's.
      arguments.push_back({entry.key, is_none ? Config("none") : read_value(where, entry, *field)});
      continue;
    }
    Config expected;
    switch (foreign_argument(what, class_name, entry, expected)) {
      case Foreign::kIgnored:
      case Foreign::kAccepted:
        break;
      case Foreign::kRefused:
        throw_file_error(where, class_name + " with " + entry.key + "=" + to_text(entry.value) +
                                    " is not supported. Expected " + to_text(expected));
      case Foreign::kUnknown:
        throw_file_error(where, class_name + " has an argument '" + entry.key +
                                    "' that is not known. Received: " + to_text(entry.value));
    }
  }
  for (ConfigEntry& silent : silent_arguments_of(what, class_name)) {
    if (config->find(silent.key) != nullptr) continue;  // occam's own config tells it
    const Config* const own = stored.find(kOwnKey);
    const Config* const value = own != nullptr ? own->find(silent.key) : nullptr;
    arguments.push_back({silent.key, value != nullptr ? *value : std::move(silent.value)});
  }
  return Config::map({{"class_name", class_name}, {"config", std::move(arguments)}});
}

}  // namespace occam::saving
