#include "occam/models/tape.h"

#include <algorithm>

#include "occam/compiler/gradient.h"
#include "occam/models/network.h"
#include "occam/models/parts.h"
#include "occam/ops/sum.h"
#include "occam/ops/zero_gradient.h"

namespace occam::models {
namespace {

/// Which of the graph's nodes change `target` by their slopes, by id.
std::vector<bool> behind(const graph::Value& target) {
  const graph::Graph& graph = target.graph();
  std::vector<bool> found(static_cast<std::size_t>(graph.size()), false);
  found[static_cast<std::size_t>(target.id())] = true;
  for (int id = target.id(); id >= 0; --id) {  // inputs stand before their results
    if (!found[static_cast<std::size_t>(id)] || graph[id].op->gradient == ops::zero_gradient)
      continue;
    for (const graph::Value& input : graph[id].inputs)
      found[static_cast<std::size_t>(input.id())] = true;
  }
  return found;
}

bool is_variable(const graph::Value& value) {
  return value.node().op->kind == graph::Kind::kVariable;
}

/// Does the target depend on this source? Several nodes may read one variable.
bool depends(const std::vector<bool>& behind_target, const graph::Value& source) {
  if (!is_variable(source)) return behind_target[static_cast<std::size_t>(source.id())];
  const graph::Graph& graph = source.graph();
  for (int id = 0; id < graph.size(); ++id) {
    if (behind_target[static_cast<std::size_t>(id)] &&
        graph[id].op->kind == graph::Kind::kVariable &&
        graph[id].attributes.variable == source.node().attributes.variable)
      return true;
  }
  return false;
}

}  // namespace

Tape::Tape(std::uint64_t seed) : eager_(0) { eager_.set_seed(seed); }

graph::Value Tape::input(const Array& value) {
  if (value.rank() > 0) return eager_.input(value);
  return ops::sum(eager_.input(value.reshape(Shape{1})));
}

layers::Scope Tape::scope() {
  return {eager_.graph(), "", eager_.numbers(), declared_, layers::Pass::kTraining};
}

void Tape::take_weights(std::string_view path, const Trainable& model) {
  const Network& home = Parts::network(model, "a model's weights on a tape");
  std::map<std::string_view, const runtime::Variable*> own;
  for (const layers::Declared::Weight& weight : home.weight_list()) {
    const runtime::Variable& variable = home.layout()[weight.variable];
    own.emplace(variable.path, &variable);
  }
  const runtime::StateLayout& layout = eager_.graph().layout();
  for (const layers::Declared::Weight& weight : declared_.weights) {
    const runtime::Variable& variable = layout[weight.variable];
    if (filled_.contains(weight.variable) || !variable.path.starts_with(path)) continue;
    const auto found = own.find(std::string_view(variable.path).substr(path.size()));
    check_internal(found != own.end(), "a weight on a tape that its model has not");
    fill(weight.variable, Array::view<float>(home.state().tensor(*found->second), variable.shape));
  }
}

void Tape::fill(std::size_t variable, const Array& value) {
  eager_.set_tensor(variable, value);
  filled_.insert(variable);
}

graph::Value Tape::weight(std::string_view path) {
  const auto variable = eager_.graph().layout().find(path);
  if (!variable) return {};
  const auto place = declared_.places.find(*variable);
  return place == declared_.places.end() ? graph::Value() : declared_.values[place->second];
}

std::vector<std::pair<std::string, graph::Value>> Tape::statistics() {
  std::vector<std::pair<std::string, graph::Value>> found;
  for (const auto& [variable, value] : declared_.statistics)
    found.emplace_back(eager_.graph().layout()[variable].path, value);
  return found;
}

std::vector<graph::Value> Tape::gradient(const graph::Value& target,
                                         const std::vector<graph::Value>& sources) const {
  const graph::Value loss = target.is_scalar() ? target : ops::sum(target);
  const std::vector<bool> reached = behind(loss);
  std::vector<graph::Value> gradients(sources.size()), leaves;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!depends(reached, sources[i])) continue;
    if (sources[i].node().inputs.empty()) {
      leaves.push_back(sources[i]);
      places.push_back(i);
    } else {
      // By itself: what is given stands still for the others.
      gradients[i] = compiler::gradient(loss, {&sources[i], 1})[0];
    }
  }
  if (leaves.empty()) return gradients;
  const std::vector<graph::Value> found = compiler::gradient(loss, leaves);
  for (std::size_t i = 0; i < places.size(); ++i) gradients[places[i]] = found[i];
  return gradients;
}

std::vector<Array> Tape::numbers(const std::vector<graph::Value>& values) {
  const std::size_t first = outputs_;
  for (const graph::Value& value : values) eager_.output(value);
  outputs_ += values.size();
  for (const layers::Declared::Weight& weight : declared_.weights) {
    if (filled_.contains(weight.variable)) continue;
    // One that is in no model: its layer's own values.
    const runtime::Variable& variable = eager_.graph().layout()[weight.variable];
    Array initial(DType::kFloat32, variable.shape);
    weight.initializer.fill(initial.mutable_data<float>(), variable.shape, {});
    fill(weight.variable, initial);
  }
  for (const layers::Constant& constant : declared_.constants) {
    if (!filled_.contains(constant.variable)) fill(constant.variable, constant.values);
  }
  eager_.run();
  std::vector<Array> numbers;
  for (std::size_t i = 0; i < values.size(); ++i) numbers.push_back(eager_.result(first + i));
  return numbers;
}

}  // namespace occam::models
