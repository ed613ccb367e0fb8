#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/options.h"
#include "occam/models/network.h"
#include "occam/occam.h"

namespace occam::bench {

/// A network, how it is trained, and on what.
struct Training {
  std::string name;
  std::vector<Layer> layers;
  CompileOptions compile;
  std::function<data::Dataset()> table;
  int batch_size = 32;
  int epochs = 4;  ///< of one repeat
};

/// From ones, so that all peers start at the same weights and their losses agree.
Training seed_dense10();
Training seed_mlp16();
/// `penalty`: on the kernels of both hidden layers, and of the output layer when `everywhere`.
Training fashion_mlp512(const Options& options, const Regularizer& penalty, bool everywhere);
Training fashion_mlp512(const Options& options);

/// A network of the sweep: 64-64-64-10, the penalty on the hidden kernels.
Training digits_network(const Regularizer& penalty);

/// Blocks of Dense, BatchNormalization and Dropout, 16 units wide, with L1L2 and Adam: no table.
Training deep_blocks(int blocks);

/// Compiled, not yet trained.
Sequential make_model(const Training& training, int threads);
/// The network under such a model, which shows its plans.
std::unique_ptr<models::Network> make_network(const Training& training, const Shape& sample,
                                              const Shape& target);

}  // namespace occam::bench
