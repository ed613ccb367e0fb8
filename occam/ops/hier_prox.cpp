#include "occam/ops/hier_prox.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "occam/base/errors.h"
#include "occam/graph/op_calls.h"
#include "occam/kernels/hier_prox.h"

namespace occam::ops {
namespace {

Shape infer(const graph::Op& op, const std::vector<graph::Value>& inputs,
            const graph::Attributes&) {
  const Shape &skips = inputs[0].shape(), &bounded = inputs[2].shape();
  const auto check = [&](std::size_t i, const char* name, const Shape& expected) {
    if (inputs[i].shape() != expected)
      throw_invalid_value(op.name, name, "the shape " + to_text(expected),
                          to_text(inputs[i].shape()));
  };
  if (skips.rank() != 2 || skips[1] == 0)
    throw_invalid_value(op.name, "p", "rows of an element or more", to_text(skips));
  if (bounded.rank() != 2 || bounded[0] != skips[0])
    throw_invalid_value(op.name, "a", "as many rows as p, " + to_text(skips), to_text(bounded));
  check(1, "s", skips);
  check(3, "q", bounded);
  check(4, "limit", Shape{skips[0]});
  return skips;
}

graph::OpCalls lower(const graph::Node& node) {
  const Shape &skips = node.inputs[0].shape(), &bounded = node.inputs[2].shape();
  const kernels::HierProxSizes sizes{.skips = skips[1], .bounded = bounded[1]};
  runtime::Call call;
  call.arguments = std::make_shared<kernels::HierProxSizes>(sizes);
  call.kernel = [](const void* arguments, std::byte* const* operands, std::int64_t begin,
                   std::int64_t end, std::byte* scratch) {
    const auto floats = [&](int k) { return reinterpret_cast<float*>(operands[k]); };
    kernels::hier_prox(floats(0), floats(1), floats(2), floats(3), floats(4), floats(5),
                       *static_cast<const kernels::HierProxSizes*>(arguments), scratch, begin, end);
  };
  call.items = skips[0];
  const double logs = std::log2(static_cast<double>(bounded[1]) + 2);
  call.operations = 4 * logs * static_cast<double>(skips.size() + bounded.size());
  call.bytes = 4.0 * static_cast<double>(3 * skips.size() + 2 * bounded.size() + skips[0]);
  call.label = fmt::format("{} {}x({}, {})", node.op->name, skips[0], skips[1], bounded[1]);
  return {{std::move(call)}, kernels::hier_prox_scratch_bytes(sizes)};
}

}  // namespace

const graph::Op hier_prox_op{
    .name = "hier_prox", .kind = graph::Kind::kKernel, .infer = infer, .lower = lower};

graph::Value hier_prox(const graph::Value& p, const graph::Value& s, const graph::Value& a,
                       const graph::Value& q, const graph::Value& limit) {
  return p.graph().add(hier_prox_op, {p, s, a, q, limit});
}

}  // namespace occam::ops
