#pragma once

#include <set>
#include <string>

#include "occam/base/config.h"

namespace occam::saving {

/// The operations by which Keras writes down the masks that layers hand on: a functional model
/// with Masking or Embedding(mask_zero) has NotEqual, Any and others among its layers, and calls
/// with mask=. Here a mask follows its values by itself, so they are left out. `objects` are the
/// model's layers, `where` what messages begin with.
/// Errors: FileError for a call with a mask that is not of such a layer. Source: Keras 3,
/// layers.Layer.__call__, Masking.compute_mask and Embedding.compute_mask.
std::set<std::string> mask_operations(const std::string& where, const Config::List& objects);

}  // namespace occam::saving
