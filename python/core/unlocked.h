#pragma once

#include <nanobind/nanobind.h>

#include "python/core/python_callback.h"
#include "python/core/warnings.h"

namespace occam::python {

/// work() with other threads of Python's let run; warnings and Ctrl-C reach Python.
template <class Work>
auto unlocked(const Work& work) {
  const PythonWarnings warnings;
  const InterruptWatch watch;
  const nanobind::gil_scoped_release released;
  return work();
}

}  // namespace occam::python
