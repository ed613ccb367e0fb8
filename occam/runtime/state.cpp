#include "occam/runtime/state.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "occam/runtime/memory_budget.h"

namespace occam::runtime {

std::size_t StateLayout::declare(std::string path, Shape shape, VariableType type, Role role,
                                 const Range& range) {
  if (const auto found = find(path)) {
    const Variable& first = variables_[*found];
    if (first.shape == shape && first.type == type) return *found;
    throw InvalidArgument(path + ": declared twice with different shapes. Expected " +
                          to_text(first.shape) + " as before. Received: " + to_text(shape));
  }
  // Scalars pack tightly, so that a tiny model's hyper-parameters share cache lines.
  const std::size_t alignment = type == VariableType::kFloat32 ? 64 : 8;
  Variable variable{std::move(path), std::move(shape), type, role, 0, range};
  variable.offset = (end_ + alignment - 1) / alignment * alignment;
  // Sizes that would overflow are refused here; whether they fit the memory is checked before it is
  // allocated.
  checked_mul(static_cast<std::int64_t>((end_ + variable.bytes()) / 8 + 1), 16);
  end_ = variable.offset + variable.bytes();
  if (type == VariableType::kFloat32) end_ = round_up_64(end_);
  by_path_.emplace(variable.path, variables_.size());
  variables_.push_back(std::move(variable));
  return variables_.size() - 1;
}

std::size_t StateLayout::declare_memory(std::string path, Shape shape, Role role,
                                        std::size_t weight, double initial) {
  const VariableType type = shape.rank() == 0 ? VariableType::kFloat64 : VariableType::kFloat32;
  const std::size_t index = declare(std::move(path), std::move(shape), type, role);
  variables_[index].weight = weight;
  variables_[index].initial = initial;
  return index;
}

std::optional<std::size_t> StateLayout::find(std::string_view path) const {
  const auto found = by_path_.find(path);
  if (found == by_path_.end()) return std::nullopt;
  return found->second;
}

State::State(const StateLayout& layout, std::int64_t models)
    : slab_bytes_(layout.slab_bytes()), models_(models) {
  const std::int64_t bytes = checked_mul(static_cast<std::int64_t>(slab_bytes_), models);
  take_memory("the model's weights and the optimizer's memory", bytes, advice_for(false, models),
              [&] { bytes_.resize(static_cast<std::size_t>(bytes)); });
}

State::State(const State& other, const StateLayout& before, std::span<const int> members,
             const StateLayout& layout)
    : State(layout, static_cast<std::int64_t>(members.size())) {
  for (const Variable& variable : before.variables()) {
    const auto index = layout.find(variable.path);
    if (!index) continue;
    for (std::size_t m = 0; m < members.size(); ++m) {
      std::memcpy(slab(static_cast<std::int64_t>(m)) + layout[*index].offset,
                  other.slab(members[m]) + variable.offset, variable.bytes());
    }
  }
}

std::span<float> State::tensor(const Variable& variable, std::int64_t model) {
  return {reinterpret_cast<float*>(slab(model) + variable.offset),
          static_cast<std::size_t>(variable.shape.size())};
}

std::span<const float> State::tensor(const Variable& variable, std::int64_t model) const {
  return {reinterpret_cast<const float*>(slab(model) + variable.offset),
          static_cast<std::size_t>(variable.shape.size())};
}

double& State::number(const Variable& variable, std::int64_t model) {
  return *reinterpret_cast<double*>(slab(model) + variable.offset);
}

double State::number(const Variable& variable, std::int64_t model) const {
  return *reinterpret_cast<const double*>(slab(model) + variable.offset);
}

std::uint64_t& State::counter(const Variable& variable, std::int64_t model) {
  return *reinterpret_cast<std::uint64_t*>(slab(model) + variable.offset);
}

std::uint64_t State::counter(const Variable& variable, std::int64_t model) const {
  return *reinterpret_cast<const std::uint64_t*>(slab(model) + variable.offset);
}

void State::fill(const Variable& variable, std::int64_t model, double value) {
  if (variable.type == VariableType::kFloat64) {
    number(variable, model) = value;
    return;
  }
  const std::span<float> elements = tensor(variable, model);
  std::fill(elements.begin(), elements.end(), static_cast<float>(value));
}

void State::grow(const StateLayout& before, const StateLayout& layout) {
  std::vector<int> all(static_cast<std::size_t>(models_));
  std::iota(all.begin(), all.end(), 0);
  *this = State(*this, before, all, layout);
}

}  // namespace occam::runtime
