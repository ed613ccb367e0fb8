#include "occam/ops/take.h"

#include <fmt/format.h>

#include <memory>

#include "occam/base/errors.h"
#include "occam/graph/op_calls.h"
#include "occam/kernels/take_rows.h"

namespace occam::ops {
namespace {

using graph::Attributes;
using graph::Node;
using graph::Op;
using graph::Value;
using kernels::TakeRows;

/// Shape of what `indices` take from a table.
Shape taken_shape(const Op& op, const Shape& table, const Shape& indices) {
  if (table.rank() == 0) throw_invalid_value(op.name, "x", "rank >= 1", to_text(table));
  if (indices.rank() == 0) throw_invalid_value(op.name, "indices", "rank >= 1", to_text(indices));
  std::vector<std::int64_t> dims = indices.dims();
  dims.insert(dims.end(), table.begin() + 1, table.end());
  return Shape(std::move(dims));
}

Shape infer(const Op& op, const std::vector<Value>& inputs, const Attributes&) {
  return taken_shape(op, inputs[0].shape(), inputs[1].shape());
}

Shape infer_gradient(const Op& op, const std::vector<Value>& inputs, const Attributes& attributes) {
  check_internal(inputs[0].shape() == taken_shape(op, attributes.shape, inputs[1].shape()),
                 "take_gradient of another shape");
  return attributes.shape;
}

std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const Node& node = result.node();
  return {result.graph().add(take_gradient_op, {upstream, node.inputs[1]},
                             {.shape = node.inputs[0].shape()}),
          Value{}};
}

std::vector<Value> gradient_of_gradient(const Value& result, const Value& upstream) {
  return {take(upstream, result.node().inputs[1]), Value{}};
}

using Kernel = void (*)(const TakeRows&, const float*, const float*, float*, std::int64_t,
                        std::int64_t);

template <Kernel kKernel>
void run(const void* arguments, std::byte* const* operands, std::int64_t begin, std::int64_t end,
         std::byte*) {
  const auto floats = [&](int k) { return reinterpret_cast<float*>(operands[k]); };
  kKernel(*static_cast<const TakeRows*>(arguments), floats(0), floats(1), floats(2), begin, end);
}

runtime::Call call_of(const Node& node, const Shape& table) {
  TakeRows take;
  take.rows = table[0];
  take.cols = table.tail().size();
  take.count = node.inputs[1].shape().size();
  runtime::Call call;
  const double moved = static_cast<double>(take.count) * static_cast<double>(take.cols);
  call.operations = moved;
  call.bytes = 8 * moved;
  call.label = fmt::format("{} {} of {}x{}", node.op->name, take.count, take.rows, take.cols);
  call.arguments = std::make_shared<TakeRows>(take);
  return call;
}

graph::OpCalls lower(const Node& node) {
  runtime::Call call = call_of(node, node.inputs[0].shape());
  call.kernel = run<kernels::take_rows>;
  call.items = node.inputs[1].shape().size();
  return {{std::move(call)}};
}

graph::OpCalls lower_gradient(const Node& node) {
  runtime::Call call = call_of(node, node.shape);
  call.kernel = run<kernels::take_rows_gradient>;
  call.items = static_cast<const TakeRows*>(call.arguments.get())->gradient_items();
  call.bytes += 4 * static_cast<double>(node.shape.size());
  return {{std::move(call)}};
}

}  // namespace

const Op take_op{.name = "take",
                 .kind = graph::Kind::kKernel,
                 .infer = infer,
                 .gradient = gradient,
                 .no_gradient_by = {"", "indices"},
                 .lower = lower};
const Op take_gradient_op{.name = "take_gradient",
                          .kind = graph::Kind::kKernel,
                          .infer = infer_gradient,
                          .gradient = gradient_of_gradient,
                          .no_gradient_by = {"", "indices"},
                          .lower = lower_gradient};

Value take(const Value& x, const Value& indices) { return x.graph().add(take_op, {x, indices}); }

}  // namespace occam::ops
