#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "occam/data/dataset.h"
#include "occam/models/blueprint.h"
#include "occam/models/fit_memory.h"
#include "occam/training/fit_options.h"
#include "occam/training/trainer.h"

namespace occam::models {

// What Sequential, Model and Stack do before the values of a model are touched. All throw
// InvalidArgument that names the argument, what was received and what is expected.

/// Data that a call was given: one array an input, an output and, where there are weights, an
/// output. They must outlive what is prepared from them.
struct Given {
  Arrays x, y;
  const OneOrMany<Array>* sample_weight = nullptr;  ///< none, or empty: every sample counts 1
  float scale = 1.0f;                               ///< of x, declared by a loader
};

/// Data to watch.
Given given_of(const ValidationData& data);

/// A loader's data. Throws for a scale that is no usable factor.
Given given_of(const data::Dataset& data);

/// A model as far as a fit has to know it.
struct Holding {
  std::shared_ptr<const Blueprint> blueprint;     ///< of the layers, or more
  std::shared_ptr<const CompileOptions> options;  ///< none: not compiled
  std::int64_t members = 1;
  bool adapted = false;  ///< initial weights have been adapted, or given
  int threads = 1;
  std::int64_t bytes = 0;       ///< what its values and executors hold
  std::int64_t slab_bytes = 0;  ///< of its values that may have to move, of all members; 0: none
};

/// A fit whose arguments are checked and whose memory is known and there.
struct Prepared {
  std::shared_ptr<const Blueprint> blueprint;
  training::TrainingData data;
  FitMemory memory;
  std::deque<Array> own;  ///< weights that `data` refers to
};
Prepared prepare_fit(const Holding& model, const Given& train, const Given* validation,
                     const FitOptions& options);

/// The data of one member of a stack.
struct GivenFit {
  Given train;
  const Given* validation = nullptr;  ///< none: as the options say
};
/// The same for a stack whose members have data of their own: one entry a member. Targets are of
/// one shape, and all members have validation rows or none has.
Prepared prepare_fit(const Holding& model, std::span<const GivenFit> members,
                     const FitOptions& options);
/// Weights of samples by class number, others 1.
using ClassWeights = std::vector<std::pair<std::int64_t, double>>;

/// Samples to evaluate on, in order.
struct PreparedSamples {
  std::shared_ptr<const Blueprint> blueprint;
  training::Samples samples;
  std::deque<Array> own;
};
PreparedSamples prepare_evaluation(const Holding& model, const Given& data, std::int64_t batch_size,
                                   std::string_view where = "evaluate");

/// The samples of one step, all of them; by class in training only.
PreparedSamples prepare_batch(std::string_view where, const Holding& model, const Given& data,
                              const ClassWeights& class_weight);

/// Inputs alone, in order.
training::Samples prepare_inputs(std::string_view where, const Blueprint& blueprint,
                                 const Arrays& x, float scale);

/// The memory of a fit on data of these shapes, one an input and an output.
FitMemory plan_memory(const Holding& model, const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                      const FitOptions& options);

}  // namespace occam::models
