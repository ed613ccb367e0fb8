#include "python/core/python_members.h"

#include <algorithm>

#include "occam/ops/broadcast.h"
#include "occam/ops/sum.h"
#include "python/core/conversions.h"
#include "python/core/symbols.h"

namespace occam::python {
namespace {

using graph::Value;

/// What the function makes of these symbols.
template <class... Values>
Value called(const char* where, const PythonObject& function, const ops::Scope* scope,
             const Values&... values) {
  const nb::gil_scoped_acquire lock;
  const SymbolScope symbols(scope);
  graph::Graph& graph = std::get<0>(std::tie(values...)).graph();
  return value_of(where, graph, function.get()(symbol_of(values)...));
}

/// One a sample: the mean over all samples of a number repeated for each is that number.
Value for_each_sample(const Value& value, const Value& prediction) {
  return value.is_scalar() ? ops::broadcast_scalar(value, Shape{prediction.shape()[0]}) : value;
}

Value as_scalar(const Value& value) { return value.is_scalar() ? value : ops::sum(value); }

/// What a metric written in Python makes of its sums.
double result_of(const PythonObject& metric, const metrics::Totals& totals) {
  const nb::gil_scoped_acquire lock;
  nb::list sums;
  for (const std::span<const double> each : totals.sums)
    sums.append(nb::cast(std::vector<double>(each.begin(), each.end())));
  return nb::cast<double>(metric.get().attr("_result_of")(sums));
}

template <class T>
T held(const PythonObject& object) {
  return T{object};
}
/// One with sums says so by its methods.
template <>
Metric held<Metric>(const PythonObject& object) {
  const nb::gil_scoped_acquire lock;
  if (nb::hasattr(object.get(), "_trace_update")) return PythonSums{object};
  return PythonMetric{object};
}
template <>
PythonLoss held<PythonLoss>(const PythonObject& object) {
  const nb::gil_scoped_acquire lock;
  PythonLoss loss{.function = object};
  const nb::object given = nb::getattr(object.get(), "reduction", nb::none());
  if (!nb::isinstance<nb::str>(given)) return loss;
  const auto text = nb::cast<std::string>(given);
  const auto reduction = FieldValue<LossReduction>::read(Config(text));
  if (!reduction) {
    check_choice("loss", "reduction", text, one_of<LossReduction>());
  } else {
    loss.reduction = *reduction;
  }
  return loss;
}

template <class H, class T>
std::vector<typename Catalogue<H>::Entry> entries_of(
    const std::deque<std::pair<std::string, PythonObject>>& objects) {
  std::vector<typename Catalogue<H>::Entry> entries;
  for (const auto& [name, object] : objects) {
    const auto make = [object = object] { return H(held<T>(object)); };
    entries.push_back({name,
                       name,
                       {},
                       make,
                       [make](const Config&) { return make(); },
                       [] { return std::vector<FieldInfo>(); }});
  }
  return entries;
}

}  // namespace

Config written_of(const PythonObject& object, std::string_view type) {
  const nb::gil_scoped_acquire lock;
  const nb::object found = nb::module_::import_("occam.saving").attr("written")(object.get());
  if (found.is_none()) throw_without_fields(type);
  return config_of(std::string(type), found);
}

Value PythonActivation::apply(const Value& x) const {
  return called("activation", function, nullptr, x);
}

Value PythonRegularizer::penalty(const ops::Scope& scope, const Value& weight) const {
  return as_scalar(called("regularizer", function, &scope, weight));
}

Value PythonConstraint::project(const ops::Scope& scope, const Value& weight) const {
  return called("constraint", function, &scope, weight);
}

Value PythonSchedule::value(const ops::Scope& scope, const Value& step) const {
  return as_scalar(called("schedule", function, &scope, step));
}

Value PythonLoss::per_sample(const ops::Scope& scope, const Value& target,
                             const Value& prediction) const {
  const Value values = called("loss", function, &scope, target, prediction);
  return is_mean(reduction) ? for_each_sample(values, prediction) : values;
}

Value PythonMetric::per_sample(const Value& target, const Value& prediction) const {
  return called("metric", function, nullptr, target, prediction);
}

void PythonSums::update_state(metrics::Sums& sums, const Value& target,
                              const Value& prediction) const {
  const nb::gil_scoped_acquire lock;
  const SymbolScope symbols;
  const Value weights =
      sums.is_weighted() ? sums.weights_of(ops::sum(prediction, ops::Axes{-1}, false)) : Value();
  const nb::object added = object.get().attr("_trace_update")(
      symbol_of(target), symbol_of(prediction), weights ? symbol_of(weights) : nb::none());
  for (const nb::handle each : added) sums.add(value_of("update_state", sums.graph(), each));
}

double PythonSums::result(const metrics::Totals& totals) const { return result_of(object, totals); }

double PythonWatched::result(const metrics::Totals& totals) const {
  return result_of(object, totals);
}

double ToldMetric::result(const metrics::Totals& totals) const {
  const double value = metric.result(totals);
  const nb::gil_scoped_acquire lock;
  object.get().attr("_take_result")(value);
  return value;
}

void PythonInitializer::fill(std::span<float> values, const Shape& shape, RandomKey) const {
  const nb::gil_scoped_acquire lock;
  const nb::object made = function.get()(tuple_of(shape));
  const nb::object array = nb::module_::import_("numpy").attr("ascontiguousarray")(made, "float32");
  const Array view = view_of(nb::cast<NumpyArray>(array));
  if (view.shape() != shape) {
    throw InvalidArgument("an initializer written in Python: Expected an array of shape " +
                          to_text(shape) + ". Received: " + to_text(view.shape()));
  }
  std::ranges::copy(view.data<float>(), values.begin());
}

Config PythonMembers::config(const std::string& where, nb::handle value) {
  return config_of(where, value, [this](const std::string& place, nb::handle other) {
    if (PyCallable_Check(other.ptr()) == 0) return refused(place, other);
    objects_.emplace_back("python object " + std::to_string(objects_.size()),
                          PythonObject(nb::borrow(other), held_));
    return Config::map({{"class_name", objects_.back().first}, {"config", nullptr}});
  });
}

PythonMembers::Scope::Scope(const PythonMembers& members)
    : activations_(entries_of<Activation, PythonActivation>(members.objects_)),
      regularizers_(entries_of<Regularizer, PythonRegularizer>(members.objects_)),
      constraints_(entries_of<Constraint, PythonConstraint>(members.objects_)),
      initializers_(entries_of<Initializer, PythonInitializer>(members.objects_)),
      schedules_(entries_of<Schedule, PythonSchedule>(members.objects_)),
      losses_(entries_of<Loss, PythonLoss>(members.objects_)),
      metrics_(entries_of<Metric, Metric>(members.objects_)) {}

}  // namespace occam::python
