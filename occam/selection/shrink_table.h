#pragma once

#include <string>
#include <vector>

#include "occam/models/table_model.h"
#include "occam/selection/shrink.h"

namespace occam::selection {

/// What shrink() made of a table's model.
struct ShrunkTable {
  TableModel model;
  std::vector<std::string> columns;  ///< of the table that are not asked for any more
  ModelSize before, after;           ///< of all networks
};

/// The networks as shrink() leaves them, behind an encoder that makes only what they read: a column
/// that no network needs is not asked for, and what its cells are or lack does not matter. Features
/// of one group (the categories of a text) stay or go together. Answers as shrink() says. Errors:
/// InvalidArgument for parts that do not fit each other.
ShrunkTable shrink(const TableModel& model, const ShrinkOptions& options = {.inputs = true});

}  // namespace occam::selection
