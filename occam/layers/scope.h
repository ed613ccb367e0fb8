#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/array.h"
#include "occam/constraints/constraint.h"
#include "occam/initializers/initializer.h"
#include "occam/metrics/metric.h"
#include "occam/ops/scope.h"
#include "occam/optimizers/apply.h"
#include "occam/regularizers/regularizer.h"

namespace occam::layers {

/// A weight that a layer asks for.
struct WeightSpec {
  std::string_view
      name;  ///< "kernel"; regularized under the hyper-parameters "kernel_regularizer/..."
  Shape shape;
  Initializer initializer = "zeros";
  Regularizer regularizer = {};
  Constraint constraint = {};  ///< under "kernel_constraint/..."
  bool trainable = true;       ///< false: a statistic that the forward pass updates
  /// The optimizer's learning rate is multiplied by it, under "kernel_learning_rate_factor".
  MaybeHyper learning_rate_factor = {};
};

/// What a layer around another one makes of a weight of it, in every pass in which that is built.
using SeenWeight = std::function<graph::Value(const graph::Value& weight)>;

/// An input that has to hold whole numbers from `least` to `most`, because a layer looks them up.
struct WholeInput {
  std::string input = {};  ///< name of the graph's input
  std::int64_t least = 0, most = 0;
  std::string path = {};                 ///< the layer's
  std::vector<std::int64_t> known = {};  ///< ascending: no others than these; empty: all of them
};

/// A tensor that a layer computes with and that nothing changes: an argument, no weight.
struct Constant {
  std::size_t variable = 0;
  Array values;
};

/// What a weight's data-driven initializer adapts to: the layer's result as far as that weight, on
/// training rows.
struct Response {
  std::size_t weight = 0;  ///< index into Declared::weights
  graph::Value values;     ///< (batch, ..., units)
};

/// What a layer tells a metric of its own in a call. It is reported beside loss and metrics, under
/// the metric's name.
struct Watched {
  Metric metric;
  const void* source = nullptr;  ///< the metric's identity: calls of one are added up
  graph::Value target, prediction, weights;
};

/// float32 holds every whole number up to this size, and not the next.
inline constexpr std::int64_t kMostWhole = 1 << 24;

/// Path of the samples that a pass over the statistics has seen.
inline constexpr std::string_view kSamplesSeen = "/statistics/samples";

/// What a forward pass is for.
enum class Pass : std::uint8_t {
  kInference,
  kTraining,    ///< dropout drops, batch normalisation uses the batch's statistics
  kStatistics,  ///< statistics are worked out anew from all samples of the pass, dropout off
};

/// What the layers of one model have declared, collected while they are built.
struct Declared {
  struct Weight {
    std::size_t variable;
    Initializer initializer;
    Regularizer regularizer;
    Constraint constraint;
    bool trainable;

    /// Does training set numbers of it to exactly 0?
    bool becomes_sparse() const { return trainable && regularizer.has_proximal(); }
  };
  std::vector<Weight> weights;          ///< in the order of the layers, each once
  std::vector<graph::Value> values;     ///< reads of the weights in this graph, in the same order
  std::vector<graph::Value> factors;    ///< of their learning rates; empty: none
  std::vector<graph::Value> penalties;  ///< scalars in the same order; empty without a regularizer
  std::vector<graph::Value> losses;     ///< scalars that layers add to the loss
  std::vector<Watched> watched;         ///< in the order of the calls
  std::vector<Response> responses;      ///< of weights that adapt, in the order of the layers
  std::vector<WholeInput> whole_inputs;
  std::vector<Constant> constants;
  std::string batch_statistics;               ///< the first layer that uses the batch's statistics
  graph::Value samples_seen;                  ///< before this step of a pass over the statistics
  std::map<std::size_t, std::size_t> places;  ///< variable -> index into weights
  std::map<std::size_t, graph::Value> statistics;  ///< variable -> value after this step
  /// Variable of a trained weight -> the value that the layer gave it before this step's gradient.
  std::map<std::size_t, graph::Value> starts;
  std::map<int, graph::Value> masks;    ///< by id of the value that is masked
  std::vector<std::string> lost_masks;  ///< layers that get masks and know none

  /// The trainable weights, in order, as the step starts from them: reads, or what layers gave
  /// them.
  std::vector<graph::Value> trainable() const;
  /// The same with what the optimizer has to know of each.
  std::vector<TrainedWeight> trained_weights() const;
};

/// Where a layer is built.
class Scope : public ops::Scope {
 public:
  Scope(graph::Graph& graph, std::string path, Numbers& numbers, Declared& declared, Pass pass)
      : ops::Scope(graph, std::move(path), numbers), declared_(&declared), pass_(pass) {}

  /// True in `fit`: dropout drops, batch normalisation uses the batch's statistics.
  bool training() const { return pass_ == Pass::kTraining; }
  /// True in a pass that works statistics out anew, from samples_seen() and the batch.
  bool estimates_statistics() const { return pass_ == Pass::kStatistics; }
  /// The place of a layer inside this one: `inner.build(scope.child("inner"), x)`.
  Scope child(std::string_view name) const {
    Scope inner(graph(), path_of(name), numbers(), *declared_, pass_);
    inner.calls_ = calls_;
    inner.frozen_ = frozen_;
    inner.keeps_ = keeps_;
    return inner;
  }
  /// The same place, where no weight is trained and none has a penalty. Source: Keras 3,
  /// Layer.trainable = False.
  Scope frozen() const {
    Scope other = *this;
    other.frozen_ = true;
    return other;
  }
  /// The same place in a pass of inference. Source: Keras 3, layer(x, training=False).
  Scope inference() const {
    Scope other = *this;
    other.pass_ = Pass::kInference;
    return other;
  }
  /// The same place, where the layer gets what `seen` makes of its weight of this name. Layers
  /// inside it do not. In training that is the weight from here on: penalty, gradient and the
  /// optimizer's step are those of the new value.
  Scope with_weight(std::string name, SeenWeight seen) const {
    Scope other = *this;
    other.seen_ = std::make_shared<const std::pair<std::string, SeenWeight>>(std::move(name),
                                                                             std::move(seen));
    return other;
  }
  /// The same place in a pass of training, whatever the pass is: it draws, and statistics and
  /// weights stay as they are where nothing is trained. Source: Keras 3, layer(x, training=True).
  Scope drawing() const {
    Scope other = *this;
    other.keeps_ = keeps_ || pass_ != Pass::kTraining;
    other.pass_ = Pass::kTraining;
    return other;
  }
  /// The same place for another call of its layer: its random numbers are others.
  Scope again(std::int64_t repetition) const {
    Scope other = *this;
    if (repetition > 0) other.calls_ += "#" + std::to_string(repetition);
    return other;
  }
  /// The weight's value. Declares it, its initial values and its penalty; a layer that is called
  /// again gets the same weight, whose penalty counts once.
  graph::Value add_weight(const WeightSpec& spec) const;
  /// A float32 tensor of these values, which is no weight.
  graph::Value constant(std::string_view name, const Array& values) const;
  /// The result (batch, ..., units) that `weight` has a part in and that its initializer adapts to,
  /// where it is data-driven (initializers/initializer.h). The first call of a layer counts.
  void respond(const graph::Value& weight, const graph::Value& values) const;
  /// The value of a statistic after this step; ignored outside training. A layer that is called
  /// again goes on from it. Of a weight that is trained: the value that the step starts from, by
  /// which its penalty and gradient are taken. Source: Keras 3, Variable.assign in a layer's call.
  void update(const graph::Value& statistic, const graph::Value& value) const;
  /// A scalar that is minimised too, in every call of the layer. Source: Keras 3, Layer.add_loss.
  void add_loss(const graph::Value& value) const;
  /// Tells a metric that belongs to the layer, in passes that report. `source` says whose sums
  /// these are. Source: Keras 3, Metric.update_state in Layer.call.
  void watch(Metric metric, const void* source, const graph::Value& target,
             const graph::Value& prediction, const graph::Value& weights = {}) const;
  /// Samples before this batch in a pass that estimates statistics; a scalar. To be declared by
  /// every layer with statistics, in every pass.
  graph::Value samples_seen() const;
  /// Random numbers of the layer: one stream a name and a call of the layer, all independent.
  std::uint32_t stream(std::string_view name = {}) const;
  /// Which rows of a value [batch, steps, ...] count: [batch, steps], 1 or 0. None: all of them.
  /// Source: Keras 3, masking and padding.
  graph::Value mask_of(const graph::Value& value) const;
  void set_mask(const graph::Value& value, const graph::Value& mask) const;
  /// Says that the layer here, of this class, gets values with a mask and gives some without.
  void lose_mask(std::string_view layer_class) const;
  /// Says that `input`, where it is an input of the model, has to hold whole numbers below `count`.
  void expect_whole(const graph::Value& input, std::int64_t count) const;
  /// The same for all whole numbers that float32 tells apart, or for these, ascending, alone.
  void expect_known(const graph::Value& input, std::vector<std::int64_t> known) const;
  /// Says that the layer uses statistics over the samples of a batch, which one sample has not.
  void expect_several_samples() const;

  // For a model that is a layer of another.
  std::size_t declared_weights() const { return declared_->weights.size(); }
  void set_initializer(std::size_t weight, Initializer initializer) const;

 private:
  void expect(const graph::Value& input, WholeInput wanted) const;
  void start_from(std::size_t weight, const graph::Value& value) const;

  Declared* declared_;
  Pass pass_;
  std::string calls_;  ///< "#1" in the second call of a layer
  std::shared_ptr<const std::pair<std::string, SeenWeight>> seen_;
  bool frozen_ = false;
  bool keeps_ = false;  ///< updates are left out
};

/// Assigns the statistics their values after a step of so many samples. Once, when all layers are
/// built.
void assign_statistics(const Declared& declared, Pass pass, std::int64_t samples);
/// Assigns trained weights what layers gave them, where no optimizer's step does.
void assign_starts(const Declared& declared);

}  // namespace occam::layers
