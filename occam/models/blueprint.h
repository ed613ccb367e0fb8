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

/// What stands for an unknown size where a model of unknown sizes is declared: many numbers divide
/// it, and few axes have it.
inline constexpr std::int64_t kProbeSize = 2520;

/// A model without its values: what is declared, where it lies in a member's slab, the plans
/// compiled so far. All checks of shapes and options and all planning of memory are done on it,
/// before any value has a place. Networks share it; its plans may be asked for from several
/// threads at once. It knows the layers alone, or with loss and optimizer, or also the targets'
/// shapes: only then it can train. What is declared earlier keeps its place.
class Blueprint {
 public:
  /// The layers alone: enough to predict. Throws InvalidArgument for shapes that do not fit.
  explicit Blueprint(Topology topology);
  /// The layers of another one with loss, optimizer and metrics: their hyper-parameters exist.
  Blueprint(const Blueprint& layers, std::shared_ptr<const CompileOptions> options);
  /// The same for targets of these shapes, one an output. `batch` is the size of the batches to
  /// come: a target (1,) for several outputs fits only batches of one. `inputs`: the shapes of the
  /// inputs beside them; none: those that the model has.
  Blueprint(const Blueprint& compiled, std::vector<Shape> target_shapes, std::int64_t batch,
            std::vector<Shape> inputs = {});
  Blueprint(const Blueprint&) = delete;
  Blueprint& operator=(const Blueprint&) = delete;

  const Description& description() const { return description_; }
  const Topology& topology() const { return description_.topology; }
  /// None: the layers alone.
  const std::shared_ptr<const CompileOptions>& options() const { return options_; }
  bool has_targets() const { return !description_.target_shapes.empty(); }
  const runtime::StateLayout& layout() const { return layout_; }
  /// Variables that belong to the layers: the first ones of the layout. Those of the loss and the
  /// optimizer follow.
  std::size_t layer_variables() const { return layer_variables_; }
  /// Weights in Keras's order: layer by layer, as each layer declares them.
  const std::vector<layers::Declared::Weight>& weights() const { return weights_; }
  /// By weight: index of its layer in the topology.
  const std::vector<std::size_t>& weight_layers() const { return weight_layers_; }
  /// Initial values of the hyper-parameters, by variable.
  const ops::Scope::Numbers& numbers() const { return numbers_; }
  const std::vector<training::LogSource>& logs() const { return logs_; }
  /// Each call's output without the batch axis.
  const std::vector<Shape>& call_shapes() const { return call_shapes_; }
  /// Has an input an unknown size? No weight depends on it.
  bool is_open() const { return !probes_.empty(); }
  /// Shapes that its inputs may have, and that of an output for them, all sizes known. REQUIRES:
  /// is_open().
  const std::vector<Shape>& probes() const { return probes_; }
  const Shape& probed_output(std::size_t output) const { return probed_outputs_[output]; }
  /// The number, for PlanKey, of the shapes that samples have. REQUIRES: the inputs and targets
  /// could have them.
  int form(Form shapes) const;
  /// Shape of one sample's output; sizes that follow an unknown one of an input are unknown.
  const Shape& output_shape(std::size_t output) const;
  /// Weights (by index into weights()) with an initializer that adapts, in the order of the
  /// responses of an adapting plan.
  const std::vector<std::size_t>& adapting_weights() const { return adapting_weights_; }
  /// Is there one that does?
  bool adapts() const;
  const std::vector<layers::WholeInput>& whole_inputs() const { return whole_inputs_; }
  const std::vector<layers::Constant>& constants() const { return constants_; }
  /// Path of the first layer that standardises over the samples of a batch, or "".
  const std::string& batch_statistics() const { return batch_statistics_; }

  /// Bytes of a member's weights, moving statistics included.
  std::int64_t weight_bytes() const;

  /// Compiled at the first request and kept with a few others.
  std::shared_ptr<const runtime::Plan> plan(training::PlanKey key) const;
  /// All stages of the compilation of a plan, as text.
  std::string trace(training::PlanKey key) const;
  /// The graph of a step before it is compiled, in a layout of its own.
  BuiltGraph graph(training::PlanKey key, runtime::StateLayout& layout) const;

 private:
  void declare_layers();
  /// Builds them for several sizes in place of the unknown ones, and compares.
  void declare_open_layers();
  Form form_of(int number) const;
  /// Goes on from what an earlier one has declared.
  void take_declared(const Blueprint& other);
  void add(const BuiltGraph& built);
  std::shared_ptr<const runtime::Plan> compile(training::PlanKey key, std::string* trace) const;

  std::shared_ptr<const CompileOptions> options_;
  Description description_;
  runtime::StateLayout layout_;
  std::size_t layer_variables_ = 0;
  std::vector<layers::Declared::Weight> weights_;
  std::vector<std::size_t> weight_layers_;
  ops::Scope::Numbers numbers_;
  std::vector<training::LogSource> logs_;
  std::vector<Shape> call_shapes_, output_shapes_;
  std::vector<std::size_t> adapting_weights_;
  std::vector<layers::WholeInput> whole_inputs_;
  std::vector<layers::Constant> constants_;
  std::string batch_statistics_;
  std::vector<Shape> probes_;  ///< of a model with unknown sizes: some that its inputs may have
  std::vector<Shape> probed_outputs_;
  mutable std::vector<Form> forms_;  ///< by number
  mutable std::mutex plans_mutex_, forms_mutex_;
  mutable std::map<training::PlanKey, std::shared_ptr<const runtime::Plan>> plans_;
};

/// `blueprint` compiled with these options: itself when it is already, else a new one. Options are
/// the same when they are one object; none are the layers alone.
std::shared_ptr<const Blueprint> compiled_with(std::shared_ptr<const Blueprint> blueprint,
                                               std::shared_ptr<const CompileOptions> options);

/// A compiled blueprint for targets of these shapes beside inputs of those: itself when it is
/// already, or when only sizes differ that may.
std::shared_ptr<const Blueprint> with_targets(std::shared_ptr<const Blueprint> compiled,
                                              std::vector<Shape> target_shapes, std::int64_t batch,
                                              std::vector<Shape> inputs = {});

/// Shape of one sample of x, by the shape of all: (1,) for a vector of numbers.
Shape sample_shape(const Shape& x);
/// The same for an input whose samples are of this shape: () where they are single numbers.
Shape sample_shape(const Shape& x, const Shape& wanted);
/// Shape of one target, by the shape of all: () for targets with one axis.
Shape target_shape(const Shape& y);

}  // namespace occam::models
