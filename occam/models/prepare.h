#pragma once

#include <deque>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "occam/models/fit_memory.h"
#include "occam/models/given.h"
#include "occam/models/source_stream.h"
#include "occam/training/trainer.h"

namespace occam::models {

// What Sequential, Model and Stack do before the values of a model are touched. All throw
// InvalidArgument that names the argument, what was received and what is expected.

/// A fit whose arguments are checked and whose memory is known and there.
struct Prepared {
  std::shared_ptr<const Blueprint> blueprint;
  training::TrainingData data;
  FitMemory memory;
  std::deque<Array> own;               ///< weights that `data` refers to
  training::Samples first_batch = {};  ///< of a source

  /// Training samples that show what all are like.
  const training::Samples& example() const {
    return data.train.source ? first_batch : data.train.samples[0];
  }
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
/// The same on batches of a source; `validation`: arrays to watch, else as the options say.
Prepared prepare_fit(const Holding& model, const std::shared_ptr<training::BatchReader>& train,
                     const Given* validation, const FitOptions& options);

/// Samples to evaluate on, in order.
struct PreparedEvaluation {
  std::shared_ptr<const Blueprint> blueprint;
  training::BatchStream data;
  std::deque<Array> own;
};
PreparedEvaluation prepare_evaluation(const Holding& model, const Given& data,
                                      const EvaluateOptions& options,
                                      std::string_view where = "evaluate");
PreparedEvaluation prepare_evaluation(const Holding& model,
                                      const std::shared_ptr<training::BatchReader>& data,
                                      const EvaluateOptions& options);

struct PreparedSamples {
  std::shared_ptr<const Blueprint> blueprint;
  training::Samples samples;
  std::deque<Array> own;
};

/// The samples of one step, all of them; by class in training only.
PreparedSamples prepare_batch(std::string_view where, const Holding& model, const Given& data,
                              const ClassWeights& class_weight);

/// The memory of a fit on data of these shapes, one an input and an output.
FitMemory plan_memory(const Holding& model, const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                      const FitOptions& options);

}  // namespace occam::models
