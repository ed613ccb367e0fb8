#pragma once

#include <cstddef>

namespace occam {

/// The next multiple of a cache line, the boundary that every piece of a plan's memory begins on.
constexpr std::size_t round_up_64(std::size_t bytes) { return (bytes + 63) / 64 * 64; }

}  // namespace occam
