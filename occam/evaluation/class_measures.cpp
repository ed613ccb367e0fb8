#include "occam/evaluation/class_measures.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace occam::evaluation {
namespace {

/// Weighted rows of each class: true ones, answered ones, both.
struct ClassCounts {
  std::vector<double> truth, answered, right;

  ClassCounts(std::int64_t classes, const std::vector<std::int32_t>& labels,
              const std::vector<std::int32_t>& decisions, std::span<const std::uint32_t> weights)
      : truth(static_cast<std::size_t>(classes)), answered(truth), right(truth) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const auto label = static_cast<std::size_t>(labels[i]);
      const auto decision = static_cast<std::size_t>(decisions[i]);
      truth[label] += weights[i];
      answered[decision] += weights[i];
      if (label == decision) right[label] += weights[i];
    }
  }
};

/// The mean of per_class(k), of those classes where it is defined; none when there are none.
template <class PerClass>
std::optional<double> mean_over(std::size_t first, std::size_t classes, const PerClass& per_class) {
  double sum = 0.0;
  int count = 0;
  for (std::size_t k = first; k < classes; ++k) {
    if (const std::optional<double> value = per_class(k)) {
      sum += *value;
      ++count;
    }
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

std::optional<double> ratio(double part, double whole) {
  if (whole == 0.0) return std::nullopt;
  return part / whole;
}

/// Rows by falling score, with what is positive among them: one sort serves every weighting.
class Ranking {
 public:
  /// The probability of class k ranks the rows; those of class k are positive.
  Ranking(const ClassPredictions& predictions, std::size_t k) {
    const auto classes = static_cast<std::size_t>(predictions.classes);
    const auto score = [&](std::uint32_t row) {
      return predictions.probabilities[row * classes + k];
    };
    std::vector<std::uint32_t> order(predictions.labels.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return score(a) > score(b); });
    places_.reserve(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      const bool ends = i + 1 == order.size() || score(order[i + 1]) < score(order[i]);
      const bool positive = static_cast<std::size_t>(predictions.labels[order[i]]) == k;
      places_.push_back({order[i], positive, ends});
    }
  }

  /// Whole numbers all the way: twice the pairs in the right order, ties once.
  std::optional<double> area(std::span<const std::uint32_t> weights) const {
    std::uint64_t twice = 0, above = 0, negatives = 0;  // above: positives in the groups before
    std::uint64_t group[2] = {0, 0};                    // weights of this group's two sides
    for (const Place& place : places_) {
      group[place.positive] += weights[place.row];
      if (!place.ends_group) continue;
      twice += group[0] * (2 * above + group[1]);
      above += group[1];
      negatives += group[0];
      group[0] = group[1] = 0;
    }
    return ratio(static_cast<double>(twice),
                 2.0 * static_cast<double>(above) * static_cast<double>(negatives));
  }

 private:
  struct Place {
    std::uint32_t row;
    bool positive;
    bool ends_group;  ///< the next row has another score
  };
  std::vector<Place> places_;
};

}  // namespace

WeightedMeasure accuracy(const ClassPredictions& predictions) {
  std::vector<std::uint8_t> right;
  for (std::size_t i = 0; i < predictions.labels.size(); ++i) {
    right.push_back(predictions.labels[i] == predictions.decisions[i] ? 1 : 0);
  }
  return [right = std::move(right)](std::span<const std::uint32_t> weights) {
    std::uint64_t hits = 0, all = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      hits += right[i] * weights[i];
      all += weights[i];
    }
    return ratio(static_cast<double>(hits), static_cast<double>(all));
  };
}

WeightedMeasure balanced_accuracy(const ClassPredictions& predictions) {
  return [classes = predictions.classes, labels = predictions.labels,
          decisions = predictions.decisions](std::span<const std::uint32_t> weights) {
    const ClassCounts counts(classes, labels, decisions, weights);
    return mean_over(0, counts.truth.size(),
                     [&](std::size_t k) { return ratio(counts.right[k], counts.truth[k]); });
  };
}

WeightedMeasure log_loss(const ClassPredictions& predictions) {
  constexpr double kEdge = std::numeric_limits<float>::epsilon();
  std::vector<double> losses;
  const auto classes = static_cast<std::size_t>(predictions.classes);
  for (std::size_t i = 0; i < predictions.labels.size(); ++i) {
    const double p =
        predictions.probabilities[i * classes + static_cast<std::size_t>(predictions.labels[i])];
    losses.push_back(-std::log(std::clamp(p, kEdge, 1.0 - kEdge)));
  }
  return [losses = std::move(losses)](std::span<const std::uint32_t> weights) {
    double sum = 0.0, all = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      sum += weights[i] * losses[i];
      all += weights[i];
    }
    return ratio(sum, all);
  };
}

WeightedMeasure area_under_curve(const ClassPredictions& predictions) {
  std::vector<Ranking> rankings;
  const auto classes = static_cast<std::size_t>(predictions.classes);
  for (std::size_t k = classes == 2 ? 1 : 0; k < classes; ++k) {
    rankings.emplace_back(predictions, k);
  }
  return [rankings = std::move(rankings)](
             std::span<const std::uint32_t> weights) -> std::optional<double> {
    double sum = 0.0;
    for (const Ranking& ranking : rankings) {
      const std::optional<double> area = ranking.area(weights);
      if (!area) return std::nullopt;
      sum += *area;
    }
    return sum / static_cast<double>(rankings.size());
  };
}

WeightedMeasure f1(const ClassPredictions& predictions) {
  return [classes = predictions.classes, labels = predictions.labels,
          decisions = predictions.decisions](std::span<const std::uint32_t> weights) {
    const ClassCounts counts(classes, labels, decisions, weights);
    return mean_over(classes == 2 ? 1 : 0, counts.truth.size(), [&](std::size_t k) {
      return ratio(2.0 * counts.right[k], counts.truth[k] + counts.answered[k]);
    });
  };
}

}  // namespace occam::evaluation
