#include "occam/evaluation/fold_scores.h"

#include <cmath>
#include <limits>

#include "occam/base/errors.h"

namespace occam::evaluation {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

void check_folds(std::span<const std::vector<Contender>> folds) {
  if (folds.empty()) throw_invalid_value("folds", "folds", "at least one", "none");
  for (std::size_t fold = 1; fold < folds.size(); ++fold) {
    bool same = folds[fold].size() == folds[0].size();
    for (std::size_t i = 0; same && i < folds[0].size(); ++i) {
      same = folds[fold][i].name == folds[0][i].name &&
             folds[fold][i].predictions.index() == folds[0][i].predictions.index();
    }
    if (same) continue;
    throw_invalid_value("folds", "contenders", "those of the first fold in each",
                        "others in fold " + std::to_string(fold + 1));
  }
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

void append(ClassPredictions& all, const ClassPredictions& fold) {
  if (all.classes != fold.classes) {
    throw_invalid_value("folds", "classes", std::to_string(all.classes) + " in each fold",
                        std::to_string(fold.classes));
  }
  append(all.labels, fold.labels);
  append(all.probabilities, fold.probabilities);
  append(all.decisions, fold.decisions);
}

void append(NumberPredictions& all, const NumberPredictions& fold) {
  append(all.targets, fold.targets);
  append(all.answers, fold.answers);
  append(all.medians, fold.medians);
}

}  // namespace

double FoldScores::mean(std::size_t contender) const {
  double sum = 0.0, count = 0.0;
  for (const double value : values[contender]) {
    if (std::isnan(value)) continue;
    sum += value;
    ++count;
  }
  return count > 0.0 ? sum / count : kUndefined;
}

double FoldScores::deviation(std::size_t contender) const {
  const double centre = mean(contender);
  double squares = 0.0, count = 0.0;
  for (const double value : values[contender]) {
    if (std::isnan(value)) continue;
    squares += (value - centre) * (value - centre);
    ++count;
  }
  return count > 1.0 ? std::sqrt(squares / (count - 1.0)) : kUndefined;
}

std::vector<FoldScores> score_folds(std::span<const Measure* const> measures,
                                    std::span<const std::vector<Contender>> folds) {
  check_folds(folds);
  std::vector<FoldScores> all;
  for (const Measure* measure : measures) {
    FoldScores& scores = all.emplace_back(FoldScores{.measure = measure});
    for (std::size_t i = 0; i < folds[0].size(); ++i) {
      scores.names.push_back(folds[0][i].name);
      std::vector<double>& values = scores.values.emplace_back();
      for (const std::vector<Contender>& fold : folds)
        values.push_back(measure->value(fold[i].predictions).value_or(kUndefined));
    }
  }
  return all;
}

std::vector<Contender> pool(std::span<const std::vector<Contender>> folds) {
  check_folds(folds);
  std::vector<Contender> all = folds[0];
  for (const std::vector<Contender>& fold : folds.subspan(1)) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::visit(
          [&](auto& predictions) {
            append(predictions,
                   std::get<std::remove_cvref_t<decltype(predictions)>>(fold[i].predictions));
          },
          all[i].predictions);
    }
  }
  return all;
}

}  // namespace occam::evaluation
