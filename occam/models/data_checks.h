#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/models/blueprint.h"
#include "occam/training/fit_options.h"

namespace occam::models {

// Checks of the arrays that a call is given. All throw InvalidArgument that opens with `where`.

/// Shapes of the inputs, by position: samples, as many in each, of the shapes that the model is
/// for. Returns how many samples.
std::int64_t check_input_shapes(std::string_view where, const Topology& topology,
                                const std::vector<const Shape*>& shapes);
/// The same for arrays by position or name.
std::int64_t check_inputs(std::string_view where, const Topology& topology, const Arrays& x);

/// As many rows as x has samples.
void check_length(std::string_view where, std::string_view name, const Shape& shape,
                  const Shape& x);

/// Whole numbers in the range of the layer that looks up an input's values.
void check_whole(std::string_view where, const Blueprint& blueprint, std::size_t input,
                 const Array& x, float scale);

/// What the loss can use: class numbers below the number of outputs, shares from 0 to 1. Of rows of
/// shares that do not sum to 1 it warns, unless they are one batch of many.
void check_targets(std::string_view where, const Loss& loss, const Array& y,
                   const Shape& output_shape, bool is_part);

/// A row of numbers and what they sum to.
struct RowSum {
  std::int64_t row;
  double sum;
};

/// The first row that does not sum to 1, as shares of the classes do.
std::optional<RowSum> row_not_of_shares(const Array& y);

/// Finite numbers >= 0, one a sample or one for each row of its output ([samples, steps], with or
/// without a last axis of 1), not all 0 unless they are those of one batch.
void check_sample_weights(std::string_view where, const Array& weights, std::int64_t rows,
                          const Shape& output, bool is_part);

/// One weight a sample by its class number, or by the largest of its row; classes that are not
/// listed weigh 1. Keras's class_weight. Throws for models of several outputs and classes that the
/// model does not have.
Array class_weights(const Blueprint& blueprint, const std::vector<const Array*>& targets,
                    const std::vector<std::pair<std::int64_t, double>>& weights);

}  // namespace occam::models
