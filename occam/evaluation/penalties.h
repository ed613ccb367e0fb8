#pragma once

#include <vector>

/// Internal: the penalties that a baseline chooses from.
namespace occam::evaluation {

/// scale 10^k for k = most, most - 0.5, ...: `count` of them, falling. A scale of 0 (features that
/// are constant, so that no penalty matters) counts as 1.
std::vector<double> penalty_grid(double scale, double most, int count);

/// The same values, the largest first.
std::vector<double> falling(std::vector<double> penalties);

/// Throws InvalidArgument for one that is not positive and finite.
void check_penalties(const char* where, const std::vector<double>& penalties);

}  // namespace occam::evaluation
