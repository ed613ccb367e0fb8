// Values of a graph in Python, and the operations on them: what occam.ops is made of.

#include "python/core/symbols.h"

#include <nanobind/ndarray.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <concepts>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "occam/activations/activation.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/models/eager.h"
#include "occam/ops/fixed_scope.h"
#include "occam/ops/ops.h"
#include "python/core/conversions.h"
#include "python/core/module.h"

namespace occam::python {
namespace {

using graph::Value;
using Values = std::vector<Value>;

/// True as long as the innermost scope of this thread is open.
thread_local std::shared_ptr<bool> innermost = std::make_shared<bool>(false);
/// Its place for numbers that the program may change.
thread_local const ops::Scope* innermost_numbers = nullptr;

/// What Python holds of a value.
struct Symbol {
  Value value;
  std::shared_ptr<const bool> open = innermost;

  const Value& get() const {
    if (!*open) {
      throw InvalidArgument(
          "a symbol is used when the function that was given it has returned. Expected arrays "
          "outside a layer's call");
    }
    return value;
  }
};

/// Arguments beside the values: axes, keepdims, a shape ...
class Options {
 public:
  explicit Options(nb::dict options) : options_(std::move(options)) {}
  bool has(const char* name) const { return options_.contains(name) && !at(name).is_none(); }
  nb::object at(const char* name) const { return options_[name]; }
  std::int64_t integer(const char* name) const { return nb::cast<std::int64_t>(at(name)); }
  std::vector<std::int64_t> integers(const char* name) const {
    return nb::cast<std::vector<std::int64_t>>(at(name));
  }
  bool keepdims() const { return has("keepdims") && nb::cast<bool>(at("keepdims")); }

 private:
  nb::dict options_;
};

using Operation = std::function<Value(const Values&, const Options&)>;

/// Both of one shape.
template <class Op>
Operation binary(const Op& op) {
  return [op](const Values& values, const Options&) {
    const Shape shape = ops::broadcast_shape("ops", values[0].shape(), values[1].shape());
    return op(ops::broadcast_to(values[0], shape), ops::broadcast_to(values[1], shape));
  };
}
template <class Op>
Operation unary(const Op& op) {
  return [op](const Values& values, const Options&) { return op(values[0]); };
}
template <class Op>
Operation reduction(const Op& op) {
  return [op](const Values& values, const Options& options) {
    if (values[0].is_scalar()) return values[0];
    const bool all = !options.has("axes");
    if (all && !options.keepdims()) return op(values[0]);
    return op(values[0], all ? ops::all_axes(values[0].shape().rank()) : options.integers("axes"),
              options.keepdims());
  };
}

struct Sum {
  Value operator()(const Value& x) const { return ops::sum(x); }
  Value operator()(const Value& x, const ops::Axes& axes, bool keep) const {
    return ops::sum(x, axes, keep);
  }
};
struct Mean {
  Value operator()(const Value& x) const { return ops::mean(x); }
  Value operator()(const Value& x, const ops::Axes& axes, bool keep) const {
    return ops::mean(x, axes, keep);
  }
};
struct Max {
  Value operator()(const Value& x) const { return ops::max(x); }
  Value operator()(const Value& x, const ops::Axes& axes, bool keep) const {
    return ops::max(x, axes, keep);
  }
};

Value power(const Values& values, const Options& options) {
  if (options.has("exponent")) {
    const double exponent = nb::cast<double>(options.at("exponent"));
    if (exponent == 0.5) return ops::safe_sqrt(values[0]);
    if (exponent == static_cast<double>(static_cast<std::int64_t>(exponent)))
      return ops::power(values[0], exponent);
    return ops::exp(exponent * ops::log(values[0]));
  }
  return ops::exp(values[1] * ops::log(values[0]));
}

const std::map<std::string, Operation>& operations() {
  static const std::map<std::string, Operation> kOperations = {
      {"add", [](const Values& v, const Options&) { return v[0] + v[1]; }},
      {"subtract", [](const Values& v, const Options&) { return v[0] - v[1]; }},
      {"multiply", [](const Values& v, const Options&) { return v[0] * v[1]; }},
      {"divide", [](const Values& v, const Options&) { return v[0] / v[1]; }},
      {"maximum", binary([](const Value& a, const Value& b) { return ops::maximum(a, b); })},
      {"minimum", binary([](const Value& a, const Value& b) { return ops::minimum(a, b); })},
      {"equal", binary([](const Value& a, const Value& b) { return ops::equal(a, b); })},
      {"greater", binary([](const Value& a, const Value& b) { return ops::greater(a, b); })},
      {"greater_equal",
       binary([](const Value& a, const Value& b) { return ops::greater_equal(a, b); })},
      {"power", power},
      {"negative", unary([](const Value& x) { return -x; })},
      {"abs", unary([](const Value& x) { return ops::abs(x); })},
      {"sign", unary([](const Value& x) { return ops::sign(x); })},
      {"exp", unary([](const Value& x) { return ops::exp(x); })},
      {"expm1", unary([](const Value& x) { return ops::expm1(x); })},
      {"log", unary([](const Value& x) { return ops::log(x); })},
      {"log1p", unary([](const Value& x) { return ops::log1p(x); })},
      {"sqrt", unary([](const Value& x) { return ops::safe_sqrt(x); })},
      {"square", unary([](const Value& x) { return ops::square(x); })},
      {"sin", unary([](const Value& x) { return ops::sin(x); })},
      {"cos", unary([](const Value& x) { return ops::cos(x); })},
      {"tanh", unary([](const Value& x) { return ops::tanh(x); })},
      {"sigmoid", unary([](const Value& x) { return ops::sigmoid(x); })},
      {"erf", unary([](const Value& x) { return ops::erf(x); })},
      {"floor", unary([](const Value& x) { return ops::floor(x); })},
      {"round", unary([](const Value& x) { return ops::round(x); })},
      {"relu", unary([](const Value& x) { return ops::relu(x); })},
      {"softmax", unary([](const Value& x) { return ops::softmax(x); })},
      {"argmax", unary([](const Value& x) { return ops::argmax(x); })},
      {"isfinite", unary([](const Value& x) { return ops::is_finite(x); })},
      {"stop_gradient", unary([](const Value& x) { return ops::stop_gradient(x); })},
      {"sum", reduction(Sum())},
      {"mean", reduction(Mean())},
      {"max", reduction(Max())},
      {"where",
       [](const Values& v, const Options&) {
         const Shape shape = ops::broadcast_shape(
             "where", v[0].shape(), ops::broadcast_shape("where", v[1].shape(), v[2].shape()));
         return ops::select(ops::broadcast_to(v[0], shape), ops::broadcast_to(v[1], shape),
                            ops::broadcast_to(v[2], shape));
       }},
      {"matmul", [](const Values& v, const Options&) { return ops::matmul(v[0], v[1]); }},
      {"group_matmul",
       [](const Values& v, const Options&) { return ops::group_matmul(v[0], v[1]); }},
      {"reshape",
       [](const Values& v, const Options& o) {
         return ops::reshape(v[0], shape_of(o.integers("shape")));
       }},
      {"transpose",
       [](const Values& v, const Options& o) { return ops::transpose(v[0], o.integers("axes")); }},
      {"broadcast_to",
       [](const Values& v, const Options& o) {
         return ops::broadcast_to(v[0], shape_of(o.integers("shape")));
       }},
      {"slice",
       [](const Values& v, const Options& o) {
         return ops::slice(v[0], o.integers("begin"), shape_of(o.integers("shape")));
       }},
      {"take", [](const Values& v, const Options&) { return ops::take(v[0], v[1]); }},
      {"one_hot", [](const Values& v,
                     const Options& o) { return ops::one_hot(v[0], o.integer("num_classes")); }},
      {"pad",
       [](const Values& v, const Options& o) {
         return ops::pad(
             v[0], nb::cast<std::vector<std::pair<std::int64_t, std::int64_t>>>(o.at("pad_width")),
             nb::cast<double>(o.at("constant_values")));
       }},
      {"concatenate",
       [](const Values& v, const Options& o) { return ops::concatenate(v, o.integer("axis")); }},
  };
  return kOperations;
}

const Operation& operation(const std::string& name) {
  const auto found = operations().find(name);
  if (found == operations().end()) throw InvalidArgument("ops: no operation '" + name + "'");
  return found->second;
}

constexpr std::size_t kMostRuns = 1024;

/// An array beside symbols, as a part of the graph: runs of equal numbers one behind the other.
Value constant_of(const std::string& where, graph::Graph& graph, const Array& array) {
  const Array given = array.astype(DType::kFloat32);
  const std::span<const float> numbers = given.data<float>();
  Values runs;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t end = i + 1;
    while (end < numbers.size() && numbers[end] == numbers[i]) ++end;
    runs.push_back(ops::broadcast_scalar(ops::constant(graph, numbers[i]),
                                         Shape{static_cast<std::int64_t>(end - i)}));
    i = end;
  }
  if (runs.empty() || runs.size() > kMostRuns) {
    throw InvalidArgument(where + ": an array beside a symbol. Expected one of 1 to " +
                          std::to_string(kMostRuns) +
                          " different numbers, or in a layer's call any. Received: one of shape " +
                          to_text(array.shape()));
  }
  return ops::reshape(runs.size() == 1 ? runs[0] : ops::concatenate(runs, 0), array.shape());
}

/// On symbols, arrays and numbers, of which one at least is a symbol.
Symbol apply(const std::string& name, nb::list arguments, nb::dict options) {
  graph::Graph* graph = nullptr;
  for (const nb::handle each : arguments) {
    if (nb::isinstance<Symbol>(each)) graph = &nb::cast<Symbol&>(each).get().graph();
  }
  if (graph == nullptr) throw InvalidArgument(name + ": no symbol among the arguments");
  Values values;
  for (const nb::handle each : arguments) {
    NumpyArray array;
    const bool is_array = !nb::hasattr(each, "symbol") && nb::try_cast(each, array);
    values.push_back(is_array && array.ndim() > 0 ? constant_of(name, *graph, view_of(array))
                                                  : value_of(name.c_str(), *graph, each));
  }
  return {operation(name)(values, Options(options))};
}

/// An array as a symbol beside another one.
Symbol constant_beside(const Symbol& other, const NumpyArray& array) {
  return {constant_of("constant", other.get().graph(), view_of(array))};
}

/// An activation of the catalogue on a symbol.
Symbol apply_activation(const std::string& member, nb::handle arguments, const Symbol& x) {
  return {Activation::catalogue().make(member, config_of(member, arguments)).apply(x.get())};
}

/// What a loss of the catalogue, or a metric that is a mean, gives for each sample, a loss that is
/// not of single samples for the batch. Their numbers, such as Huber's delta, are constants here.
template <class H>
Symbol apply_per_sample(const std::string& member, nb::handle arguments, const Symbol& target,
                        const Symbol& prediction) {
  const H made = H::catalogue().make(member, config_of(member, arguments));
  if constexpr (std::same_as<H, Loss>) {
    const ops::Scope scope = ops::fixed_scope(target.get().graph());
    const Value values = made.values(scope, target.get(), prediction.get(), false);
    const Value counts = made.counted(target.get(), values);
    if (!counts) return {values};
    // Raised so that the mean over all is that over those that count; 0 where none does.
    const Value share = ops::mean(counts);
    const Value none = ops::equal(share, ops::constant(share.graph(), 0.0));
    return {values / ops::broadcast_scalar(share + none, values.shape())};
  } else {
    return {made.per_sample(target.get(), prediction.get())};
  }
}

/// On arrays, at once. Numbers are arrays of shape ().
nb::object compute(const std::string& name, const std::vector<NumpyArray>& arguments,
                   nb::dict options) {
  models::Eager eager;
  Values values;
  for (const NumpyArray& each : arguments) {
    const Array array = view_of(each);
    values.push_back(array.rank() == 0 ? ops::constant(eager.graph(), array.at(0))
                                       : eager.input(array));
  }
  eager.output(operation(name)(values, Options(options)));
  eager.run();
  return numpy_of(eager.result(0));
}

/// What a symbol of Python's holds, or the value itself.
nb::object held_by(nb::handle value) {
  return nb::borrow(nb::hasattr(value, "symbol") ? value.attr("symbol") : value);
}

}  // namespace

SymbolScope::SymbolScope(const ops::Scope* numbers)
    : outer_(std::exchange(innermost, std::make_shared<bool>(true))),
      outer_numbers_(std::exchange(innermost_numbers, numbers)) {}
SymbolScope::~SymbolScope() {
  innermost_numbers = outer_numbers_;
  *innermost = false;
  innermost = std::move(outer_);
}

nb::object symbol_of(const Value& value) {
  return nb::module_::import_("occam.ops").attr("Symbol")(nb::cast(Symbol{value}));
}

Value kept_value(const char* where, nb::handle symbol) {
  const nb::object held = held_by(symbol);
  if (nb::isinstance<Symbol>(held)) return nb::cast<Symbol&>(held).value;
  throw nb::type_error((std::string(where) +
                        ": Expected a symbol. Received: " + nb::cast<std::string>(nb::repr(symbol)))
                           .c_str());
}

Value value_of(const char* where, graph::Graph& graph, nb::handle result) {
  const nb::object held = held_by(result);
  if (nb::isinstance<Symbol>(held)) {
    const Value& value = nb::cast<Symbol&>(held).get();
    if (&value.graph() != &graph)
      throw InvalidArgument(std::string(where) + ": a symbol of another model's trace");
    return value;
  }
  if (nb::hasattr(result, "__float__") && !nb::isinstance<nb::str>(result)) {
    const nb::object number = nb::steal(PyNumber_Float(result.ptr()));
    if (!number.is_valid()) throw nb::python_error();
    return ops::constant(graph, nb::cast<double>(number));
  }
  throw nb::type_error((std::string(where) +
                        ": Expected a result of occam.ops or a number. Received: " +
                        nb::cast<std::string>(nb::repr(result)))
                           .c_str());
}

/// A number that the program may change later, under this path; none where such a one has no place.
nb::object changing_number(const std::string& path, double value) {
  if (innermost_numbers == nullptr) return nb::none();
  return symbol_of(innermost_numbers->at("").hyper(path, Hyper(value)));
}

void bind_symbols(nb::module_& module) {
  nb::class_<Symbol>(module, "Value").def_prop_ro("shape", [](const Symbol& symbol) {
    return tuple_of(symbol.get().shape());
  });
  module.def("apply_op", &apply);
  module.def("apply_activation", &apply_activation, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("x"));
  module.def("apply_loss", &apply_per_sample<Loss>, nb::arg("member"), nb::arg("arguments").none(),
             nb::arg("y_true"), nb::arg("y_pred"));
  module.def("apply_metric", &apply_per_sample<Metric>, nb::arg("member"),
             nb::arg("arguments").none(), nb::arg("y_true"), nb::arg("y_pred"));
  module.def("has_place_for_numbers", [] { return innermost_numbers != nullptr; });
  module.def("changing_number", &changing_number, nb::arg("path"), nb::arg("value"));
  module.def("constant_beside", &constant_beside);
  module.def("compute_op", &compute);
}

}  // namespace occam::python
