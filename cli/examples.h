#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/settings.h"
#include "cli/train_flags.h"
#include "occam/data/dataset.h"
#include "occam/data/target.h"
#include "occam/models/recipe.h"
#include "occam/models/table_model.h"

namespace occam::cli {

/// What one network of an ensemble learns from and watches.
struct MemberRows {
  data::Dataset train, validation;
};

/// What a run learns from and is judged by.
struct Examples {
  data::Dataset train, validation, test;  ///< validation may have no rows
  /// Of an ensemble whose networks watch a fold of the training rows each: their parts of `train`,
  /// and `validation` has no rows. Else none.
  std::vector<MemberRows> folds;
  std::int64_t networks = 1;  ///< to be trained
  data::Target target;
  TrainingFacts facts;                 ///< of the training rows, of folds of the fewest
  TableModel table;                    ///< of a table: without the networks
  nlohmann::ordered_json description;  ///< "data" of the result
  std::vector<std::string> columns;    ///< lines about them
  std::vector<std::string> notes;      ///< to be told before training
};

/// Reads and prepares the data that `flags` name. Throws UsageError, BadData, FileError.
Examples load_fashion_mnist(const TrainFlags& flags, const Settings& settings);
Examples load_table(const TrainFlags& flags, const Settings& settings);
/// A fold each, prepared with what its own training rows have taught; notes, columns and
/// description are those of the first.
std::vector<Examples> load_folds(const TrainFlags& flags, const Settings& settings);

/// The same behind all rows, prepared with what they have taught, of which none test.
std::vector<Examples> load_all_and_folds(const TrainFlags& flags, const Settings& settings);

/// The class number of each row. REQUIRES: a target of classes.
std::vector<std::int64_t> labels_of(const data::Dataset& dataset);

/// "3 classes of 'cultivator'" or "regression of 'price'".
std::string target_text(const data::Target& target);

/// Whether training has rows to watch.
bool has_watched(const Examples& examples);

/// Fills in the numbers of rows and features.
void describe_sizes(Examples& examples);

}  // namespace occam::cli
