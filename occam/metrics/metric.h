#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "occam/base/holder.h"
#include "occam/graph/graph.h"
#include "occam/metrics/direction.h"
#include "occam/metrics/sums.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/constant.h"
#include "occam/ops/reshape.h"
#include "occam/ops/sum.h"

namespace occam {

/// A mean over samples: `graph::Value per_sample(const graph::Value& target, const graph::Value&
/// prediction) const`, of shape [batch, ...]; a scalar is a mean over batches, as in Keras.
template <class T>
concept MeanMetric = requires(const T& t, const graph::Value& value) {
  { t.per_sample(value, value) } -> std::same_as<graph::Value>;
};

/// A number of several sums: `void update_state(metrics::Sums& sums, const graph::Value& target,
/// const graph::Value& prediction) const` adds to them what a batch holds, `double result(const
/// metrics::Totals& totals) const` makes the number of them at the end, and does not allocate.
template <class T>
concept SumsMetric = requires(const T& t, metrics::Sums& sums, const metrics::Totals& totals,
                              const graph::Value& value) {
  t.update_state(sums, value, value);
  { t.result(totals) } -> std::same_as<double>;
};

/// A metric that may be several numbers: `std::optional<std::int64_t> numbers(const Shape&
/// prediction) const`, how many, or none where it is one; and `double result(const metrics::Totals&
/// totals, std::size_t place) const`, each of them. A fit reports several, each under its own name:
/// "f1_score[0]", "f1_score[1]".
template <class T>
concept SeveralNumbers = requires(const T& t, const Shape& prediction,
                                  const metrics::Totals& totals) {
  { t.numbers(prediction) } -> std::same_as<std::optional<std::int64_t>>;
  { t.result(totals, std::size_t{}) } -> std::same_as<double>;
};

/// What is watched, not minimised: any struct with `type`, `name` (the log key), `direction` and
/// the members of MeanMetric or of SumsMetric, where it may be several numbers those of
/// SeveralNumbers. prediction [batch, ..., k]; target of the same shape, or [batch, ...] where it
/// holds class numbers. Optional, constants or functions: `bool class_labels` (targets may be class
/// numbers), `bool of_numbers` (each number of a prediction counts by itself, and may have a weight
/// of its own; else the last axis counts as a whole), `bool of_one_shape` (targets have the
/// prediction's shape and are not repeated to it when it is called on arrays); `bool
/// takes_probabilities(const Shape& prediction) const` (predictions have to be in [0, 1]). Source:
/// Keras 3, metrics.Metric.
template <class T>
concept MetricLike = (MeanMetric<T> || SumsMetric<T>)&&requires {
  { T::type } -> std::convertible_to<std::string_view>;
  { T::name } -> std::convertible_to<std::string_view>;
  { T::direction } -> std::convertible_to<Direction>;
};

struct MetricInterface : Described {
  virtual Direction direction() const = 0;
  virtual bool class_labels() const = 0;
  virtual bool of_numbers() const = 0;
  virtual bool of_one_shape() const = 0;
  virtual bool takes_probabilities(const Shape& prediction) const = 0;
  virtual void update_state(metrics::Sums& sums, const graph::Value& target,
                            const graph::Value& prediction) const = 0;
  virtual double result(const metrics::Totals& totals) const = 0;
  virtual std::optional<std::int64_t> numbers(const Shape& prediction) const = 0;
  virtual double result(const metrics::Totals& totals, std::size_t place) const = 0;
  virtual graph::Value per_sample(const graph::Value& target,
                                  const graph::Value& prediction) const = 0;
};

template <class T>
struct MetricAdapter final : Describes<T, MetricInterface> {
  using Describes<T, MetricInterface>::Describes;
  Direction direction() const override { return T::direction; }
  bool class_labels() const override {
    if constexpr (requires { this->described.class_labels(); }) {
      return this->described.class_labels();
    } else if constexpr (requires { bool{T::class_labels}; }) {
      return T::class_labels;
    } else {
      return false;
    }
  }
  bool of_numbers() const override {
    if constexpr (requires { this->described.of_numbers(); }) {
      return this->described.of_numbers();
    } else if constexpr (requires { bool{T::of_numbers}; }) {
      return T::of_numbers;
    } else {
      return false;
    }
  }
  bool of_one_shape() const override {
    if constexpr (requires { bool{T::of_one_shape}; }) {
      return T::of_one_shape;
    } else {
      return false;
    }
  }
  bool takes_probabilities(const Shape& prediction) const override {
    if constexpr (requires { this->described.takes_probabilities(prediction); }) {
      return this->described.takes_probabilities(prediction);
    } else {
      return false;
    }
  }
  void update_state(metrics::Sums& sums, const graph::Value& target,
                    const graph::Value& prediction) const override {
    if constexpr (MeanMetric<T>) {
      // Numbers that have a weight each are samples of one.
      const bool each = of_numbers() && sums.weighs_numbers_of(prediction);
      const auto seen = [&](const graph::Value& x) {
        return each ? ops::reshape(x, {x.shape().size(), 1}) : x;
      };
      graph::Value values = this->described.per_sample(seen(target), seen(prediction));
      const bool of_batch = values.is_scalar();
      if (of_batch && sums.is_weighted())
        values = ops::broadcast_scalar(values, Shape{prediction.shape()[0]});
      if (of_batch && !sums.is_weighted()) {
        sums.add(values);
        sums.add(ops::constant(sums.graph(), 1));
      } else if (sums.is_weighted()) {
        // Weights count in the denominator too: a mean of the weighted samples.
        const graph::Value weights = each
                                         ? ops::reshape(sums.weights_of(prediction), values.shape())
                                         : sums.weights_of(values);
        sums.add(ops::sum(values * weights));
        sums.add(ops::sum(weights));
      } else {
        sums.add(ops::sum(values) / static_cast<double>(values.shape().tail().size()));
      }
    } else {
      this->described.update_state(sums, target, prediction);
    }
  }
  double result(const metrics::Totals& totals) const override {
    if constexpr (MeanMetric<T>) {
      return totals.sums.size() == 1 ? totals.sums[0][0] / static_cast<double>(totals.samples)
                                     : metrics::weighted_mean(totals);
    } else {
      return this->described.result(totals);
    }
  }
  std::optional<std::int64_t> numbers(const Shape& prediction) const override {
    if constexpr (SeveralNumbers<T>) {
      return this->described.numbers(prediction);
    } else {
      return std::nullopt;
    }
  }
  double result(const metrics::Totals& totals, std::size_t place) const override {
    if constexpr (SeveralNumbers<T>) {
      return this->described.result(totals, place);
    } else {
      return result(totals);
    }
  }
  graph::Value per_sample(const graph::Value& target,
                          const graph::Value& prediction) const override {
    if constexpr (MeanMetric<T>) {
      return this->described.per_sample(target, prediction);
    } else {
      return {};
    }
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
  /// The same under another log key. Source: Keras 3, Metric(name=...).
  Metric named(std::string log_name) const {
    Metric metric = *this;
    metric.name_ = std::move(log_name);
    return metric;
  }
  Direction direction() const { return held().direction(); }
  /// True: targets may be class numbers, one a sample.
  bool class_labels() const { return held().class_labels(); }
  /// True: each number of a prediction counts by itself, and may have a weight of its own.
  bool of_numbers() const { return held().of_numbers(); }
  /// True: called on arrays, targets are not repeated to the prediction's shape.
  bool of_one_shape() const { return held().of_one_shape(); }
  /// True: of predictions of this shape it expects numbers from 0 to 1.
  bool takes_probabilities(const Shape& prediction) const {
    return held().takes_probabilities(prediction);
  }
  /// Writes what a batch adds to the sums.
  void update_state(metrics::Sums& sums, const graph::Value& target,
                    const graph::Value& prediction) const {
    held().update_state(sums, target, prediction);
  }
  /// The number that the sums of an epoch make.
  double result(const metrics::Totals& totals) const { return held().result(totals); }
  /// How many numbers it is of predictions of this shape; none: one number.
  std::optional<std::int64_t> numbers(const Shape& prediction) const {
    return held().numbers(prediction);
  }
  /// One of several numbers.
  double result(const metrics::Totals& totals, std::size_t place) const {
    return held().result(totals, place);
  }
  /// Of a mean over samples what each gives, else an empty value.
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const {
    return held().per_sample(target, prediction);
  }
  static const Catalogue<Metric>& catalogue();

 private:
  std::string name_;
};

}  // namespace occam
