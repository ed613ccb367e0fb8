// Optimizer.apply_gradients: steps of an optimizer on weights and gradients of the caller's.

#include "occam/models/gradient_steps.h"

#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "python/core/conversions.h"
#include "python/core/module.h"
#include "python/core/read_member.h"
#include "python/core/warnings.h"

namespace occam::python {
namespace {

using models::GradientSteps;
using Weights = std::vector<std::pair<std::string, std::vector<std::int64_t>>>;

void make(GradientSteps* self, nb::handle optimizer, const Weights& given) {
  const PythonWarnings warnings;
  std::vector<GradientSteps::Weight> weights;
  for (const auto& [path, sizes] : given) weights.push_back({path, shape_of(sizes)});
  new (self) GradientSteps(read_member<Optimizer>("optimizer", optimizer), weights);
}

std::vector<Array> views(const std::vector<NumpyArray>& arrays) {
  std::vector<Array> views;
  for (const NumpyArray& each : arrays) views.push_back(view_of(each));
  return views;
}

nb::list step(GradientSteps& steps, const std::vector<NumpyArray>& weights,
              const std::vector<NumpyArray>& gradients) {
  nb::list result;
  for (Array& each : steps.step(views(weights), views(gradients)))
    result.append(numpy_of(std::move(each)));
  return result;
}

nb::list slots(GradientSteps& steps) {
  nb::list result;
  for (auto& [path, values] : steps.slots())
    result.append(nb::make_tuple(path, numpy_of(std::move(values))));
  return result;
}

}  // namespace

void bind_gradient_steps(nb::module_& module) {
  nb::class_<GradientSteps>(module, "GradientSteps")
      .def("__init__", &make)
      .def("step", &step)
      .def("steps_taken", &GradientSteps::steps_taken)
      .def("slots", &slots)
      .def("restore",
           [](GradientSteps& steps, std::int64_t taken, const std::vector<NumpyArray>& slots) {
             steps.restore(taken, views(slots));
           })
      .def("hyper_paths", &GradientSteps::hyper_paths)
      .def("hyper", [](GradientSteps& steps, const std::string& path) { return steps.hyper(path); })
      .def("set_hyper", [](GradientSteps& steps, const std::string& path, double value) {
        steps.set_hyper(path, value);
      });
}

}  // namespace occam::python
