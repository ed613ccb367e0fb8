#pragma once

#include <nanobind/nanobind.h>

#include <memory>

#include "occam/graph/graph.h"
#include "occam/ops/scope.h"

namespace occam::python {

namespace nb = nanobind;

/// A function written in Python is called: the symbols made meanwhile end with it, so that one that
/// is kept cannot be used when its graph is gone. `numbers`: where numbers that the program may
/// change later are declared, if anywhere; it has to be there as long.
class SymbolScope {
 public:
  explicit SymbolScope(const ops::Scope* numbers = nullptr);
  ~SymbolScope();
  SymbolScope(const SymbolScope&) = delete;
  SymbolScope& operator=(const SymbolScope&) = delete;

 private:
  std::shared_ptr<bool> outer_;
  const ops::Scope* outer_numbers_;
};

/// A value of a graph for Python: what functions written there are called on.
nb::object symbol_of(const graph::Value& value);
/// The value of a symbol, also of one that is kept: its graph has to be there. Throws a TypeError
/// that names `where` for anything else.
graph::Value kept_value(const char* where, nb::handle symbol);
/// The value that such a function returned: a symbol, or a number as a constant of `graph`. Throws
/// a TypeError that names `where` for anything else.
graph::Value value_of(const char* where, graph::Graph& graph, nb::handle result);

}  // namespace occam::python
