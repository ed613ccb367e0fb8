#include "occam/ops/arange.h"

#include <fmt/format.h>

#include "occam/base/errors.h"
#include "occam/graph/op_calls.h"

namespace occam::ops {
namespace {

Shape infer(const graph::Op& op, const std::vector<graph::Value>&,
            const graph::Attributes& attributes) {
  // Above 2^24 float32 has no number for every integer.
  if (const std::int64_t size = attributes.shape.size(); size > (std::int64_t{1} << 24))
    throw_invalid_value(op.name, "size", "at most 16777216", std::to_string(size));
  return attributes.shape;
}

void run(const void*, std::byte* const* operands, std::int64_t begin, std::int64_t end,
         std::byte*) {
  float* const out = reinterpret_cast<float*>(operands[0]);
  for (std::int64_t i = begin; i < end; ++i) out[i] = static_cast<float>(i);
}

graph::OpCalls lower(const graph::Node& node) {
  runtime::Call call;
  call.kernel = run;
  call.items = node.shape.size();
  call.bytes = 4 * static_cast<double>(call.items);
  call.label = fmt::format("arange {}", call.items);
  return {{std::move(call)}};
}

}  // namespace

const graph::Op arange_op{
    .name = "arange", .kind = graph::Kind::kKernel, .infer = infer, .lower = lower};

graph::Value arange(graph::Graph& graph, std::int64_t size) {
  return graph.add(arange_op, {}, {.shape = Shape{size}});
}

}  // namespace occam::ops
