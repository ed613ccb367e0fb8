#include "occam/evaluation/newton.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace occam::evaluation {
namespace {

double dot(const Matrix& a, const Matrix& b) { return a.cwiseProduct(b).sum(); }

/// Adds penalty * theta but for the intercepts.
void add_penalty(double penalty, const Matrix& theta, Matrix& out) {
  const Eigen::Index features = theta.rows() - 1;
  out.topRows(features) += penalty * theta.topRows(features);
}

double penalty_term(double penalty, const Matrix& theta) {
  return 0.5 * penalty * theta.topRows(theta.rows() - 1).squaredNorm();
}

/// About -H^-1 gradient, by conjugate gradients; counts the products with H.
Matrix newton_direction(const SoftmaxProblem& problem, double penalty, const Matrix& probabilities,
                        const Matrix& gradient, double tolerance, std::int64_t& products) {
  constexpr int kMostSteps = 200;
  Matrix scale = problem.diagonal(probabilities);
  scale.topRows(scale.rows() - 1).array() += penalty;
  const double goal = tolerance * gradient.norm();
  Matrix direction = Matrix::Zero(gradient.rows(), gradient.cols());
  Matrix residual = -gradient;
  Matrix scaled = residual.cwiseQuotient(scale);
  Matrix search = scaled;
  double product = dot(residual, scaled);
  for (int step = 0; step < kMostSteps && residual.norm() > goal; ++step) {
    Matrix image = problem.curvature(probabilities, search);
    ++products;
    add_penalty(penalty, search, image);
    const double curvature = dot(search, image);
    if (!(curvature > 0.0)) break;  // rounding: the system is solved as far as it can be
    const double length = product / curvature;
    direction += length * search;
    residual -= length * image;
    scaled = residual.cwiseQuotient(scale);
    const double next = dot(residual, scaled);
    search = scaled + (next / product) * search;
    product = next;
  }
  return direction;
}

}  // namespace

SoftmaxProblem::SoftmaxProblem(Matrix x, std::vector<std::int64_t> classes, std::int64_t count)
    : x_(std::move(x)), classes_(std::move(classes)), count_(count) {
  square_sums_ = x_.colwise().squaredNorm();
}

Matrix SoftmaxProblem::start() const {
  Matrix theta = Matrix::Zero(x_.cols() + 1, count_ <= 2 ? 1 : count_);
  std::vector<double> shares(static_cast<std::size_t>(count_), 0.5);  // half a row: none is zero
  for (const std::int64_t place : classes_) ++shares[static_cast<std::size_t>(place)];
  if (count_ == 2) theta(x_.cols(), 0) = std::log(shares[1] / shares[0]);
  if (count_ <= 2) return theta;
  double mean = 0.0;
  for (const double share : shares) mean += std::log(share) / static_cast<double>(count_);
  for (std::int64_t k = 0; k < count_; ++k) {
    theta(x_.cols(), k) = std::log(shares[static_cast<std::size_t>(k)]) - mean;
  }
  return theta;
}

Matrix SoftmaxProblem::scores(const Matrix& theta) const {
  Matrix z = x_ * theta.topRows(x_.cols());
  z.rowwise() += theta.row(x_.cols());
  return z;
}

Matrix SoftmaxProblem::backward(const Matrix& residuals) const {
  Matrix out(x_.cols() + 1, residuals.cols());
  out.topRows(x_.cols()).noalias() = x_.transpose() * residuals;
  out.row(x_.cols()) = residuals.colwise().sum();
  return out;
}

double SoftmaxProblem::loss(const Matrix& theta) const {
  const Matrix z = scores(theta);
  double sum = 0.0;
  for (Eigen::Index i = 0; i < z.rows(); ++i) {
    const std::int64_t place = classes_[static_cast<std::size_t>(i)];
    if (count_ <= 2) {
      const double against = place == 1 ? -z(i, 0) : z(i, 0);
      sum += std::max(against, 0.0) + std::log1p(std::exp(-std::abs(against)));
    } else {
      const double most = z.row(i).maxCoeff();
      sum += most - z(i, place) + std::log((z.row(i).array() - most).exp().sum());
    }
  }
  return sum;
}

double SoftmaxProblem::gradient(const Matrix& theta, Matrix& gradient,
                                Matrix& probabilities) const {
  probabilities = scores(theta);
  double sum = 0.0;
  for (Eigen::Index i = 0; i < probabilities.rows(); ++i) {
    const std::int64_t place = classes_[static_cast<std::size_t>(i)];
    auto row = probabilities.row(i);
    if (count_ <= 2) {
      const double z = row[0], small = std::exp(-std::abs(z));
      sum += std::max(place == 1 ? -z : z, 0.0) + std::log1p(small);
      row[0] = (z >= 0 ? 1.0 : small) / (1.0 + small);
    } else {
      const double most = row.maxCoeff(), own = row[place];
      row = (row.array() - most).exp();
      const double total = row.sum();
      sum += most - own + std::log(total);
      row /= total;
    }
  }
  Matrix residuals = probabilities;
  for (Eigen::Index i = 0; i < residuals.rows(); ++i) {
    const std::int64_t place = classes_[static_cast<std::size_t>(i)];
    if (count_ > 2) {
      residuals(i, place) -= 1.0;
    } else if (place == 1) {
      residuals(i, 0) -= 1.0;
    }
  }
  gradient = backward(residuals);
  return sum;
}

Matrix SoftmaxProblem::curvature(const Matrix& probabilities, const Matrix& direction) const {
  Matrix image = scores(direction).cwiseProduct(probabilities);
  if (count_ <= 2) {
    image.array() *= 1.0 - probabilities.array();
  } else {
    const Vector sums = image.rowwise().sum();
    image -= sums.asDiagonal() * probabilities;
  }
  return backward(image);
}

Matrix SoftmaxProblem::diagonal(const Matrix& probabilities) const {
  const Eigen::RowVectorXd curvatures =
      (probabilities.array() * (1.0 - probabilities.array())).colwise().mean();
  Matrix out(x_.cols() + 1, probabilities.cols());
  out.topRows(x_.cols()) = square_sums_.transpose() * curvatures;
  out.row(x_.cols()) = static_cast<double>(x_.rows()) * curvatures;
  return out.array() + 1e-12 * static_cast<double>(x_.rows());  // features that are constant
}

std::int64_t minimize(const SoftmaxProblem& problem, double penalty, double tolerance,
                      Matrix& theta) {
  constexpr int kMostSteps = 100, kMostHalvings = 30;
  std::int64_t products = 0;
  Matrix gradient, probabilities;
  problem.gradient(problem.start(), gradient, probabilities);
  const double goal = tolerance * gradient.norm();
  double value = problem.gradient(theta, gradient, probabilities) + penalty_term(penalty, theta);
  add_penalty(penalty, theta, gradient);
  double before = std::max(gradient.norm(), goal);
  for (int step = 0; step < kMostSteps && gradient.norm() > goal; ++step) {
    // Rough far from the minimum, so that convergence there is faster than linear.
    const double rough = std::min(0.3, gradient.norm() / before);
    before = std::max(before, gradient.norm());
    const Matrix direction = newton_direction(problem, penalty, probabilities, gradient,
                                              std::max(rough, 1e-6), products);
    const double slope = dot(gradient, direction);
    if (!(slope < 0.0)) break;
    double length = 1.0;
    Matrix next = theta + direction;
    double lower = problem.loss(next) + penalty_term(penalty, next);
    for (int half = 0; half < kMostHalvings && !(lower <= value + 1e-4 * length * slope); ++half) {
      length *= 0.5;
      next = theta + length * direction;
      lower = problem.loss(next) + penalty_term(penalty, next);
    }
    if (!(lower < value)) break;  // as low as rounding lets see
    theta = std::move(next);
    value = problem.gradient(theta, gradient, probabilities) + penalty_term(penalty, theta);
    add_penalty(penalty, theta, gradient);
  }
  return products;
}

}  // namespace occam::evaluation
