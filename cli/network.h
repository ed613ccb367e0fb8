#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/train_flags.h"
#include "occam/models/sequential.h"

namespace occam::cli {

/// All settings of a run: what the flags said, else the defaults of the kind of data.
struct Settings {
  std::vector<std::int64_t> layers;
  double l1 = 0.0, l2 = 0.0, dropout = 0.0;
  bool batch_norm = false;
  std::string initializer;
  std::string optimizer;
  double learning_rate = 0.0, momentum = 0.0;
  std::int64_t batch_size = 0, epochs = 0;
  std::int64_t patience = 0;  ///< 0: no early stopping
  double validation_split = 0.0;
  double test_split = 0.0;  ///< 0: the data bring their own test rows
  std::uint64_t seed = 0;
};

double default_learning_rate(const std::string& optimizer);
Settings settings_of(const TrainFlags& flags);
nlohmann::ordered_json to_json(const Settings& settings);

/// Hidden layers and the output layer that the task needs, not yet built.
Sequential make_network(const Settings& settings, const data::Target& target,
                        const Shape& sample_shape);
CompileOptions make_compile_options(const Settings& settings, const data::Target& target);

/// "784 -> 512 -> 512 -> 10, batch normalization, dropout 0.5, l2 0.0001".
std::string describe(const Settings& settings, const data::Target& target, std::int64_t inputs);

}  // namespace occam::cli
