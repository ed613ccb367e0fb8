#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "occam/activations/activation.h"
#include "occam/base/config.h"
#include "occam/constraints/constraint.h"
#include "occam/initializers/initializer.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/ops/schedule.h"
#include "occam/regularizers/regularizer.h"
#include "python/core/python_object.h"

namespace occam::python {

// Members of concepts that are written in Python: objects that are called on symbols once, when the
// graph is written. They have no fields(); Python says how a file has them.

/// {module, class_name, config, registered_name}. Throws InvalidArgument of what Python cannot
/// write.
Config written_of(const PythonObject& object, std::string_view type);

struct PythonActivation {
  PythonObject function;
  static constexpr std::string_view type = "an activation written in Python";
  graph::Value apply(const graph::Value& x) const;
  Config written() const { return written_of(function, type); }
};

struct PythonRegularizer {
  PythonObject function;
  static constexpr std::string_view type = "a regularizer written in Python";
  graph::Value penalty(const ops::Scope& scope, const graph::Value& weight) const;
  Config written() const { return written_of(function, type); }
};

struct PythonConstraint {
  PythonObject function;
  static constexpr std::string_view type = "a constraint written in Python";
  graph::Value project(const ops::Scope& scope, const graph::Value& weight) const;
  Config written() const { return written_of(function, type); }
};

/// Called with the shape: an array.
struct PythonInitializer {
  PythonObject function;
  static constexpr std::string_view type = "an initializer written in Python";
  void fill(std::span<float> values, const Shape& shape, RandomKey key) const;
  Config written() const { return written_of(function, type); }
};

struct PythonSchedule {
  PythonObject function;
  static constexpr std::string_view type = "a schedule written in Python";
  graph::Value value(const ops::Scope& scope, const graph::Value& step) const;
  Config written() const { return written_of(function, type); }
};

/// Called with targets and predictions: a value a sample, or one of all of them. What becomes of
/// these its attribute `reduction` says where it has one.
struct PythonLoss {
  PythonObject function;
  LossReduction reduction = LossReduction::kSumOverBatchSize;
  static constexpr std::string_view type = "a loss written in Python";
  static constexpr std::string_view name = "loss";
  static constexpr bool class_labels = false;
  static constexpr TargetKind target_kind = TargetKind::kAsGiven;
  graph::Value per_sample(const ops::Scope& scope, const graph::Value& target,
                          const graph::Value& prediction) const;
  Config written() const { return written_of(function, type); }
};

struct PythonMetric {
  PythonObject function;
  static constexpr std::string_view type = "a metric written in Python";
  static constexpr std::string_view name = "metric";
  static constexpr Direction direction = Direction::kNone;
  static constexpr bool class_labels = true;  ///< or not: the function is told what there is
  graph::Value per_sample(const graph::Value& target, const graph::Value& prediction) const;
  Config written() const { return written_of(function, type); }
};

/// With sums that it keeps: `_trace_update(target, prediction, weights)` returns what a batch adds
/// to each, `_result_of(sums)` the number of them.
struct PythonSums {
  PythonObject object;
  static constexpr std::string_view type = "a metric written in Python";
  static constexpr std::string_view name = "metric";
  static constexpr Direction direction = Direction::kNone;
  static constexpr bool class_labels = true;  ///< or not: the function is told what there is
  void update_state(metrics::Sums& sums, const graph::Value& target,
                    const graph::Value& prediction) const;
  double result(const metrics::Totals& totals) const;
  Config written() const { return written_of(object, type); }
};

/// A metric that a layer tells in `call`: sums that are there already, of which `_result_of(sums)`
/// makes the number.
struct PythonWatched {
  PythonObject object;
  std::vector<graph::Value> added = {};
  static constexpr std::string_view type = "a metric written in Python";
  static constexpr std::string_view name = "metric";
  static constexpr Direction direction = Direction::kNone;
  void update_state(metrics::Sums& sums, const graph::Value&, const graph::Value&) const {
    for (const graph::Value& each : added) sums.add(each);
  }
  double result(const metrics::Totals& totals) const;
  Config written() const { return written_of(object, type); }
};

/// The same of a metric of the engine's, whose number the object is told by `_take_result`.
struct ToldMetric {
  PythonObject object;
  Metric metric;
  static constexpr std::string_view type = "a metric of a layer written in Python";
  static constexpr std::string_view name = "metric";
  static constexpr Direction direction = Direction::kNone;
  void update_state(metrics::Sums& sums, const graph::Value& target,
                    const graph::Value& prediction) const {
    metric.update_state(sums, target, prediction);
  }
  double result(const metrics::Totals& totals) const;
  Config written() const { return written_of(object, type); }
};

/// Turns Python's arguments into a config, in which an object that is no plain value stands under a
/// name; while a Scope lives, holders know these names.
class PythonMembers {
 public:
  explicit PythonMembers(PythonObject::Held held = PythonObject::Held::kStrongly) : held_(held) {}

  Config config(const std::string& where, nb::handle value);

  class Scope {
   public:
    explicit Scope(const PythonMembers& members);

   private:
    CustomMembers<Activation> activations_;
    CustomMembers<Regularizer> regularizers_;
    CustomMembers<Constraint> constraints_;
    CustomMembers<Initializer> initializers_;
    CustomMembers<Schedule> schedules_;
    CustomMembers<Loss> losses_;
    CustomMembers<Metric> metrics_;
  };

 private:
  PythonObject::Held held_;
  std::deque<std::pair<std::string, PythonObject>> objects_;
};

}  // namespace occam::python
