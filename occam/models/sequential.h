#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

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
struct FitRows;
}  // namespace models
namespace runtime {
class ThreadPool;
}

/// A chain of layers. It is built when its input shape is known: from the first layer, by build(),
/// or from the first batch. A value: copying copies the weights. Source: Keras 3, Sequential.
class Sequential {
 public:
  Sequential();
  Sequential(std::initializer_list<Layer> layers);
  Sequential(const Sequential& other);
  Sequential(Sequential&& other) noexcept;
  Sequential& operator=(const Sequential& other);
  Sequential& operator=(Sequential&& other) noexcept;
  ~Sequential();

  /// Appends a layer. Throws InvalidArgument for options out of range, or when the model is built
  /// already.
  void add(Layer layer);
  const std::vector<Layer>& layers() const { return layers_; }
  /// Names in the model: a layer's own, or Keras's "dense", "dense_1", ...
  std::vector<std::string> layer_names() const;

  /// Declares and initialises the weights for samples of this shape (without the batch axis).
  void build(const Shape& input_shape);
  bool built() const { return network_ != nullptr; }

  /// What is minimised, by which rule, and what is watched. Throws InvalidArgument without a loss.
  void compile(CompileOptions options);

  /// Trains on rows of x (samples, ...) and y. Throws InvalidArgument before any work when the data
  /// or an option cannot be accepted. Source: Keras 3, Model.fit.
  History fit(const Array& x, const Array& y, const FitOptions& options = {});
  /// Trains on a loader's data: bytes stay bytes and are multiplied by the declared factor as a
  /// batch is made.
  History fit(const data::Dataset& train, const FitOptions& options = {});
  History fit(const data::Dataset& train, const data::Dataset& validation,
              const FitOptions& options);

  /// The memory that fit(x, y, options) will need for data of these shapes, the samples being their
  /// first axis; validation rows are those of the options. Nothing of it is allocated, and the
  /// model may be unbuilt. Throws InvalidArgument for what fit would not accept.
  FitMemory fit_memory(const Shape& x, const Shape& y, const FitOptions& options = {}) const;

  /// Means of loss and metrics over the samples, dropout off. Source: Keras 3,
  /// Model.evaluate(return_dict=True).
  Logs evaluate(const Array& x, const Array& y, const EvaluateOptions& options = {});
  Logs evaluate(const data::Dataset& data, const EvaluateOptions& options = {});

  /// The outputs for rows of x: (samples, ...). May be called from several threads at once.
  Array predict(const Array& x, const PredictOptions& options = {}) const;
  /// The outputs for a loader's samples, multiplied by its declared factor.
  Array predict(const data::Dataset& data, const PredictOptions& options = {}) const;

  /// Keras's table of layers, output shapes and parameter counts; below it the memory to train in
  /// batches of this size, without validation. The model must be built.
  std::string summary(Int batch_size = 32) const;

  /// Weights in Keras's order. The model must be built.
  std::vector<Array> get_weights() const;
  /// Throws InvalidArgument unless number and shapes are those of get_weights().
  void set_weights(const std::vector<Array>& weights);
  /// Paths of the weights, in the order of get_weights(): "dense/kernel".
  std::vector<std::string> weight_paths() const;

  /// Paths of the hyper-parameters that may be set at any time: "dense/kernel_regularizer/l2".
  std::vector<std::string> hyper_paths() const;
  double hyper(std::string_view path) const;
  /// Takes effect with the next step. Throws InvalidArgument for an unknown path or a number that
  /// is not finite.
  void set_hyper(std::string_view path, double value);

  /// Seeds initial weights, masks and (unless set apart) the order of the data. Before building.
  void set_seed(std::uint64_t seed);
  /// Seeds only what concerns the data: shuffles.
  void set_data_seed(std::uint64_t seed);
  /// Threads to use; 0: one per core. No result depends on it. Models that ask for as many share
  /// them. Throws InvalidArgument when the system does not give so many; the model keeps its own.
  void set_threads(int threads);

  /// The compilation of a training step for batches of this size, stage by stage, as text.
  std::string print_plan(std::int64_t batch_size);

 private:
  friend class Stack;
  void make_network(std::shared_ptr<const models::Blueprint> blueprint);
  std::shared_ptr<const models::Blueprint> layers_blueprint(const Shape& input_shape) const;
  std::shared_ptr<const models::Blueprint> blueprint_for(std::string_view where, const Shape& x,
                                                         const Shape& y,
                                                         std::int64_t batch_size) const;
  bool compiled_as(const models::Blueprint& blueprint) const;
  void adopt(std::shared_ptr<const models::Blueprint> blueprint);
  FitMemory planned_memory(const models::Blueprint& blueprint, const models::FitRows& rows,
                           const FitOptions& options) const;
  std::string training_memory(std::int64_t batch_size) const;
  Array predict_samples(const Array& x, float scale, const PredictOptions& options) const;
  History fit_samples(const data::Dataset& train, const data::Dataset* validation,
                      const FitOptions& options);

  std::vector<Layer> layers_;
  std::shared_ptr<const CompileOptions> options_;  ///< shared with what is compiled for them
  std::unique_ptr<models::Network> network_;
  std::shared_ptr<runtime::ThreadPool> pool_;
  std::uint64_t seed_ = 0, data_seed_ = 0;
  bool data_seed_set_ = false;
  int threads_ = 0;
};

}  // namespace occam
