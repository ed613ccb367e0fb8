#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/shape.h"
#include "occam/kernels/elementwise_op.h"
#include "occam/runtime/state.h"

namespace occam::graph {

class Graph;
struct Node;

/// A value of a graph: a cheap handle. A value of rank 0 is a float64 scalar, any other a float32
/// tensor; the models axis is never part of a shape, every op works slice by slice.
class Value {
 public:
  Value() = default;
  Value(Graph* graph, int id) : graph_(graph), id_(id) {}
  explicit operator bool() const { return graph_ != nullptr; }
  Graph& graph() const { return *graph_; }
  int id() const { return id_; }
  const Node& node() const;
  const Shape& shape() const;
  bool is_scalar() const { return shape().rank() == 0; }
  bool operator==(const Value&) const = default;

 private:
  Graph* graph_ = nullptr;
  int id_ = -1;
};

/// How the compiler treats an op.
enum class Kind : std::uint8_t {
  kInput,        ///< the batch: memory filled by the caller, shared by the members of a stack
  kVariable,     ///< memory of the member's slab
  kConstant,     ///< a number
  kElementwise,  ///< fusible, all operands of one shape
  kBroadcast,    ///< a view that repeats elements; never stored unless an op needs it whole
  kAlias,        ///< the same memory under another shape or gradient rule
  kReduce,       ///< a sum; ends a fused group
  kMatmul,       ///< a product; may carry a fused epilogue
  kRowwise,      ///< a kernel of its own over rows
  kAssign,       ///< stores into a variable at the end of the step
};

/// Parameters of a node; each op documents the ones it reads.
struct Attributes {
  double number = 0;
  bool transpose_a = false, transpose_b = false;
  std::uint32_t stream = 0;
  std::size_t variable = 0;  ///< index into the StateLayout
  std::string name = {};
  Shape shape = {};
  bool operator==(const Attributes&) const = default;
};

/// How the members of a stack appear in a value.
enum class ModelsAxis : std::uint8_t { kShared, kPerMember };

/// One primitive: its shape rule, gradient rule and treatment by the compiler. Static objects in
/// ops/.
struct Op {
  std::string_view name;
  Kind kind = Kind::kElementwise;
  kernels::ElementwiseOp elementwise = kernels::ElementwiseOp::kCopy;  ///< kElementwise only
  /// Shape of the result. Throws InternalError when the inputs do not fit.
  Shape (*infer)(const std::vector<Value>& inputs, const Attributes& attributes) = nullptr;
  /// Gradient of the loss by each input, given the gradient by the result; an empty Value for none.
  std::vector<Value> (*gradient)(const Value& result, const Value& upstream) = nullptr;
};

struct Node {
  const Op* op = nullptr;
  std::vector<Value> inputs;
  Attributes attributes;
  Shape shape;
  ModelsAxis models = ModelsAxis::kPerMember;
};

/// A computation as a list of nodes, each after its inputs.
class Graph {
 public:
  explicit Graph(runtime::StateLayout& layout) : layout_(&layout) {}
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;
  Graph(Graph&&) = delete;

  Value add(const Op& op, std::vector<Value> inputs, Attributes attributes = {});

  const Node& operator[](int id) const { return nodes_[static_cast<std::size_t>(id)]; }
  int size() const { return static_cast<int>(nodes_.size()); }
  Value value(int id) { return Value(this, id); }

  runtime::StateLayout& layout() { return *layout_; }
  const runtime::StateLayout& layout() const { return *layout_; }
  const runtime::Variable& variable_of(const Value& value) const {
    return (*layout_)[value.node().attributes.variable];
  }

  /// Results that the caller reads after a step, by name.
  void set_output(std::string name, Value value) {
    outputs_.emplace_back(std::move(name), value.id());
  }
  const std::vector<std::pair<std::string, int>>& outputs() const { return outputs_; }
  Value output(std::string_view name);

 private:
  runtime::StateLayout* layout_;
  std::deque<Node> nodes_;  // stable references while rules add nodes
  std::vector<std::pair<std::string, int>> outputs_;
};

inline const Node& Value::node() const { return (*graph_)[id_]; }
inline const Shape& Value::shape() const { return node().shape; }

}  // namespace occam::graph
