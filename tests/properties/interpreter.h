#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "occam/base/random.h"
#include "occam/graph/graph.h"
#include "occam/runtime/state.h"

/// A second opinion on what a graph means: node by node, one plain loop an op, in T = double for
/// the reference and in T = float to learn how much rounding alone moves a value. Written from the
/// ops' headers; shares no code with the compiler and the kernels.
namespace occam::interpreter {

using Values = std::map<std::string, std::vector<double>>;

/// What a run gave: every node's elements, and the variables after the step.
struct Result {
  std::vector<std::vector<double>> nodes;
  Values variables;
};

/// Values of all variables of one member, by path.
inline Values read_state(const runtime::StateLayout& layout, runtime::State& state,
                         std::int64_t member = 0) {
  Values values;
  for (const runtime::Variable& variable : layout.variables()) {
    auto& out = values[variable.path];
    if (variable.type == runtime::VariableType::kFloat32) {
      const auto tensor = state.tensor(variable, member);
      out.assign(tensor.begin(), tensor.end());
    } else if (variable.type == runtime::VariableType::kFloat64) {
      out = {state.number(variable, member)};
    } else {
      out = {static_cast<double>(state.counter(variable, member))};
    }
  }
  return values;
}

template <class T>
class Interpreter {
 public:
  Interpreter(const graph::Graph& graph, const Values& variables, const Values& inputs)
      : graph_(graph), variables_(variables), inputs_(inputs) {}

  Result run() {
    Result result;
    result.variables = variables_;
    for (int id = 0; id < graph_.size(); ++id) {
      nodes_.push_back(evaluate(graph_[id]));
      // A value of rank 0 is a float64 scalar, any other holds T.
      if (graph_[id].shape.rank() > 0) {
        for (double& value : nodes_.back()) value = static_cast<double>(static_cast<T>(value));
      }
      if (graph_[id].op->name == "assign") {
        result.variables[path_of(graph_[id].inputs[0].node())] = in(graph_[id], 1);
      }
    }
    result.nodes = nodes_;
    return result;
  }

 private:
  using Row = std::vector<double>;

  const std::string& path_of(const graph::Node& node) const {
    return graph_.layout()[node.attributes.variable].path;
  }
  const Row& in(const graph::Node& node, std::size_t i) const {
    return nodes_[static_cast<std::size_t>(node.inputs[i].id())];
  }
  static std::size_t cols_of(const Shape& shape) {
    return shape.rank() == 0 ? 1 : static_cast<std::size_t>(shape.back());
  }
  static std::size_t size_of(const Shape& shape) {
    std::size_t size = 1;
    for (const std::int64_t dim : shape) size *= static_cast<std::size_t>(dim);
    return size;
  }
  static double add(double a, double b) {
    return static_cast<double>(static_cast<T>(a) + static_cast<T>(b));
  }

  Row evaluate(const graph::Node& node) {
    const std::string_view op = node.op->name;
    const std::size_t size = size_of(node.shape);
    if (op == "constant") return {node.attributes.number};
    if (op == "variable") return variables_.at(path_of(node));
    if (op == "input") return inputs_.at(node.attributes.name);
    if (op == "assign" || op == "reshape" || op == "standardized" || op == "stop_gradient")
      return in(node, op == "assign" ? 1 : 0);
    Row out(size);
    if (op == "broadcast_scalar") {
      std::fill(out.begin(), out.end(), in(node, 0)[0]);
    } else if (op == "broadcast_rows") {
      const std::size_t cols = cols_of(node.shape);
      for (std::size_t i = 0; i < size; ++i) out[i] = in(node, 0)[i % cols];
    } else if (op == "broadcast_columns") {
      const std::size_t cols = cols_of(node.shape);
      for (std::size_t i = 0; i < size; ++i) out[i] = in(node, 0)[i / cols];
    } else if (op == "sum") {
      double total = 0;
      for (const double x : in(node, 0)) total = add(total, x);
      out[0] = total;
    } else if (op == "sum_rows") {
      for (std::size_t i = 0; i < in(node, 0).size(); ++i)
        out[i % size] = add(out[i % size], in(node, 0)[i]);
    } else if (op == "sum_columns") {
      const std::size_t cols = cols_of(node.inputs[0].shape());
      for (std::size_t i = 0; i < in(node, 0).size(); ++i)
        out[i / cols] = add(out[i / cols], in(node, 0)[i]);
    } else if (op == "matmul") {
      matmul(node, out);
    } else if (op.starts_with("group_matmul")) {
      group_matmul(node, out);
    } else if (op == "hier_prox") {
      hier_prox(node, out);
    } else if (op == "dropout") {
      dropout(node, out);
    } else if (op == "random_uniform") {
      const RandomKey key{static_cast<std::uint64_t>(variables_.at("seed")[0]),
                          node.attributes.stream};
      const auto step = static_cast<std::uint64_t>(variables_.at("step")[0]);
      for (std::size_t i = 0; i < size; ++i) out[i] = random_uniform(key, step, i);
    } else if (!rowwise(node, op, out) && !over_axes(node, op, out) && !moved(node, op, out)) {
      for (std::size_t i = 0; i < size; ++i) {
        out[i] = elementwise(op, in(node, 0)[i], node.inputs.size() > 1 ? in(node, 1)[i] : 0,
                             node.inputs.size() > 2 ? in(node, 2)[i] : 0);
      }
    }
    return out;
  }

  void matmul(const graph::Node& node, Row& out) const {
    const bool ta = node.attributes.transpose_a, tb = node.attributes.transpose_b;
    const std::size_t acols = cols_of(node.inputs[0].shape()),
                      bcols = cols_of(node.inputs[1].shape());
    const Row &a = in(node, 0), &b = in(node, 1);
    const std::size_t n = cols_of(node.shape), m = out.size() / n;
    const std::size_t depth = ta ? a.size() / acols : acols;
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        T total = 0;
        for (std::size_t k = 0; k < depth; ++k) {
          total += static_cast<T>(ta ? a[k * acols + i] : a[i * acols + k]) *
                   static_cast<T>(tb ? b[j * bcols + k] : b[k * bcols + j]);
        }
        out[i * n + j] = static_cast<double>(total);
      }
    }
  }

  /// einsum: rgk,gkn->rgn, or with transposed weights rgk,gnk->rgn; its gradient rgk,rgn->gkn.
  void group_matmul(const graph::Node& node, Row& out) const {
    const bool by_weights = node.op->name == "group_matmul_gradient";
    const Shape& x = node.inputs[0].shape();
    const auto rows = static_cast<std::size_t>(x[0]), groups = static_cast<std::size_t>(x[1]),
               depth = static_cast<std::size_t>(x[2]), n = cols_of(node.shape);
    const Row &a = in(node, 0), &b = in(node, 1);
    std::vector<T> totals(out.size());
    for (std::size_t r = 0; r < rows; ++r) {
      for (std::size_t g = 0; g < groups; ++g) {
        for (std::size_t k = 0; k < depth; ++k) {
          for (std::size_t j = 0; j < n; ++j) {
            const std::size_t left = (r * groups + g) * depth + k, right = (r * groups + g) * n + j;
            const std::size_t weight =
                node.attributes.transpose_b ? (g * n + j) * depth + k : (g * depth + k) * n + j;
            totals[by_weights ? weight : right] +=
                static_cast<T>(a[left]) * static_cast<T>(b[by_weights ? right : weight]);
          }
        }
      }
    }
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<double>(totals[i]);
  }

  void dropout(const graph::Node& node, Row& out) const {
    const RandomKey key{static_cast<std::uint64_t>(variables_.at("seed")[0]),
                        node.attributes.stream};
    const auto step = static_cast<std::uint64_t>(variables_.at("step")[0]);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const float rate = static_cast<float>(in(node, 1)[i]);
      const bool dropped = random_uniform(key, step, i) < rate;
      out[i] = dropped ? 0.0 : in(node, 0)[i] / (1.0 - static_cast<double>(rate));
    }
  }

  /// By bisection, in the form of the op's definition.
  void hier_prox(const graph::Node& node, Row& out) const {
    const std::size_t cols = cols_of(node.shape), bounded = cols_of(node.inputs[2].shape());
    for (std::size_t r = 0; r < out.size() / cols; ++r) {
      const auto f = [&](double x) {
        double sum = in(node, 4)[r];
        for (std::size_t h = r * bounded; h < (r + 1) * bounded; ++h)
          sum -= in(node, 3)[h] * std::max(in(node, 2)[h] - x, 0.0);
        return sum;
      };
      const auto is_below_root = [&](double x) {
        double sum = 0;
        for (std::size_t i = r * cols; i < (r + 1) * cols; ++i) {
          if (in(node, 0)[i] == 0) continue;
          const double below = x + in(node, 1)[i] * f(x);
          if (below <= 0) return true;
          sum += in(node, 0)[i] / below * (in(node, 0)[i] / below);
        }
        return sum > 1;
      };
      double low = 0, high = is_below_root(0) ? 1e30 : 0;
      for (int step = 0; step < 300 && high > 0; ++step) {
        const double middle = 0.5 * (low + high);
        (is_below_root(middle) ? low : high) = middle;
      }
      for (std::size_t i = r * cols; i < (r + 1) * cols; ++i)
        out[i] = high > 0 ? in(node, 0)[i] * high / (high + in(node, 1)[i] * f(high)) : 0;
    }
  }

  /// The row-wise ops: x [rows, classes] first; false for an op that is none.
  bool rowwise(const graph::Node& node, std::string_view op, Row& out) const {
    if (op.find("softmax") == std::string_view::npos && op != "argmax" && op != "group_radius")
      return false;
    const std::size_t cols = cols_of(node.inputs[0].shape()), rows = in(node, 0).size() / cols;
    for (std::size_t r = 0; r < rows; ++r) {
      const Row x(in(node, 0).begin() + static_cast<std::ptrdiff_t>(r * cols),
                  in(node, 0).begin() + static_cast<std::ptrdiff_t>((r + 1) * cols));
      if (op == "softmax_gradient") {  // of y = softmax: y * (g - sum(g * y))
        double dot = 0;
        for (std::size_t c = 0; c < cols; ++c) dot = add(dot, in(node, 1)[r * cols + c] * x[c]);
        for (std::size_t c = 0; c < cols; ++c)
          out[r * cols + c] = x[c] * (in(node, 1)[r * cols + c] - dot);
        continue;
      }
      if (op == "sparse_gradient_of_softmax") {
        for (std::size_t c = 0; c < cols; ++c)
          out[r * cols + c] =
              (x[c] - (in(node, 1)[r] == static_cast<double>(c) ? 1 : 0)) * in(node, 2)[r];
        continue;
      }
      if (op == "group_radius") {  // by bisection
        const auto is_below_root = [&](double root) {
          double sum = 0;
          for (std::size_t c = 0; c < cols; ++c) {
            const double ratio = x[c] == 0 ? 0 : x[c] / (root + in(node, 1)[r * cols + c]);
            sum += ratio * ratio;
          }
          return sum > 1;
        };
        double low = 0, high = is_below_root(0) ? 1e30 : 0;
        for (int step = 0; step < 300 && high > 0; ++step) {
          const double middle = 0.5 * (low + high);
          (is_below_root(middle) ? low : high) = middle;
        }
        out[r] = high;
        continue;
      }
      if (op == "argmax") {
        out[r] = static_cast<double>(std::max_element(x.begin(), x.end()) - x.begin());
        continue;
      }
      const double top = *std::max_element(x.begin(), x.end());
      double total = 0;
      for (const double value : x) total = add(total, std::exp(value - top));
      const auto target = [&](std::size_t c) {
        if (op.starts_with("sparse")) return in(node, 1)[r] == static_cast<double>(c) ? 1.0 : 0.0;
        return in(node, 1)[r * cols + c];
      };
      double targets = 0, loss = 0;
      for (std::size_t c = 0; c < cols && op != "softmax"; ++c) {
        targets += target(c);
        loss -= target(c) == 0 ? 0 : target(c) * (x[c] - top - std::log(total));
      }
      if (op.ends_with("entropy")) out[r] = loss;
      for (std::size_t c = 0; c < cols && !op.ends_with("entropy"); ++c) {
        const double p = std::exp(x[c] - top) / total;
        out[r * cols + c] = op == "softmax" ? p : in(node, 2)[r] * (p * targets - target(c));
      }
    }
    return true;
  }

  static double larger(double a, double b) {
    return std::isnan(a) || std::isnan(b) ? a + b : std::max(a, b);
  }

  /// Reductions over the middle axis, positions and rows by index; false for an op that is none.
  bool over_axes(const graph::Node& node, std::string_view op, Row& out) const {
    if (op == "sum_axis" || op == "max_axis") {
      const auto n = static_cast<std::size_t>(node.inputs[0].shape()[1]);
      const std::size_t inner = cols_of(node.shape);
      for (std::size_t i = 0; i < out.size(); ++i) {
        for (std::size_t k = 0; k < n; ++k) {
          const double x = in(node, 0)[(i / inner * n + k) * inner + i % inner];
          out[i] = k == 0 ? x : op == "sum_axis" ? add(out[i], x) : larger(out[i], x);
        }
      }
      return true;
    }
    if (op == "arange") {
      std::iota(out.begin(), out.end(), 0.0);
      return true;
    }
    if (op == "lookup") {
      const auto buckets = static_cast<double>(node.attributes.begin[0]);
      for (std::size_t i = 0; i < out.size(); ++i) {
        const double x = in(node, 0)[i];
        const auto key = std::find(in(node, 1).begin(), in(node, 1).end(), x);
        out[i] = key != in(node, 1).end()
                     ? in(node, 2)[static_cast<std::size_t>(key - in(node, 1).begin())]
                     : node.attributes.number + x - buckets * std::floor(x / buckets);
      }
      return true;
    }
    if (op != "take" && op != "take_gradient") return false;
    const Row& indices = in(node, 1);
    const std::size_t cols = (op == "take" ? out : in(node, 0)).size() / indices.size();
    for (std::size_t i = 0; i < indices.size() * cols; ++i) {
      const std::size_t at = static_cast<std::size_t>(indices[i / cols]) * cols + i % cols;
      if (op == "take") {
        out[i] = in(node, 0).at(at);
      } else {
        out.at(at) = add(out.at(at), in(node, 0)[i]);
      }
    }
    return true;
  }

  using Index = std::vector<std::int64_t>;

  static Index index_at(std::size_t flat, const Shape& shape) {
    Index index(shape.dims().size());
    auto rest = static_cast<std::int64_t>(flat);
    for (std::size_t k = index.size(); k-- > 0; rest /= shape.dims()[k])
      index[k] = rest % shape.dims()[k];
    return index;
  }

  /// The element of input i at an index; `outside` where it has none.
  double element(const graph::Node& node, std::size_t i, const Index& index, double outside) const {
    const Shape& shape = node.inputs[i].shape();
    std::int64_t flat = 0;
    for (std::size_t k = 0; k < index.size(); ++k) {
      if (index[k] < 0 || index[k] >= shape.dims()[k]) return outside;
      flat = flat * shape.dims()[k] + index[k];
    }
    return in(node, i)[static_cast<std::size_t>(flat)];
  }

  /// Ops that put elements elsewhere; false for an op that is none.
  bool moved(const graph::Node& node, std::string_view op, Row& out) const {
    const graph::Attributes& how = node.attributes;
    for (std::size_t i = 0; i < out.size(); ++i) {
      Index index = index_at(i, node.shape);
      std::size_t input = 0;
      if (op == "broadcast_axes") {
        for (std::size_t k = 0; k < index.size(); ++k)
          if (node.inputs[0].shape().dims()[k] == 1) index[k] = 0;
      } else if (op == "slice") {
        for (std::size_t k = 0; k < index.size(); ++k) index[k] += how.begin[k];
      } else if (op == "pad") {
        for (std::size_t k = 0; k < index.size(); ++k) index[k] -= how.begin[k];
      } else if (op == "transpose") {
        const Index of_result = index;
        for (std::size_t k = 0; k < index.size(); ++k)
          index[static_cast<std::size_t>(how.axes[k])] = of_result[k];
      } else if (op == "concatenate") {
        std::int64_t& position = index[static_cast<std::size_t>(how.axes[0])];
        while (position >= node.inputs[input].shape()[how.axes[0]])
          position -= node.inputs[input++].shape()[how.axes[0]];
      } else {
        return false;
      }
      out[i] = element(node, input, index, how.number);
    }
    return true;
  }

  static double power(double a, double b) { return std::pow(a, b); }

  static double elementwise(std::string_view op, double a, double b, double c) {
    if (op == "add") return a + b;
    if (op == "subtract") return a - b;
    if (op == "multiply") return a * b;
    if (op == "divide") return a / b;
    if (op == "scale") return a == 0 ? 0 : a * b;
    if (op == "copy") return a;
    if (op == "negate") return -a;
    if (op == "abs") return std::fabs(a);
    if (op == "sign") return std::isnan(a) ? a : (a > 0 ? 1.0 : a < 0 ? -1.0 : 0.0);
    if (op == "square") return a * a;
    if (op == "sqrt" || op == "safe_sqrt") return std::sqrt(a);
    if (op == "reciprocal") return 1 / a;
    if (op == "exp") return std::exp(a);
    if (op == "expm1") return std::expm1(a);
    if (op == "log") return std::log(a);
    if (op == "log1p") return std::log1p(a);
    if (op == "sin") return std::sin(a);
    if (op == "cos") return std::cos(a);
    if (op == "tanh") return std::tanh(a);
    if (op == "sigmoid") return 1 / (1 + std::exp(-a));
    if (op == "relu") return std::isnan(a) ? a : std::max(a, 0.0);
    if (op == "relu_gradient") return a > 0 ? b : 0;
    if (op == "is_finite") return std::isfinite(a) ? 1 : 0;
    if (op == "maximum") return larger(a, b);
    if (op == "minimum") return std::isnan(a) || std::isnan(b) ? a + b : std::min(a, b);
    if (op == "greater") return a > b;
    if (op == "greater_equal") return a >= b;
    if (op == "equal") return a == b;
    if (op == "power") return power(a, b);
    if (op == "select") return a != 0 ? b : c;
    if (op == "clip") return std::isnan(a) ? a : std::min(std::max(a, b), c);
    throw std::logic_error("the interpreter does not know the op " + std::string(op));
  }

  const graph::Graph& graph_;
  const Values& variables_;
  const Values& inputs_;
  std::vector<Row> nodes_;
};

/// The reference, and beside it how far plain float32 arithmetic strays from it.
struct Reference {
  Result exact, rounded;

  Reference(const graph::Graph& graph, const Values& variables, const Values& inputs)
      : exact(Interpreter<double>(graph, variables, inputs).run()),
        rounded(Interpreter<float>(graph, variables, inputs).run()) {}
};

/// "" when `actual` is as near to `exact` as float32 arithmetic may be: per tensor, 40 times what
/// rounding moved its worst element, and a few ulps of its largest (of a single number, where
/// rounding may have been lucky, more), and a little where terms of size 1 cancel.
inline std::string compare(const std::string& name, const std::vector<double>& actual,
                           const std::vector<double>& exact, const std::vector<double>& rounded) {
  if (actual.size() != exact.size()) return name + ": another size";
  double moved = 0, largest = 0;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    if (!std::isfinite(exact[i]) || !std::isfinite(rounded[i])) continue;
    moved = std::max(moved, std::fabs(exact[i] - rounded[i]));
    largest = std::max(largest, std::fabs(exact[i]));
  }
  const double tolerance = 40 * moved + (exact.size() < 4 ? 3e-5 : 4e-6) * largest + 2e-7;
  for (std::size_t i = 0; i < exact.size(); ++i) {
    const bool same = std::isfinite(exact[i]) && std::isfinite(rounded[i])
                          ? std::fabs(actual[i] - exact[i]) <= tolerance
                          : true;  // beyond float32: compared by the tests of NaN and infinity
    if (!same) {
      return name + "[" + std::to_string(i) + " of " + std::to_string(exact.size()) +
             "]: " + std::to_string(actual[i]) + ", expected " + std::to_string(exact[i]) +
             " within " + std::to_string(tolerance);
    }
  }
  return "";
}

}  // namespace occam::interpreter
