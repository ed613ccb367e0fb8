#pragma once

#include <nanobind/nanobind.h>

#include "occam/models/trainable.h"

namespace occam::python {

namespace nb = nanobind;

/// fit, evaluate, predict and the calls for single batches.
void bind_fitting(nb::class_<Trainable>& trainable);

}  // namespace occam::python
