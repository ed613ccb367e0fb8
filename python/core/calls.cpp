// Concepts called on arrays: regularizer(x), loss(y_true, y_pred), metric.update_state(...),
// layer(x).

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "occam/models/call.h"
#include "occam/models/eager.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/mean.h"
#include "occam/ops/sum.h"
#include "python/core/concepts.h"
#include "python/core/conversions.h"
#include "python/core/module.h"

namespace occam::python {
namespace {

template <class H>
H made(const std::string& member, nb::handle arguments) {
  return H::catalogue().make(member, config_of(member, arguments));
}

/// What `write` makes of one array.
template <class Write>
nb::object computed(const NumpyArray& x, const Write& write) {
  models::Eager eager;
  eager.output(write(eager, eager.input(view_of(x))));
  eager.run();
  return numpy_of(eager.result(0));
}

nb::object call_activation(const std::string& member, nb::handle arguments, const NumpyArray& x) {
  const auto activation = made<Activation>(member, arguments);
  return computed(
      x, [&](models::Eager&, const graph::Value& value) { return activation.apply(value); });
}

nb::object call_regularizer(const std::string& member, nb::handle arguments, const NumpyArray& x) {
  const auto regularizer = made<Regularizer>(member, arguments);
  return computed(x, [&](models::Eager& eager, const graph::Value& value) {
    return regularizer.penalty(eager.scope(), value);
  });
}

nb::object call_constraint(const std::string& member, nb::handle arguments, const NumpyArray& x) {
  const auto constraint = made<Constraint>(member, arguments);
  return computed(x, [&](models::Eager& eager, const graph::Value& value) {
    constraint.declare(eager.scope());
    return constraint.project(eager.scope(), value);
  });
}

nb::object call_initializer(const std::string& member, nb::handle arguments,
                            const std::vector<std::int64_t>& sizes, std::uint64_t seed) {
  const auto initializer = made<Initializer>(member, arguments);
  Array values(DType::kFloat32, shape_of(sizes));
  initializer.fill(values.mutable_data<float>(), values.shape(), {seed, stream_of("call")});
  return numpy_of(std::move(values));
}

/// The value of a schedule at a step.
double call_schedule(const std::string& member, nb::handle arguments, double step) {
  const auto schedule = made<Schedule>(member, arguments);
  models::Eager eager;
  const graph::Value at = eager.input(Array{static_cast<float>(step)});
  eager.output(schedule.value(eager.scope(), ops::sum(at)));
  eager.run();
  return eager.result(0).at(0);
}

/// Keras's reductions of a loss: "sum_over_batch_size" and "mean", "sum",
/// "mean_with_sample_weight", "none".
graph::Value reduced(const std::string& reduction, const graph::Value& values,
                     const graph::Value& weights) {
  if (reduction == "none") return values;
  if (reduction == "sum") return ops::sum(values);
  if (reduction == "mean_with_sample_weight" && weights)
    return ops::sum(values) / ops::sum(metrics::repeat_weights(weights, values.shape()));
  return ops::mean(values);
}

nb::object call_loss(const std::string& member, nb::handle arguments, const NumpyArray& target,
                     const NumpyArray& prediction, std::optional<NumpyArray> sample_weight,
                     const std::string& reduction) {
  const auto loss = made<Loss>(member, arguments);
  models::Eager eager;
  const graph::Value y = eager.input(view_of(target)), p = eager.input(view_of(prediction));
  loss.declare(eager.scope());
  graph::Value values = loss.per_sample(eager.scope(), y, p), weights;
  if (sample_weight) {
    weights = eager.input(view_of(*sample_weight));
    values = values * metrics::repeat_weights(weights, values.shape());
  }
  eager.output(reduced(reduction, values, weights));
  eager.run();
  return numpy_of(eager.result(0));
}

/// What a metric has been told of since its last reset.
class MetricState {
 public:
  MetricState(const std::string& member, nb::handle arguments)
      : metric_(made<Metric>(member, arguments)) {}

  void update(const NumpyArray& target, const NumpyArray& prediction,
              std::optional<NumpyArray> sample_weight) {
    models::Eager eager;
    const graph::Value y = eager.input(view_of(target)), p = eager.input(view_of(prediction));
    const graph::Value weights =
        sample_weight ? eager.input(view_of(*sample_weight)) : graph::Value();
    metrics::Sums sums(eager.graph(), "metric", weights);
    metric_.update_state(sums, y, p);
    if (samples_ > 0 && sums.is_weighted() != weighted_)
      throw InvalidArgument(std::string(metric_.type()) +
                            ": sample_weight is given in some calls of update_state only. "
                            "Expected in all of them or in none");
    eager.run(variables_);
    weighted_ = sums.is_weighted();
    for (const std::size_t index : sums.variables()) variables_[index] = eager.variable(index);
    accumulators_ = sums.accumulators();
    samples_ += view_of(prediction).shape()[0];
  }
  double result() const {
    if (samples_ == 0) return 0;
    std::vector<std::vector<double>> values;
    for (const metrics::Accumulator& each : accumulators_) {
      values.push_back(variables_.at(each.total));
      if (!each.rest) continue;
      const std::vector<double>& rest = variables_.at(*each.rest);
      for (std::size_t i = 0; i < rest.size(); ++i) values.back()[i] += rest[i];
    }
    const std::vector<std::span<const double>> sums(values.begin(), values.end());
    return metric_.result({samples_, sums});
  }
  void reset() {
    variables_.clear();
    samples_ = 0;
  }
  bool class_labels() const { return metric_.class_labels(); }

 private:
  Metric metric_;
  std::map<std::size_t, std::vector<double>> variables_;
  std::vector<metrics::Accumulator> accumulators_;
  std::int64_t samples_ = 0;
  bool weighted_ = false;
};

bool has_class_labels(const std::string& member, nb::handle arguments) {
  return made<Loss>(member, arguments).class_labels();
}

}  // namespace

void bind_calls(nb::module_& module) {
  module.def("call_activation", &call_activation, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("x"));
  module.def("call_regularizer", &call_regularizer, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("x"));
  module.def("call_constraint", &call_constraint, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("x"));
  module.def("call_initializer", &call_initializer, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("shape"), nb::arg("seed"));
  module.def("call_schedule", &call_schedule, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("step"));
  module.def("call_loss", &call_loss, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("y_true"), nb::arg("y_pred"), nb::arg("sample_weight").none(),
             nb::arg("reduction"));
  module.def("loss_takes_class_numbers", &has_class_labels, nb::arg("member"),
             nb::arg("arguments").none());
  nb::class_<MetricState>(module, "MetricState")
      .def(nb::init<const std::string&, nb::handle>(), nb::arg("member"),
           nb::arg("arguments").none())
      .def("update", &MetricState::update, nb::arg("y_true"), nb::arg("y_pred"),
           nb::arg("sample_weight").none())
      .def("result", &MetricState::result)
      .def("reset", &MetricState::reset)
      .def_prop_ro("class_labels", &MetricState::class_labels);
}

}  // namespace occam::python
