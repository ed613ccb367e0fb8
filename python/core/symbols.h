#pragma once

#include <nanobind/nanobind.h>

#include "occam/graph/graph.h"

namespace occam::python {

namespace nb = nanobind;

/// A value of a graph for Python: what functions written there are called on.
nb::object symbol_of(const graph::Value& value);
/// The value that such a function returned: a symbol, or a number as a constant of `graph`. Throws
/// a TypeError that names `where` for anything else.
graph::Value value_of(const char* where, graph::Graph& graph, nb::handle result);

}  // namespace occam::python
