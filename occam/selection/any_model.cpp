#include "occam/selection/any_model.h"

#include "occam/base/errors.h"

namespace occam::selection {

Trainable& AnyModel::operator*() {
  return std::visit([](Trainable& model) -> Trainable& { return model; }, model_);
}

const Trainable& AnyModel::operator*() const {
  return std::visit([](const Trainable& model) -> const Trainable& { return model; }, model_);
}

template <class Kind>
const Kind& AnyModel::as() const {
  if (const Kind* const model = std::get_if<Kind>(&model_)) return *model;
  throw InvalidArgument(is_functional() ? "AnyModel: a functional model. Expected a Sequential"
                                        : "AnyModel: a Sequential. Expected a functional model");
}

template const Sequential& AnyModel::as<Sequential>() const;
template const Model& AnyModel::as<Model>() const;

}  // namespace occam::selection
