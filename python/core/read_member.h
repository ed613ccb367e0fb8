#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <string>

#include "occam/base/field_value.h"
#include "python/core/python_members.h"

namespace occam::python {

namespace nb = nanobind;

/// The member of concept H that Python describes, parts written in Python among it. Throws
/// InvalidArgument, opening with `where`.
template <class H>
H read_member(const std::string& where, nb::handle value,
              PythonObject::Held held = PythonObject::Held::kStrongly) {
  PythonMembers members(held);
  const Config config = members.config(where, value);
  const PythonMembers::Scope scope(members);
  const auto holder = FieldValue<H>::read(config);
  if (!holder) {
    throw InvalidArgument(where + ": Expected a name or a class of that kind. Received: " +
                          nb::cast<std::string>(nb::repr(value)));
  }
  return *holder;
}

}  // namespace occam::python
