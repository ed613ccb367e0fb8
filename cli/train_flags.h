#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/checkpoint_flags.h"
#include "cli/table_flags.h"
#include "occam/activations/activation.h"
#include "occam/base/config.h"
#include "occam/base/fields.h"
#include "occam/initializers/initializer.h"
#include "occam/losses/loss.h"
#include "occam/regularizers/regularizer.h"

namespace CLI {
class App;
}
namespace occam {
struct Recipe;
}

namespace occam::cli {

struct FlagGroup;

/// What the other flags change: tabular_recipe() or the plain network.
enum class RecipeKind { kTabular, kSimple };

/// What was asked for with `occam train`. Empty: the default of the kind of data.
struct TrainFlags {
  std::string data;  ///< "fashion-mnist", a CSV file, or "-"

  std::optional<RecipeKind> recipe;
  Config recipe_changes;  ///< of its fields, by name
  std::optional<std::vector<std::int64_t>> layers;
  std::optional<double> l1, l2, sparsity, dropout;
  std::optional<bool> batch_norm;
  std::optional<Activation> activation;
  std::optional<Initializer> kernel_initializer;
  std::optional<Regularizer> kernel_regularizer, bias_regularizer;

  std::optional<Spec> optimizer;
  std::optional<double> learning_rate, momentum, weight_decay;
  std::optional<Loss> loss;
  std::optional<std::int64_t> batch_size, epochs;

  std::optional<std::int64_t> patience;
  bool usual_patience = false;  ///< which the command has chosen
  bool no_early_stopping = false;
  std::optional<double> validation_split, test_split;
  bool balanced = false;                 ///< classes weigh alike in the loss
  std::string metric;                    ///< what the verdict is about; empty: the task's
  std::optional<std::int64_t> ensemble;  ///< networks whose predictions are averaged
  std::int64_t folds = 0;                ///< of a cross-validation; 0: one split

  std::uint64_t seed = 0;
  int threads = 0;
  bool quiet = false, json = false;
  bool penalties = false;  ///< tells of each weight what it is penalised by

  std::string save;     ///< file of the model; empty: it is not kept
  bool shrinks = true;  ///< what is saved is without the units and columns that zeros make idle
  CheckpointFlags checkpoint;

  std::string folder;  ///< of Fashion-MNIST

  TableFlags table;

  /// Flags given that make sense only for one kind of data, beside those of `table`.
  std::vector<std::string> for_images, for_tables;

  bool is_fashion_mnist() const { return data == "fashion-mnist"; }
  bool is_tabular() const {
    return !is_fashion_mnist() && recipe.value_or(RecipeKind::kTabular) == RecipeKind::kTabular;
  }
};

/// Declares the arguments of `occam train` so that parsing fills `flags`. Values out of range throw
/// UsageError while they are parsed.
void declare(CLI::App& command, TrainFlags& flags);

/// The flags of the network and of its training, of each command that trains.
void declare_network(FlagGroup group, TrainFlags& flags);
void declare_training(FlagGroup group, TrainFlags& flags);
/// Throws UsageError for flags of early stopping that contradict each other.
void check_early_stopping(const TrainFlags& flags);

/// The fields of a recipe that only --recipe NAME:FIELD=VALUE sets, with the values of this one.
std::vector<FieldInfo> recipe_arguments(const Recipe& standard);

void take_operand(TrainFlags& flags, const std::string& operand);

/// Throws UsageError for flags that contradict each other or the kind of data. Before any data is
/// read.
void check(TrainFlags& flags);

}  // namespace occam::cli
