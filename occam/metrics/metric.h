#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <string_view>

#include "occam/base/holder.h"
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

struct MetricInterface : Described {
  virtual Direction direction() const = 0;
  virtual bool class_labels() const = 0;
  virtual graph::Value per_sample(const graph::Value& target,
                                  const graph::Value& prediction) const = 0;
};

template <class T>
struct MetricAdapter final : Describes<T, MetricInterface> {
  using Describes<T, MetricInterface>::Describes;
  Direction direction() const override { return T::direction; }
  bool class_labels() const override {
    if constexpr (requires { T::class_labels; }) {
      return T::class_labels;
    } else {
      return false;
    }
  }
  graph::Value per_sample(const graph::Value& target,
                          const graph::Value& prediction) const override {
    return this->described.per_sample(target, prediction);
  }
};

/// Holds any metric. From a string: Keras's names; the string is then the log key (of a class name
/// Keras's name). Errors: InvalidArgument for an unknown name. Source: Keras 3, metrics.get.
class Metric : public Holder<MetricInterface> {
 public:
  template <std::convertible_to<std::string_view> Name>
  Metric(const Name& name) : Metric(catalogue().make(name)) {  // NOLINT: implicit by design
    const auto& entry = catalogue().find(name);
    name_ = std::string_view(name) == entry.type ? entry.name : std::string_view(name);
  }
  template <MetricLike T>
  requires(!std::same_as<T, Metric>) Metric(T metric)  // NOLINT: implicit by design
      : Metric(std::string(T::name), std::move(metric)) {}
  template <MetricLike T>
  Metric(std::string log_name, T metric)
      : Holder(std::make_shared<MetricAdapter<T>>(std::move(metric))), name_(std::move(log_name)) {}

  const std::string& name() const { return name_; }
  Direction direction() const { return held().direction(); }
  /// True: targets may be class numbers, one a sample.
  bool class_labels() const { return held().class_labels(); }
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const {
    return held().per_sample(target, prediction);
  }
  static const Catalogue<Metric>& catalogue();

 private:
  std::string name_;
};

}  // namespace occam
