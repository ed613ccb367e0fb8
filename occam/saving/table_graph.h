#pragma once

#include <vector>

#include "occam/base/config.h"
#include "occam/models/table_model.h"

namespace occam::saving {

/// A table's model as a functional model of Keras's: an Input for each column, by its name, float64
/// (dates: days since 1970-01-01; NaN is missing) or string ("" is missing); the encoder as
/// StringLookup, CategoryEncoding and operations of keras.ops, which compute in float64 as occam
/// does; the networks, `networks` as Keras writes them, one inner model each; their mean; numbers
/// in the unit of the table, of classes the probabilities.
Config table_graph(const TableModel& model, std::vector<Config> networks);

/// The inner models of such a description, in order: the networks. Throws FileError, opening with
/// `where`.
std::vector<Config> networks_in(const std::string& where, const Config& graph);

/// The group of a network's weights in the weight file: "/layers/sequential_1".
std::string network_group(std::size_t network);

}  // namespace occam::saving
