#pragma once

#include <cstdint>

namespace occam {

/// Which way a metric improves: accuracy up, loss down; kNone when nobody can tell.
enum class Direction : std::uint8_t { kUp, kDown, kNone };

}  // namespace occam
