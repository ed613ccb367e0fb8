#pragma once

#include <cstdint>

namespace occam::kernels {

/// radius[r] = the root x >= 0 of sum over c of (p[r, c] / (x + t[r, c]))^2 = 1; 0 where that sum
/// is not above 1 at x = 0. NaN where a number of the row is NaN. It is the norm of argmin over u
/// of
/// ||u|| + sum((u - p)^2 / (2 t)), which is u = p * x / (x + t): a group's proximal point under a
/// diagonal metric, one equation of one unknown a group. By Newton steps on 1 - 1 / sqrt(sum),
/// which is nearly straight, in float32 first and then between bounds that each step narrows, until
/// a step moves it by less than 1e-6 of itself, whose square is the error that is left; in one step
/// where all t are equal. p, t: [rows, cols], t >= 0. Source: Moré and Sorensen 1983, section 3
/// (the iteration); arXiv 2403.14398, section 4 (the problem).
void group_radius(const float* p, const float* t, float* radius, std::int64_t cols,
                  std::int64_t row_begin, std::int64_t row_end);

}  // namespace occam::kernels
