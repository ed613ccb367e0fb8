#include "occam/models/summary.h"

#include <fmt/format.h>

#include <vector>

#include "occam/base/byte_text.h"
#include "occam/models/text_table.h"

namespace occam::models {
namespace {

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
  for (const std::int64_t dim : shape)
    text += ", " + (dim == kUnknownSize ? "None" : std::to_string(dim));
  return text + ")";
}

/// True for a chain of layers: then what each is connected to need not be said.
bool is_chain(const Topology& topology) {
  if (topology.inputs.size() != 1 || topology.outputs.size() != 1) return false;
  for (std::size_t i = 0; i < topology.calls.size(); ++i) {
    const Topology::Call& call = topology.calls[i];
    if (call.inputs != std::vector<std::size_t>{i} || call.repetition > 0) return false;
  }
  return true;
}

}  // namespace

std::string summary_of(std::string_view kind, const Blueprint& blueprint) {
  const Topology& topology = blueprint.topology();
  std::vector<std::int64_t> counts(topology.layers.size());
  std::int64_t trainable = 0, fixed = 0;
  for (std::size_t i = 0; i < blueprint.weights().size(); ++i) {
    const auto& weight = blueprint.weights()[i];
    const std::int64_t size = blueprint.layout()[weight.variable].shape.size();
    counts[blueprint.weight_layers()[i]] += size;
    (weight.trainable ? trainable : fixed) += size;
  }
  const bool connected = !is_chain(topology);
  TextTable::Row head{"Layer (type)", "Output Shape", "Param #"};
  std::vector<std::size_t> widths{31, 22, 13};
  if (connected) {
    head.emplace_back("Connected to");
    widths.push_back(12);
  }
  TextTable table(std::move(head), std::move(widths), 2);
  const auto name_of = [&](std::size_t value) {
    return value < topology.inputs.size()
               ? topology.inputs[value].name
               : topology.layers[topology.calls[value - topology.inputs.size()].layer].name;
  };
  if (connected) {
    for (const Topology::Input& input : topology.inputs)
      table.add({input.name + " (InputLayer)", shape_text(input.shape), "0", "-"});
  }
  for (std::size_t i = 0; i < topology.calls.size(); ++i) {
    const Topology::Call& call = topology.calls[i];
    const NamedLayer& named = topology.layers[call.layer];
    TextTable::Row row{fmt::format("{} ({})", named.name, named.layer.type()),
                       shape_text(blueprint.call_shapes()[i]),
                       call.repetition > 0 ? "shared" : with_commas(counts[call.layer])};
    if (connected) {
      std::string names;
      for (const std::size_t input : call.inputs)
        names += (names.empty() ? "" : ", ") + name_of(input);
      row.push_back(std::move(names));
    }
    table.add(std::move(row));
  }
  std::string text = fmt::format("Model: \"{}\"\n", kind) + table.text();
  text += " Total params: " + with_size(trainable + fixed) + "\n";
  text += " Trainable params: " + with_size(trainable) + "\n";
  text += " Non-trainable params: " + with_size(fixed) + "\n";
  return text;
}

}  // namespace occam::models
