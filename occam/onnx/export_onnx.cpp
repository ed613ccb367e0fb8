#include "occam/onnx/export_onnx.h"

#include <algorithm>
#include <set>
#include <vector>

#include "occam/base/byte_text.h"
#include "occam/base/errors.h"
#include "occam/models/parts.h"
#include "occam/onnx/onnx_rules.h"
#include "occam/saving/atomic_file.h"

namespace occam {
namespace onnx {
namespace {

using models::BuiltGraph;
using models::Network;
using models::Parts;

/// Two sizes of a batch: what differs between the graphs for them depends on the batch.
constexpr std::int64_t kOne = 7, kOther = 11;
constexpr std::size_t kMostBytes = std::size_t{1} << 31;  ///< of a protobuf message

class Exporter {
 public:
  explicit Exporter(const Network& network)
      : network_(network),
        one_(network.blueprint()->graph({training::Mode::kPredict, kOne}, layout_)),
        other_(network.blueprint()->graph({training::Mode::kPredict, kOther}, other_layout_)) {}

  std::string model(const std::string& name) && {
    const graph::Graph& graph = *one_.graph;
    if (network_.blueprint()->is_open()) {
      throw InvalidArgument(
          "export_onnx: the model's inputs have unknown sizes. Expected known ones");
    }
    check_internal(graph.size() == other_.graph->size(), "graphs that differ by their batch");
    const models::Topology& topology = network_.topology();
    for (const models::Topology::Input& input : topology.inputs)
      onnx_.input(input.name, input.shape);
    values_.resize(static_cast<std::size_t>(graph.size()));
    const std::vector<bool> needed = needed_nodes();
    for (int id = 0; id < graph.size(); ++id) {
      if (needed[static_cast<std::size_t>(id)]) values_[static_cast<std::size_t>(id)] = add(id);
    }
    std::set<std::string> taken;
    for (const models::Topology::Input& input : topology.inputs) taken.insert(input.name);
    for (std::size_t i = 0; i < topology.outputs.size(); ++i) {
      std::string label = topology.outputs[i].name;
      while (!taken.insert(label).second) label += "_output";
      onnx_.add("Identity", {whole(one_.outputs[i].id())}, {}, label);
      onnx_.output(label, network_.blueprint()->output_shape(i));
    }
    std::string bytes = std::move(onnx_).model(name);
    if (bytes.size() >= kMostBytes) {
      throw InvalidArgument("export_onnx: the model has " +
                            byte_text(static_cast<std::int64_t>(bytes.size())) +
                            ". Expected less than 2.00 GB, the most that ONNX's format holds");
    }
    return bytes;
  }

 private:
  struct Value {
    std::string name;
    bool is_whole = true;  ///< has its shape; else it is repeated to it where it is used
  };

  std::vector<bool> needed_nodes() const {
    std::vector<bool> needed(static_cast<std::size_t>(one_.graph->size()));
    for (const graph::Value& output : one_.outputs)
      needed[static_cast<std::size_t>(output.id())] = true;
    for (int id = one_.graph->size(); id-- > 0;) {
      if (!needed[static_cast<std::size_t>(id)]) continue;
      for (const graph::Value& input : (*one_.graph)[id].inputs)
        needed[static_cast<std::size_t>(input.id())] = true;
    }
    return needed;
  }

  /// Sizes of a node's axes, Lowering::kBatch where they depend on the batch.
  std::vector<std::int64_t> sizes(int id) const {
    std::vector<std::int64_t> sizes = (*one_.graph)[id].shape.dims();
    const auto& other = (*other_.graph)[id].shape.dims();
    for (std::size_t axis = 0; axis < sizes.size(); ++axis) {
      if (sizes[axis] != other[axis]) sizes[axis] = Lowering::kBatch;
    }
    return sizes;
  }

  Value add(int id) {
    const graph::Node& node = (*one_.graph)[id];
    const std::string_view op = node.op->name;
    if (op == "input") return {input_name(node.attributes.name)};
    if (op == "constant") return {onnx_.number(node.attributes.number, Type::kDouble)};
    if (op == "variable") return {variable(node)};
    if (op.starts_with("broadcast_")) return broadcast(node);
    const Rule* const rule = find_rule(op);
    if (rule == nullptr) {
      throw InvalidArgument("export_onnx: the op '" + std::string(op) +
                            "' has no counterpart. Expected a model of occam's own ops");
    }
    if (node.attributes.number != (*other_.graph)[id].attributes.number)
      throw InvalidArgument(
          "export_onnx: the model's result depends on the number of samples in a "
          "batch. Expected one that treats each sample alone");
    Lowering lowering{onnx_, node, {}, sizes(id), {}};
    bool is_whole = !rule->broadcasts || node.shape.rank() == 0;
    for (const graph::Value& input : node.inputs) {
      const Value& value = values_[static_cast<std::size_t>(input.id())];
      is_whole |= value.is_whole;
      lowering.inputs.push_back(rule->broadcasts ? value.name : whole(input.id()));
    }
    if (!node.inputs.empty()) lowering.input_sizes = sizes(node.inputs[0].id());
    return {rule->lower(lowering), is_whole};
  }

  std::string input_name(const std::string& graph_name) const {
    const auto& inputs = network_.topology().inputs;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (models::input_name(i) == graph_name) return inputs[i].name;
    }
    throw InternalError("an input of no name");
  }

  std::string variable(const graph::Node& node) {
    const runtime::Variable& variable = layout_[node.attributes.variable];
    if (variable.shape.rank() == 0)
      return onnx_.number(network_.state().number(variable), Type::kDouble);
    // A weight of a layer that is called twice is read twice.
    if (!weights_.insert(variable.path).second) return variable.path;
    return onnx_.floats(variable.shape, network_.state().tensor(variable), variable.path);
  }

  Value broadcast(const graph::Node& node) {
    const std::string& from = values_[static_cast<std::size_t>(node.inputs[0].id())].name;
    if (node.inputs[0].is_scalar()) {
      return {onnx_.add("Cast", {from}, {integer("to", static_cast<std::int64_t>(Type::kFloat))}),
              false};
    }
    if (node.op->along == graph::Along::kColumns)
      return {onnx_.add("Unsqueeze", {whole(node.inputs[0].id()), onnx_.int64s({-1})}), false};
    return {from, false};
  }

  /// The name of a value that lies in memory as a whole.
  std::string whole(int id) {
    Value& value = values_[static_cast<std::size_t>(id)];
    if (value.is_whole) return value.name;
    std::vector<std::int64_t> to = sizes(id);
    std::vector<std::string> parts;
    for (std::size_t axis = 0; axis < to.size(); ++axis) {
      const bool is_batch = to[axis] == Lowering::kBatch;
      check_internal(!is_batch || (*one_.graph)[id].shape.dims()[axis] == kOne,
                     "an axis that is the batch and more");
      parts.push_back(is_batch ? batch() : onnx_.int64s({to[axis]}));
    }
    const std::string shape = onnx_.add("Concat", parts, {integer("axis", 0)});
    value = {onnx_.add("Expand", {value.name, shape}), true};
    return value.name;
  }

  /// The number of samples, as a vector of one number.
  std::string batch() {
    if (batch_.empty()) {
      const std::string shape = onnx_.add("Shape", {network_.topology().inputs[0].name});
      batch_ = onnx_.add("Slice", {shape, onnx_.int64s({0}), onnx_.int64s({1})});
    }
    return batch_;
  }

  const Network& network_;
  runtime::StateLayout layout_, other_layout_;
  BuiltGraph one_, other_;
  OnnxGraph onnx_;
  std::vector<Value> values_;  ///< by node
  std::set<std::string> weights_;
  std::string batch_;
};

}  // namespace
}  // namespace onnx

void export_onnx(const Trainable& model, const std::string& path) {
  if (!path.ends_with(".onnx"))
    throw_invalid_value("export_onnx", "path", "a name that ends in .onnx", path);
  const models::Network& network = models::Parts::network(model, "export_onnx");
  saving::write_atomically(path,
                           onnx::Exporter(network).model(std::string(models::Parts::kind(model))));
}

}  // namespace occam
