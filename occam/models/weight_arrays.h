#pragma once

#include <string_view>
#include <vector>

#include "occam/base/array.h"
#include "occam/models/network.h"

namespace occam::models {

/// Throws InvalidArgument unless there is an array of the right shape for each weight, in the order
/// of weight_list().
void check_weight_shapes(std::string_view where, const Network& network,
                         const std::vector<Array>& weights);

/// The first member's weights as they stand, in the order of weight_list().
std::vector<Array> arrays_of_weights(const Network& network);

/// One of them.
Array array_of_weight(const Network& network, std::size_t place);

/// The first member's weights, from arrays of any type. REQUIRES: check_weight_shapes().
void assign_weights(Network& network, const std::vector<Array>& weights);

/// One of them, whose numbers need not be finite. Throws InvalidArgument, opening with `where`, for
/// another shape.
void assign_weight(std::string_view where, Network& network, std::size_t place,
                   const Array& weight);

}  // namespace occam::models
