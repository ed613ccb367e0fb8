#include "occam/models/summary.h"

#include <fmt/format.h>

#include "occam/base/byte_text.h"

namespace occam::models {
namespace {

constexpr int kWidths[] = {33, 24, 15};

std::string rule(const char* left, const char* middle, const char* right, const char* line) {
  std::string text = left;
  for (int column = 0; column < 3; ++column) {
    for (int i = 0; i < kWidths[column]; ++i) text += line;
    text += column < 2 ? middle : right;
  }
  return text + "\n";
}

std::string row(const std::string& layer, const std::string& shape, const std::string& count,
                const char* bar) {
  return fmt::format("{0} {1:<31} {0} {2:<22} {0} {3:>13} {0}\n", bar, layer, shape, count);
}

/// 1234567 -> "1,234,567".
std::string with_commas(std::int64_t number) {
  std::string text = std::to_string(number);
  for (int place = static_cast<int>(text.size()) - 3; place > 0; place -= 3)
    text.insert(static_cast<std::size_t>(place), ",");
  return text;
}

std::string with_size(std::int64_t count) {
  return fmt::format("{} ({})", with_commas(count), byte_text(4 * count));
}

std::string shape_text(const Shape& shape) {
  std::string text = "(None";
  for (const std::int64_t dim : shape) text += ", " + std::to_string(dim);
  return text + ")";
}

}  // namespace

std::string summary_of(const Network& network) {
  std::string text = "Model: \"sequential\"\n";
  text += rule("┏", "┳", "┓", "━") + row("Layer (type)", "Output Shape", "Param #", "┃") +
          rule("┡", "╇", "┩", "━");
  std::int64_t trainable = 0, fixed = 0;
  const auto& layers = network.description().layers;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    std::int64_t count = 0;
    for (const auto& weight : network.weight_list()) {
      const runtime::Variable& variable = network.layout()[weight.variable];
      if (!variable.path.starts_with(layers[i].name + "/")) continue;
      count += variable.shape.size();
      (weight.trainable ? trainable : fixed) += variable.shape.size();
    }
    if (i > 0) text += rule("├", "┼", "┤", "─");
    text += row(fmt::format("{} ({})", layers[i].name, layers[i].layer.type()),
                shape_text(network.layer_shapes()[i]), with_commas(count), "│");
  }
  text += rule("└", "┴", "┘", "─");
  text += " Total params: " + with_size(trainable + fixed) + "\n";
  text += " Trainable params: " + with_size(trainable) + "\n";
  text += " Non-trainable params: " + with_size(fixed) + "\n";
  return text;
}

}  // namespace occam::models
