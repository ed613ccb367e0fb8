#pragma once

#include <cstdint>
#include <vector>

namespace occam::evaluation {

/// Rows of logits z, what they should say, and how much they count.
struct LogitRows {
  std::int64_t classes = 1;  ///< logits a row: a softmax's; 1: a sigmoid's
  std::vector<float> logits = {};
  /// Shares of the classes, as many as logits (one: of class 1); or, with `labels`, a class number
  /// a row.
  std::vector<float> targets = {};
  bool labels = false;
  std::vector<float> weights = {};  ///< one a row; none: 1 each

  std::size_t rows() const { return logits.size() / static_cast<std::size_t>(classes); }
};

/// The mean over the rows of weight * -sum_k target_k ln p_k, where p is the softmax of z / T (one
/// logit: the sigmoid).
double log_loss(const LogitRows& rows, double temperature = 1.0);

/// Temperatures that are looked at: 1 / kMaxTemperature to kMaxTemperature. Where all rows are
/// right, or their logits say nothing, the best is at an end.
inline constexpr double kMaxTemperature = 1000.0;

/// The temperature with the least log loss, to a relative 1e-10. The loss is convex in 1 / T, whose
/// root of the derivative is found by Newton's method, kept inside a bracket that halves where a
/// step would leave it or shrinks it too slowly. 1 for logits that tell no class from another or
/// are not finite. Source: Guo et al. 2017, "On calibration of modern neural networks",
/// section 4.2.
double best_temperature(const LogitRows& rows);

}  // namespace occam::evaluation
