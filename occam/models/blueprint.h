#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "occam/models/build.h"
#include "occam/runtime/plan.h"
#include "occam/runtime/state.h"
#include "occam/training/program.h"

namespace occam::models {

/// A model without its values: what is declared, where it lies in a member's slab, the plans
/// compiled so far. All checks of shapes and options and all planning of memory are done on it,
/// before any value has a place. Networks share it; its plans may be asked for from several
/// threads at once.
class Blueprint {
 public:
  /// The layers alone: enough to predict. Throws InvalidArgument for shapes that do not fit.
  Blueprint(std::vector<NamedLayer> layers, const Shape& input_shape);
  /// The layers of another one with loss, optimizer and metrics, for targets of this shape. `batch`
  /// is the size of the batches to come: a target (1,) for several outputs fits only batches of
  /// one.
  Blueprint(const Blueprint& layers, std::shared_ptr<const CompileOptions> options,
            const Shape& target_shape, std::int64_t batch);
  Blueprint(const Blueprint&) = delete;
  Blueprint& operator=(const Blueprint&) = delete;

  const Description& description() const { return description_; }
  /// None: the layers alone.
  const std::shared_ptr<const CompileOptions>& options() const { return options_; }
  const runtime::StateLayout& layout() const { return layout_; }
  /// Weights in Keras's order: layer by layer, as each layer declares them.
  const std::vector<layers::Declared::Weight>& weights() const { return weights_; }
  /// Initial values of the hyper-parameters, by variable.
  const ops::Scope::Numbers& numbers() const { return numbers_; }
  const std::vector<training::LogSource>& logs() const { return logs_; }
  /// Each layer's output without the batch axis.
  const std::vector<Shape>& layer_shapes() const { return layer_shapes_; }
  /// Bytes of a member's weights, moving statistics included.
  std::int64_t weight_bytes() const;

  /// Compiled at the first request and kept with a few others.
  std::shared_ptr<const runtime::Plan> plan(training::PlanKey key) const;
  /// All stages of the compilation of a plan, as text.
  std::string trace(training::PlanKey key) const;

 private:
  void add(const BuiltGraph& built);
  std::shared_ptr<const runtime::Plan> compile(training::PlanKey key, std::string* trace) const;

  std::shared_ptr<const CompileOptions> options_;
  Description description_;
  runtime::StateLayout layout_;
  std::vector<layers::Declared::Weight> weights_;
  ops::Scope::Numbers numbers_;
  std::vector<training::LogSource> logs_;
  std::vector<Shape> layer_shapes_;
  mutable std::mutex plans_mutex_;
  mutable std::map<training::PlanKey, std::shared_ptr<const runtime::Plan>> plans_;
};

/// `blueprint` compiled with these options for targets of this shape: itself when it is already,
/// else a new one. Options are the same when they are one object.
std::shared_ptr<const Blueprint> compiled_for(std::shared_ptr<const Blueprint> blueprint,
                                              std::shared_ptr<const CompileOptions> options,
                                              const Shape& target_shape, std::int64_t batch);

/// Shape of one sample of x, by the shape of all: (1,) for a vector of numbers.
Shape sample_shape(const Shape& x);
/// Shape of one target, by the shape of all: () for targets with one axis.
Shape target_shape(const Shape& y);

}  // namespace occam::models
