#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "occam/base/fields.h"
#include "occam/layers/layer.h"

namespace occam {
namespace layers {

/// Sizes of which one may be -1, what is left; in files it is -1 too, and no size that is unknown.
class TargetShape : public Dims {
 public:
  using Dims::Dims;
  TargetShape(Dims dims) : Dims(std::move(dims)) {}  // NOLINT: implicit by design
};

}  // namespace layers

template <>
struct FieldValue<layers::TargetShape> {
  static constexpr std::string_view noun = FieldValue<Dims>::noun;
  static Config write(const layers::TargetShape& shape) {
    if (!shape) return {};
    Config::List list;
    for (const std::int64_t size : shape.shape()) list.emplace_back(size);
    return list;
  }
  /// null, which was written for -1, is one.
  static std::optional<layers::TargetShape> read(const Config& config) {
    std::optional<Dims> dims = FieldValue<Dims>::read(config);
    if (!dims) return std::nullopt;
    return layers::TargetShape(std::move(*dims));
  }
};

}  // namespace occam

namespace occam::layers {

/// The same numbers of a sample in another shape, row-major; one size may be -1: what is left.
/// Source: Keras 3, layers.Reshape. Errors: InvalidArgument for sizes that do not hold a sample.
struct Reshape {
  TargetShape target_shape = {};  ///< has to be given
  std::string name = {};
  Dims input_shape = {};

  static constexpr std::string_view type = "Reshape";
  static constexpr auto fields() {
    return Fields{
        Field{"target_shape", &Reshape::target_shape, "shape of a sample"},
        Field{"name", &Reshape::name, "its name in the model; by default Keras's, as dense_1"},
        Field{"input_shape", &Reshape::input_shape, "shape of one sample, for the first layer"}};
  }
  /// In a functional model. A layer that is called several times is named as a Layer first.
  Node operator()(const Node& input) && { return Layer(std::move(*this))(input); }
  Node operator()(const Node& input) const& = delete;
  graph::Value build(const Scope& scope, const graph::Value& input) const;
};

}  // namespace occam::layers
