#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <optional>

#include "occam/saving/keras_object.h"
#include "python/core/concepts.h"
#include "python/core/conversions.h"
#include "python/core/module.h"

namespace occam::python {
namespace {

nb::dict described_field(const FieldInfo& field) {
  nb::dict result;
  result["name"] = field.name;
  result["doc"] = field.doc;
  result["noun"] = field.noun;
  result["choices"] = std::vector<std::string_view>(field.choices.begin(), field.choices.end());
  result["default"] = object_of(field.standard);
  return result;
}

template <class H>
nb::list members_of() {
  nb::list members;
  for (const auto& entry : H::catalogue().entries()) {
    nb::list fields;
    for (const FieldInfo& field : entry.fields()) fields.append(described_field(field));
    nb::dict member;
    member["name"] = entry.name;
    member["class_name"] = entry.type;
    member["aliases"] = entry.aliases;
    member["fields"] = fields;
    member["named"] = object_of(entry.make().config());
    if constexpr (std::same_as<H, Metric>) member["log_name"] = entry.make().name();
    if constexpr (std::same_as<H, Loss>) {
      const Loss made = entry.make();
      member["log_name"] = made.name();
      member["is_metric"] = made.is_metric();
    }
    members.append(member);
  }
  return members;
}

nb::list catalogue(const std::string& name) {
  nb::list members;
  with_concept(name, [&]<class H>(const Concept<H>&) { members = members_of<H>(); });
  return members;
}

/// The config of what the name or the class with its arguments makes: checked, with all arguments.
nb::object describe(const std::string& name, const std::string& member, nb::handle arguments) {
  nb::object config;
  with_concept(name, [&]<class H>(const Concept<H>&) {
    config = object_of(H::catalogue().make(member, config_of(member, arguments)).config());
  });
  return config;
}

std::optional<saving::Concept> stored_concept(const std::string& name) {
  std::optional<saving::Concept> stored;
  with_concept(name, [&](const auto& each) { stored = each.stored; });
  return stored;
}

/// What Keras's serialize() returns for {"class_name", "config"} of the engine.
nb::object keras_object(const std::string& name, nb::handle described) {
  const Config config = config_of(name, described);
  const auto what = stored_concept(name);
  return object_of(what ? saving::keras_object(*what, config) : config);
}

/// Keras's get_config(): the arguments of that object.
nb::object keras_config(const std::string& name, nb::handle described) {
  const Config config = config_of(name, described);
  const auto what = stored_concept(name);
  const Config object = what ? saving::keras_object(*what, config) : config;
  const Config* const arguments = object.find("config");
  if (arguments == nullptr) return nb::dict();
  nb::dict result = nb::cast<nb::dict>(object_of(*arguments));
  // What only occam has and Keras's class leaves out.
  if (const Config* const own = object.find("occam")) {
    for (const ConfigEntry& entry : *own->entries())
      result[nb::cast(entry.key)] = object_of(entry.value);
  }
  return result;
}

/// The reverse: the engine's arguments of a class whose Keras's config this is.
nb::object arguments_of_keras(const std::string& name, const std::string& class_name,
                              nb::handle keras) {
  const auto what = stored_concept(name);
  if (!what) return nb::borrow(keras);
  const std::vector<ConfigEntry> silent = saving::silent_arguments_of(*what, class_name);
  const Config given = config_of(class_name, keras);
  Config arguments_of_class = Config::Map(), own = Config::Map();
  if (const Config::Map* entries = given.entries()) {
    for (const ConfigEntry& entry : *entries) {
      const bool is_own = std::any_of(silent.begin(), silent.end(), [&](const ConfigEntry& each) {
        return each.key == entry.key;
      });
      (is_own ? own : arguments_of_class).set(entry.key, entry.value);
    }
  }
  Config stored = Config::map({{"module", saving::module_of(*what)},
                               {"class_name", class_name},
                               {"config", arguments_of_class}});
  if (!own.entries()->empty()) stored.set("occam", own);
  const Config described = saving::described_object(*what, class_name, stored);
  const Config* const arguments = described.find("config");
  return arguments != nullptr ? object_of(*arguments) : nb::object(nb::dict());
}

/// Arguments of occam's own with the values that stand for Keras's behaviour.
nb::dict silent_arguments(const std::string& name, const std::string& class_name) {
  nb::dict result;
  if (const auto what = stored_concept(name)) {
    for (const ConfigEntry& entry : saving::silent_arguments_of(*what, class_name))
      result[nb::cast(entry.key)] = object_of(entry.value);
  }
  return result;
}

/// Why an argument of Keras's that occam has not cannot have this value; empty when it can.
std::string foreign_refusal(const std::string& name, const std::string& class_name,
                            const std::string& argument, nb::handle value) {
  const auto what = stored_concept(name);
  const Config given = config_of(class_name, value);
  Config expected;
  const saving::Foreign found =
      what ? saving::foreign_argument(*what, class_name, {argument, given}, expected)
           : saving::Foreign::kUnknown;
  if (found == saving::Foreign::kAccepted || found == saving::Foreign::kIgnored) return {};
  return class_name + ": invalid value for " + argument + ". Expected " +
         (found == saving::Foreign::kUnknown ? "none, occam has no such argument"
                                             : to_text(expected)) +
         ". Received: " + argument + "=" + to_text(given);
}

}  // namespace

void bind_catalogues(nb::module_& module) {
  module.def("catalogue", &catalogue, nb::arg("concept"));
  module.def("describe", &describe, nb::arg("concept"), nb::arg("member"),
             nb::arg("arguments").none());
  module.def("keras_object", &keras_object);
  module.def("keras_config", &keras_config);
  module.def("arguments_of_keras", &arguments_of_keras);
  module.def("silent_arguments", &silent_arguments);
  module.def("foreign_refusal", &foreign_refusal);
}

}  // namespace occam::python
