#include "occam/layers/wrapped.h"

namespace occam::layers {

std::string name_inside(const Layer& layer) {
  if (!layer.name().empty()) return std::string(layer.name());
  for (const auto& entry : Layer::catalogue().entries()) {
    if (entry.type == layer.type()) return std::string(entry.name);
  }
  return "layer";  // of a class that no catalogue has
}

std::vector<LayerPart> parts_with(const Layer& layer) {
  const std::string name = name_inside(layer);
  std::vector<LayerPart> parts = {{name, "layer"}};
  for (const LayerPart& inner : layer.parts())
    parts.push_back({name + "/" + inner.path, "layer/" + inner.group, inner.held_twice});
  return parts;
}

}  // namespace occam::layers
