#include "python/core/warnings.h"

namespace occam::python {

PythonWarnings::PythonWarnings()
    : catcher_([](const Warning& warning) {
        const nb::gil_scoped_acquire lock;
        if (PyErr_WarnEx(PyExc_UserWarning, warning.text.c_str(), 2) < 0) throw nb::python_error();
      }) {}

}  // namespace occam::python
