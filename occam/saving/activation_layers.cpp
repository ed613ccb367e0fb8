#include "occam/saving/activation_layers.h"

#include <initializer_list>

#include "occam/base/errors.h"

namespace occam::saving {
namespace {

/// The number of an argument, by the first of its names that is there.
double argument_number(const Config& arguments, std::initializer_list<std::string_view> names,
                       double standard) {
  for (const std::string_view name : names) {
    const Config* const value = arguments.find(name);
    if (value != nullptr && value->number() != nullptr) return *value->number();
    if (value != nullptr && value->integer() != nullptr)
      return static_cast<double>(*value->integer());
  }
  return standard;
}

Config activation_with(std::string_view class_name, std::string_view argument, double value) {
  return Config::map({{"class_name", std::string(class_name)},
                      {"config", Config::map({{std::string(argument), value}})}});
}

}  // namespace

std::optional<Config> activation_of_layer(const std::string& where, std::string_view class_name,
                                          const Config& arguments) {
  if (class_name == "LeakyReLU") {
    return activation_with("leaky_relu", "negative_slope",
                           argument_number(arguments, {"negative_slope", "alpha"}, 0.3));
  }
  if (class_name == "ELU")
    return activation_with("elu", "alpha", argument_number(arguments, {"alpha"}, 1));
  if (class_name == "Softmax") {
    const Config* const axis = arguments.find("axis");
    if (axis == nullptr || axis->is_null() || *axis == Config(-1)) return Config("softmax");
    throw FileError(where + ": Softmax with axis=" + to_text(*axis) +
                    " is no activation. Expected axis=-1");
  }
  if (class_name != "ReLU") return std::nullopt;
  const Config* const most = arguments.find("max_value");
  const double threshold = argument_number(arguments, {"threshold"}, 0),
               slope = argument_number(arguments, {"negative_slope"}, 0);
  if ((most != nullptr && !most->is_null()) || threshold != 0) {
    throw FileError(where +
                    ": ReLU with max_value or threshold is no activation. Expected neither, or the "
                    "layer by itself");
  }
  return slope == 0 ? Config("relu") : activation_with("leaky_relu", "negative_slope", slope);
}

std::optional<Config> layer_of_activation(std::string_view class_name, const Config& arguments) {
  const std::string_view layer = class_name == "leaky_relu" ? "LeakyReLU"
                                 : class_name == "elu"      ? "ELU"
                                                            : "";
  if (layer.empty()) return std::nullopt;
  return Config::map({{"module", "keras.layers"},
                      {"class_name", std::string(layer)},
                      {"config", arguments},
                      {"registered_name", Config()}});
}

}  // namespace occam::saving
