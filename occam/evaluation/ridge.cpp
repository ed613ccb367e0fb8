#include "occam/evaluation/ridge.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "occam/base/errors.h"
#include "occam/evaluation/feature_rows.h"
#include "occam/evaluation/penalties.h"

namespace occam::evaluation {
namespace {

/// Rows whose products and eigendecomposition (ten products an entry and row) are not too much.
std::int64_t affordable_rows(std::int64_t rows, std::int64_t features, double most_work) {
  const auto fits = [&](std::int64_t n) {
    const auto wide = static_cast<double>(features), tall = static_cast<double>(n);
    const double smaller = std::min(wide, tall);
    return smaller * (wide * tall + 10.0 * smaller * smaller) <= most_work;
  };
  std::int64_t low = 2, high = rows;  // work grows with n
  while (low < high) {
    const std::int64_t middle = high - (high - low) / 2;
    if (fits(middle)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/// The centred features X in the axes of their singular vectors, X = Z V' with Z'Z = diag(s): for
/// any penalty l, the fit is Z (Z'y / (s + l)) and the leverages are sum_j Z_j^2 / (s_j + l).
class Spectrum {
 public:
  Spectrum(const FeatureRows& rows, const Vector& y)
      : rows_(rows), is_dual_(rows.features() > rows.rows()) {
    const std::int64_t size = std::min(rows.features(), rows.rows());
    Eigen::MatrixXd gram = Eigen::MatrixXd::Zero(size, size);
    Vector products = Vector::Zero(rows.features());
    if (is_dual_) {
      whole_ = rows.read(0, rows.rows());
      gram.selfadjointView<Eigen::Lower>().rankUpdate(whole_);
    } else {
      rows.for_each_block([&](std::int64_t begin, const Matrix& block) {
        gram.selfadjointView<Eigen::Lower>().rankUpdate(block.transpose());
        products.noalias() += block.transpose() * y.segment(begin, block.rows());
      });
    }
    trace_ = gram.trace();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
    check_internal(solver.info() == Eigen::Success, "the eigendecomposition of ridge regression");
    squares_ = solver.eigenvalues().cwiseMax(0.0);
    axes_ = solver.eigenvectors();
    target_ = is_dual_ ? Vector(squares_.cwiseSqrt().cwiseProduct(axes_.transpose() * y))
                       : Vector(axes_.transpose() * products);
    dual_target_ = is_dual_ ? Vector(axes_.transpose() * y) : Vector();
  }

  /// Of X'X.
  double trace() const { return trace_; }

  /// Sum over rows of the squared leave-one-out error for each penalty.
  Vector left_out(const Vector& y, const Vector& penalties) const {
    Eigen::MatrixXd shrinks(squares_.size(), penalties.size());
    for (std::int64_t l = 0; l < penalties.size(); ++l) {
      shrinks.col(l) = (squares_.array() + penalties[l]).inverse();
    }
    const Eigen::MatrixXd solutions = target_.asDiagonal() * shrinks;
    Vector sums = Vector::Zero(penalties.size());
    const double rest = 1.0 - 1.0 / static_cast<double>(y.size());  // the intercept's leverage
    const auto add = [&](std::int64_t begin, const Eigen::MatrixXd& z) {
      const Eigen::MatrixXd residuals = (-(z * solutions)).colwise() + y.segment(begin, z.rows());
      const Eigen::MatrixXd leverages = z.cwiseAbs2() * shrinks;
      // A row that the fit follows wherever it goes says nothing.
      const auto free = (rest - leverages.array()).max(1e-10);
      sums += (residuals.array() / free).square().colwise().sum().matrix().transpose();
    };
    if (is_dual_) {
      add(0, axes_ * squares_.cwiseSqrt().asDiagonal());
    } else {
      rows_.for_each_block(
          [&](std::int64_t begin, const Matrix& block) { add(begin, block * axes_); });
    }
    return sums;
  }

  Vector coefficients(double penalty) const {
    const Vector shrink = (squares_.array() + penalty).inverse();
    if (!is_dual_) return axes_ * shrink.cwiseProduct(target_);
    return whole_.transpose() * (axes_ * shrink.cwiseProduct(dual_target_));
  }

 private:
  const FeatureRows& rows_;
  bool is_dual_;
  Matrix whole_;  ///< the centred features, where they are wider than tall
  double trace_ = 0.0;
  Vector squares_;        ///< s
  Eigen::MatrixXd axes_;  ///< V, or the left singular vectors
  Vector target_;         ///< Z'y
  Vector dual_target_;    ///< U'y
};

}  // namespace

LinearModel fit_ridge(const data::Dataset& train, const RidgeOptions& options) {
  check_training("fit_ridge", train, 2);
  check_penalties("fit_ridge", options.penalties);
  const std::int64_t features = train.x.size() / train.rows();
  const std::int64_t most = affordable_rows(train.rows(), features, options.most_work);
  FeatureRows rows(train, draw_rows(train.rows(), most, options.seed));
  rows.centre();
  Vector y = rows.targets();
  const double mean = y.mean();
  y.array() -= mean;
  const Spectrum spectrum(rows, y);
  const std::vector<double> grid =
      options.penalties.empty()
          ? penalty_grid(spectrum.trace() / static_cast<double>(features), 2.0, 17)
          : falling(options.penalties);
  const Vector penalties =
      Eigen::Map<const Vector>(grid.data(), static_cast<Eigen::Index>(grid.size()));
  Eigen::Index best = 0;  // the largest penalty on a tie
  const double least = spectrum.left_out(y, penalties).minCoeff(&best);

  LinearModel model{.outputs = 1, .penalty = penalties[best]};
  const Vector coefficients = spectrum.coefficients(model.penalty);
  model.coefficients.assign(coefficients.begin(), coefficients.end());
  model.intercepts = {mean - coefficients.dot(rows.means())};
  model.left_out = least / static_cast<double>(rows.rows());
  model.rows = rows.rows();
  model.rows_given = train.rows();
  return model;
}

}  // namespace occam::evaluation
