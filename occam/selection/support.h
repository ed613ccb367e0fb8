#pragma once

#include <cstdint>
#include <vector>

#include "occam/models/model.h"
#include "occam/models/sequential.h"

namespace occam::selection {

/// What of a network its zeros leave at work.
struct Support {
  std::vector<std::int64_t> zeros;  ///< exact zeros in each weight of get_weights()
  /// Features of the first input that can change a prediction, ascending.
  std::vector<std::int64_t> inputs;
  std::int64_t units = 0;       ///< hidden units of Dense layers that can
  std::int64_t parameters = 0;  ///< numbers in get_weights() of the network without the others

  bool operator==(const Support&) const = default;
};

/// Found as shrink() does: where it has to keep units, behind layers that do not work unit by unit,
/// they count. Units of Dense layers are hidden where another Dense layer stands on the way to each
/// output. Of a network whose output is a constant no input and no unit counts. Errors:
/// InvalidArgument for a model that is not built.
Support support_of(const Sequential& model);
Support support_of(const Model& model);

/// Share of exact zeros in all kernels of the model: those of layers "..." with a weight
/// "kernel". zeros: as of support_of() of this model or of one of its shapes.
double zero_share(const Trainable& model, const Support& support);

}  // namespace occam::selection
