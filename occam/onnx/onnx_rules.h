#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "occam/graph/graph.h"
#include "occam/onnx/onnx_graph.h"

namespace occam::onnx {

/// A node of occam's graph on its way into an ONNX graph.
struct Lowering {
  OnnxGraph& graph;
  const graph::Node& node;
  std::vector<std::string> inputs;  ///< names of its operands
  /// Sizes of the result's and of the first operand's axes; kBatch where they depend on the batch.
  std::vector<std::int64_t> sizes, input_sizes;

  static constexpr std::int64_t kBatch = -1;
  /// Of a scalar, float64 in occam; all else is float32.
  Type type() const { return node.shape.rank() == 0 ? Type::kDouble : Type::kFloat; }
};

/// How one of occam's ops is written in operators of ONNX's opset 17.
struct Rule {
  std::string_view op;  ///< of occam
  /// Adds what computes it; returns the name of the result.
  std::string (*lower)(const Lowering& at);
  /// Works on operands that NumPy's rules repeat: a repeated one need not lie in memory.
  bool broadcasts = false;
};

/// None for ops that only training has.
const Rule* find_rule(std::string_view op);

}  // namespace occam::onnx
