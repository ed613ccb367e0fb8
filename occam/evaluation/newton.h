#pragma once

#include <cstdint>
#include <vector>

#include "occam/evaluation/feature_rows.h"

/// Internal: the convex problem of logistic regression and its solver.
namespace occam::evaluation {

/// sum_i -ln p(class of row i) over theta (features + 1, columns), whose last row are intercepts:
/// one column and a sigmoid for two classes, a softmax over one column a class for more.
class SoftmaxProblem {
 public:
  /// classes: of the rows, each 0..count-1.
  SoftmaxProblem(Matrix x, std::vector<std::int64_t> classes, std::int64_t count);

  /// No coefficients, the intercepts of the classes' shares: the best constant.
  Matrix start() const;
  double loss(const Matrix& theta) const;
  /// The loss, its gradient, and the probabilities that curvature() takes.
  double gradient(const Matrix& theta, Matrix& gradient, Matrix& probabilities) const;
  /// The Hessian at `probabilities` times `direction`.
  Matrix curvature(const Matrix& probabilities, const Matrix& direction) const;
  /// About its diagonal: each feature's square sum times the mean curvature of the column.
  Matrix diagonal(const Matrix& probabilities) const;

 private:
  Matrix scores(const Matrix& theta) const;
  Matrix backward(const Matrix& residuals) const;

  Matrix x_;
  std::vector<std::int64_t> classes_;
  std::int64_t count_ = 0;
  Eigen::RowVectorXd square_sums_;  ///< of each feature
};

/// Minimises loss + penalty / 2 |coefficients|^2 from `theta`, by Newton steps whose systems are
/// solved by preconditioned conjugate gradients to a falling tolerance, with step halving (Nocedal
/// & Wright 2006, Numerical Optimization, algorithm 7.1). Ends when the gradient is `tolerance`
/// times that of the best constant, or no step gets lower. Returns how many products with the
/// Hessian it took.
std::int64_t minimize(const SoftmaxProblem& problem, double penalty, double tolerance,
                      Matrix& theta);

}  // namespace occam::evaluation
