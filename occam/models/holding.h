#pragma once

#include <cstdint>
#include <memory>

#include "occam/models/blueprint.h"

namespace occam::models {

/// A model as far as a fit has to know it.
struct Holding {
  std::shared_ptr<const Blueprint> blueprint;     ///< of the layers, or more
  std::shared_ptr<const CompileOptions> options;  ///< none: not compiled
  std::int64_t members = 1;
  bool adapted = false;  ///< initial weights have been adapted, or given
  int threads = 1;
  std::int64_t bytes = 0;       ///< what its values and executors hold
  std::int64_t slab_bytes = 0;  ///< of its values that may have to move, of all members; 0: none
  std::uint64_t data_seed = 0;  ///< of the first member
};

}  // namespace occam::models
