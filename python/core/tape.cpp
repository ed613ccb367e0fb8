// GradientTape: what a program computes step by step, and gradients of it.

#include "occam/models/tape.h"

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <memory>
#include <optional>

#include "occam/ops/arithmetic.h"
#include "occam/ops/sum.h"
#include "python/core/conversions.h"
#include "python/core/module.h"
#include "python/core/python_layer.h"
#include "python/core/symbols.h"

namespace occam::python {
namespace {

using graph::Value;

std::vector<Value> values_of(const std::vector<nb::object>& symbols) {
  std::vector<Value> values;
  for (const nb::object& each : symbols) values.push_back(kept_value("a tape", each));
  return values;
}

nb::object symbol_or_none(const Value& value) {
  return value ? symbol_of(value) : nb::object(nb::none());
}

/// A tape whose values are symbols between open() and close().
class OpenTape {
 public:
  explicit OpenTape(std::uint64_t seed) : tape_(seed) {}

  /// The place in which layers and models are called.
  nb::object open() {
    symbols_.emplace();
    *open_ = true;
    return place_at(tape_.scope(), open_);
  }
  void close() {
    symbols_.reset();
    *open_ = false;
  }
  nb::object input(const NumpyArray& array) { return symbol_of(tape_.input(view_of(array))); }
  void take_weights(const std::string& path, const Trainable& model) {
    tape_.take_weights(path, model);
  }
  nb::object weight(const std::string& path) { return symbol_or_none(tape_.weight(path)); }
  std::size_t losses() const { return tape_.losses().size(); }
  nb::object loss(std::size_t index) const { return symbol_of(tape_.losses().at(index)); }
  nb::list statistics() {
    nb::list found;
    for (const auto& [path, value] : tape_.statistics())
      found.append(nb::make_tuple(path, symbol_of(value)));
    return found;
  }
  /// Of the sum of all targets' elements, each times its weight where one is given.
  nb::list gradient(const std::vector<nb::object>& targets,
                    const std::vector<std::optional<NumpyArray>>& weights,
                    const std::vector<nb::object>& sources) {
    Value total;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      Value each = kept_value("gradient", targets[i]);
      if (weights.at(i)) each = each * tape_.input(view_of(*weights[i]));
      const Value sum = each.is_scalar() ? each : ops::sum(each);
      total = total ? total + sum : sum;
    }
    nb::list found;
    for (const Value& each : tape_.gradient(total, values_of(sources)))
      found.append(symbol_or_none(each));
    return found;
  }
  nb::list numbers(const std::vector<nb::object>& symbols) {
    const std::vector<Value> values = values_of(symbols);
    std::vector<Array> arrays;
    {
      const nb::gil_scoped_release released;
      arrays = tape_.numbers(values);
    }
    nb::list found;
    for (Array& each : arrays) found.append(numpy_of(std::move(each)));
    return found;
  }

 private:
  models::Tape tape_;
  std::shared_ptr<bool> open_ = std::make_shared<bool>(false);
  std::optional<SymbolScope> symbols_;
};

}  // namespace

void bind_tape(nb::module_& module) {
  nb::class_<OpenTape>(module, "Tape")
      .def(nb::init<std::uint64_t>(), nb::arg("seed"))
      .def("open", &OpenTape::open)
      .def("close", &OpenTape::close)
      .def("input", &OpenTape::input)
      .def("take_weights", &OpenTape::take_weights, nb::arg("path"), nb::arg("model"))
      .def("weight", &OpenTape::weight)
      .def("losses", &OpenTape::losses)
      .def("loss", &OpenTape::loss)
      .def("statistics", &OpenTape::statistics)
      .def("gradient", &OpenTape::gradient, nb::arg("targets"), nb::arg("weights"),
           nb::arg("sources"))
      .def("numbers", &OpenTape::numbers);
}

}  // namespace occam::python
