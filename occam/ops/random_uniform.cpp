#include "occam/ops/random_uniform.h"

#include <fmt/format.h>

#include <memory>
#include <numbers>

#include "occam/base/errors.h"
#include "occam/graph/op_calls.h"
#include "occam/kernels/random_uniform.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/cos.h"
#include "occam/ops/log.h"
#include "occam/ops/sqrt.h"
#include "occam/ops/variable.h"

namespace occam::ops {
namespace {

using graph::Value;

struct Arguments {
  std::uint32_t stream;
  std::int64_t size;
};

Shape infer(const graph::Op& op, const std::vector<Value>& inputs,
            const graph::Attributes& attributes) {
  if (attributes.shape.rank() == 0)
    throw_invalid_value(op.name, "shape", "rank >= 1", to_text(attributes.shape));
  // The kernel reads their 64 bits where they lie.
  check_internal(inputs[0].node().op == &variable_op && inputs[1].node().op == &variable_op,
                 "random_uniform of a seed or step that is worked out");
  return attributes.shape;
}

graph::OpCalls lower(const graph::Node& node) {
  runtime::Call call;
  call.kernel = [](const void* pointer, std::byte* const* operands, std::int64_t begin,
                   std::int64_t end, std::byte*) {
    const Arguments& arguments = *static_cast<const Arguments*>(pointer);
    const auto word = [&](int k) { return *reinterpret_cast<const std::uint64_t*>(operands[k]); };
    kernels::fill_random_uniform({word(0), arguments.stream}, word(1),
                                 reinterpret_cast<float*>(operands[2]), arguments.size, begin, end);
  };
  const std::int64_t size = node.shape.size();
  call.arguments = std::make_shared<Arguments>(Arguments{node.attributes.stream, size});
  call.items = (size + kernels::kRandomItem - 1) / kernels::kRandomItem;
  call.operations = 40 * static_cast<double>(size);
  call.bytes = 4 * static_cast<double>(size);
  call.label = fmt::format("random_uniform {}", size);
  return {{std::move(call)}};
}

}  // namespace

const graph::Op random_uniform_op{
    .name = "random_uniform", .kind = graph::Kind::kKernel, .infer = infer, .lower = lower};

Value random_uniform(graph::Graph& graph, const Shape& shape, std::uint32_t stream) {
  const Value seed = variable(graph, "seed", {}, runtime::Role::kSeed);
  const Value step = variable(graph, "step", {}, runtime::Role::kCounter);
  return graph.add(random_uniform_op, {seed, step}, {.stream = stream, .shape = shape});
}

Value random_normal(graph::Graph& graph, const Shape& shape, std::uint32_t radius_stream,
                    std::uint32_t angle_stream) {
  const Value u = random_uniform(graph, shape, radius_stream);
  const Value v = random_uniform(graph, shape, angle_stream);
  return sqrt(-2.0 * log(1.0 - u)) * cos(v * (2 * std::numbers::pi));
}

}  // namespace occam::ops
