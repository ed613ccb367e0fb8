#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "occam/models/network.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/hdf5_writer.h"
#include "occam/saving/own_state.h"
#include "occam/saving/weight_places.h"

namespace occam::saving {

/// The data set of the next variable of the optimizer, by the name that it would have: "iteration",
/// "learning_rate", "dense/kernel_momentum".
using NextPlace = std::function<std::string(const std::string& name)>;

/// Puts the optimizer's variables into a file in Keras's order: steps, learning rate, memory; what
/// Keras's optimizer lacks under /occam/vars. The places are those that memory_places() says where
/// `next` counts up /optimizer/vars. Returns false, nothing written, before training.
bool write_optimizer(const models::Network& network, const WeightPlaces& places, OwnState& own,
                     const NextPlace& next, Hdf5Writer& file);

/// Data sets of the optimizer's variables, in Keras's order.
struct OptimizerPlaces {
  std::vector<std::string> paths;
  bool has_rate = true;  ///< a learning rate among them, the second one
};
/// The reverse, for a network with the memory of its optimizer. `own`: none in a file of Keras's.
void read_optimizer(const std::string& where, models::Network& network, const WeightPlaces& places,
                    const OptimizerPlaces& stored, const OwnState* own, const Hdf5Reader& file);

}  // namespace occam::saving
