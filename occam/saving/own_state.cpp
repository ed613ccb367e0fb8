#include "occam/saving/own_state.h"

#include <charconv>
#include <cmath>

#include "occam/base/errors.h"

namespace occam::saving {
namespace {

using runtime::Role;
using runtime::Variable;
using runtime::VariableType;

/// Changes when a reader of the old form would misread the new one.
constexpr std::int64_t kStateFormat = 1;

bool is_number(const Variable& variable) {
  return variable.type == VariableType::kFloat64 &&
         (variable.role == Role::kHyper || variable.role == Role::kSlot ||
          variable.role == Role::kAverage);
}

/// As text: a number of 64 bits is none in every JSON reader.
Config text_of(std::uint64_t number) { return std::to_string(number); }

class Reader {
 public:
  Reader(const std::string& where, const Config& config) : where_(where), config_(config) {}

  [[noreturn]] void refuse(std::string_view key) const {
    throw FileError(where_ + ": occam.json has no valid '" + std::string(key) + "'");
  }
  const Config& at(std::string_view key) const {
    const Config* const value = config_.find(key);
    if (value == nullptr) refuse(key);
    return *value;
  }
  std::uint64_t counter(std::string_view key) const {
    const std::string* const text = at(key).text();
    std::uint64_t number = 0;
    if (text == nullptr) refuse(key);
    const char* const end = text->data() + text->size();
    const auto read = std::from_chars(text->data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) refuse(key);
    return number;
  }

 private:
  const std::string& where_;
  const Config& config_;
};

}  // namespace

Config OwnState::config() const {
  Config::List shapes, paths;
  if (target_shapes) {
    for (const Shape& shape : *target_shapes) {
      Config::List sizes;
      for (const std::int64_t size : shape) sizes.emplace_back(size);
      shapes.emplace_back(std::move(sizes));
    }
  }
  Config::Map values;
  // A number that is not finite is a text: JSON has none.
  for (const auto& [path, number] : numbers)
    values.push_back({path, std::isfinite(number) ? Config(number) : Config(to_text(number))});
  for (const std::string& path : memory) paths.emplace_back(path);
  return Config::map({{"format", kStateFormat},
                      {"seed", text_of(seed)},
                      {"data_seed", text_of(data_seed)},
                      {"steps", text_of(steps)},
                      {"epochs", text_of(epochs)},
                      {"target_shapes", target_shapes ? Config(std::move(shapes)) : Config()},
                      {"numbers", std::move(values)},
                      {"memory", std::move(paths)},
                      {"metrics", metrics},
                      {"weighted_metrics", weighted_metrics}});
}

OwnState OwnState::read(const std::string& where, const Config& config) {
  const Reader reader(where, config);
  OwnState state;
  const std::int64_t* const format = reader.at("format").integer();
  if (format == nullptr || *format != kStateFormat) {
    throw FileError(where + ": occam.json has the format " + to_text(reader.at("format")) +
                    ". Expected 1: a newer occam reads it");
  }
  state.seed = reader.counter("seed");
  state.data_seed = reader.counter("data_seed");
  state.steps = reader.counter("steps");
  state.epochs = reader.counter("epochs");
  if (const Config& shapes = reader.at("target_shapes"); !shapes.is_null()) {
    const auto read = FieldValue<std::vector<Dims>>::read(shapes);
    if (!read) reader.refuse("target_shapes");
    state.target_shapes.emplace();
    for (const Dims& dims : *read) {
      for (const std::int64_t size : dims.shape()) {
        if (size < 0) reader.refuse("target_shapes");
      }
      state.target_shapes->push_back(dims.shape());
    }
  }
  const Config::Map* const numbers = reader.at("numbers").entries();
  if (numbers == nullptr) reader.refuse("numbers");
  for (const ConfigEntry& entry : *numbers) {
    std::optional<double> number = FieldValue<double>::read(entry.value);
    if (const std::string* text = entry.value.text()) {
      if (*text == "nan") number = std::nan("");
      if (*text == "inf" || *text == "-inf") number = *text == "inf" ? HUGE_VAL : -HUGE_VAL;
    }
    if (!number) reader.refuse("numbers");
    state.numbers.emplace_back(entry.key, *number);
  }
  const auto paths = FieldValue<std::vector<std::string>>::read(reader.at("memory"));
  if (!paths) reader.refuse("memory");
  state.memory = *paths;
  state.metrics = reader.at("metrics");
  state.weighted_metrics = reader.at("weighted_metrics");
  return state;
}

OwnState own_state_of(models::Network& network) {
  OwnState state;
  const auto& layout = network.layout();
  state.seed = network.state().counter(layout[*layout.find("seed")]);
  state.data_seed = network.data_seed(0);
  state.steps = network.steps_taken();
  state.epochs = network.epochs_trained(0);
  if (network.blueprint()->has_targets())
    state.target_shapes = network.blueprint()->description().target_shapes;
  for (const Variable& variable : layout.variables()) {
    if (is_number(variable))
      state.numbers.emplace_back(variable.path, std::as_const(network).state().number(variable));
  }
  return state;
}

void give_state(const OwnState& state, models::Network& network) {
  const auto& layout = network.layout();
  network.state().counter(layout[*layout.find("step")]) = state.steps;
  network.epochs_trained(0) = state.epochs;
  for (const auto& [path, number] : state.numbers) {
    const auto index = layout.find(path);
    if (!index || !is_number(layout[*index])) continue;
    if (layout[*index].role == Role::kHyper) {
      network.set_hyper(path, 0, number);  // within its range
    } else {
      network.state().number(layout[*index]) = number;
    }
  }
}

}  // namespace occam::saving
