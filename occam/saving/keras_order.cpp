#include "occam/saving/keras_order.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "occam/models/nested.h"

namespace occam::saving {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

/// The layer, or input, whose call a value is; the value is its origin.
std::size_t operation_of(const models::Topology& topology, std::size_t value) {
  const std::size_t inputs = topology.inputs.size();
  return value < inputs ? value : inputs + topology.calls[value - inputs].layer;
}

/// A walk from the outputs to the inputs.
struct Walk {
  std::vector<std::size_t> finished;     ///< values, each behind those that it needs
  std::vector<std::size_t> first_visit;  ///< by operation
};

Walk walk(const models::Topology& topology, const std::vector<std::size_t>& outputs) {
  const std::size_t inputs = topology.inputs.size();
  Walk result;
  result.first_visit.resize(inputs + topology.layers.size(), kNone);
  std::vector<bool> seen(inputs + topology.calls.size());
  struct Frame {
    std::size_t value, next = 0;
  };
  std::vector<Frame> stack;
  std::size_t visits = 0;
  const auto enter = [&](std::size_t of) {
    const std::size_t value = topology.origin(of).value;
    if (seen[value]) return;
    seen[value] = true;
    std::size_t& first = result.first_visit[operation_of(topology, value)];
    if (first == kNone) first = visits++;
    stack.push_back({value});
  };
  for (const std::size_t output : outputs) {
    enter(output);
    while (!stack.empty()) {
      Frame& frame = stack.back();
      const bool is_call = frame.value >= inputs;
      if (is_call && frame.next < topology.calls[frame.value - inputs].inputs.size()) {
        enter(topology.calls[frame.value - inputs].inputs[frame.next++]);
      } else {
        result.finished.push_back(frame.value);
        stack.pop_back();
      }
    }
  }
  return result;
}

}  // namespace

std::vector<std::size_t> keras_order(const models::Topology& topology) {
  const std::size_t inputs = topology.inputs.size();
  std::vector<const models::Topology::Output*> outputs;
  for (const auto& output : topology.outputs) outputs.push_back(&output);
  // Keras goes through a dictionary by its sorted keys.
  if (has_named_outputs(topology)) {
    std::sort(outputs.begin(), outputs.end(),
              [](const auto* a, const auto* b) { return a->name < b->name; });
  }
  std::vector<std::size_t> values;
  for (const auto* output : outputs) values.push_back(output->value);
  const Walk visited = walk(topology, values);

  std::vector<std::size_t> value_depths(inputs + topology.calls.size());
  std::vector<std::size_t> depths(inputs + topology.layers.size());
  for (auto value = visited.finished.rbegin(); value != visited.finished.rend(); ++value) {
    std::size_t& of_layer = depths[operation_of(topology, *value)];
    const std::size_t depth = std::max(value_depths[*value], of_layer);
    of_layer = value_depths[*value] = depth;
    if (*value < inputs) continue;
    for (const std::size_t result : topology.calls[*value - inputs].inputs) {
      const std::size_t before = topology.origin(result).value;
      value_depths[before] = std::max(depth + 1, value_depths[before]);
    }
  }
  std::vector<std::size_t> order(depths.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t place) {
    return place >= inputs &&
           topology.layers[place - inputs].layer.as<models::ModelOutput>() != nullptr;
  });
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return depths[a] != depths[b] ? depths[a] > depths[b]
                                  : visited.first_visit[a] < visited.first_visit[b];
  });
  return order;
}

bool has_named_outputs(const models::Topology& topology) {
  return topology.output_names() != topology.usual_output_names();
}

std::vector<std::size_t> result_places(const std::vector<std::string>& names, bool is_dictionary) {
  std::vector<std::size_t> places(names.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  if (!is_dictionary) return places;
  for (std::size_t i = 0; i < names.size(); ++i) {
    places[i] = static_cast<std::size_t>(std::count_if(
        names.begin(), names.end(), [&](const std::string& other) { return other < names[i]; }));
  }
  return places;
}

}  // namespace occam::saving
