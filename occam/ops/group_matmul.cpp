#include "occam/ops/group_matmul.h"

#include <fmt/format.h>

#include <memory>

#include "occam/base/errors.h"
#include "occam/graph/op_calls.h"
#include "occam/kernels/gemm.h"

namespace occam::ops {
namespace {

using graph::Attributes;
using graph::Node;
using graph::Op;
using graph::Value;

void check_rank(const Op& op, std::string_view name, const Shape& shape) {
  if (shape.rank() != 3) throw_invalid_value(op.name, name, "rank 3", to_text(shape));
}

/// Reads transpose_b.
Shape infer(const Op& op, const std::vector<Value>& inputs, const Attributes& attributes) {
  const Shape &x = inputs[0].shape(), &weights = inputs[1].shape();
  check_rank(op, "x", x);
  check_rank(op, "weights", weights);
  const std::int64_t k = weights[attributes.transpose_b ? 2 : 1];
  if (weights[0] != x[1] || k != x[2]) {
    throw_invalid_value(op.name, "weights",
                        "a matrix for each of the " + std::to_string(x[1]) + " groups of " +
                            std::to_string(x[2]) + " columns",
                        to_text(weights));
  }
  return {x[0], x[1], weights[attributes.transpose_b ? 1 : 2]};
}

Shape infer_gradient(const Op& op, const std::vector<Value>& inputs, const Attributes&) {
  const Shape &x = inputs[0].shape(), &upstream = inputs[1].shape();
  check_rank(op, "x", x);
  check_rank(op, "upstream", upstream);
  if (x[0] != upstream[0] || x[1] != upstream[1]) {
    throw_invalid_value(op.name, "upstream", "the rows and groups of x, " + to_text(x),
                        to_text(upstream));
  }
  return {x[1], x[2], upstream[2]};
}

Value by_weights(const Value& x, const Value& upstream) {
  return x.graph().add(group_matmul_gradient_op, {x, upstream});
}

std::vector<Value> gradient(const Value& result, const Value& upstream) {
  const Node& node = result.node();
  const Value &x = node.inputs[0], &weights = node.inputs[1];
  const bool transposed = node.attributes.transpose_b;
  return {group_matmul(upstream, weights, !transposed),
          transposed ? by_weights(upstream, x) : by_weights(x, upstream)};
}

std::vector<Value> gradient_of_gradient(const Value& result, const Value& upstream) {
  const Node& node = result.node();
  return {group_matmul(node.inputs[1], upstream, true), group_matmul(node.inputs[0], upstream)};
}

/// The product of one group, and how far the next one's operands lie.
struct GroupProduct {
  kernels::Gemm gemm;
  std::int64_t a_step = 0, b_step = 0, c_step = 0;
};

void run(const void* arguments, std::byte* const* operands, std::int64_t begin, std::int64_t end,
         std::byte* scratch) {
  const auto& product = *static_cast<const GroupProduct*>(arguments);
  const auto floats = [&](int k) { return reinterpret_cast<float*>(operands[k]); };
  for (std::int64_t g = begin; g < end; ++g) {
    kernels::gemm_run(product.gemm, floats(0) + g * product.a_step, floats(1) + g * product.b_step,
                      floats(2) + g * product.c_step, 0, product.gemm.items, scratch);
  }
}

graph::OpCalls calls_of(const Node& node, std::int64_t groups, const kernels::GemmShape& shape,
                        const GroupProduct& steps) {
  auto product = std::make_shared<GroupProduct>(steps);
  product->gemm = kernels::make_gemm(shape);
  const double m = static_cast<double>(shape.m), n = static_cast<double>(shape.n),
               k = static_cast<double>(shape.k), count = static_cast<double>(groups);
  runtime::Call call;
  call.kernel = run;
  call.items = groups;
  call.operations = call.product_operations = 2 * m * n * k * count;
  call.bytes = 4 * (m * k + k * n + m * n) * count;
  call.label = fmt::format("{} {} of {}x{}x{} ({})", node.op->name, groups, shape.m, shape.n,
                           shape.k, kernels::to_text(product->gemm));
  graph::OpCalls calls;
  calls.scratch_bytes = product->gemm.scratch_bytes;
  call.arguments = std::move(product);
  calls.calls.push_back(std::move(call));
  return calls;
}

graph::OpCalls lower(const Node& node) {
  const Shape &x = node.inputs[0].shape(), &weights = node.inputs[1].shape();
  const std::int64_t rows = x[0], groups = x[1], k = x[2], n = node.shape[2];
  const kernels::GemmShape shape{.m = rows,
                                 .n = n,
                                 .k = k,
                                 .lda = groups * k,
                                 .ldb = weights[2],
                                 .ldc = groups * n,
                                 .transpose_b = node.attributes.transpose_b};
  return calls_of(node, groups, shape, {{}, k, k * n, n});
}

graph::OpCalls lower_gradient(const Node& node) {
  const Shape& x = node.inputs[0].shape();
  const std::int64_t rows = x[0], groups = x[1], k = x[2], n = node.shape[2];
  const kernels::GemmShape shape{.m = k,
                                 .n = n,
                                 .k = rows,
                                 .lda = groups * k,
                                 .ldb = groups * n,
                                 .ldc = n,
                                 .transpose_a = true};
  return calls_of(node, groups, shape, {{}, k, n, k * n});
}

}  // namespace

const Op group_matmul_op{.name = "group_matmul",
                         .kind = graph::Kind::kKernel,
                         .infer = infer,
                         .gradient = gradient,
                         .lower = lower};
const Op group_matmul_gradient_op{.name = "group_matmul_gradient",
                                  .kind = graph::Kind::kKernel,
                                  .infer = infer_gradient,
                                  .gradient = gradient_of_gradient,
                                  .lower = lower_gradient};

Value group_matmul(const Value& x, const Value& weights, bool transpose_weights) {
  return x.graph().add(group_matmul_op, {x, weights}, {.transpose_b = transpose_weights});
}

}  // namespace occam::ops
