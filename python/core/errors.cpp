#include "occam/base/errors.h"

#include "python/core/module.h"

namespace occam::python {

namespace nb = nanobind;

// A FileError is an OSError and, as Keras raises it, a ValueError.
void bind_errors(nb::module_& module) {
  const nb::object bases = nb::make_tuple(nb::borrow(PyExc_OSError), nb::borrow(PyExc_ValueError));
  static nb::object file_error;
  file_error = nb::steal(PyErr_NewException("occam.FileError", bases.ptr(), nullptr));
  module.attr("FileError") = file_error;
  nb::register_exception_translator([](const std::exception_ptr& thrown, void*) {
    try {
      std::rethrow_exception(thrown);
    } catch (const OutOfMemory& error) {
      PyErr_SetString(PyExc_MemoryError, error.what());
    } catch (const FileError& error) {
      PyErr_SetString(file_error.ptr(), error.what());
    } catch (const nb::cast_error&) {
      PyErr_SetString(PyExc_ValueError,
                      "an argument of another kind, or an integer beyond 64 bits");
    } catch (const InternalError& error) {
      PyErr_SetString(PyExc_RuntimeError, error.what());
    }
  });
}

}  // namespace occam::python
