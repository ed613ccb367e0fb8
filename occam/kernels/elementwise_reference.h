#pragma once

#include <cstddef>

#include "occam/kernels/elementwise_op.h"
#include "occam/kernels/tile_program.h"

namespace occam::kernels {

/// One element of `op`, as written in elementwise_op.h, for T = float or double. Serves the plan's
/// scalar programs and is the oracle of tile programs: equal bits for arithmetic, comparison and
/// selection; the float32 transcendental functions are rounded from float64 here.
/// For kDropout `c` is the element's uniform number in [0, 1).
template <class T>
T apply(ElementwiseOp op, T a, T b, T c);

extern template float apply<float>(ElementwiseOp, float, float, float);
extern template double apply<double>(ElementwiseOp, double, double, double);

/// Runs a whole program with plain loops: exactly the partition and the sums of tile_program.h.
/// Slow, allocates; for tests.
void tile_program_reference(const TileProgram& program, std::byte* const* operands);

}  // namespace occam::kernels
