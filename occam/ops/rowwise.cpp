#include "occam/ops/rowwise.h"

#include <fmt/format.h>

#include <memory>

#include "occam/ops/matmul.h"

namespace occam::ops {

graph::OpCalls rowwise_call(const graph::Node& node, runtime::Kernel kernel) {
  const Shape& shape = node.inputs[0].shape();
  runtime::Call call;
  call.kernel = kernel;
  call.arguments = std::make_shared<std::int64_t>(shape.back());
  call.items = matrix_rows(shape);
  const double elements = static_cast<double>(shape.size());
  call.operations = 20 * elements;  // an exponential is about 20 operations
  call.bytes = 4 * elements * static_cast<double>(node.inputs.size() + 1);
  call.label = fmt::format("{} {}x{}", node.op->name, call.items, shape.back());
  return {{std::move(call)}};
}

}  // namespace occam::ops
