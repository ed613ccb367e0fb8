#pragma once

#include "occam/data/dataset.h"
#include "occam/models/network.h"
#include "occam/training/fit_options.h"
#include "occam/training/trainer.h"

namespace occam::models {

/// Shape of one sample of x: the axes behind the first; (1,) for a vector of numbers.
Shape sample_shape(const Array& x);

/// Checks everything about a fit that can be checked before it starts, and splits off the
/// validation rows. Throws InvalidArgument that names the argument, what was received and what is
/// expected.
training::TrainingData prepare_fit(const Network& network, const data::Dataset& train,
                                   const data::Dataset* validation, const FitOptions& options);

/// Checks data for evaluation; the rows in order.
training::Samples prepare_samples(const Network& network, std::string_view where,
                                  const data::Dataset& data);

/// Throws InvalidArgument unless x has rows of the shape that the network was built for and only
/// finite numbers.
void check_inputs(const Network& network, std::string_view where, const Array& x);

/// Throws InvalidArgument for options out of range; without a look at the data.
void check_fit_options(const FitOptions& options, std::int64_t rows, bool has_validation_data);

/// Throws InvalidArgument for a batch size below 1.
void check_evaluate_options(const EvaluateOptions& options);

}  // namespace occam::models
