#include "occam/graph/graph.h"

#include <algorithm>

#include "occam/base/errors.h"

namespace occam::graph {

void Value::throw_empty() {
  throw_invalid_value("graph", "value", "a value of a graph", "an empty one");
}

Value Graph::add(const Op& op, std::vector<Value> inputs, Attributes attributes) {
  for (const Value& input : inputs) {
    if (&input.graph() != this)
      throw_invalid_value(op.name, "input", "a value of the graph that is being built",
                          "a value of another graph");
  }
  const Shape& shape = keep(op.infer(op, inputs, attributes), inputs);
  const bool shared =
      op.kind == Kind::kInput || op.kind == Kind::kConstant ||
      (!inputs.empty() && std::all_of(inputs.begin(), inputs.end(), [](const Value& v) {
        return v.node().models == ModelsAxis::kShared;
      }));
  nodes_.push_back({&op, std::move(inputs), keep(std::move(attributes)), shape,
                    shared ? ModelsAxis::kShared : ModelsAxis::kPerMember});
  return Value(this, size() - 1);
}

const Attributes& Graph::keep(Attributes attributes) {
  static const Attributes kNone;
  if (attributes == kNone) return kNone;
  return attributes_.emplace_back(std::move(attributes));
}

const Shape& Graph::keep(Shape shape, const std::vector<Value>& inputs) {
  static const Shape kScalar;
  if (shape == kScalar) return kScalar;
  for (const Value& input : inputs) {
    if (input.shape() == shape) return input.shape();
  }
  return shapes_.emplace_back(std::move(shape));
}

Value Graph::output(std::string_view name) {
  for (const auto& [key, id] : outputs_) {
    if (key == name) return value(id);
  }
  return {};
}

}  // namespace occam::graph
