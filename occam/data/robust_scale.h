#pragma once

#include <span>

namespace occam::data {

/// What a column of numbers is centred by and then multiplied with.
struct RobustScale {
  double centre = 0.0;
  double scale = 0.0;
  double operator()(double value) const { return (value - centre) * scale; }
};

/// centre: the median; scale: 1 / (q75 - q25), where that is no number 2 / (max - min), and for a
/// constant column 0: so an outlier moves neither, and a column of mostly one value keeps its
/// spread. Quantiles lie between the two nearest values in proportion (NumPy's "linear"). Without
/// values centre and scale are 0. Source: Holzmueller et al. 2024, "Better by default", section 3
/// (robust scaling). REQUIRES: finite values.
RobustScale robust_scale(std::span<const double> values);

}  // namespace occam::data
