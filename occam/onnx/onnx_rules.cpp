#include "occam/onnx/onnx_rules.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace occam::onnx {
namespace {

std::string cast(const Lowering& at, const std::string& value, Type type) {
  return at.graph.add("Cast", {value}, {integer("to", static_cast<std::int64_t>(type))});
}

/// The operator of the same meaning.
#define OCCAM_SAME(name) [](const Lowering& at) { return at.graph.add(name, at.inputs); }

std::string itself(const Lowering& at) { return at.inputs[0]; }

std::string square(const Lowering& at) { return at.graph.add("Mul", {at.inputs[0], at.inputs[0]}); }

/// (exp(x) + 1) tanh(x / 2), which keeps its digits around 0.
std::string expm1(const Lowering& at) {
  const std::string half = at.graph.add("Mul", {at.inputs[0], at.graph.number(0.5, at.type())});
  const std::string sum =
      at.graph.add("Add", {at.graph.add("Exp", {at.inputs[0]}), at.graph.number(1, at.type())});
  return at.graph.add("Mul", {sum, at.graph.add("Tanh", {half})});
}

/// x log(u) / (u - 1) with u = 1 + x as it is rounded, and x where that is 1 (Higham 2002, 1.14.1).
std::string log1p(const Lowering& at) {
  const std::string& x = at.inputs[0];
  const std::string one = at.graph.number(1, at.type());
  const std::string u = at.graph.add("Add", {x, one});
  const std::string quotient = at.graph.add(
      "Div", {at.graph.add("Mul", {x, at.graph.add("Log", {u})}), at.graph.add("Sub", {u, one})});
  return at.graph.add("Where", {at.graph.add("Equal", {u, one}), x, quotient});
}

std::string clip(const Lowering& at) {
  return at.graph.add("Min", {at.graph.add("Max", {at.inputs[0], at.inputs[1]}), at.inputs[2]});
}

std::string scale(const Lowering& at) {
  const std::string zero = at.graph.number(0, at.type());
  return at.graph.add(
      "Where", {at.graph.add("Equal", {at.inputs[0], zero}), zero, at.graph.add("Mul", at.inputs)});
}

std::string select(const Lowering& at) {
  return at.graph.add("Where", {cast(at, at.inputs[0], Type::kBool), at.inputs[1], at.inputs[2]});
}

/// A fraction of the exponent is cut off.
std::string power(const Lowering& at) {
  return at.graph.add("Pow",
                      {at.inputs[0], cast(at, cast(at, at.inputs[1], Type::kInt64), at.type())});
}

std::string is_finite(const Lowering& at) {
  const std::string distance = at.graph.add("Sub", {at.inputs[0], at.inputs[0]});  // NaN or 0
  return cast(at, at.graph.add("Equal", {distance, at.graph.number(0, at.type())}), at.type());
}

std::string greater(const Lowering& at) {
  return cast(at, at.graph.add("Greater", at.inputs), at.type());
}
std::string greater_equal(const Lowering& at) {
  return cast(at, at.graph.add("GreaterOrEqual", at.inputs), at.type());
}
std::string equal(const Lowering& at) {
  return cast(at, at.graph.add("Equal", at.inputs), at.type());
}

std::string transposed(const Lowering& at, const std::string& value,
                       std::vector<std::int64_t> axes) {
  return at.graph.add("Transpose", {value}, {integers("perm", std::move(axes))});
}

std::string matmul(const Lowering& at) {
  std::string a = at.inputs[0], b = at.inputs[1];
  if (at.node.attributes.transpose_a) {
    const std::int64_t columns = at.node.inputs[0].shape().back();
    a = transposed(at, at.graph.add("Reshape", {a, at.graph.int64s({-1, columns})}), {1, 0});
  }
  if (at.node.attributes.transpose_b) b = transposed(at, b, {1, 0});
  return at.graph.add("MatMul", {a, b});
}

std::string group_matmul(const Lowering& at) {
  const std::string weights =
      at.node.attributes.transpose_b ? transposed(at, at.inputs[1], {0, 2, 1}) : at.inputs[1];
  const std::string product =
      at.graph.add("MatMul", {transposed(at, at.inputs[0], {1, 0, 2}), weights});
  return transposed(at, product, {1, 0, 2});
}

std::string reduce_sum(const Lowering& at, const std::vector<std::int64_t>& axes) {
  return at.graph.add("ReduceSum", {at.inputs[0], at.graph.int64s(axes)}, {integer("keepdims", 0)});
}

std::vector<std::int64_t> axes_below(std::int64_t end) {
  std::vector<std::int64_t> axes(static_cast<std::size_t>(end));
  std::iota(axes.begin(), axes.end(), std::int64_t{0});
  return axes;
}

std::string sum(const Lowering& at) {
  return cast(at, reduce_sum(at, axes_below(at.node.inputs[0].shape().rank())), Type::kDouble);
}
std::string sum_rows(const Lowering& at) {
  return reduce_sum(at, axes_below(at.node.inputs[0].shape().rank() - 1));
}
std::string sum_columns(const Lowering& at) { return reduce_sum(at, {-1}); }
std::string sum_axis(const Lowering& at) { return reduce_sum(at, {1}); }
std::string max_axis(const Lowering& at) {
  return at.graph.add("ReduceMax", at.inputs, {integers("axes", {1}), integer("keepdims", 0)});
}

std::string softmax(const Lowering& at) {
  return at.graph.add("Softmax", at.inputs, {integer("axis", -1)});
}
std::string argmax(const Lowering& at) {
  return cast(at, at.graph.add("ArgMax", at.inputs, {integer("axis", -1), integer("keepdims", 0)}),
              Type::kFloat);
}

/// The rows of the first operand that the second one names.
std::string take(const Lowering& at) {
  return at.graph.add("Gather", {at.inputs[0], cast(at, at.inputs[1], Type::kInt64)},
                      {integer("axis", 0)});
}

/// The sum of the values whose keys are equal, of which there is one at most.
std::string lookup(const Lowering& at) {
  const std::string last = at.graph.int64s({-1});
  const std::string each = at.graph.add("Unsqueeze", {at.inputs[0], last});
  const std::string hits = cast(at, at.graph.add("Equal", {each, at.inputs[1]}), Type::kFloat);
  const auto sum = [&](const std::string& terms) {
    return at.graph.add("ReduceSum", {terms, last}, {integer("keepdims", 0)});
  };
  const std::string found = sum(at.graph.add("Mul", {hits, at.inputs[2]}));
  const std::int64_t buckets = at.node.attributes.begin[0];
  const double first = buckets > 0 ? double{at.node.attributes.number} : std::nan("");
  std::string other = at.graph.number(first, Type::kFloat);
  if (buckets > 1) {  // Mod of integers is that of the floored quotient
    const std::string rest =
        at.graph.add("Mod", {cast(at, at.inputs[0], Type::kInt64), at.graph.int64s({buckets})});
    other = at.graph.add("Add", {other, cast(at, rest, Type::kFloat)});
  }
  return at.graph.add("Where", {cast(at, sum(hits), Type::kBool), found, other});
}

std::string concatenate(const Lowering& at) {
  return at.graph.add("Concat", at.inputs, {integer("axis", at.node.attributes.axes[0])});
}

std::string reshape(const Lowering& at) {
  return at.graph.add("Reshape", {at.inputs[0], at.graph.int64s(at.sizes)});
}

std::string slice(const Lowering& at) {
  std::vector<std::int64_t> starts, ends, axes;
  for (std::size_t axis = 0; axis < at.sizes.size(); ++axis) {
    if (at.sizes[axis] == at.input_sizes[axis]) continue;  // whole, the batch too
    axes.push_back(static_cast<std::int64_t>(axis));
    starts.push_back(at.node.attributes.begin[axis]);
    ends.push_back(starts.back() + at.sizes[axis]);
  }
  if (axes.empty()) return at.inputs[0];
  return at.graph.add("Slice", {at.inputs[0], at.graph.int64s(starts), at.graph.int64s(ends),
                                at.graph.int64s(axes)});
}

std::string pad(const Lowering& at) {
  std::vector<std::int64_t> widths = at.node.attributes.begin;
  widths.insert(widths.end(), at.node.attributes.end.begin(), at.node.attributes.end.end());
  return at.graph.add("Pad", {at.inputs[0], at.graph.int64s(widths),
                              at.graph.number(at.node.attributes.number, Type::kFloat)});
}

std::string transpose(const Lowering& at) {
  return transposed(at, at.inputs[0], at.node.attributes.axes);
}

std::string arange(const Lowering& at) {
  std::vector<float> numbers(static_cast<std::size_t>(at.node.shape.size()));
  std::iota(numbers.begin(), numbers.end(), 0.0f);
  return at.graph.floats(at.node.shape, numbers);
}

constexpr bool kBroadcasts = true;

constexpr Rule kRules[] = {{"abs", OCCAM_SAME("Abs"), kBroadcasts},
                           {"add", OCCAM_SAME("Add"), kBroadcasts},
                           {"arange", arange},
                           {"argmax", argmax},
                           {"clip", clip, kBroadcasts},
                           {"concatenate", concatenate},
                           {"copy", itself, kBroadcasts},
                           {"cos", OCCAM_SAME("Cos"), kBroadcasts},
                           {"divide", OCCAM_SAME("Div"), kBroadcasts},
                           {"equal", equal, kBroadcasts},
                           {"exp", OCCAM_SAME("Exp"), kBroadcasts},
                           {"expm1", expm1, kBroadcasts},
                           {"greater", greater, kBroadcasts},
                           {"greater_equal", greater_equal, kBroadcasts},
                           {"group_matmul", group_matmul},
                           {"is_finite", is_finite, kBroadcasts},
                           {"log", OCCAM_SAME("Log"), kBroadcasts},
                           {"log1p", log1p, kBroadcasts},
                           {"lookup", lookup},
                           {"matmul", matmul},
                           {"max_axis", max_axis},
                           {"maximum", OCCAM_SAME("Max"), kBroadcasts},
                           {"minimum", OCCAM_SAME("Min"), kBroadcasts},
                           {"multiply", OCCAM_SAME("Mul"), kBroadcasts},
                           {"negate", OCCAM_SAME("Neg"), kBroadcasts},
                           {"pad", pad},
                           {"power", power, kBroadcasts},
                           {"reciprocal", OCCAM_SAME("Reciprocal"), kBroadcasts},
                           {"relu", OCCAM_SAME("Relu"), kBroadcasts},
                           {"reshape", reshape},
                           {"safe_sqrt", OCCAM_SAME("Sqrt"), kBroadcasts},
                           {"scale", scale, kBroadcasts},
                           {"select", select, kBroadcasts},
                           {"sigmoid", OCCAM_SAME("Sigmoid"), kBroadcasts},
                           {"sign", OCCAM_SAME("Sign"), kBroadcasts},
                           {"sin", OCCAM_SAME("Sin"), kBroadcasts},
                           {"slice", slice},
                           {"softmax", softmax},
                           {"sqrt", OCCAM_SAME("Sqrt"), kBroadcasts},
                           {"square", square, kBroadcasts},
                           {"stop_gradient", itself, kBroadcasts},
                           {"subtract", OCCAM_SAME("Sub"), kBroadcasts},
                           {"sum", sum},
                           {"sum_axis", sum_axis},
                           {"sum_columns", sum_columns},
                           {"sum_rows", sum_rows},
                           {"take", take},
                           {"tanh", OCCAM_SAME("Tanh"), kBroadcasts},
                           {"transpose", transpose}};

#undef OCCAM_SAME

}  // namespace

const Rule* find_rule(std::string_view op) {
  const auto found = std::find_if(std::begin(kRules), std::end(kRules),
                                  [&](const Rule& rule) { return rule.op == op; });
  return found == std::end(kRules) ? nullptr : &*found;
}

}  // namespace occam::onnx
