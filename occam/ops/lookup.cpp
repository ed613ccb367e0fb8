#include "occam/ops/lookup.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "occam/base/errors.h"
#include "occam/graph/op_calls.h"
#include "occam/kernels/lookup.h"
#include "occam/ops/zero_gradient.h"

namespace occam::ops {
namespace {

using graph::Node;
using graph::Value;
using kernels::Lookup;

Shape infer(const graph::Op& op, const std::vector<Value>& inputs, const graph::Attributes&) {
  const Shape &x = inputs[0].shape(), &keys = inputs[1].shape();
  if (x.rank() == 0) throw_invalid_value(op.name, "x", "rank >= 1", to_text(x));
  if (keys.rank() != 1) throw_invalid_value(op.name, "keys", "rank 1", to_text(keys));
  if (inputs[2].shape() != keys) {
    throw_invalid_value(op.name, "values", "the shape of keys, " + to_text(keys),
                        to_text(inputs[2].shape()));
  }
  return x;
}

void run(const void* arguments, std::byte* const* operands, std::int64_t begin, std::int64_t end,
         std::byte*) {
  const auto floats = [&](int k) { return reinterpret_cast<float*>(operands[k]); };
  kernels::lookup(*static_cast<const Lookup*>(arguments), floats(0), floats(1), floats(2),
                  floats(3), begin, end);
}

graph::OpCalls lower(const Node& node) {
  Lookup lookup;
  lookup.keys = node.inputs[1].shape()[0];
  lookup.buckets = node.attributes.begin[0];
  lookup.first = static_cast<float>(node.attributes.number);
  const double count = static_cast<double>(node.shape.size());
  runtime::Call call;
  call.kernel = run;
  call.items = node.shape.size();
  call.operations = count * (1 + std::log2(1 + static_cast<double>(lookup.keys)));
  call.bytes = 8 * count;
  call.label = fmt::format("{} {} among {}", node.op->name, node.shape.size(), lookup.keys);
  call.arguments = std::make_shared<Lookup>(lookup);
  return {{std::move(call)}};
}

}  // namespace

const graph::Op lookup_op{.name = "lookup",
                          .kind = graph::Kind::kKernel,
                          .infer = infer,
                          .gradient = zero_gradient,
                          .no_gradient_by = {"", "keys", "values"},
                          .lower = lower};

Value lookup(const Value& x, const Value& keys, const Value& values, double first,
             std::int64_t buckets) {
  return x.graph().add(lookup_op, {x, keys, values}, {.number = first, .begin = {buckets}});
}

}  // namespace occam::ops
