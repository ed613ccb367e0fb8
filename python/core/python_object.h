#pragma once

#include <nanobind/nanobind.h>

#include <memory>
#include <utility>

#include "occam/base/errors.h"

namespace occam::python {

namespace nb = nanobind;

/// An object of Python's that C++ values hold: copied and dropped on any thread, with or without
/// the interpreter's lock. One that is held weakly must be kept by whom it may refer to: Python's
/// collector does not see references of C++ values, and a circle through one would stay for ever.
class PythonObject {
 public:
  enum class Held { kStrongly, kWeakly };

  explicit PythonObject(nb::object object, Held held = Held::kStrongly)
      : object_(new nb::object(std::move(object)), [](nb::object* kept) {
          if (!nb::is_alive()) return;
          const nb::gil_scoped_acquire lock;
          delete kept;
        }) {
    if (held == Held::kStrongly) return;
    PyObject* const reference = PyWeakref_NewRef(object_->ptr(), nullptr);
    if (reference == nullptr) {
      PyErr_Clear();  // of a type without weak references
      return;
    }
    *object_ = nb::steal(reference);
    weak_ = true;
  }

  /// Throws InvalidArgument when an object that is held weakly is gone. REQUIRES: the lock is held.
  nb::object get() const {
    if (!weak_) return *object_;
    nb::object found = (*object_)();
    if (found.is_none()) {
      throw InvalidArgument(
          "a function written in Python that the model was compiled with is gone. Expected the "
          "model's object in Python to live as long as what was made of it");
    }
    return found;
  }

 private:
  std::shared_ptr<nb::object> object_;
  bool weak_ = false;
};

}  // namespace occam::python
