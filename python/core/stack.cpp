// Stack: models of one structure that train together.

#include "occam/models/stack.h"

#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include <utility>
#include <variant>

#include "python/core/fit_arguments.h"
#include "python/core/module.h"
#include "python/core/unlocked.h"

namespace occam::python {
namespace {

using Values = std::vector<std::pair<std::string, std::vector<double>>>;

/// A stack, and of what its members are.
class PythonStack {
 public:
  template <class M>
  PythonStack(const M& model, const Values& values)
      : stack_(model, values_of(values)), of_sequentials_(std::is_same_v<M, Sequential>) {}
  template <class M>
  explicit PythonStack(const std::vector<const M*>& models)
      : stack_(copies(models)), of_sequentials_(std::is_same_v<M, Sequential>) {}

  std::int64_t size() const { return stack_.size(); }

  nb::list fit(nb::handle x, nb::handle y, nb::dict options) {
    const Given inputs(x), targets(y);
    const FitArguments fit(options);
    nb::list histories;
    for (const History& each : unlocked([&] {
           return fit.source ? stack_.fit(*fit.source, fit.options)
                             : stack_.fit(inputs.references(), targets.references(), fit.options);
         }))
      histories.append(history_of(each));
    return histories;
  }

  nb::list evaluate(nb::handle x, nb::handle y, nb::dict options) {
    const Given inputs(x), targets(y), weights(options["sample_weight"]);
    EvaluateOptions evaluation;
    take(options, "batch_size", evaluation.batch_size);
    evaluation.sample_weight = weights.views;
    evaluation.callbacks = callbacks_of(options);
    nb::list found;
    for (const Logs& each : unlocked([&] {
           return stack_.evaluate(inputs.references(), targets.references(), evaluation);
         }))
      found.append(dict_of(each));
    return found;
  }

  std::variant<Sequential, Model> member(std::int64_t index) const {
    if (of_sequentials_) return stack_.member(index);
    return stack_.model_member(index);
  }

 private:
  static std::vector<HyperValues> values_of(const Values& values) {
    std::vector<HyperValues> list;
    for (const auto& [path, each] : values) list.push_back({path, each});
    return list;
  }
  template <class M>
  static std::vector<M> copies(const std::vector<const M*>& models) {
    std::vector<M> list;
    for (const M* model : models) list.push_back(*model);
    return list;
  }

  Stack stack_;
  bool of_sequentials_;
};

}  // namespace

void bind_stack(nb::module_& module) {
  nb::class_<PythonStack>(module, "Stack")
      .def(nb::init<const Sequential&, const Values&>())
      .def(nb::init<const Model&, const Values&>())
      .def(nb::init<const std::vector<const Sequential*>&>())
      .def(nb::init<const std::vector<const Model*>&>())
      .def("size", &PythonStack::size)
      .def("fit", &PythonStack::fit, nb::arg("x").none(), nb::arg("y").none(), nb::arg("options"))
      .def("evaluate", &PythonStack::evaluate, nb::arg("x"), nb::arg("y"), nb::arg("options"))
      .def("member", &PythonStack::member);
}

}  // namespace occam::python
