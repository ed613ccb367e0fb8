#pragma once

#include <span>
#include <string>

#include "occam/selection/grid.h"

namespace occam::selection {

/// 128 bits, as 32 hexadecimal digits, of everything that a network's training depends on: data,
/// layers, options, callbacks with arguments, and (fingerprint_of) the model's weights,
/// hyper-parameters and seeds.
std::string fingerprint_of_part(const Part& part);
std::string fingerprint_of(const std::string& part, const Trainable& model);

/// The same of data alone.
std::string fingerprint_of_rows(std::span<const data::Dataset* const> rows);

}  // namespace occam::selection
