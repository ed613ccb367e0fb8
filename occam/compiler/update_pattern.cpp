#include "occam/compiler/update_pattern.h"

#include <algorithm>

#include "occam/ops/add.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/clip.h"
#include "occam/ops/divide.h"
#include "occam/ops/multiply.h"
#include "occam/ops/negate.h"
#include "occam/ops/reciprocal.h"
#include "occam/ops/scale.h"
#include "occam/ops/sign.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/square.h"
#include "occam/ops/subtract.h"

namespace occam::compiler {
namespace {

using graph::Graph;
using graph::Kind;
using graph::Node;
using graph::Op;
using graph::Value;
using kernels::WeightUpdate;

bool is_same(const Value& a, const Value& b) { return root_of(a).id() == root_of(b).id(); }

/// Both read one variable.
bool is_same_variable(const Value& a, const Value& b) {
  const Node &x = root_of(a).node(), &y = root_of(b).node();
  return x.op->kind == Kind::kVariable && y.op->kind == Kind::kVariable &&
         x.attributes.variable == y.attributes.variable;
}

class Reader {
 public:
  Reader(Graph& graph, const std::vector<int>& group) : graph_(graph), group_(group) {}

  bool read(int assignment, bool peel) {
    const Node& assign = graph_[assignment];
    found.weight = root_of(assign.inputs[0]);
    found.kernel.n = found.weight.shape().size();
    if (assign.shape.rank() == 0 || found.kernel.n == 0) return false;
    const Value fresh = assign.inputs[1];
    if (!attempt([&] { return read_soft(fresh); }) && !read_rule(fresh)) return false;
    found.nodes.push_back(assignment);
    if (peel) peel_penalty();
    return true;
  }

  UpdatePattern found;

 private:
  /// Runs `reading`; when it fails everything is as before.
  template <class Reading>
  bool attempt(const Reading& reading) {
    UpdatePattern before = found;
    if (reading()) return true;
    found = std::move(before);
    return false;
  }

  /// Reads the two operands of a sum or product in either order.
  template <class Reading>
  bool either_order(const Node* node, const Reading& reading) {
    return node != nullptr && (attempt([&] { return reading(node->inputs[0], node->inputs[1]); }) ||
                               attempt([&] { return reading(node->inputs[1], node->inputs[0]); }));
  }

  /// The node of `value` when it is an `op` of the group, as part of the update; else null.
  const Node* take(const Value& value, const Op& op) {
    const Value root = root_of(value);
    if (root.node().op != &op || !holds(group_, root.id())) return nullptr;
    if (!holds(found.nodes, root.id())) found.nodes.push_back(root.id());
    return &root.node();
  }

  bool is_weight(const Value& value) const { return is_same_variable(value, found.weight); }

  /// What the rule starts from: w, or w - w * decay.
  bool read_start(const Value& value) {
    if (is_weight(value)) return true;
    return attempt([&] {
      const Node* difference = take(value, ops::subtract_op);
      Value x;
      found.kernel.decays = true;
      return difference != nullptr && is_weight(difference->inputs[0]) &&
             read_product(difference->inputs[1], x, found.decay) && is_weight(x);
    });
  }

  /// A scalar of the memory that is repeated.
  bool read_number(const Value& value, Value& number) const {
    const Value root = root_of(value);
    if (root.node().op != &ops::broadcast_scalar_op) return false;
    number = root_of(root.node().inputs[0]);
    const Kind kind = number.node().op->kind;
    return kind != Kind::kConstant &&
           (kind != Kind::kVariable ||
            graph_.variable_of(number).type == runtime::VariableType::kFloat64);
  }

  /// x * number.
  bool read_product(const Value& value, Value& x, Value& number) {
    return either_order(take(value, ops::multiply_op), [&](const Value& a, const Value& b) {
      x = a;
      return read_number(b, number);
    });
  }

  /// `slot` is a variable beside the weight that gets `value`.
  bool read_slot(const Value& slot, const Value& value) {
    if (is_weight(slot)) return false;
    for (const int id : group_) {
      const Node& node = graph_[id];
      if (node.op->kind != Kind::kAssign || !is_same_variable(node.inputs[0], slot)) continue;
      found.nodes.push_back(id);
      found.slots.push_back(root_of(slot));
      return is_same(node.inputs[1], value);
    }
    return false;
  }

  /// slot + (target - slot) * gain.
  bool read_approach(const Value& value, Value& target) {
    return either_order(take(value, ops::add_op), [&](const Value& slot, const Value& part) {
      Value distance, gain;
      if (!read_slot(slot, value) || !read_product(part, distance, gain)) return false;
      const Node* difference = take(distance, ops::subtract_op);
      if (difference == nullptr || !is_same_variable(difference->inputs[1], slot)) return false;
      target = difference->inputs[0];
      found.numbers.push_back(gain);
      return true;
    });
  }

  bool read_rule(const Value& value) {
    return attempt([&] { return read_adam(value); }) || attempt([&] { return read_sgd(value); }) ||
           attempt([&] { return read_nesterov(value); });
  }

  /// p - clip(p, -limit, limit), p a rule's.
  bool read_soft(const Value& value) {
    found.kernel.soft = true;
    const Node* difference = take(value, ops::subtract_op);
    if (difference == nullptr) return false;
    const Node* clip = take(difference->inputs[1], ops::clip_op);
    return clip != nullptr && is_same(clip->inputs[0], difference->inputs[0]) &&
           read_rule(difference->inputs[0]) && read_limits(clip->inputs[1], clip->inputs[2]);
  }

  /// -limit and limit: a number, of Adam the inverse of what it divides by times a number.
  bool read_limits(const Value& low, const Value& high) {
    Value number, opposite;
    if (found.kernel.rule == WeightUpdate::kAdam) {
      Value metric;
      const Node* negative = take(low, ops::negate_op);
      if (negative == nullptr || !is_same(negative->inputs[0], high) ||
          !read_product(high, metric, number) || !is_same(metric, metric_))
        return false;
    } else {
      if (!read_number(high, number) || !read_number(low, opposite)) return false;
      const Node& negative = opposite.node();
      if (negative.op != &ops::negate_op || !is_same(negative.inputs[0], number)) return false;
    }
    found.numbers.push_back(number);
    return true;
  }

  /// w - m * rate / (sqrt(v) + epsilon); before soft thresholding w - m * rate * (1 / (sqrt(v) +
  /// epsilon)).
  bool read_adam(const Value& value) {
    found.kernel.rule = WeightUpdate::kAdam;
    Value m, v, rate, epsilon, squared;
    const Node* difference = take(value, ops::subtract_op);
    if (difference == nullptr || !read_start(difference->inputs[0])) return false;
    Value above, below;
    if (found.kernel.soft) {
      const Node* product = take(difference->inputs[1], ops::multiply_op);
      if (product == nullptr) return false;
      above = product->inputs[0];
      metric_ = product->inputs[1];
      const Node* inverse = take(metric_, ops::reciprocal_op);
      if (inverse == nullptr) return false;
      below = inverse->inputs[0];
    } else {
      const Node* quotient = take(difference->inputs[1], ops::divide_op);
      if (quotient == nullptr) return false;
      above = quotient->inputs[0];
      below = quotient->inputs[1];
    }
    if (!read_product(above, m, rate)) return false;
    const auto read_below = [&](const Value& a, const Value& b) {
      const Node* root = take(a, ops::sqrt_op);
      if (root == nullptr) return false;
      v = root->inputs[0];
      return read_number(b, epsilon);
    };
    if (!either_order(take(below, ops::add_op), read_below)) return false;
    if (!read_approach(m, found.gradient) || !read_approach(v, squared)) return false;
    found.numbers.insert(found.numbers.end(), {rate, epsilon});
    const Node* square = take(squared, ops::square_op);
    return square != nullptr && is_same(square->inputs[0], found.gradient);
  }

  /// w + v; w here and below is what read_start() takes.
  bool read_sgd(const Value& value) {
    found.kernel.rule = WeightUpdate::kSgd;
    return either_order(take(value, ops::add_op), [&](const Value& w, const Value& move) {
      return read_start(w) && read_velocity(move);
    });
  }

  /// w + (scale(momentum, v) - step).
  bool read_nesterov(const Value& value) {
    found.kernel.rule = WeightUpdate::kNesterov;
    return either_order(take(value, ops::add_op), [&](const Value& w, const Value& move) {
      Value velocity, momentum, step;
      return read_start(w) && read_scaled(move, velocity, momentum, step) &&
             read_velocity(velocity) && is_same(root_of(velocity).node().inputs[1], step) &&
             is_same(found.numbers[1], momentum);
    });
  }

  /// v = scale(momentum, slot) - gradient * rate.
  bool read_velocity(const Value& value) {
    Value slot, momentum, step, rate;
    if (!read_scaled(value, slot, momentum, step) || !read_slot(slot, value)) return false;
    if (!read_product(step, found.gradient, rate)) return false;
    found.numbers = {rate, momentum};
    return true;
  }

  /// scale(momentum, x) - step.
  bool read_scaled(const Value& value, Value& x, Value& momentum, Value& step) {
    const Node* difference = take(value, ops::subtract_op);
    if (difference == nullptr) return false;
    const Node* scale = take(difference->inputs[0], ops::scale_op);
    if (scale == nullptr || !read_number(scale->inputs[0], momentum)) return false;
    x = scale->inputs[1];
    step = difference->inputs[1];
    return true;
  }

  /// sign(w) * l1.
  bool read_l1(const Value& value) {
    Value x;
    if (!read_product(value, x, found.l1)) return false;
    const Node* sign = take(x, ops::sign_op);
    return sign != nullptr && is_weight(sign->inputs[0]);
  }

  /// w * l2.
  bool read_l2(const Value& value) {
    Value x;
    return read_product(value, x, found.l2) && is_weight(x);
  }

  /// A gradient of `term` and others, which remain as the gradient.
  template <class Term>
  bool peel(const Term& term) {
    const Value total = found.gradient;
    return attempt([&] {
      return either_order(take(total, ops::add_op), [&](const Value& a, const Value& b) {
        found.gradient = b;
        return term(a);
      });
    });
  }

  void peel_penalty() {
    const auto is_l1 = [&](const Value& v) { return read_l1(v); };
    const auto is_l2 = [&](const Value& v) { return read_l2(v); };
    const auto is_both = [&](const Value& v) {
      return either_order(take(v, ops::add_op),
                          [&](const Value& a, const Value& b) { return read_l2(a) && read_l1(b); });
    };
    if (found.kernel.soft) {
      if (peel(is_l2)) found.kernel.penalty = WeightUpdate::kL2;
    } else if (peel(is_both)) {
      found.kernel.penalty = WeightUpdate::kBoth;
    } else if (peel(is_l1)) {
      found.kernel.penalty = peel(is_l2) ? WeightUpdate::kL2Inside : WeightUpdate::kL1;
    } else if (peel(is_l2)) {
      found.kernel.penalty = peel(is_l1) ? WeightUpdate::kL1Inside : WeightUpdate::kL2;
    }
  }

  Graph& graph_;
  const std::vector<int>& group_;
  Value metric_;  ///< what Adam's step is multiplied by before soft thresholding
};

}  // namespace

bool holds(const std::vector<int>& ids, int id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::optional<UpdatePattern> read_update(Graph& graph, const std::vector<int>& group,
                                         int assignment, bool peel) {
  Reader reader(graph, group);
  if (!reader.read(assignment, peel)) return std::nullopt;
  return std::move(reader.found);
}

}  // namespace occam::compiler
