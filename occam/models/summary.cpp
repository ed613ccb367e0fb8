#include "occam/models/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "occam/base/byte_text.h"

namespace occam::models {
namespace {

using Row = std::vector<std::string>;

/// Characters, not bytes: names may be written in any script.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// A table with Keras's frame; the last column of numbers stands right.
class Table {
 public:
  Table(Row head, std::vector<std::size_t> widths, std::size_t right)
      : head_(std::move(head)), widths_(std::move(widths)), right_(right) {
    widen(head_);
  }
  void add(Row row) {
    widen(row);
    rows_.push_back(std::move(row));
  }
  std::string text() const {
    std::string text = rule("┏", "┳", "┓", "━") + line(head_, "┃") + rule("┡", "╇", "┩", "━");
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i > 0) text += rule("├", "┼", "┤", "─");
      text += line(rows_[i], "│");
    }
    return text + rule("└", "┴", "┘", "─");
  }

 private:
  void widen(const Row& row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths_[i] = std::max(widths_[i], length_of(row[i]));
  }
  std::string rule(const char* left, const char* middle, const char* right,
                   const char* line) const {
    std::string text = left;
    for (std::size_t column = 0; column < widths_.size(); ++column) {
      for (std::size_t i = 0; i < widths_[column] + 2; ++i) text += line;
      text += column + 1 < widths_.size() ? middle : right;
    }
    return text + "\n";
  }
  std::string line(const Row& row, const char* bar) const {
    std::string text = bar;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string blank(widths_[i] - length_of(row[i]), ' ');
      text += " " + (i == right_ ? blank + row[i] : row[i] + blank) + " " + bar;
    }
    return text + "\n";
  }

  Row head_;
  std::vector<std::size_t> widths_;
  std::size_t right_;
  std::vector<Row> rows_;
};

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
  Row head{"Layer (type)", "Output Shape", "Param #"};
  std::vector<std::size_t> widths{31, 22, 13};
  if (connected) {
    head.emplace_back("Connected to");
    widths.push_back(12);
  }
  Table table(std::move(head), std::move(widths), 2);
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
    Row row{fmt::format("{} ({})", named.name, named.layer.type()),
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
