#pragma once

#include <optional>

#include "occam/data/table.h"
#include "occam/data/target.h"

namespace occam::data {

/// How well a column alone tells the target, when that is too good to be true: nearly certain to be
/// made from the target, or known only with it.
///
/// Classes: the share of rows answered right by the most frequent class of their value, where a
/// value of one row answers nothing, or of numbers answers right as long as classes in order change
/// no more often than there are classes; told when at most one of a hundred of the errors of a
/// constant answer is left.
/// Numbers: R2 of the mean of the other rows of the same value, of the mean of the two neighbours
/// in order, or of a line; told from 0.999 on. At most 20,000 rows are looked at; fewer than 20:
/// nothing is told.
std::optional<double> predicts_target(const Column& column, const Column& target_column,
                                      const Target& target);

}  // namespace occam::data
