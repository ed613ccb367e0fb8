// Concepts called on arrays: regularizer(x), loss(y_true, y_pred), metric.update_state(...),
// layer(x).

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <utility>

#include "occam/losses/loss.h"
#include "occam/losses/reduction.h"
#include "occam/models/eager.h"
#include "occam/models/layer_call.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/mean.h"
#include "occam/ops/sum.h"
#include "python/core/compiled_call.h"
#include "python/core/concepts.h"
#include "python/core/conversions.h"
#include "python/core/module.h"

namespace occam::python {
namespace {

using Values = std::vector<graph::Value>;

template <class H>
H made(const std::string& member, nb::handle arguments) {
  return H::catalogue().make(member, config_of(member, arguments));
}

/// An object of a concept that is called on arrays.
template <class H>
class Called {
 public:
  Called(const std::string& member, nb::handle arguments) : object_(made<H>(member, arguments)) {}

 protected:
  H object_;
  CompiledCall compiled_;
};

struct ActivationCall : Called<Activation> {
  using Called::Called;
  nb::object on(const NumpyArray& x) {
    return compiled_({view_of(x)},
                     [&](models::Eager&, const Values& in) { return object_.apply(in[0]); });
  }
};

struct RegularizerCall : Called<Regularizer> {
  using Called::Called;
  nb::object on(const NumpyArray& x) {
    return compiled_({view_of(x)}, [&](models::Eager& eager, const Values& in) {
      return object_.penalty(eager.scope(), in[0]);
    });
  }
};

struct ConstraintCall : Called<Constraint> {
  using Called::Called;
  nb::object on(const NumpyArray& x) {
    return compiled_({view_of(x)}, [&](models::Eager& eager, const Values& in) {
      object_.declare(eager.scope());
      return object_.project(eager.scope(), in[0]);
    });
  }
};

struct ScheduleCall : Called<Schedule> {
  using Called::Called;
  /// The value at a step.
  nb::object on(double step) {
    return compiled_({Array{static_cast<float>(step)}}, [&](models::Eager& eager, const Values& x) {
      return object_.value(eager.scope(), ops::sum(x[0]));
    });
  }
};

nb::object call_initializer(const std::string& member, nb::handle arguments,
                            const std::vector<std::int64_t>& sizes, std::uint64_t seed) {
  const auto initializer = made<Initializer>(member, arguments);
  Array values(DType::kFloat32, shape_of(sizes));
  initializer.fill(values.mutable_data<float>(), values.shape(), {seed, stream_of("call")});
  return numpy_of(std::move(values));
}

class LossCall : public Called<Loss> {
 public:
  using Called::Called;
  nb::object on(const NumpyArray& target, const NumpyArray& prediction,
                std::optional<NumpyArray> sample_weight) {
    std::vector<Array> arrays;
    arrays.push_back(view_of(target));
    arrays.push_back(view_of(prediction));
    if (sample_weight) arrays.push_back(view_of(*sample_weight));
    return compiled_(arrays, [&](models::Eager& eager, const Values& given) {
      object_.declare(eager.scope());
      const graph::Value values =
          object_.values(eager.scope(), given[0], given[1], sample_weight.has_value());
      const graph::Value weights = sample_weight ? given[2] : graph::Value();
      const graph::Value counts = object_.counted(given[0], values);
      // A caller is told them all, where a step has to have one number.
      return object_.reduction() == LossReduction::kNone
                 ? losses::weighted(values, weights, counts)
                 : losses::reduced(object_.reduction(), values, weights, counts);
    });
  }
  bool class_labels() const { return object_.class_labels(); }
  bool of_one_shape() const { return object_.of_one_shape(); }
};

/// What a metric has been told of since its last reset.
class MetricState {
 public:
  MetricState(const std::string& member, nb::handle arguments)
      : metric_(made<Metric>(member, arguments)) {}

  void update(const NumpyArray& target, const NumpyArray& prediction,
              std::optional<NumpyArray> sample_weight) {
    std::vector<Array> arrays;
    arrays.push_back(view_of(target));
    arrays.push_back(view_of(prediction));
    if (sample_weight) arrays.push_back(view_of(*sample_weight));
    Update update = update_of(arrays);
    if (samples_ > 0 && update.weighted != weighted_)
      throw InvalidArgument(std::string(metric_.type()) +
                            ": sample_weight is given in some calls of update_state only. "
                            "Expected in all of them or in none");
    update.eager->run(variables_);
    weighted_ = update.weighted;
    for (const std::size_t index : update.variables)
      variables_[index] = update.eager->variable(index);
    accumulators_ = update.accumulators;
    samples_ += arrays[1].shape()[0];
    numbers_ = metric_.numbers(arrays[1].shape());
    if (arrays[0].size() + arrays[1].size() <= kMostKeptElements) kept_ = std::move(update);
  }
  /// A number, or an array of them.
  nb::object result() const {
    if (samples_ == 0) return nb::cast(0.0);
    const std::vector<std::vector<double>> values = sums();
    const std::vector<std::span<const double>> sums(values.begin(), values.end());
    const metrics::Totals totals{samples_, sums};
    if (!numbers_) return nb::cast(metric_.result(totals));
    Array found(DType::kFloat32, Shape{*numbers_});
    for (std::int64_t i = 0; i < *numbers_; ++i) {
      const double value = metric_.result(totals, static_cast<std::size_t>(i));
      found.mutable_data<float>()[i] = static_cast<float>(value);
    }
    return numpy_of(std::move(found));
  }
  void reset() {
    variables_.clear();
    samples_ = 0;
  }
  std::int64_t samples() const { return samples_; }
  /// What they came to, in the order in which the metric adds them.
  std::vector<std::vector<double>> sums() const {
    std::vector<std::vector<double>> values;
    for (const metrics::Accumulator& each : accumulators_) {
      if (!variables_.contains(each.total)) return {};
      values.push_back(variables_.at(each.total));
      if (!each.rest) continue;
      const std::vector<double>& rest = variables_.at(*each.rest);
      for (std::size_t i = 0; i < rest.size(); ++i) values.back()[i] += rest[i];
    }
    return values;
  }
  /// Goes on from other sums of the same sizes.
  void restore(std::int64_t samples, const std::vector<std::vector<double>>& values) {
    bool fits = values.size() == accumulators_.size();
    for (std::size_t i = 0; fits && i < values.size(); ++i)
      fits = variables_.contains(accumulators_[i].total) &&
             variables_.at(accumulators_[i].total).size() == values[i].size();
    if (!fits)
      throw InvalidArgument(std::string(metric_.type()) +
                            ": a state before the first update. Expected update_state before");
    for (std::size_t i = 0; i < values.size(); ++i) {
      variables_[accumulators_[i].total] = values[i];
      if (accumulators_[i].rest) variables_[*accumulators_[i].rest].assign(values[i].size(), 0.0);
    }
    samples_ = samples;
  }
  bool class_labels() const { return metric_.class_labels(); }
  bool of_numbers() const { return metric_.of_numbers(); }
  bool of_one_shape() const { return metric_.of_one_shape(); }

 private:
  /// What a batch of some shapes adds, compiled.
  struct Update {
    std::vector<Shape> shapes;
    std::unique_ptr<models::Eager> eager;
    std::vector<std::size_t> variables;
    std::vector<metrics::Accumulator> accumulators;
    bool weighted = false;
  };
  Update update_of(const std::vector<Array>& arrays) {
    std::vector<Shape> shapes;
    for (const Array& each : arrays) shapes.push_back(each.shape());
    if (kept_.eager && kept_.shapes == shapes) {
      for (std::size_t i = 0; i < arrays.size(); ++i) kept_.eager->set_input(i, arrays[i]);
      return std::exchange(kept_, {});
    }
    Update made;
    made.shapes = std::move(shapes);
    made.eager = std::make_unique<models::Eager>();
    Values inputs;
    for (const Array& each : arrays) inputs.push_back(made.eager->input(each));
    metrics::Sums sums(made.eager->graph(), "metric",
                       inputs.size() > 2 ? inputs[2] : graph::Value());
    metric_.update_state(sums, inputs[0], inputs[1]);
    made.variables.assign(sums.variables().begin(), sums.variables().end());
    made.accumulators = sums.accumulators();
    made.weighted = sums.is_weighted();
    return made;
  }

  Metric metric_;
  Update kept_;
  std::map<std::size_t, std::vector<double>> variables_;
  std::vector<metrics::Accumulator> accumulators_;
  std::int64_t samples_ = 0;
  std::optional<std::int64_t> numbers_;
  bool weighted_ = false;
};

/// A metric that is a mean over samples: what each gives.
struct MetricCall : Called<Metric> {
  using Called::Called;
  nb::object on(const NumpyArray& target, const NumpyArray& prediction) {
    return compiled_({view_of(target), view_of(prediction)}, [&](models::Eager&, const Values& in) {
      return object_.per_sample(in[0], in[1]);
    });
  }
};

/// Which rows of a layer's result count, for inputs with these masks or None; None: all.
nb::object layer_mask(const Layer& layer, const std::vector<NumpyArray>& inputs,
                      const std::vector<std::optional<NumpyArray>>& masks) {
  models::Eager eager;
  layers::Declared declared;
  ops::Scope::Numbers numbers;
  const layers::Scope scope(eager.graph(), "call", numbers, declared, layers::Pass::kInference);
  Values values;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    values.push_back(eager.input(view_of(inputs[i])));
    if (masks.at(i)) scope.set_mask(values.back(), eager.input(view_of(*masks[i])));
  }
  const graph::Value mask = layer.mask(scope, values);
  if (!mask) return nb::none();
  eager.output(mask);
  eager.run();
  return numpy_of(eager.result(0));
}

/// A layer, compiled for the shape that it was last called on, in training and in inference.
class RepeatedLayer {
 public:
  explicit RepeatedLayer(const Layer& layer) : layer_(layer) {}
  /// With the weights of `model` below `path`, where it has any.
  nb::object on(const NumpyArray& x, bool training, std::uint64_t seed, Trainable* model,
                const std::string& path) {
    const CallOptions options{.training = training, .seed = seed};
    const Array input = view_of(x);
    std::optional<models::LayerCall>& kept = training ? in_training_ : in_inference_;
    if (!kept || kept->shape() != input.shape()) kept.emplace(layer_, input.shape(), training);
    nb::object result = numpy_of(model == nullptr ? (*kept)(input, options)
                                                  : (*kept)(input, options, *model, path));
    if (input.size() > kMostKeptElements) kept.reset();
    return result;
  }

 private:
  Layer layer_;
  std::optional<models::LayerCall> in_training_, in_inference_;
};

template <class Call>
nb::class_<Call> bind_called(nb::module_& module, const char* name) {
  return nb::class_<Call>(module, name)
      .def(nb::init<const std::string&, nb::handle>(), nb::arg("member"),
           nb::arg("arguments").none())
      .def("__call__", &Call::on);
}

}  // namespace

void bind_calls(nb::module_& module) {
  bind_called<ActivationCall>(module, "ActivationCall");
  bind_called<RegularizerCall>(module, "RegularizerCall");
  bind_called<ConstraintCall>(module, "ConstraintCall");
  bind_called<ScheduleCall>(module, "ScheduleCall");
  bind_called<MetricCall>(module, "MetricCall");
  nb::class_<LossCall>(module, "LossCall")
      .def(nb::init<const std::string&, nb::handle>(), nb::arg("member"),
           nb::arg("arguments").none())
      .def("__call__", &LossCall::on, nb::arg("y_true"), nb::arg("y_pred"),
           nb::arg("sample_weight").none())
      .def_prop_ro("class_labels", &LossCall::class_labels)
      .def_prop_ro("of_one_shape", &LossCall::of_one_shape);
  nb::class_<RepeatedLayer>(module, "LayerCall")
      .def(nb::init<const Layer&>())
      .def("__call__", &RepeatedLayer::on, nb::arg("x"), nb::arg("training"), nb::arg("seed"),
           nb::arg("model").none(), nb::arg("path"));
  module.def("layer_mask", &layer_mask, nb::arg("layer"), nb::arg("inputs"), nb::arg("masks"));
  module.def("call_initializer", &call_initializer, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("shape"), nb::arg("seed"));
  nb::class_<MetricState>(module, "MetricState")
      .def(nb::init<const std::string&, nb::handle>(), nb::arg("member"),
           nb::arg("arguments").none())
      .def("update", &MetricState::update, nb::arg("y_true"), nb::arg("y_pred"),
           nb::arg("sample_weight").none())
      .def("result", &MetricState::result)
      .def("reset", &MetricState::reset)
      .def("samples", &MetricState::samples)
      .def("sums", &MetricState::sums)
      .def("restore", &MetricState::restore, nb::arg("samples"), nb::arg("sums"))
      .def_prop_ro("class_labels", &MetricState::class_labels)
      .def_prop_ro("of_numbers", &MetricState::of_numbers)
      .def_prop_ro("of_one_shape", &MetricState::of_one_shape);
}

}  // namespace occam::python
