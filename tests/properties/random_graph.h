#pragma once

#include <ostream>
#include <set>
#include <vector>

#include "occam/compiler/group.h"
#include "occam/ops/ops.h"
#include "tests/properties/random_network.h"

/// Random graphs, beyond what layers produce today: every kind of op over few shapes that collide,
/// variables that are read in all ways and assigned once, outputs anywhere.
namespace occam::random_graph {

using graph::Value;
using runtime::Role;

struct OpCase {
  int what = 0, a = 0, b = 0, shape = 0;
};

struct GraphCase {
  std::vector<OpCase> ops;
  int rows = 0, cols = 0;
  unsigned seed = 1;
};

inline std::ostream& operator<<(std::ostream& out, const OpCase& c) {
  return out << "{" << c.what << "," << c.a << "," << c.b << "," << c.shape << "}";
}
inline std::ostream& operator<<(std::ostream& out, const GraphCase& c) {
  out << "rows " << c.rows << " cols " << c.cols << " seed " << c.seed << " ops";
  for (const OpCase& op : c.ops) out << " " << op;
  return out;
}

class Builder {
 public:
  static constexpr int kWhats = 26;  ///< kinds of OpCase; the last few assign

  explicit Builder(const GraphCase& c) : graph(layout) {
    layout.declare("seed", {}, runtime::VariableType::kUint64, Role::kSeed);
    layout.declare("step", {}, runtime::VariableType::kUint64, Role::kCounter);
    const std::int64_t rows = random_network::size_of(c.rows),
                       cols = random_network::size_of(c.cols);
    shapes_ = {{},        {cols},    {rows, cols},    {rows},
               {1, cols}, {rows, 1}, {1, rows, cols}, {cols, cols}};
    if (cols > 200) shapes_[7] = {cols, 2};
    for (std::size_t s = 0; s < shapes_.size(); ++s) {
      const std::string name = std::to_string(s);
      raw_.push_back(
          ops::variable(graph, "v" + name, shapes_[s], s ? Role::kTrainable : Role::kHyper));
      raw_.push_back(
          ops::variable(graph, "w" + name, shapes_[s], s ? Role::kSlot : Role::kAccumulator));
      if (s > 0) raw_.push_back(ops::input(graph, "x" + name, shapes_[s]));
    }
    pool_ = raw_;
    for (const OpCase& op : c.ops) {
      if (const Value value = make(op)) pool_.push_back(value);
    }
    graph.set_output("last", pool_.back());
    if (!c.ops.empty()) graph.set_output("other", pick(pool_, c.ops[0].a, c.ops[0].shape));
  }

  runtime::StateLayout layout;
  graph::Graph graph;

 private:
  /// One of `values` with shape number `shape`.
  Value pick(const std::vector<Value>& values, int choice, int shape) const {
    std::vector<Value> fitting;
    for (const Value& value : values) {
      if (value.shape() == shapes_[static_cast<std::size_t>(shape) % shapes_.size()])
        fitting.push_back(value);
    }
    // The latest ones more often: chains are long then.
    const std::size_t count = fitting.size();
    const std::size_t back = static_cast<std::size_t>(choice) % (2 * count);
    return fitting[back < count ? count - 1 - back
                                : count - 1 - (back % std::min<std::size_t>(count, 3))];
  }

  Value make(const OpCase& c) {
    const Value a = pick(pool_, c.a, c.shape), b = pick(pool_, c.b, c.shape);
    // What is compared is exact in every arithmetic.
    const Value exact = pick(raw_, c.b, c.shape);
    const Value scalar = pick(pool_, c.b, 0);
    switch (c.what) {
      case 0:
        return a + b;
      case 1:
        return a - b;
      case 2:
        return a * b;
      case 3:
        return ops::tanh(a);
      case 4:
        return ops::relu(a);
      case 5:
        return ops::maximum(-a, ops::abs(b));
      case 6:
        return ops::select(ops::greater(exact, ops::fill_like(exact, 0.1)), a, b);
      case 7:
        return a.is_scalar() ? -a : ops::dropout(a, pick(raw_, c.b % 2, 0), 5);
      case 8:
        return a * scalar;
      case 9:
        return a / (1.0 + ops::square(scalar));
      case 10:
        return a.is_scalar() ? a : ops::scale(ops::broadcast_to(scalar, a.shape()), b);
      case 11:
        return ops::sum(a) / 100.0;
      case 12:
        return a.shape().rank() < 2 ? ops::sigmoid(a) : ops::sum_rows(a) / 10.0;
      case 13:
        return a.shape().rank() < 2 ? ops::sign(exact) : ops::sum_columns(a) / 10.0;
      case 14:
        return rows_and_columns(c, a);
      case 15:
        return a.shape().rank() == 2 || a.shape().rank() == 3 ? reshaped(c, a) : Value{};
      case 16:
        return product(c);
      case 17:
        return a.shape().rank() < 2 ? ops::relu_gradient(exact, a) : ops::softmax(a);
      case 18:
        return ops::clip(a, ops::fill_like(a, -0.3), ops::fill_like(a, 0.4));
      case 19:
        return ops::minimum(a, ops::square(b));
      case 20:
        return moved(c, a);
      case 21:
        return a.shape().rank() < 2 ? Value{} : over_axes(c, a);
      case 22:
        return repeated(c, a);
      default:
        assign(c, a);
        return {};
    }
  }

  Value rows_and_columns(const OpCase& c, const Value& a) {
    if (a.shape().rank() < 2) return a * 0.5 - 0.25;
    const Shape lead(std::vector<std::int64_t>(a.shape().begin(), a.shape().end() - 1));
    const bool rows = c.b % 2 == 0;
    const Value other = pick_of(c, rows ? Shape{a.shape().back()} : lead);
    if (!other) return {};
    return rows ? a - ops::broadcast_rows(other, a.shape())
                : a * ops::broadcast_columns(other, a.shape());
  }

  /// Another place for every element, and back.
  Value moved(const OpCase& c, const Value& a) const {
    if (a.is_scalar()) return {};
    if (c.b % 3 == 0) return ops::transpose(ops::tanh(ops::transpose(a)));
    const std::int64_t axis = c.b % a.shape().rank(), size = a.shape()[axis];
    std::vector<std::int64_t> begin(static_cast<std::size_t>(a.shape().rank()), 0);
    std::vector<std::int64_t> sizes = a.shape().dims();
    sizes[static_cast<std::size_t>(axis)] = begin[static_cast<std::size_t>(axis)] = size / 3;
    const Value part = ops::slice(a, std::vector<std::int64_t>(begin.size(), 0), Shape(sizes));
    ops::PadWidth width(begin.size());
    width[static_cast<std::size_t>(axis)] = {size - size / 3, 0};
    if (c.b % 3 == 1) return ops::pad(-part, width, 0.3);
    sizes[static_cast<std::size_t>(axis)] = size - size / 3;
    return ops::concatenate({ops::slice(a, begin, Shape(sizes)), part}, axis);
  }

  /// Along one axis: its sum or its largest value, with what is less.
  Value over_axes(const OpCase& c, const Value& a) const {
    const ops::Axes axis{c.b % a.shape().rank()};
    if (c.b % 2 == 0) return a * 0.5 - ops::max(a, axis, true);
    return ops::maximum(a, ops::broadcast_to(ops::mean(a, axis, true), a.shape()));
  }

  /// A vector repeated for rows and columns other than those of its readers.
  Value repeated(const OpCase& c, const Value& a) const {
    const Shape& shape = shapes_[7];
    const Value row = pick(pool_, c.b, 1);
    if (a.is_scalar() || shape.back() != row.shape()[0] || a.shape().size() != shape.size())
      return {};
    return a * ops::reshape(ops::broadcast_rows(row, shape), a.shape());
  }

  Value pick_of(const OpCase& c, const Shape& shape) const {
    for (std::size_t s = 0; s < shapes_.size(); ++s) {
      if (shapes_[s] == shape) return pick(pool_, c.a, static_cast<int>(s));
    }
    return {};
  }

  Value reshaped(const OpCase& c, const Value& a) {
    const Shape& shape = shapes_[static_cast<std::size_t>(c.b) % shapes_.size()];
    if (shape.rank() > 0 && shape.size() == a.shape().size()) return ops::reshape(a, shape);
    return {};
  }

  Value product(const OpCase& c) {
    for (int i = 0; i < 4; ++i) {
      const bool ta = (c.a >> i) % 2 == 1, tb = (c.b >> i) % 2 == 1;
      for (int s = 0; s < static_cast<int>(shapes_.size()); ++s) {
        const Value a = pick(pool_, c.a, c.shape), b = pick(pool_, c.b, s + c.shape);
        if (a.shape().rank() < 2 || b.shape().rank() < 2) continue;
        const std::int64_t ra = ops::matrix_rows(a.shape()), rb = ops::matrix_rows(b.shape());
        const std::int64_t k = ta ? ra : a.shape().back(), n = tb ? rb : b.shape().back();
        const std::int64_t m = ta ? a.shape().back() : ra;
        if (k != (tb ? b.shape().back() : rb) || m * n * k > 2000000) continue;
        // B is a matrix, or both have their rows summed over.
        if (b.shape().rank() > 2 && !(ta && !tb)) continue;
        return ops::matmul(a, b, ta, tb) / static_cast<double>(k);
      }
    }
    return {};
  }

  void assign(const OpCase& c, const Value& value) {
    // Two variables that take each other's old values at once are not supported (InternalError):
    // a variable that is copied as it is keeps its value.
    Value source = compiler::root_of(value);
    while (source.node().op->kind == graph::Kind::kBroadcast)
      source = compiler::root_of(source.node().inputs[0]);
    const bool copy = source.node().op == &ops::variable_op;
    if (copy && assigned_.count(source.node().attributes.variable) > 0) return;
    std::vector<Value> free;
    for (const Value& v : raw_) {
      const std::size_t variable = v.node().attributes.variable;
      if (v.node().op == &ops::variable_op && v.shape() == value.shape() &&
          assigned_.count(variable) + copied_.count(variable) == 0 && !(v == source))
        free.push_back(v);
    }
    if (free.empty()) return;
    const Value target = free[static_cast<std::size_t>(c.b) % free.size()];
    if (copy) copied_.insert(source.node().attributes.variable);
    assigned_.insert(target.node().attributes.variable);
    ops::assign(target, value);
  }

  std::vector<Shape> shapes_;
  std::vector<Value> raw_, pool_;
  std::set<std::size_t> assigned_, copied_;
};

}  // namespace occam::random_graph
