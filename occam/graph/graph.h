#pragma once

#include <array>
#include <bit>
#include <compare>
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
struct OpCalls;

/// A value of a graph: a cheap handle. A value of rank 0 is a float64 scalar, any other a float32
/// tensor; the models axis is never part of a shape, every op works slice by slice.
class Value {
 public:
  Value() = default;
  Value(Graph* graph, int id) : graph_(graph), id_(id) {}
  explicit operator bool() const { return graph_ != nullptr; }
  /// Throws InvalidArgument when this is no value.
  Graph& graph() const {
    if (graph_ == nullptr) throw_empty();
    return *graph_;
  }
  int id() const { return id_; }
  const Node& node() const;
  const Shape& shape() const;
  bool is_scalar() const { return shape().rank() == 0; }
  bool operator==(const Value&) const = default;

 private:
  [[noreturn]] static void throw_empty();

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
  kKernel,       ///< a kernel of its own: the op makes its calls (Op::lower)
  kAssign,       ///< stores into a variable at the end of the step
};

/// What a kReduce sums over and a kBroadcast repeats along, of a tensor seen as the matrix [product
/// of the leading axes, last axis].
enum class Along : std::uint8_t {
  kAll,      ///< a scalar <-> the tensor
  kRows,     ///< a vector, one element a column <-> the tensor
  kColumns,  ///< one element a row <-> the tensor
};

/// A number that two nodes share only when they share its bits: 0 is not -0, and NaN is itself.
struct ExactNumber {
  double value = 0;
  ExactNumber() = default;
  ExactNumber(double number) : value(number) {}  // NOLINT: implicit by design
  operator double() const { return value; }      // NOLINT: implicit by design
  bool operator==(double number) const { return value == number; }
  bool operator==(const ExactNumber& other) const { return (*this <=> other) == 0; }
  std::strong_ordering operator<=>(const ExactNumber& other) const {
    return std::bit_cast<std::uint64_t>(value) <=> std::bit_cast<std::uint64_t>(other.value);
  }
};

/// Parameters of a node; each op documents the ones it reads. Two nodes of one op and the same
/// inputs are one when these are equal: a field takes part in that by being here.
struct Attributes {
  ExactNumber number = {};
  bool transpose_a = false, transpose_b = false;
  std::uint32_t stream = 0;
  std::size_t variable = 0;  ///< index into the StateLayout
  std::string name = {};
  Shape shape = {};
  std::vector<std::int64_t> axes = {};             ///< axes of a tensor, not negative
  std::vector<std::int64_t> begin = {}, end = {};  ///< one number an axis: positions, widths
  bool operator==(const Attributes&) const = default;
  auto operator<=>(const Attributes&) const = default;
};

/// How the members of a stack appear in a value.
enum class ModelsAxis : std::uint8_t { kShared, kPerMember };

/// One primitive, all that is known of it: the compiler knows kinds, not ops. Static objects in
/// ops/; a user's own are as good.
struct Op {
  std::string_view name;
  Kind kind = Kind::kElementwise;
  kernels::ElementwiseOp elementwise = kernels::ElementwiseOp::kCopy;  ///< kElementwise only
  Along along = Along::kAll;                                           ///< kReduce, kBroadcast
  /// Shape of the result. Throws InvalidArgument when the inputs do not fit.
  Shape (*infer)(const Op& op, const std::vector<Value>& inputs,
                 const Attributes& attributes) = nullptr;
  /// Gradient of the loss by each input, given the gradient by the result; an empty Value where it
  /// is zero. Null: the op has none, and a loss that needs it is refused.
  std::vector<Value> (*gradient)(const Value& result, const Value& upstream) = nullptr;
  /// By input: its name when the op has a gradient, but none by this input.
  std::array<std::string_view, 4> no_gradient_by = {};
  /// kKernel only: the calls that compute a node.
  OpCalls (*lower)(const Node& node) = nullptr;
};

/// One op at work. A deep network has some 100 a layer, so what most share is kept once, by the
/// graph: no attributes at all, the shape of an input.
struct Node {
  const Op* op = nullptr;
  std::vector<Value> inputs;
  const Attributes& attributes;
  const Shape& shape;
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
  const Attributes& keep(Attributes attributes);
  const Shape& keep(Shape shape, const std::vector<Value>& inputs);

  runtime::StateLayout* layout_;
  std::deque<Node> nodes_;  // stable references while rules add nodes
  std::deque<Attributes> attributes_;
  std::deque<Shape> shapes_;
  std::vector<std::pair<std::string, int>> outputs_;
};

inline const Node& Value::node() const { return graph()[id_]; }
inline const Shape& Value::shape() const { return node().shape; }

}  // namespace occam::graph
