#pragma once

#include <nanobind/nanobind.h>

#include "occam/base/warnings.h"

namespace occam::python {

namespace nb = nanobind;

/// While it lives, warnings and hints of this thread are Python's UserWarning. A filter that makes
/// them errors ends the call by the first.
class PythonWarnings {
 public:
  PythonWarnings();

 private:
  WarningCatcher catcher_;
};

}  // namespace occam::python
