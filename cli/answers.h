#pragma once

#include <string>
#include <vector>

#include "occam/models/table_model.h"

namespace occam::cli {

/// Answers for a table of so many rows; a row that cannot be answered has an empty cell, null or
/// NaN (of class numbers -1).
struct Answers {
  const TableModel& model;
  const TableAnswers& answers;
  std::int64_t rows = 0;
  bool probabilities = false;  ///< of the classes too; as NPY: instead
};

/// A column named as the target, and with probabilities a column "probability of CLASS" each.
std::string csv_of(const Answers& answers);
/// One object; docs/cli.md describes it.
std::string json_of(const Answers& answers, const std::vector<std::string>& notes);
/// (rows,) float64, of classes int32 their numbers; or (rows, classes) float32 probabilities.
std::string npy_of(const Answers& answers);

}  // namespace occam::cli
