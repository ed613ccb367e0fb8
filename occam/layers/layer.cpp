#include "occam/layers/layer.h"

#include <algorithm>
#include <utility>

#include "occam/base/errors.h"
#include "occam/layers/masked_pairs.h"

namespace occam {

const graph::Value& only_input(std::string_view type, std::span<const graph::Value> inputs) {
  if (inputs.size() == 1) return inputs[0];
  throw InvalidArgument(std::string(type) +
                        ": takes one input. Received: " + std::to_string(inputs.size()));
}

void check_input_shape(std::string_view type, const Dims& input_shape) {
  if (!input_shape) return;
  for (const std::int64_t size : input_shape.shape()) {
    if (size < 1 && size != kUnknownSize) {
      throw_invalid_value(type, "input_shape", "sizes >= 1, or None for one that is unknown",
                          to_text(input_shape.shape()));
    }
  }
}

Config LayerInterface::call_arguments(Config::List values) const {
  Config argument = values.size() == 1 ? values[0] : Config(std::move(values));
  return Config::map({{"args", Config::List{std::move(argument)}}, {"kwargs", Config::Map()}});
}

struct Node::Call {
  Layer layer;
  std::vector<Node> inputs;
};

Node::Node(Layer layer, std::vector<Node> inputs)
    : call_(std::make_shared<Call>(Call{std::move(layer), std::move(inputs)})) {
  for (const Node& input : call_->inputs) {
    if (!input) {
      throw InvalidArgument(std::string(call_->layer.type()) +
                            ": an input is an empty Node. Expected the result of a layer or of "
                            "Input()");
    }
  }
}

// A chain of nodes ends one by one: as deep as a network is, the call stack is not.
Node::~Node() {
  if (!call_ || call_.use_count() > 1) return;
  std::vector<std::shared_ptr<Call>> ending{std::move(call_)};
  while (!ending.empty()) {
    const std::shared_ptr<Call> call = std::move(ending.back());
    ending.pop_back();
    if (call.use_count() > 1) continue;
    for (Node& input : call->inputs) ending.push_back(std::move(input.call_));
  }
}

const Layer& Node::layer() const { return call_->layer; }

const std::vector<Node>& Node::inputs() const { return call_->inputs; }

std::vector<graph::Value> Layer::masked(const layers::Scope& scope,
                                        std::span<const graph::Value> inputs,
                                        std::vector<graph::Value> results) const {
  if (inputs.empty()) return results;
  if (!supports_masking()) {
    const auto has_mask = [&](const graph::Value& value) { return bool{scope.mask_of(value)}; };
    if (std::ranges::any_of(inputs, has_mask) && !std::ranges::all_of(results, has_mask))
      scope.lose_mask(type());
    return results;
  }
  const graph::Value own = mask(scope, inputs);
  if (!own) return results;
  for (const graph::Value& result : results)
    if (!scope.mask_of(result)) scope.set_mask(result, own);
  return results;
}

graph::Value Layer::mask(const layers::Scope& scope, std::span<const graph::Value> inputs) const {
  if (makes_mask()) return held().mask(scope, inputs);
  return keeps_mask() ? layers::merged_mask(scope, inputs) : graph::Value();
}

Node Layer::operator()(const Node& input) const { return Node(*this, {input}); }

Node Layer::operator()(std::vector<Node> inputs) const { return Node(*this, std::move(inputs)); }

}  // namespace occam
