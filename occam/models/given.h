#pragma once

#include <deque>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/data/dataset.h"
#include "occam/models/holding.h"
#include "occam/training/fit_options.h"
#include "occam/training/samples.h"

namespace occam::models {

// From the data that a call was given to samples that plans are fed with. All throw
// InvalidArgument that names the argument, what was received and what is expected.

/// Data that a call was given: one array an input, an output and, where there are weights, an
/// output. They must outlive what is prepared from them.
struct Given {
  Arrays x, y;
  const OneOrMany<Array>* sample_weight = nullptr;  ///< none, or empty: every sample counts 1
  float scale = 1.0f;                               ///< of x, declared by a loader
  bool is_part = false;                             ///< a batch, whose weights may all be 0
};

/// Arrays to watch; none: a source, validation_split or nothing.
std::optional<Given> watched_of(const FitOptions& options);

/// A loader's data. Throws for a scale that is no usable factor.
Given given_of(const data::Dataset& data);

/// A batch of a source, which stays where it is.
Given given_of(const data::Batch& batch);

/// Weights of samples by class number, others 1.
using ClassWeights = std::vector<std::pair<std::int64_t, double>>;

[[noreturn]] void throw_both_weights(std::string_view where);
void check_compiled(std::string_view where, const Holding& model);

/// Shapes in the order of the outputs, null for an output that is not trained.
std::vector<const Shape*> shapes_by_output(std::string_view where, const Blueprint& compiled,
                                           const OneOrMany<Shape>& y);
/// The targets, one an output, null for one that is not trained; as many rows as there are samples.
std::vector<const Array*> targets_of(std::string_view where, const Blueprint& compiled,
                                     const Given& data);
/// Of a model of unknown sizes the shapes of one sample, in the order of the inputs; else none.
std::vector<Shape> input_shapes(std::string_view where, const Blueprint& blueprint,
                                const Arrays& x);
/// What a model is compiled for: of one target each.
std::vector<Shape> target_shapes(const std::vector<const Array*>& targets);

/// Inputs alone, in order.
training::Samples prepare_inputs(std::string_view where, const Blueprint& blueprint,
                                 const Arrays& x, float scale);
/// Checks every value and feeds inputs, targets and weights; those that are made are put into
/// `own`.
training::Samples samples_of(std::string_view where, const Blueprint& blueprint, const Given& data,
                             const std::vector<const Array*>& targets, std::deque<Array>& own);
void add_class_weights(const Blueprint& blueprint, const std::vector<const Array*>& targets,
                       const ClassWeights& weights, training::Samples& samples,
                       std::deque<Array>& own);

}  // namespace occam::models
