#include "occam/compiler/simplify.h"

#include <bit>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "occam/graph/order.h"
#include "occam/kernels/elementwise_reference.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/copy.h"
#include "occam/ops/divide.h"
#include "occam/ops/dropout.h"
#include "occam/ops/matmul.h"
#include "occam/ops/multiply.h"
#include "occam/ops/relu.h"
#include "occam/ops/relu_gradient.h"
#include "occam/ops/softmax.h"
#include "occam/ops/standardize.h"
#include "occam/ops/subtract.h"
#include "occam/ops/sum.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Value;

bool is_constant(const Value& value) { return value.node().op->kind == Kind::kConstant; }

/// The scalar behind a broadcast, or an empty value.
Value scalar_behind(const Value& value) {
  return value.node().op == &ops::broadcast_scalar_op ? value.node().inputs[0] : Value{};
}

bool is_number(const Value& value, double number) {
  const Value scalar = value.is_scalar() ? value : scalar_behind(value);
  return scalar && is_constant(scalar) && scalar.node().attributes.number == number;
}

class Rewriter {
 public:
  explicit Rewriter(Graph& target) : target_(target) {}

  /// The value of `op` on already rewritten inputs. A rule may rewrite what it makes in turn: as
  /// deep as a chain of factors is long, so no deeper than kMostTurns.
  Value rewrite(const graph::Op& op, std::vector<Value> inputs, graph::Attributes attributes) {
    if (turns_ == kMostTurns) return unique(op, std::move(inputs), std::move(attributes));
    ++turns_;
    const Value value = apply_rules(op, std::move(inputs), std::move(attributes));
    --turns_;
    return value;
  }

 private:
  static constexpr int kMostTurns = 100;

  Value apply_rules(const graph::Op& op, std::vector<Value> inputs, graph::Attributes attributes) {
    if (op.kind == Kind::kAssign) return target_.add(op, std::move(inputs), std::move(attributes));
    if (&op == &ops::standardized_op) return inputs[0];
    // An alias of an alias is one of the memory: nobody has to follow a chain.
    if (op.kind == Kind::kAlias && inputs[0].node().op->kind == Kind::kAlias)
      inputs[0] = inputs[0].node().inputs[0];
    if (op.kind == Kind::kAlias && inputs[0].shape() == op.infer(op, inputs, attributes))
      return inputs[0];
    if (op.kind == Kind::kAlias && cuts_rows(inputs[0], op.infer(op, inputs, attributes)))
      inputs[0] = unique(ops::copy_op, {inputs[0]}, {});
    if (const Value folded = fold(op, inputs)) return folded;
    if (op.kind == Kind::kBroadcast) {
      // Repeating a repeated scalar is repeating it once.
      if (const Value scalar = scalar_behind(inputs[0]))
        return unique(ops::broadcast_scalar_op, {scalar}, attributes);
    }
    if (op.kind == Kind::kReduce) {
      if (const Value sum = factor_out(op, inputs[0])) return sum;
    }
    if (&op == &ops::relu_gradient_op) {
      if (const Value masked = use_dropped(inputs)) return masked;
    }
    if (&op == &ops::sparse_softmax_cross_entropy_gradient_op) {
      // Else its exponentials would be worked out twice.
      if (const Value softmax = find(ops::softmax_op, {inputs[0]}, {}))
        return unique(ops::sparse_gradient_of_softmax_op, {softmax, inputs[1], inputs[2]}, {});
    }
    if (const Value product = simplify_product(op, inputs)) return product;
    return unique(op, std::move(inputs), std::move(attributes));
  }

  /// Of op, inputs and those attributes that tell nodes apart most often.
  static std::size_t hash_of(const graph::Op& op, const std::vector<Value>& inputs,
                             const graph::Attributes& attributes) {
    std::uint64_t hash = reinterpret_cast<std::uintptr_t>(&op);
    const auto mix = [&hash](std::uint64_t word) {
      hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
      hash ^= hash >> 32;
    };
    for (const Value& input : inputs) mix(static_cast<std::uint64_t>(input.id()));
    mix(std::bit_cast<std::uint64_t>(attributes.number.value));
    mix(attributes.variable);
    mix(attributes.stream);
    for (const std::int64_t size : attributes.shape) mix(static_cast<std::uint64_t>(size));
    return hash;
  }

  /// The node with this op, inputs and attributes, or an empty value. The attributes are compared
  /// as a whole: a field of theirs that is forgotten would merge two nodes.
  Value find(const graph::Op& op, const std::vector<Value>& inputs,
             const graph::Attributes& attributes, std::size_t hash) {
    const auto [first, last] = known_.equal_range(hash);
    for (auto place = first; place != last; ++place) {
      const Node& node = target_[place->second];
      if (node.op == &op && node.inputs == inputs && node.attributes == attributes)
        return target_.value(place->second);
    }
    return {};
  }
  Value find(const graph::Op& op, const std::vector<Value>& inputs,
             const graph::Attributes& attributes) {
    return find(op, inputs, attributes, hash_of(op, inputs, attributes));
  }

  /// The one node with this op, inputs and attributes.
  Value unique(const graph::Op& op, std::vector<Value> inputs, graph::Attributes attributes) {
    const std::size_t hash = hash_of(op, inputs, attributes);
    if (const Value known = find(op, inputs, attributes, hash)) return known;
    const Value value = target_.add(op, std::move(inputs), std::move(attributes));
    known_.emplace(hash, value.id());
    return value;
  }

  /// A repeated vector can be read in place only by the rows and columns it was repeated for.
  static bool cuts_rows(const Value& value, const Shape& shape) {
    Value root = value;
    while (root.node().op->kind == Kind::kAlias) root = root.node().inputs[0];
    const graph::Op& op = *root.node().op;
    return op.kind == Kind::kBroadcast && op.along != graph::Along::kAll &&
           (ops::matrix_rows(root.shape()) != ops::matrix_rows(shape) ||
            root.shape().back() != shape.back());
  }

  /// Arithmetic whose operands are all constants.
  Value fold(const graph::Op& op, const std::vector<Value>& inputs) {
    if (op.kind != Kind::kElementwise || inputs.empty()) return {};
    double operands[3] = {0, 0, 0};
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (!is_constant(inputs[i])) return {};
      operands[i] = inputs[i].node().attributes.number;
    }
    return unique(
        ops::constant_op, {},
        {.number = kernels::apply<double>(op.elementwise, operands[0], operands[1], operands[2])});
  }

  /// x * 1 = x; bc(s) * bc(t) = bc(s * t); (x * bc(s)) * bc(t) = x * bc(s * t); x / bc(s) = x *
  /// bc(1 / s).
  Value simplify_product(const graph::Op& op, std::vector<Value> inputs) {
    if (&op == &ops::divide_op) {
      if (is_number(inputs[1], 1.0)) return inputs[0];
      const Value divisor = scalar_behind(inputs[1]);
      if (!divisor) return {};
      const Value one = unique(ops::constant_op, {}, {.number = 1.0});
      const Value inverse = rewrite(ops::divide_op, {one, divisor}, {});
      return rewrite(
          ops::multiply_op,
          {inputs[0], rewrite(ops::broadcast_scalar_op, {inverse}, {.shape = inputs[0].shape()})},
          {});
    }
    if (&op != &ops::multiply_op) return {};
    if (is_number(inputs[0], 1.0)) return inputs[1];
    if (is_number(inputs[1], 1.0)) return inputs[0];
    if (scalar_behind(inputs[0])) std::swap(inputs[0], inputs[1]);
    const Value factor = scalar_behind(inputs[1]);
    if (!factor) return move_row_out(inputs);
    const auto merge = [&](const Value& other) {
      return rewrite(ops::broadcast_scalar_op, {rewrite(ops::multiply_op, {other, factor}, {})},
                     {.shape = inputs[0].shape()});
    };
    if (const Value other = scalar_behind(inputs[0])) return merge(other);
    const Node& left = inputs[0].node();
    if (left.op == &ops::multiply_op) {
      if (const Value other = scalar_behind(left.inputs[1])) {
        return rewrite(ops::multiply_op, {left.inputs[0], merge(other)}, {});
      }
    }
    return unique(ops::multiply_op, std::move(inputs), {});
  }

  /// (a * row) * b = (a * b) * row: so that sums over rows find the same product with and without
  /// the factor.
  Value move_row_out(const std::vector<Value>& inputs) {
    const Node& left = inputs[0].node();
    if (left.op != &ops::multiply_op || !row_behind(left.inputs[1]) || row_behind(inputs[1]))
      return {};
    return rewrite(ops::multiply_op,
                   {rewrite(ops::multiply_op, {left.inputs[0], inputs[1]}, {}), left.inputs[1]},
                   {});
  }

  /// The vector behind a broadcast over rows, or an empty value.
  static Value row_behind(const Value& value) {
    return value.node().op == &ops::broadcast_rows_op ? value.node().inputs[0] : Value{};
  }

  /// sum(x * bc(s)) = sum(x) * s; sum_rows(x * row) = sum_rows(x) * row.
  Value factor_out(const graph::Op& op, const Value& input) {
    const Node& product = input.node();
    if (product.op != &ops::multiply_op) return {};
    Value factor;
    if (&op == &ops::sum_op) factor = scalar_behind(product.inputs[1]);
    if (&op == &ops::sum_rows_op) factor = row_behind(product.inputs[1]);
    if (!factor) return {};
    return rewrite(ops::multiply_op, {rewrite(op, {product.inputs[0]}, {}), factor}, {});
  }

  /// With d = dropout(y), y = relu(x): the gradient passes where d > 0, whatever the mask was, so
  /// the mask need not be drawn again: relu_gradient(y, dropout(g)) = relu_gradient(d, g * 1 / (1 -
  /// rate)).
  Value use_dropped(const std::vector<Value>& inputs) {
    const Node& mask = inputs[1].node();
    if (mask.op != &ops::dropout_op || inputs[0].node().op != &ops::relu_op) return {};
    const Value dropped = find(ops::dropout_op, {inputs[0], mask.inputs[1]}, mask.attributes);
    const Value rate = scalar_behind(mask.inputs[1]);
    if (!dropped || !rate) return {};
    const Value one = unique(ops::constant_op, {}, {.number = 1.0});
    const Value keep = rewrite(ops::subtract_op, {one, rate}, {});
    const Value factor = rewrite(ops::divide_op, {one, keep}, {});
    const Value scaled = rewrite(
        ops::multiply_op,
        {mask.inputs[0], rewrite(ops::broadcast_scalar_op, {factor}, {.shape = mask.shape})}, {});
    return unique(ops::relu_gradient_op, {dropped, scaled}, {});
  }

  Graph& target_;
  std::unordered_multimap<std::size_t, int> known_;  ///< nodes by hash
  int turns_ = 0;
};

std::unique_ptr<Graph> rewrite_once(Graph& graph) {
  auto result = std::make_unique<Graph>(graph.layout());
  Rewriter rewriter(*result);
  // What nothing needs is left out; an input stays even then: the caller fills it.
  std::vector<int> roots;
  for (int id = 0; id < graph.size(); ++id) {
    if (graph[id].op->kind == Kind::kInput) roots.push_back(id);
  }
  for (const auto& [name, id] : graph.outputs()) roots.push_back(id);
  for (int id = 0; id < graph.size(); ++id) {
    if (graph[id].op->kind == Kind::kAssign) roots.push_back(id);
  }
  std::vector<Value> mapped(static_cast<std::size_t>(graph.size()));
  for (const int id : graph::canonical_order(graph, roots)) {
    const Node& node = graph[id];
    std::vector<Value> inputs;
    for (const Value& input : node.inputs) {
      inputs.push_back(mapped[static_cast<std::size_t>(input.id())]);
    }
    mapped[static_cast<std::size_t>(id)] =
        rewriter.rewrite(*node.op, std::move(inputs), node.attributes);
  }
  for (const auto& [name, id] : graph.outputs()) {
    result->set_output(name, mapped[static_cast<std::size_t>(id)]);
  }
  return result;
}

}  // namespace

std::unique_ptr<Graph> simplify(Graph& graph) {
  // A second pass drops what the first one's rules have left without a reader.
  const std::unique_ptr<Graph> once = rewrite_once(graph);
  return rewrite_once(*once);
}

}  // namespace occam::compiler
