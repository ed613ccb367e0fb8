#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "occam/base/holder.h"
#include "occam/base/random.h"
#include "occam/base/shape.h"

namespace occam {

/// Inputs and outputs of one unit, as Keras computes them: rank 2 [in, out]; rank 1 [n] both n; a
/// kernel
/// [..., in, out] both times the receptive field.
struct Fans {
  double in = 1, out = 1;
};
Fans fans_of(const Shape& shape);

/// Values that a layer gives for rows of the training data: [rows, units].
struct Responses {
  std::span<const float> values;
  std::int64_t rows = 0, units = 0;
};

/// Initial values of a weight: any struct with `type` and `void fill(std::span<float>, const
/// Shape&, RandomKey) const`. Random ones take element i from the key at step 0, index i.
/// Optional, for one that is driven by data: `void adapt(std::span<float>, const Responses&,
/// RandomKey) const`, which changes what fill wrote, once, when the first fit begins.
template <class T>
concept InitializerLike = requires(const T& t, std::span<float> values, const Shape& shape,
                                   RandomKey key) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.fill(values, shape, key) } -> std::same_as<void>;
};

struct InitializerInterface : Described {
  virtual void fill(std::span<float> values, const Shape& shape, RandomKey key) const = 0;
  virtual bool adapts() const = 0;
  virtual void adapt(std::span<float> values, const Responses& responses, RandomKey key) const = 0;
};

template <class T>
struct InitializerAdapter final : Describes<T, InitializerInterface> {
  using Describes<T, InitializerInterface>::Describes;
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const override {
    this->described.fill(values, shape, key);
  }
  bool adapts() const override {
    return requires(const Responses& responses) { this->described.adapt({}, responses, {}); };
  }
  void adapt([[maybe_unused]] std::span<float> values, [[maybe_unused]] const Responses& responses,
             [[maybe_unused]] RandomKey key) const override {
    if constexpr (requires { this->described.adapt(values, responses, key); })
      this->described.adapt(values, responses, key);
  }
};

/// Holds any initializer. From a string: Keras's names. Errors: InvalidArgument for an unknown
/// name or an argument out of its range. Source: Keras 3, initializers.get.
class Initializer : public Holder<InitializerInterface> {
 public:
  template <std::convertible_to<std::string_view> Name>
  Initializer(const Name& name) : Initializer(catalogue().make(name)) {}  // NOLINT: implicit
  template <InitializerLike T>
  requires(!std::same_as<T, Initializer>) Initializer(T initializer)  // NOLINT: implicit
      : Holder(std::make_shared<InitializerAdapter<T>>(std::move(initializer))) {}

  void fill(std::span<float> values, const Shape& shape, RandomKey key) const {
    held().fill(values, shape, key);
  }
  /// True: driven by data.
  bool adapts() const { return held().adapts(); }
  /// Changes what fill wrote; nothing for one that does not adapt.
  void adapt(std::span<float> values, const Responses& responses, RandomKey key) const {
    held().adapt(values, responses, key);
  }
  static const Catalogue<Initializer>& catalogue();
};

}  // namespace occam
