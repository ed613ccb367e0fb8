#include "occam/models/same_but_numbers.h"

#include <algorithm>

#include "occam/models/objective.h"

namespace occam::models {
namespace {

/// Walks two configs side by side. A hyper-parameter's path is the way to it in the config, without
/// the "config" that stands between a class and its arguments.
class Comparison {
 public:
  explicit Comparison(const runtime::StateLayout& layout) : layout_(layout) {}

  /// The path of the first difference, or nothing.
  std::string first_difference(const Config& a, const Config& b, const std::string& path) const {
    if (a == b || is_hyper(path)) return {};
    const Config::Map* const left = a.entries();
    const Config::Map* const right = b.entries();
    if (left == nullptr || right == nullptr || left->size() != right->size()) return path;
    for (std::size_t i = 0; i < left->size(); ++i) {
      const auto& [key, value] = (*left)[i];
      if (key != (*right)[i].key) return path;
      const std::string inner = key == "config" ? path : path + "/" + key;
      std::string found = first_difference(value, (*right)[i].value, inner);
      if (!found.empty()) return found;
    }
    return {};
  }

  template <class Held>
  std::string first_difference(const Held& a, const Held& b, const std::string& path) const {
    if (a == b) return {};
    // A user's struct that does not tell its members.
    if (!a.has_fields() || !b.has_fields()) return path;
    return first_difference(a.config(), b.config(), path);
  }

 private:
  bool is_hyper(const std::string& path) const {
    const auto index = layout_.find(path);
    return index && layout_[*index].role == runtime::Role::kHyper;
  }

  const runtime::StateLayout& layout_;
};

bool same_metrics(const Metrics& a, const Metrics& b, const std::vector<std::string>& outputs) {
  const auto left = a.for_outputs("Stack", outputs), right = b.for_outputs("Stack", outputs);
  const auto same = [](const Metric& one, const Metric& other) {
    return one.name() == other.name() && one == other;
  };
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!std::equal(left[i].begin(), left[i].end(), right[i].begin(), right[i].end(), same))
      return false;
  }
  return true;
}

std::string wiring_difference(const Topology& a, const Topology& b) {
  const auto same_input = [](const auto& x, const auto& y) {
    return x.name == y.name && x.shape == y.shape;
  };
  const auto same_output = [](const auto& x, const auto& y) {
    return x.name == y.name && x.value == y.value;
  };
  const auto same_call = [](const auto& x, const auto& y) {
    return x.layer == y.layer && x.inputs == y.inputs && x.repetition == y.repetition;
  };
  if (!std::ranges::equal(a.inputs, b.inputs, same_input)) return "the inputs";
  if (a.layers.size() != b.layers.size()) return "the layers";
  for (std::size_t i = 0; i < a.layers.size(); ++i) {
    if (a.layers[i].name != b.layers[i].name) return "the layers";
  }
  if (!std::ranges::equal(a.calls, b.calls, same_call)) return "the calls of the layers";
  return std::ranges::equal(a.outputs, b.outputs, same_output) ? "" : "the outputs";
}

}  // namespace

std::string difference_beyond_numbers(const Blueprint& a, const Blueprint& b) {
  if (&a == &b) return {};
  const Topology& left = a.topology();
  const Topology& right = b.topology();
  if (std::string found = wiring_difference(left, right); !found.empty()) return found;
  const Comparison comparison(a.layout());
  for (std::size_t i = 0; i < left.layers.size(); ++i) {
    std::string found = comparison.first_difference(left.layers[i].layer, right.layers[i].layer,
                                                    left.layers[i].name);
    if (!found.empty()) return found;
  }
  const CompileOptions& one = *a.options();
  const CompileOptions& other = *b.options();
  if (std::string found = comparison.first_difference(one.optimizer, other.optimizer, "optimizer");
      !found.empty())
    return found;
  const std::vector<std::string> outputs = left.output_names();
  const auto losses = losses_of(a.description()), other_losses = losses_of(b.description());
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const Loss none;
    const std::string path = outputs.size() == 1 ? "loss" : "loss/" + outputs[i];
    std::string found =
        comparison.first_difference(losses[i] != nullptr ? *losses[i] : none,
                                    other_losses[i] != nullptr ? *other_losses[i] : none, path);
    if (!found.empty()) return found;
  }
  if (one.loss_weights.size() != other.loss_weights.size() ||
      one.loss_weights.names() != other.loss_weights.names())
    return "loss_weights";
  if (!same_metrics(one.metrics, other.metrics, outputs)) return "metrics";
  if (!same_metrics(one.weighted_metrics, other.weighted_metrics, outputs))
    return "weighted_metrics";
  // What is left, such as a number that is no hyper-parameter of its own, shows in the variables.
  const auto left_variables = a.layout().variables(), right_variables = b.layout().variables();
  const auto same_variable = [](const runtime::Variable& x, const runtime::Variable& y) {
    return x.path == y.path && x.shape == y.shape && x.role == y.role && x.offset == y.offset;
  };
  return std::ranges::equal(left_variables, right_variables, same_variable) ? "" : "the weights";
}

}  // namespace occam::models
