#include "occam/evaluation/logistic.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "occam/base/errors.h"
#include "occam/data/folds.h"
#include "occam/evaluation/feature_rows.h"
#include "occam/evaluation/newton.h"
#include "occam/evaluation/penalties.h"

namespace occam::evaluation {
namespace {

/// Class numbers of the rows, and where a class stands among those that occur (-1: nowhere).
struct Labels {
  std::vector<std::int64_t> given;   ///< as in the data set
  std::vector<std::int64_t> places;  ///< by class
  std::int64_t present = 0;
};

Labels read_labels(const Vector& targets, std::int64_t classes) {
  Labels labels;
  labels.places.assign(static_cast<std::size_t>(classes), -1);
  for (const double value : targets) {
    if (!(value >= 0 && value < static_cast<double>(classes)) || value != std::floor(value)) {
      throw_invalid_value("fit_logistic", "train.y",
                          "class numbers from 0 to " + std::to_string(classes - 1), to_text(value));
    }
    labels.given.push_back(static_cast<std::int64_t>(value));
    labels.places[static_cast<std::size_t>(labels.given.back())] = 0;
  }
  for (std::int64_t& place : labels.places) {
    if (place == 0) place = labels.present++;
  }
  return labels;
}

std::vector<std::int64_t> places_of(const Labels& labels, const std::vector<std::int64_t>& rows) {
  std::vector<std::int64_t> places;
  for (const std::int64_t row : rows) {
    places.push_back(
        labels.places[static_cast<std::size_t>(labels.given[static_cast<std::size_t>(row)])]);
  }
  return places;
}

Matrix rows_of(const Matrix& x, const std::vector<std::int64_t>& rows) {
  Matrix taken(static_cast<Eigen::Index>(rows.size()), x.cols());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    taken.row(static_cast<Eigen::Index>(i)) = x.row(rows[i]);
  }
  return taken;
}

/// The training rows of a fold, with the solution for the last penalty, and its test rows.
struct Fold {
  SoftmaxProblem train, test;
  Matrix solution;

  Fold(const Matrix& x, const Labels& labels, const data::Split& split)
      : train(rows_of(x, split.train), places_of(labels, split.train), labels.present),
        test(rows_of(x, split.test), places_of(labels, split.test), labels.present),
        solution(train.start()) {}
};

std::vector<data::Split> make_folds(const Labels& labels, const LogisticOptions& options) {
  std::vector<std::int64_t> counts(labels.places.size());
  for (const std::int64_t label : labels.given) ++counts[static_cast<std::size_t>(label)];
  std::int64_t usable = 0;  // the row of a class that has one is in no fold
  for (const std::int64_t count : counts) usable += count > 1 ? count : 0;
  const std::int64_t folds = std::min(options.folds, usable);
  if (folds < 2) return {};
  const auto numbers =
      data::folds_stratified(labels.given, {.folds = folds, .data_seed = options.seed});
  return data::splits_of(numbers, folds);
}

struct Choice {
  double penalty = 0.0;
  Matrix start;  ///< a solution for it, of some of the rows
};

/// The penalty with the least log loss over the folds; the largest without any. After three that
/// get worse, or so many products with a Hessian, the weaker ones, which cost most, are not tried.
Choice choose(const std::vector<double>& penalties, std::vector<Fold>& folds, double tolerance,
              double most_products) {
  Choice best{.penalty = penalties.front(), .start = {}};
  double least = std::numeric_limits<double>::infinity();
  std::int64_t products = 0;
  int worse = 0;
  for (const double penalty : penalties) {
    if (folds.empty() || worse == 3 || static_cast<double>(products) > most_products) break;
    double loss = 0.0;
    for (Fold& fold : folds) {
      products += minimize(fold.train, penalty, tolerance, fold.solution);
      loss += fold.test.loss(fold.solution);
    }
    worse = loss < least ? 0 : worse + 1;
    if (loss >= least) continue;
    least = loss;
    best = {penalty, folds[0].solution};
  }
  return best;
}

/// The solution on centred features, over the classes that occur, as a model of all classes; one
/// that does not occur has no chance.
LinearModel as_model(const Matrix& solution, const Labels& labels, const Vector& means) {
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  const auto classes = static_cast<std::int64_t>(labels.places.size());
  const Eigen::Index features = means.size();
  Matrix coefficients = Matrix::Zero(classes, features);
  Vector intercepts = Vector::Constant(classes, kNever);
  for (std::int64_t k = 0; k < classes; ++k) {
    const std::int64_t place = labels.places[static_cast<std::size_t>(k)];
    if (place < 0) continue;
    intercepts[k] = 0.0;  // of two classes the first, of one the only one
    if (labels.present <= 2 && place == 0) continue;
    const auto column = solution.col(labels.present == 2 ? 0 : place);
    coefficients.row(k) = column.head(features).transpose();
    intercepts[k] = column[features] - coefficients.row(k).dot(means);
  }
  if (labels.present > 2) {
    // The loss does not know a number that is added to all of them: their mean is 0, as that of the
    // coefficients is by the penalty.
    double sum = 0;
    for (const double intercept : intercepts) sum += intercept == kNever ? 0 : intercept;
    for (double& intercept : intercepts) intercept -= sum / static_cast<double>(labels.present);
  }
  LinearModel model{.outputs = classes == 2 ? 1 : classes};
  if (classes == 2) {  // class 0, where it occurs, has the logit 0
    if (labels.present == 1) intercepts[1] -= intercepts[0];
    coefficients = coefficients.row(1).eval();
    intercepts = intercepts.tail(1).eval();
  }
  model.coefficients.assign(coefficients.data(), coefficients.data() + coefficients.size());
  model.intercepts.assign(intercepts.begin(), intercepts.end());
  return model;
}

}  // namespace

LinearModel fit_logistic(const data::Dataset& train, std::int64_t classes,
                         const LogisticOptions& options) {
  constexpr const char* kWhere = "fit_logistic";
  if (classes < 2) {
    throw_invalid_value(kWhere, "classes", "at least 2", std::to_string(classes));
  }
  if (options.folds < 2) {
    throw_invalid_value(kWhere, "folds", "at least 2", std::to_string(options.folds));
  }
  check_training(kWhere, train, 2);
  check_penalties(kWhere, options.penalties);
  const double width = static_cast<double>(train.x.size() / train.rows()) *
                       static_cast<double>(classes == 2 ? 1 : classes);
  const auto most = static_cast<std::int64_t>(options.most_work / width);
  FeatureRows rows(train, draw_rows(train.rows(), std::max<std::int64_t>(2, most), options.seed));
  rows.centre();
  const Labels labels = read_labels(rows.targets(), classes);
  const Matrix x = rows.read(0, rows.rows());
  const auto n = static_cast<double>(rows.rows());
  // Of a large problem more takes minutes and changes no measure beyond noise.
  const bool large = n * width > options.most_work / 20.0;
  const std::vector<double> penalties =
      options.penalties.empty()
          ? penalty_grid(x.squaredNorm() / static_cast<double>(std::max<Eigen::Index>(x.cols(), 1)),
                         0.0, 13)
          : falling(options.penalties);
  Choice choice{.penalty = penalties.front(), .start = {}};
  if (penalties.size() > 1 && labels.present > 1) {
    std::vector<data::Split> splits = make_folds(labels, options);
    if (large && !splits.empty()) splits.resize(1);
    std::vector<Fold> folds;
    for (const data::Split& split : splits) folds.emplace_back(x, labels, split);
    // A product takes about a nanosecond for a number of a row and an output.
    choice = choose(penalties, folds, large ? 1e-3 : 1e-4, 2000 * options.most_work / (n * width));
  }
  std::vector<std::int64_t> places;
  for (const std::int64_t label : labels.given) {
    places.push_back(labels.places[static_cast<std::size_t>(label)]);
  }
  const SoftmaxProblem problem(x, std::move(places), labels.present);
  Matrix solution = large && choice.start.size() > 0 ? choice.start : problem.start();
  if (labels.present > 1) minimize(problem, choice.penalty, large ? 1e-4 : 1e-8, solution);
  LinearModel model = as_model(solution, labels, rows.means());
  model.penalty = choice.penalty;
  model.rows = rows.rows();
  model.rows_given = train.rows();
  return model;
}

}  // namespace occam::evaluation
