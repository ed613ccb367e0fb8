#pragma once

#include <concepts>
#include <memory>
#include <span>
#include <string_view>

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

/// Initial values of a weight: any struct with `type` and `void fill(std::span<float>, const
/// Shape&, RandomKey) const`. Random ones take element i from the key at step 0, index i.
template <class T>
concept InitializerLike = requires(const T& t, std::span<float> values, const Shape& shape,
                                   RandomKey key) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.fill(values, shape, key) } -> std::same_as<void>;
};

/// Holds any initializer. From a string: Keras's names. Source: Keras 3, initializers.get.
class Initializer {
 public:
  template <std::convertible_to<std::string_view> Name>
  Initializer(const Name& name) : Initializer(named(name)) {}  // NOLINT: implicit by design
  template <InitializerLike T>
  requires(!std::same_as<T, Initializer>) Initializer(T initializer)
      : held_(std::make_shared<Holder<T>>(std::move(initializer))) {}  // NOLINT

  std::string_view type() const { return held_->type(); }
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const {
    held_->fill(values, shape, key);
  }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual std::string_view type() const = 0;
    virtual void fill(std::span<float> values, const Shape& shape, RandomKey key) const = 0;
  };
  template <class T>
  struct Holder final : Held {
    explicit Holder(T t) : value(std::move(t)) {}
    std::string_view type() const override { return T::type; }
    void fill(std::span<float> values, const Shape& shape, RandomKey key) const override {
      value.fill(values, shape, key);
    }
    T value;
  };

  /// Throws InvalidArgument for an unknown name.
  static Initializer named(std::string_view name);

  std::shared_ptr<const Held> held_;
};

}  // namespace occam
