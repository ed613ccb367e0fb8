#pragma once

#include <nanobind/nanobind.h>

#include <memory>

namespace occam::python {

namespace nb = nanobind;

/// An object of Python's that C++ values hold: copied and dropped on any thread, with or without
/// the interpreter's lock.
class PythonObject {
 public:
  explicit PythonObject(nb::object object)
      : object_(new nb::object(std::move(object)), [](nb::object* kept) {
          if (!nb::is_alive()) return;
          const nb::gil_scoped_acquire lock;
          delete kept;
        }) {}

  /// REQUIRES: the lock is held.
  const nb::object& get() const { return *object_; }

 private:
  std::shared_ptr<nb::object> object_;
};

}  // namespace occam::python
