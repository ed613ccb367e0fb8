#pragma once

#include "occam/models/network.h"
#include "occam/saving/keras_object.h"

namespace occam::saving {

/// The numbers that a network's hyper-parameters have now, by path. The network must outlive it.
CurrentNumbers current_numbers(const models::Network& network);

}  // namespace occam::saving
