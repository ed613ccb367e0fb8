#pragma once

#include <cstdint>
#include <string>

namespace occam::callbacks {

/// A file that a callback asks for.
struct SaveRequest {
  enum class What : std::uint8_t {
    kFit,     ///< a `.keras` file of the model and of the fit of all members, which goes on from it
    kMember,  ///< a `.keras` file of this member alone; without a stack the same as kFit
    kWeights,  ///< a `.weights.h5` file of this member
  };
  std::string path;
  What what = What::kFit;
  std::string keep_as = {};  ///< what stood at the path before is kept under this name
  bool operator==(const SaveRequest&) const = default;
};

}  // namespace occam::callbacks
