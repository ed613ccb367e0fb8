#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/settings.h"
#include "cli/train_flags.h"
#include "occam/data/dataset.h"
#include "occam/data/target.h"

namespace occam::cli {

/// What a run learns from and is judged by.
struct Examples {
  data::Dataset train, validation, test;  ///< validation may have no rows
  data::Target target;
  nlohmann::ordered_json description;  ///< "data" of the result
  std::vector<std::string> columns;    ///< lines about them
  std::vector<std::string> notes;      ///< to be told before training
};

/// Reads and prepares the data that `flags` name. Throws UsageError, BadData, FileError.
Examples load_fashion_mnist(const TrainFlags& flags, const Settings& settings);
Examples load_table(const TrainFlags& flags, const Settings& settings);

/// Fills in the numbers of rows and features.
void describe_sizes(Examples& examples);

}  // namespace occam::cli
