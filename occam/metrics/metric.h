#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"

namespace occam {

/// A mean over samples that is watched, not minimised: any struct with `type`, `name` (the log
/// key), `direction` and `graph::Value per_sample(const graph::Value& target, const graph::Value&
/// prediction) const`. prediction [batch, ..., k]; target of the same shape, or [batch, ...] where
/// it holds class numbers.
template <class T>
concept MetricLike = requires(const T& t, const graph::Value& value) {
  { T::type } -> std::convertible_to<std::string_view>;
  { T::name } -> std::convertible_to<std::string_view>;
  { T::direction } -> std::convertible_to<Direction>;
  { t.per_sample(value, value) } -> std::same_as<graph::Value>;
};

/// Holds any metric. From a string: Keras's names; the string is then the log key. Source: Keras 3,
/// metrics.get.
class Metric {
 public:
  template <std::convertible_to<std::string_view> Name>
  Metric(const Name& name) : Metric(named(name)) {}  // NOLINT: implicit by design
  template <MetricLike T>
  requires(!std::same_as<T, Metric>) Metric(T metric)
      : Metric(std::string(T::name), std::move(metric)) {}  // NOLINT
  template <MetricLike T>
  Metric(std::string log_name, T metric)
      : name_(std::move(log_name)), held_(std::make_shared<Holder<T>>(std::move(metric))) {}

  const std::string& name() const { return name_; }
  Direction direction() const { return held_->direction(); }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const {
    return held_->per_sample(target, prediction);
  }

 private:
  struct Held {
    virtual ~Held() = default;
    virtual Direction direction() const = 0;
    virtual graph::Value per_sample(const graph::Value& target,
                                    const graph::Value& prediction) const = 0;
  };
  template <class T>
  struct Holder final : Held {
    explicit Holder(T t) : value(std::move(t)) {}
    Direction direction() const override { return T::direction; }
    graph::Value per_sample(const graph::Value& target,
                            const graph::Value& prediction) const override {
      return value.per_sample(target, prediction);
    }
    T value;
  };

  /// Throws InvalidArgument for an unknown name.
  static Metric named(std::string_view name);

  std::string name_;
  std::shared_ptr<const Held> held_;
};

}  // namespace occam
