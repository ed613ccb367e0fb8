#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/base/shape.h"
#include "occam/onnx/protobuf.h"

namespace occam::onnx {

/// TensorProto.DataType.
enum class Type : std::int64_t { kFloat = 1, kInt64 = 7, kBool = 9, kDouble = 11 };

/// An attribute of a node: an integer or integers.
struct Attribute {
  std::string_view name;
  std::vector<std::int64_t> values;
  bool is_list = false;
};
inline Attribute integer(std::string_view name, std::int64_t value) { return {name, {value}}; }
inline Attribute integers(std::string_view name, std::vector<std::int64_t> values) {
  return {name, std::move(values), true};
}

/// A GraphProto that grows node by node. Values are names; those that it gives itself begin with a
/// slash, which no name of a layer or weight does.
class OnnxGraph {
 public:
  /// A node with one result, whose name is returned.
  std::string add(std::string_view op_type, const std::vector<std::string>& inputs,
                  const std::vector<Attribute>& attributes = {}, std::string result = {});
  /// Constants.
  std::string floats(const Shape& shape, std::span<const float> values, std::string name = {});
  std::string number(double value, Type type);  ///< a scalar, float or double
  std::string int64s(const std::vector<std::int64_t>& values);
  /// Float tensors, the first axis being the batch.
  void input(const std::string& name, const Shape& sample);
  void output(const std::string& name, const Shape& sample);

  /// The ModelProto: IR 8, opset 17.
  std::string model(const std::string& name) &&;

 private:
  std::string fresh() { return "/" + std::to_string(count_++); }
  std::string constant(std::string name, Type type, const std::vector<std::int64_t>& dims,
                       std::string_view bytes);

  Message graph_;
  std::int64_t count_ = 0;
};

}  // namespace occam::onnx
