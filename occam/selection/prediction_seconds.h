#pragma once

#include <cstdint>

#include "occam/models/trainable.h"

namespace occam::selection {

/// What a call of predict takes for so many rows: the least of `repeats`, in seconds, on rows of
/// zeros. Errors: InvalidArgument for a model that is not built, or numbers below 1.
double prediction_seconds(const Trainable& model, std::int64_t rows, int repeats = 7);

}  // namespace occam::selection
