#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/array.h"
#include "occam/base/range.h"
#include "occam/base/round_up_64.h"
#include "occam/base/shape.h"

namespace occam::runtime {

/// What a variable is for; decides who initialises, saves and prints it.
enum class Role : std::uint8_t {
  kTrainable,    ///< a weight that the optimizer updates
  kStatistic,    ///< a weight that the forward pass updates (moving mean)
  kSlot,         ///< optimizer memory of one weight (momentum)
  kAverage,      ///< running mean of one weight, which takes its place when training ends
  kHyper,        ///< a hyper-parameter, one float64
  kCounter,      ///< number of steps taken, one uint64
  kSeed,         ///< the model's seed, one uint64
  kAccumulator,  ///< a sum over the steps of an epoch
};

enum class VariableType : std::uint8_t { kFloat32, kFloat64, kUint64 };

/// A named value that lives from step to step. Tensors are float32; scalars are float64 or uint64.
struct Variable {
  std::string path;  ///< "dense/kernel", "dense/kernel_regularizer/l2"
  Shape shape;
  VariableType type = VariableType::kFloat32;
  Role role = Role::kTrainable;
  std::size_t offset = 0;  ///< bytes from the start of a member's slab
  Range range = {};        ///< kHyper: the numbers it may be set to
  double initial = 0;      ///< kSlot: what its elements start with
  std::size_t weight = 0;  ///< kSlot, kAverage: the weight that it belongs to

  std::size_t bytes() const {
    return static_cast<std::size_t>(shape.size()) * (type == VariableType::kFloat32 ? 4 : 8);
  }
};

/// Where each variable lies in a member's slab. Tensors start on 64-byte boundaries and are padded
/// to them.
class StateLayout {
 public:
  /// Declares a variable, or finds the one of that path. Throws InvalidArgument when shapes
  /// differ: two of a layer's weights have one name.
  std::size_t declare(std::string path, Shape shape, VariableType type, Role role,
                      const Range& range = {});
  /// Declares or finds what an optimizer keeps of variable `weight`.
  std::size_t declare_memory(std::string path, Shape shape, Role role, std::size_t weight,
                             double initial = 0);
  std::optional<std::size_t> find(std::string_view path) const;
  const Variable& operator[](std::size_t index) const { return variables_[index]; }
  std::span<const Variable> variables() const { return variables_; }
  std::size_t slab_bytes() const { return round_up_64(end_); }

 private:
  std::vector<Variable> variables_;
  std::map<std::string, std::size_t, std::less<>> by_path_;
  std::size_t end_ = 0;
};

/// The variables' values: a slab per member of the stack (docs/decisions/0008).
class State {
 public:
  State() = default;
  State(const StateLayout& layout, std::int64_t models);
  /// Members of `other`, which has the layout `before`, in another layout: values of variables that
  /// both have are taken over, the rest is zero.
  State(const State& other, const StateLayout& before, std::span<const int> members,
        const StateLayout& layout);

  std::int64_t models() const { return models_; }
  std::byte* slab(std::int64_t model) {
    return bytes_.data() + static_cast<std::size_t>(model) * slab_bytes_;
  }
  const std::byte* slab(std::int64_t model) const {
    return bytes_.data() + static_cast<std::size_t>(model) * slab_bytes_;
  }
  std::size_t slab_bytes() const { return slab_bytes_; }

  std::span<float> tensor(const Variable& variable, std::int64_t model = 0);
  std::span<const float> tensor(const Variable& variable, std::int64_t model = 0) const;
  double& number(const Variable& variable, std::int64_t model = 0);
  double number(const Variable& variable, std::int64_t model = 0) const;
  std::uint64_t& counter(const Variable& variable, std::int64_t model = 0);
  std::uint64_t counter(const Variable& variable, std::int64_t model = 0) const;
  /// Sets every element of a tensor, or a number.
  void fill(const Variable& variable, std::int64_t model, double value);

  /// Moves to a layout that has grown: values of old variables are kept, new ones are zero. Both
  /// are in memory while it moves.
  void grow(const StateLayout& before, const StateLayout& layout);

 private:
  LastingBytes bytes_;
  std::size_t slab_bytes_ = 0;
  std::int64_t models_ = 0;
};

}  // namespace occam::runtime
