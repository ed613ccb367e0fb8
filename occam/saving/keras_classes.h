#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/fields.h"

namespace occam::saving {

/// The version whose form of a description is written: every later one reads it.
inline constexpr std::string_view kKerasVersion = "3.6.0";

/// What a struct in a file is. Each has a holder with its catalogue in occam and a module in Keras.
enum class Concept {
  kLayer,
  kActivation,
  kInitializer,
  kRegularizer,
  kConstraint,
  kSchedule,
  kOptimizer,
  kLoss,
  kMetric
};

/// The concepts whose structs stand inside others.
inline constexpr Concept kNestedConcepts[] = {Concept::kActivation,  Concept::kInitializer,
                                              Concept::kRegularizer, Concept::kConstraint,
                                              Concept::kSchedule,    Concept::kOptimizer};

/// "layer", for messages.
std::string_view noun_of(Concept what);
/// "keras.layers".
std::string_view module_of(Concept what);
/// Has Keras a class of this name (3.6 and later), or for activations a function?
bool is_in_keras(Concept what, std::string_view class_name);

/// The fields of a class of occam's or of the thread's custom ones; `only_custom`: of the latter.
std::optional<std::vector<FieldInfo>> fields_of(Concept what, std::string_view class_name,
                                                bool only_custom = false);
/// "Dense, Activation, ...": the class names of a concept's catalogue.
std::string known_classes(Concept what);
/// The concept of an argument by its name: "kernel_regularizer".
std::optional<Concept> concept_of_argument(std::string_view name);

/// Is this an argument of occam's that Keras's class of the same name has not?
bool is_own_argument(Concept what, std::string_view class_name, std::string_view argument);

/// Does Keras's layer take what all layers do? SpatialDropout1D has no `trainable`.
bool takes_trainable(std::string_view layer_class);

/// Arguments of occam's that change nothing of what Keras's class of the same name computes, only
/// how occam trains it: with the values that stand for Keras's behaviour.
std::vector<ConfigEntry> silent_arguments_of(Concept what, std::string_view class_name);

/// What Keras writes and occam has no argument for.
enum class Foreign { kUnknown, kIgnored, kAccepted, kRefused };
/// How an argument that fields() do not list is taken; `expected` gets the value that is accepted.
Foreign foreign_argument(Concept what, std::string_view class_name, const ConfigEntry& argument,
                         Config& expected);

/// Keras's snake case of a class name, which names groups of weights: "PReLU" -> "p_re_lu".
std::string keras_snake_case(std::string_view class_name);

/// Is it a model's class, whose config has its layers? One written elsewhere has another.
bool is_model_class(std::string_view class_name);

}  // namespace occam::saving
