#include "tests/golden/stepper.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "occam/training/log_reader.h"

namespace occam::golden {
namespace {

std::shared_ptr<const models::Blueprint> blueprint_of(const Sequential& model,
                                                      const Shape& input_shape) {
  std::vector<models::NamedLayer> layers;
  const std::vector<std::string> names = model.layer_names();
  for (std::size_t i = 0; i < names.size(); ++i) layers.push_back({names[i], model.layers()[i]});
  return std::make_shared<const models::Blueprint>(models::chain(std::move(layers), input_shape));
}

}  // namespace

Stepper::Stepper(const Sequential& model, const Shape& input_shape, const CompileOptions& options,
                 const Array& y)
    : network_(blueprint_of(model, input_shape), {5}, 5, std::make_shared<runtime::ThreadPool>(1)) {
  const auto compiled =
      models::compiled_with(network_.blueprint(), std::make_shared<const CompileOptions>(options));
  network_.adopt(models::with_targets(compiled, {y.shape().tail()}, y.shape()[0]));
}

void Stepper::step(training::Mode mode, const Array& x, const Array& y, std::int64_t begin,
                   std::int64_t end, bool streaming) {
  runtime::Executor& executor = network_.executor({mode, end - begin});
  const auto fill = [&](const std::string& name, const Array& rows) {
    const Array batch = rows.rows(begin, end);
    const auto place = executor.input(*executor.plan().input(name));
    if (place.size() != values(batch).size()) throw std::runtime_error("batch of another size");
    std::ranges::copy(values(batch), place.begin());
  };
  fill(models::input_name(0), x);
  fill(models::target_name(0), y);
  if (!streaming) {
    rows_seen_ = 0;
    training::LogReader(network_).reset(std::array{0});
  }
  rows_seen_ += end - begin;
  const int member = 0;
  executor.run({&member, 1});
}

double Stepper::log(std::string_view name) {
  callbacks::Logs logs;
  training::LogReader(network_).read(0, rows_seen_, training::LogReader::Prefix::kNone, logs);
  return logs.at(name);
}

std::vector<std::string> Stepper::weight_paths(bool trainable_only) const {
  std::vector<std::string> paths;
  for (const layers::Declared::Weight& weight : network_.weight_list()) {
    if (weight.trainable || !trainable_only)
      paths.push_back(network_.layout()[weight.variable].path);
  }
  return paths;
}

const runtime::Variable& Stepper::variable(std::string_view path) const {
  const auto index = network_.layout().find(path);
  if (!index) throw std::runtime_error("no variable at " + std::string(path));
  return network_.layout()[*index];
}

std::span<float> Stepper::tensor(std::string_view path) {
  return network_.state().tensor(variable(path));
}

std::vector<float> Stepper::slot(std::string_view path) {
  const runtime::Variable& slot = variable(path);
  if (slot.shape.rank() == 0) return {static_cast<float>(network_.state().number(slot))};
  const auto values = network_.state().tensor(slot);
  return {values.begin(), values.end()};
}

void Stepper::set_weights(const Json& weights) {
  const std::vector<std::string> paths = weight_paths();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    std::ranges::copy(values(golden::tensor(weights.at(i))), tensor(paths[i]).begin());
  }
}

void Stepper::set_slots(const Json& slots) {
  const std::vector<std::string> paths = weight_paths(true);
  for (const auto& [name, each] : slots.items()) {
    for (std::size_t i = 0; i < paths.size(); ++i) {
      if (each.at(i).is_null()) continue;
      const runtime::Variable& slot = variable("optimizer/" + paths[i] + "/" + name);
      if (slot.shape.rank() == 0) {
        network_.state().number(slot) = number(each.at(i));
      } else {
        std::ranges::copy(values(golden::tensor(each.at(i))),
                          network_.state().tensor(slot).begin());
      }
    }
  }
}

void Stepper::set_steps_taken(std::uint64_t steps) {
  network_.state().counter(network_.layout()[*network_.layout().find("step")]) = steps;
}

std::uint64_t Stepper::steps_taken() {
  return network_.state().counter(network_.layout()[*network_.layout().find("step")]);
}

}  // namespace occam::golden
