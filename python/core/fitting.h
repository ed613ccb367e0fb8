#pragma once

#include <nanobind/nanobind.h>

#include "occam/callbacks/callback.h"
#include "occam/models/trainable.h"

namespace occam::python {

namespace nb = nanobind;

/// A pair (name, arguments) of the catalogue, or a PythonCallback's (object, batches of training,
/// of evaluation, of prediction).
callbacks::Callback callback_of(nb::handle given);

/// fit, evaluate, predict and the calls for single batches.
void bind_fitting(nb::class_<Trainable>& trainable);

}  // namespace occam::python
