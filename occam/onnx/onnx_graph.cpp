#include "occam/onnx/onnx_graph.h"

#include <bit>

namespace occam::onnx {
namespace {

static_assert(std::endian::native == std::endian::little);  // raw_data is

// Field numbers of onnx.proto.
enum GraphField { kNode = 1, kGraphName = 2, kInitializer = 5, kInput = 11, kOutput = 12 };
enum NodeField { kNodeInput = 1, kNodeOutput = 2, kNodeName = 3, kOpType = 4, kAttribute = 5 };
enum AttributeField { kAttributeName = 1, kInteger = 3, kIntegers = 8, kAttributeType = 20 };
enum TensorField { kDims = 1, kDataType = 2, kTensorName = 8, kRawData = 9 };
enum ModelField { kIrVersion = 1, kProducer = 2, kModelGraph = 7, kOpsetImport = 8 };
enum AttributeType { kInt = 2, kInts = 7 };

constexpr std::int64_t kIr = 8, kOpset = 17;

Message value_info(const std::string& name, const Shape& sample) {
  Message shape;
  shape.message(1, Message().text(2, "batch"));
  for (const std::int64_t size : sample) shape.message(1, Message().integer(1, size));
  const Message tensor =
      Message().integer(1, static_cast<std::int64_t>(Type::kFloat)).message(2, shape);
  return Message().text(1, name).message(2, Message().message(1, tensor));
}

template <class T>
std::string_view bytes_of(std::span<const T> values) {
  return {reinterpret_cast<const char*>(values.data()), values.size_bytes()};
}

}  // namespace

std::string OnnxGraph::add(std::string_view op_type, const std::vector<std::string>& inputs,
                           const std::vector<Attribute>& attributes, std::string result) {
  if (result.empty()) result = fresh();
  Message node;
  for (const std::string& input : inputs) node.text(kNodeInput, input);
  node.text(kNodeOutput, result).text(kNodeName, result).text(kOpType, op_type);
  for (const Attribute& attribute : attributes) {
    Message made;
    made.text(kAttributeName, attribute.name);
    for (const std::int64_t value : attribute.values)
      made.integer(attribute.is_list ? kIntegers : kInteger, value);
    node.message(kAttribute, made.integer(kAttributeType, attribute.is_list ? kInts : kInt));
  }
  graph_.message(kNode, node);
  return result;
}

std::string OnnxGraph::constant(std::string name, Type type, const std::vector<std::int64_t>& dims,
                                std::string_view bytes) {
  if (name.empty()) name = fresh();
  Message tensor;
  for (const std::int64_t dim : dims) tensor.integer(kDims, dim);
  tensor.integer(kDataType, static_cast<std::int64_t>(type));
  graph_.message(kInitializer, tensor.text(kTensorName, name).text(kRawData, bytes));
  return name;
}

std::string OnnxGraph::floats(const Shape& shape, std::span<const float> values, std::string name) {
  return constant(std::move(name), Type::kFloat, shape.dims(), bytes_of(values));
}

std::string OnnxGraph::number(double value, Type type) {
  if (type == Type::kDouble)
    return constant({}, type, {}, bytes_of(std::span<const double>(&value, 1)));
  const auto single = static_cast<float>(value);
  return constant({}, Type::kFloat, {}, bytes_of(std::span<const float>(&single, 1)));
}

std::string OnnxGraph::int64s(const std::vector<std::int64_t>& values) {
  return constant({}, Type::kInt64, {static_cast<std::int64_t>(values.size())},
                  bytes_of(std::span<const std::int64_t>(values)));
}

void OnnxGraph::input(const std::string& name, const Shape& sample) {
  graph_.message(kInput, value_info(name, sample));
}

void OnnxGraph::output(const std::string& name, const Shape& sample) {
  graph_.message(kOutput, value_info(name, sample));
}

std::string OnnxGraph::model(const std::string& name) && {
  graph_.text(kGraphName, name);
  Message model;
  model.integer(kIrVersion, kIr).text(kProducer, "occam").message(kModelGraph, graph_);
  return model.message(kOpsetImport, Message().text(1, "").integer(2, kOpset)).take();
}

}  // namespace occam::onnx
