#pragma once

#include <cstdint>
#include <vector>

#include "occam/data/split.h"
#include "occam/models/blueprint.h"
#include "occam/training/fit_options.h"

namespace occam::models {

/// The rows that validation_split holds out of so many, and those that are left. `targets`: one an
/// output, null for one that is not trained. Throws InvalidArgument for a rule that does not fit,
/// or a part without rows.
data::Split split_rows(const Blueprint& compiled, const std::vector<const Array*>& targets,
                       std::int64_t rows, std::uint64_t data_seed, const FitOptions& options);

/// Warns when the held-out rows' targets are others than chance would draw: a class that training
/// does not have; shares of the classes that differ by a tenth (chi-square, p < 1e-4); means of
/// numbers that differ by a quarter of their deviation (Welch, four standard errors).
void warn_of_held_out(const Blueprint& compiled, const std::vector<const Array*>& targets,
                      const data::Split& split, const FitOptions& options);

}  // namespace occam::models
