#pragma once

#include <utility>
#include <variant>

#include "occam/models/model.h"
#include "occam/models/sequential.h"

namespace occam::selection {

/// A chain or a functional model, as a value: what is trained in many settings may be either.
class AnyModel {
 public:
  AnyModel() = default;                                     ///< an empty chain
  AnyModel(Sequential model) : model_(std::move(model)) {}  // NOLINT: implicit by design
  AnyModel(Model model) : model_(std::move(model)) {}       // NOLINT: implicit by design

  bool is_functional() const { return std::holds_alternative<Model>(model_); }
  Trainable& operator*();
  const Trainable& operator*() const;
  Trainable* operator->() { return &**this; }
  const Trainable* operator->() const { return &**this; }
  /// The model as its kind. Errors: InvalidArgument where it is the other.
  template <class Kind>
  const Kind& as() const;
  operator const Trainable&() const { return **this; }             // NOLINT: implicit by design
  operator const Sequential&() const { return as<Sequential>(); }  // NOLINT: implicit by design
  operator const Model&() const { return as<Model>(); }            // NOLINT: implicit by design

 private:
  std::variant<Sequential, Model> model_;
};

}  // namespace occam::selection
