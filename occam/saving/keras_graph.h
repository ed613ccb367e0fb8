#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "occam/base/config.h"

namespace occam::saving {

/// Writes a functional model of Keras call by call: inputs, layers, and operations of keras.ops,
/// which are nodes of such a model as layers are. Values are (batch, width).
class KerasGraph {
 public:
  struct Tensor {
    std::string layer;
    std::int64_t width = 1;
    std::string dtype;
  };

  /// A name that nothing in the model has, near to this one and allowed by Keras.
  std::string free_name(std::string_view name);

  /// An input of one value a row, "float64" or "string", named as the column but for what Keras
  /// cannot have: "a/b" is a_b, "take" and "cast" are take_column and cast_column.
  Tensor input(const std::string& column, const std::string& dtype);
  /// keras.ops of this class: "Add". An argument is a tensor or a plain value.
  Tensor op(const std::string& class_name, Config::List args, const std::string& dtype,
            std::int64_t width = 1, const Config::Map& arguments = {});
  Tensor cast(const Tensor& tensor, const std::string& dtype);
  /// A layer of Keras's or of occam's; `args` as of op().
  Tensor layer(Config object, const std::string& name, Config::List args, const std::string& dtype,
               std::int64_t width);

  /// What an argument of a call says of a tensor.
  static Config argument(const Tensor& tensor);

  Config model(const std::string& name, const Tensor& output) const;

 private:
  Tensor add(Config object, const std::string& name, Config::List args, const std::string& dtype,
             std::int64_t width);

  Config::List layers_;
  Config::Map inputs_;
  std::unordered_set<std::string> names_;
};

/// The object of a layer that Keras has: {module, class_name, config, registered_name}. The config
/// begins with name, trainable and the type that is computed in.
Config keras_layer(const std::string& class_name, const std::string& name,
                   const Config::Map& arguments, const std::string& dtype = "float32");

}  // namespace occam::saving
