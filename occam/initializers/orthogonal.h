#pragma once

#include <span>

#include "occam/base/fields.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam::initializers {

/// A random matrix of orthonormal columns, or rows where it has more columns than rows, times
/// `gain`: Q of a matrix of normal numbers whose R has a positive diagonal. Of more than two axes
/// all but the last count as one. Source: Keras 3, initializers.Orthogonal; Saxe et al. 2013.
/// Errors: InvalidArgument for a weight of one axis, and unless gain is finite in float32.
struct Orthogonal {
  double gain = 1.0;

  static constexpr std::string_view type = "Orthogonal";
  static constexpr auto fields() {
    return Fields{
        Field{"gain", &Orthogonal::gain, between(-1e30, 1e30), "factor of the orthonormal matrix"}};
  }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
};

}  // namespace occam::initializers
