#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>

#include "occam/layers/layer.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"

namespace occam::golden {

/// An initializer that copies given values: sets a layer's weights from outside.
struct Given {
  Array given;
  static constexpr std::string_view type = "Given";
  void fill(std::span<float> weight, const Shape& shape, RandomKey) const {
    if (shape != given.shape()) throw std::runtime_error("given weights of another shape");
    std::ranges::copy(values(given), weight.begin());
  }
};

/// A layer of type T whose weights, by name ("kernel"), start with the given values.
template <class T>
Layer with_weights(const Json& arguments, const Json& weights) {
  T layer;
  read_config(config_of(arguments), layer);
  std::size_t taken = 0;
  visit_fields(layer, [&]<class Member>(const auto& field, Member& member) {
    if constexpr (std::same_as<Member, Initializer>) {
      const std::string name(field.name.substr(0, field.name.rfind("_initializer")));
      if (!weights.contains(name)) return;
      member = Given{tensor(weights.at(name))};
      ++taken;
    }
  });
  if (taken != weights.size()) throw std::runtime_error("a weight that the layer does not have");
  return layer;
}

}  // namespace occam::golden
