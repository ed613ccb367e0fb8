#pragma once

#include <concepts>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "occam/base/array.h"
#include "occam/callbacks/history.h"
#include "occam/callbacks/logs.h"
#include "occam/data/dataset.h"
#include "occam/layers/layer.h"
#include "occam/models/compile_options.h"
#include "occam/models/fit_memory.h"
#include "occam/training/fit_options.h"

namespace occam {

using callbacks::History;
using callbacks::Logs;

namespace models {
class Blueprint;
class Network;
class Parts;
struct FileForm;
struct Given;
struct GivenFit;
struct Holding;
struct Prepared;
struct Topology;
}  // namespace models

/// What calibrate() found.
struct Calibration {
  double temperature = 1.0;                    ///< T
  double loss_before = 0.0, loss_after = 0.0;  ///< log loss of the samples, without penalties
};

/// What Sequential and Model have in common: a description that is compiled, trained, evaluated and
/// asked for predictions. A value: copying copies the weights. Source: Keras 3, Model.
/// Where a model has several inputs or outputs, x and y are lists by position or by name.
class Trainable {
 public:
  /// True when the shapes of the inputs are known: from the description or from the first batch.
  bool built() const;

  /// What is minimised, by which rule, and what is watched. From now on the hyper-parameters of
  /// loss and optimizer exist; the optimizer starts anew. Throws InvalidArgument without a loss, or
  /// for options that do not fit the model.
  void compile(CompileOptions options);

  /// Trains on rows of x (samples, ...) and y. Throws InvalidArgument before any work when the data
  /// or an option cannot be accepted. Source: Keras 3, Model.fit.
  History fit(const Arrays& x, const Arrays& y, const FitOptions& options = {});
  /// Trains on the batches of a source (data/batch_source.h), the next of which is made on another
  /// thread meanwhile, in the order in which it gives them: nothing shuffles them. An epoch is
  /// steps_per_epoch batches, else as many as the source has; begin_epoch is told how many passes
  /// the model has had, over all fits. Batches are checked as arrays are, each when it comes. A
  /// source without begin_epoch has to be told steps_per_epoch for several epochs, and ends the
  /// training when it ends. Data-driven initial weights adapt to the first rows. A fit goes on from
  /// a checkpoint exactly if begin_epoch(n) makes the same batches again; only the first is
  /// compared. Otherwise as fit(x, y). Source: Keras 3, EpochIterator.
  template <class Source>
  requires data::BatchSourceLike<std::remove_reference_t<Source>> History
  fit(Source&& source, const FitOptions& options = {}) {
    return fit_source(data::BatchSource(source), options);
  }
  /// Trains on a loader's data: bytes stay bytes and are multiplied by the declared factor as a
  /// batch is made. (Templates, so that `fit({x1, x2}, {y1, y2})` means lists of arrays.)
  template <std::same_as<data::Dataset> Data>
  History fit(const Data& train, const FitOptions& options = {}) {
    return fit_dataset(train, nullptr, options);
  }
  template <std::same_as<data::Dataset> Data>
  History fit(const Data& train, const Data& validation, const FitOptions& options) {
    return fit_dataset(train, &validation, options);
  }

  /// The memory that fit(x, y, options) will need for data of these shapes, the samples being their
  /// first axis; validation rows are those of the options, without what is watched by a source.
  /// Nothing of it is allocated, and the model may be unbuilt. For a fit on a source: the shapes of
  /// one batch, to which come the three batches that are held. Throws InvalidArgument for what fit
  /// would not accept.
  FitMemory fit_memory(const Shape& x, const Shape& y, const FitOptions& options = {}) const {
    return fit_memory(OneOrMany<Shape>(x), OneOrMany<Shape>(y), options);
  }
  FitMemory fit_memory(const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                       const FitOptions& options = {}) const;

  /// Means of loss and metrics over the samples, dropout off. Source: Keras 3,
  /// Model.evaluate(return_dict=True).
  Logs evaluate(const Arrays& x, const Arrays& y, const EvaluateOptions& options = {});
  template <std::same_as<data::Dataset> Data>
  Logs evaluate(const Data& data, const EvaluateOptions& options = {}) {
    return evaluate_dataset(data, options);
  }
  /// Over the batches of a source, or the first `steps` of them.
  template <class Source>
  requires data::BatchSourceLike<std::remove_reference_t<Source>> Logs
  evaluate(Source&& source, const EvaluateOptions& options = {}) {
    return evaluate_source(data::BatchSource(source), options);
  }

  /// The output for rows of x: (samples, ...). May be called from several threads at once. Throws
  /// InvalidArgument for a model of several outputs.
  Array predict(const Arrays& x, const PredictOptions& options = {}) const;
  /// The output for a loader's samples, multiplied by its declared factor.
  template <std::same_as<data::Dataset> Data>
  Array predict(const Data& data, const PredictOptions& options = {}) const {
    return predict_dataset(data, options);
  }
  /// The output for the samples of a source's batches, in their order; targets are left alone.
  template <class Source>
  requires data::BatchSourceLike<std::remove_reference_t<Source>> Array
  predict(Source&& source, const PredictOptions& options = {})
  const { return predict_source(data::BatchSource(source), options); }
  /// All outputs, in order.
  std::vector<Array> predict_all(const Arrays& x, const PredictOptions& options = {}) const;
  template <class Source>
  requires data::BatchSourceLike<std::remove_reference_t<Source>> std::vector<Array> predict_all(
      Source&& source, const PredictOptions& options = {})
  const { return predict_all_source(data::BatchSource(source), options); }

  /// One step of training on these samples, as fit does with a batch, without callbacks, epochs or
  /// warnings: for loops of your own. Returns loss and metrics of these samples, before the step.
  /// Source: Keras 3.15, Model.train_on_batch (earlier versions add up over calls).
  Logs train_on_batch(const Arrays& x, const Arrays& y, const BatchOptions& options = {});
  /// The same without training, dropout off. Source: Keras 3, Model.test_on_batch.
  Logs test_on_batch(const Arrays& x, const Arrays& y, const BatchOptions& options = {});
  /// The output for these samples, computed in one batch. Source: Keras 3, Model.predict_on_batch.
  Array predict_on_batch(const Arrays& x) const;

  /// Temperature scaling after the fit: divides the logits by the one number T > 0 that makes the
  /// log loss on these samples least, to a relative 1e-10, so that probabilities mean what they
  /// say; no decision changes. T is kept as a layer Temperature before the last softmax or sigmoid,
  /// as "temperature/temperature"; calibrating again sets it anew. The samples should not be those
  /// of the training. Warns when all of them are right or the logits say nothing, where no T is
  /// best. Throws InvalidArgument for a model that is not built and compiled, of several outputs,
  /// with another loss than a cross-entropy or another last layer than Dense or Activation. Source:
  /// Guo et al. 2017, "On calibration of modern neural networks", section 4.2.
  Calibration calibrate(const Arrays& x, const Arrays& y, const EvaluateOptions& options = {});

  /// Keras's table of layers, output shapes and parameter counts; below it the memory to train in
  /// batches of this size, without validation. The model must be built.
  std::string summary(Int batch_size = 32) const;

  /// Which weight gets which penalty, constraint, weight decay and learning rate: a line each, with
  /// the numbers that hyper-parameters have now. The model must be built.
  std::string penalty_table() const;

  /// Names of the inputs and outputs, by which lists may be given. The model must be built.
  std::vector<std::string> input_names() const;
  std::vector<std::string> output_names() const;

  /// Weights in Keras's order. The model must be built.
  std::vector<Array> get_weights() const;
  /// Throws InvalidArgument unless number and shapes are those of get_weights() and every number is
  /// finite in float32.
  void set_weights(const std::vector<Array>& weights);
  /// Paths of the weights, in the order of get_weights(): "dense/kernel".
  std::vector<std::string> weight_paths() const;

  /// Paths of the hyper-parameters that may be set at any time: "dense/kernel_regularizer/l2"; from
  /// compile() on those of the optimizer and the loss too.
  std::vector<std::string> hyper_paths() const;
  double hyper(std::string_view path) const;
  /// Takes effect with the next step and stays until it is set again; only compile() gives the
  /// loss's and the optimizer's own back their values. Throws InvalidArgument for an unknown path
  /// or a number out of the parameter's range.
  void set_hyper(std::string_view path, double value);

  /// Seeds initial weights, masks and (unless set apart) the order of the data. Before the weights
  /// are used.
  void set_seed(std::uint64_t seed);
  /// Seeds only what concerns the data: shuffles.
  void set_data_seed(std::uint64_t seed);
  /// Threads to use; 0: one per core. No result depends on it. Models that ask for as many share
  /// them. Throws InvalidArgument when the system does not give so many; the model keeps its own.
  void set_threads(int threads);

  /// The compilation of a training step for batches of this size (of prediction before compile and
  /// fit), stage by stage, as text.
  std::string print_plan(std::int64_t batch_size);

 protected:
  Trainable();
  Trainable(const Trainable& other);
  Trainable(Trainable&& other) noexcept;
  Trainable& operator=(const Trainable& other);
  Trainable& operator=(Trainable&& other) noexcept;
  virtual ~Trainable();

  /// What is described, for inputs of these shapes of one sample; without shapes those that the
  /// description knows itself, if it does.
  virtual std::optional<models::Topology> topology(const std::vector<Shape>& shapes) const = 0;
  /// "sequential", for messages and summary().
  virtual std::string_view kind() const = 0;
  /// Is it written down as a chain of layers?
  virtual bool is_sequential() const { return false; }

  /// The description with its output's layer replaced: `topology`, and for a chain the layers that
  /// take the place of the last.
  virtual void replace_output(models::Topology topology, std::vector<Layer> last) = 0;

  void build_for(const std::vector<Shape>& shapes);
  /// The description is about to change. Throws InvalidArgument, opening with `where`, when there
  /// are weights already.
  void change_description(std::string_view where);
  /// The model as a layer, with the weights that it has now.
  Layer as_layer(std::string name) const;

 private:
  friend class Stack;
  friend class models::Parts;
  struct Core;

  /// Of the layers, or more; none while the shapes of the inputs are unknown.
  std::shared_ptr<const models::Blueprint> blueprint() const;
  /// The same for a call that gives inputs of these shapes.
  std::shared_ptr<const models::Blueprint> blueprint_for(std::string_view where,
                                                         const std::vector<Shape>& x) const;
  /// The values; made at the first use.
  models::Network& network(std::string_view where) const;
  models::Holding holding(std::shared_ptr<const models::Blueprint> blueprint) const;
  void adopt(std::shared_ptr<const models::Blueprint> blueprint);
  models::FileForm file_form() const;
  History fit_dataset(const data::Dataset& train, const data::Dataset* validation,
                      const FitOptions& options);
  Logs evaluate_dataset(const data::Dataset& data, const EvaluateOptions& options);
  Array predict_dataset(const data::Dataset& data, const PredictOptions& options) const;
  History fit_source(data::BatchSource source, const FitOptions& options);
  Logs evaluate_source(data::BatchSource source, const EvaluateOptions& options);
  Array predict_source(data::BatchSource source, const PredictOptions& options) const;
  std::vector<Array> predict_all_source(data::BatchSource source,
                                        const PredictOptions& options) const;
  History fit_given(const models::Given& train, const models::Given* validation,
                    const FitOptions& options);
  History fit_prepared(models::Prepared prepared, const FitOptions& options);
  Logs evaluate_given(const models::Given& data, const EvaluateOptions& options);
  std::vector<Array> predict_given(const Arrays& x, float scale,
                                   const PredictOptions& options) const;
  std::string training_memory(std::int64_t batch_size) const;

  /// A model that was moved from has no core: who asks for it is told so.
  class Held {
   public:
    explicit Held(std::unique_ptr<Core> core);
    Core* operator->() const { return &**this; }
    Core& operator*() const {
      if (!core_) refuse_moved_from();
      return *core_;
    }

   private:
    [[noreturn]] static void refuse_moved_from();

    std::unique_ptr<Core> core_;
  };

  Held core_;
};

}  // namespace occam
