#pragma once

#include <concepts>
#include <memory>
#include <string_view>

#include "occam/base/holder.h"
#include "occam/graph/graph.h"

namespace occam {
namespace ops {
class Scope;
}

/// A number that changes with the steps: any struct with `type` and `graph::Value value(const
/// ops::Scope&, const graph::Value& step) const`, a scalar; step counts from 0. Its own numbers are
/// declared with scope.hyper, so that they stay adjustable.
/// Source: Keras 3, optimizers.schedules.LearningRateSchedule.
template <class T>
concept ScheduleLike = requires(const T& t, const ops::Scope& scope, const graph::Value& step) {
  { T::type } -> std::convertible_to<std::string_view>;
  { t.value(scope, step) } -> std::same_as<graph::Value>;
};

struct ScheduleInterface : Described {
  virtual graph::Value value(const ops::Scope& scope, const graph::Value& step) const = 0;
};

template <class T>
struct ScheduleAdapter final : Describes<T, ScheduleInterface> {
  using Describes<T, ScheduleInterface>::Describes;
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const override {
    return this->described.value(scope, step);
  }
};

/// Holds any schedule, or none.
class Schedule : public Holder<ScheduleInterface> {
 public:
  Schedule() = default;
  template <std::convertible_to<std::string_view> Name>
  Schedule(const Name& name) : Schedule(catalogue().make(name)) {}  // NOLINT: implicit by design
  template <ScheduleLike T>
  requires(!std::same_as<T, Schedule>) Schedule(T schedule)  // NOLINT
      : Holder(std::make_shared<ScheduleAdapter<T>>(std::move(schedule))) {}
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const {
    return held().value(scope, step);
  }
  /// Its members stand in occam/schedules.
  static const Catalogue<Schedule>& catalogue();
};

}  // namespace occam
