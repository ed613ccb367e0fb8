#pragma once

#include <memory>
#include <string_view>

#include "occam/data/dataset.h"
#include "occam/models/blueprint.h"
#include "occam/models/fit_memory.h"
#include "occam/training/fit_options.h"
#include "occam/training/trainer.h"

namespace occam::models {

// What Sequential and Stack do before the values of a model are touched, in this order. All throw
// InvalidArgument that names the argument, what was received and what is expected.

/// A data set that views the caller's arrays.
data::Dataset view_of(const Array& x, const Array& y);

/// Options out of range; without a look at the data.
void check_fit_options(const FitOptions& options, std::int64_t rows, bool has_validation_data);
/// A batch size below 1.
void check_evaluate_options(const EvaluateOptions& options);

/// No samples.
void check_not_empty(std::string_view where, const Shape& x);
/// No samples, or samples of another shape than the model is for.
void check_input_shape(const Blueprint& blueprint, std::string_view where, const Shape& x);
/// The same, and numbers that are not finite.
void check_inputs(const Blueprint& blueprint, std::string_view where, const Array& x);

/// The blueprint with which a model of these layers and options learns from data of these shapes
/// in batches of at most this size: the given one when it is compiled for them already.
std::shared_ptr<const Blueprint> blueprint_for(std::string_view where,
                                               const std::shared_ptr<const Blueprint>& layers,
                                               const std::shared_ptr<const CompileOptions>& options,
                                               const Shape& x, const Shape& y,
                                               std::int64_t batch_size);

/// Checks all values and splits off the validation rows.
training::TrainingData prepare_fit(const Blueprint& blueprint, const data::Dataset& train,
                                   const data::Dataset* validation, const FitOptions& options);
/// Checks data for evaluation; the rows in order.
training::Samples prepare_samples(const Blueprint& blueprint, std::string_view where,
                                  const data::Dataset& data);

/// Rows to train on and to watch.
struct FitRows {
  std::int64_t train = 0, validation = 0;
};
/// Those of so many rows, by the options.
FitRows rows_of_fit(std::int64_t rows, const FitOptions& options);

/// The memory of a fit of so many members on so many threads; without what moves.
FitMemory fit_memory(const Blueprint& blueprint, const FitRows& rows, const FitOptions& options,
                     std::int64_t members, int threads);
/// Throws unless what is planned beyond the bytes that the model holds already is available.
void check_fit_memory(const FitMemory& memory, std::int64_t held);

}  // namespace occam::models
