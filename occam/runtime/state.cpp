#include "occam/runtime/state.h"

#include <cstring>

#include "occam/runtime/memory_budget.h"

namespace occam::runtime {

std::size_t StateLayout::declare(std::string path, Shape shape, VariableType type, Role role,
                                 const Range& range) {
  if (const auto found = find(path)) {
    check_internal(variables_[*found].shape == shape && variables_[*found].type == type,
                   "a variable was declared twice with different shapes");
    return *found;
  }
  // Scalars pack tightly, so that a tiny model's hyper-parameters share cache lines.
  const std::size_t alignment = type == VariableType::kFloat32 ? 64 : 8;
  Variable variable{std::move(path), std::move(shape), type, role, 0, range};
  variable.offset = (end_ + alignment - 1) / alignment * alignment;
  // Sizes that would overflow are refused here; whether they fit the memory is checked before it is
  // allocated.
  checked_mul(static_cast<std::int64_t>((end_ + variable.bytes()) / 8 + 1), 16);
  end_ = variable.offset + variable.bytes();
  if (type == VariableType::kFloat32) end_ = (end_ + 63) / 64 * 64;
  variables_.push_back(std::move(variable));
  return variables_.size() - 1;
}

std::optional<std::size_t> StateLayout::find(std::string_view path) const {
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    if (variables_[i].path == path) return i;
  }
  return std::nullopt;
}

State::State(const StateLayout& layout, std::int64_t models)
    : slab_bytes_(layout.slab_bytes()), models_(models) {
  const std::int64_t bytes = checked_mul(static_cast<std::int64_t>(slab_bytes_), models);
  check_memory("the model's weights and the optimizer's memory", bytes);
  bytes_.resize(static_cast<std::size_t>(bytes));
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

void State::grow(const StateLayout& old_layout, const StateLayout& layout) {
  State grown(layout, models_);
  for (const Variable& variable : old_layout.variables()) {
    const auto index = layout.find(variable.path);
    if (!index) continue;
    for (std::int64_t model = 0; model < models_; ++model) {
      std::memcpy(grown.slab(model) + layout[*index].offset, slab(model) + variable.offset,
                  variable.bytes());
    }
  }
  *this = std::move(grown);
}

}  // namespace occam::runtime
