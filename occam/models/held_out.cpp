#include "occam/models/held_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "occam/base/errors.h"
#include "occam/base/warnings.h"
#include "occam/models/objective.h"

namespace occam::models {
namespace {

using Rows = std::vector<std::int64_t>;

/// Are its targets classes: numbers of them, a row with one number a class, or 0 and 1?
bool has_classes(const Loss& loss, const Array& y) {
  switch (loss.target_kind()) {
    case TargetKind::kClassNumbers:
    case TargetKind::kGroups:
    case TargetKind::kDistributions:
      return true;
    case TargetKind::kProbabilities:
      break;
    case TargetKind::kNumbers:
    case TargetKind::kAsGiven:
      return false;
  }
  if (y.size() != y.shape()[0]) return false;
  for (std::int64_t i = 0; i < y.size(); ++i) {
    if (y.at(i) != 0 && y.at(i) != 1) return false;
  }
  return true;
}

/// Class of each row; of a row of several numbers the largest one's.
Rows classes_of(const Array& y) {
  const std::int64_t rows = y.shape()[0], columns = y.size() / rows;
  Rows classes;
  for (std::int64_t row = 0; row < rows; ++row) {
    std::int64_t largest = 0;
    for (std::int64_t i = 1; i < columns; ++i) {
      if (y.at(row * columns + i) > y.at(row * columns + largest)) largest = i;
    }
    classes.push_back(columns > 1 ? largest : static_cast<std::int64_t>(y.at(row)));
  }
  return classes;
}

std::string advice(const FitOptions& options) {
  return options.split.kind() == data::SplitRule::Kind::kLast
             ? ". They are the last rows. Expected rows in no order, or .split = \"stratified\" or "
               "\"random\""
             : "";
}

constexpr std::string_view kHeldOut =
    "fit: the rows that validation_split holds out differ in "
    "their targets from those it leaves: ";

/// Is a chi-square number of so many degrees of freedom beyond what chance gives once in 10,000?
/// Source: Wilson and Hilferty 1931, the cube root is nearly normal.
bool is_beyond_chance(double chi_square, double freedom) {
  const double spread = 2 / (9 * freedom);
  return (std::cbrt(chi_square / freedom) - (1 - spread)) / std::sqrt(spread) > 3.719;
}

void warn_of_classes(const Rows& classes, const data::Split& split, const FitOptions& options) {
  std::map<std::int64_t, std::pair<double, double>> counts;  // rows left, rows held out
  for (const std::int64_t row : split.train) ++counts[classes[static_cast<std::size_t>(row)]].first;
  for (const std::int64_t row : split.validation)
    ++counts[classes[static_cast<std::size_t>(row)]].second;
  const auto left = static_cast<double>(split.train.size());
  const auto held_out = static_cast<double>(split.validation.size());
  double chi_square = 0, most = 0;
  std::int64_t most_class = 0, unseen = 0, unseen_class = -1;
  for (const auto& [label, count] : counts) {
    const double all = count.first + count.second, rows = left + held_out;
    for (const auto& [part, size] : {std::pair{count.first, left}, {count.second, held_out}}) {
      const double expected = all * size / rows;
      chi_square += (part - expected) * (part - expected) / expected;
    }
    const double difference = std::abs(count.first / left - count.second / held_out);
    if (difference > most) {
      most = difference;
      most_class = label;
    }
    if (count.first == 0 && unseen++ == 0) unseen_class = label;
  }
  if (unseen > 0) {
    warn(fmt::format(
        "{}{} of them {} of class {}, which training has not{}{}", kHeldOut,
        counts[unseen_class].second, counts[unseen_class].second == 1 ? "is" : "are", unseen_class,
        unseen > 1 ? fmt::format(", nor {} other classes", unseen - 1) : "", advice(options)));
  } else if (counts.size() > 1 && most >= 0.1 &&
             is_beyond_chance(chi_square, static_cast<double>(counts.size() - 1))) {
    warn(fmt::format("{}class {} is {:.0f} % of them and {:.0f} % of the others{}", kHeldOut,
                     most_class, 100 * counts[most_class].second / held_out,
                     100 * counts[most_class].first / left, advice(options)));
  }
}

struct Moments {
  double mean = 0, variance = 0, count = 0;
};

Moments moments(const Array& y, const Rows& rows, std::int64_t column, std::int64_t columns) {
  Moments found{.count = static_cast<double>(rows.size())};
  for (const std::int64_t row : rows) found.mean += y.at(row * columns + column) / found.count;
  for (const std::int64_t row : rows) {
    const double rest = y.at(row * columns + column) - found.mean;
    found.variance += rest * rest / std::max(1.0, found.count - 1);
  }
  return found;
}

void warn_of_numbers(const Array& y, const data::Split& split, const FitOptions& options) {
  const std::int64_t columns = y.size() / y.shape()[0];
  for (std::int64_t column = 0; column < columns; ++column) {
    const Moments left = moments(y, split.train, column, columns);
    const Moments held_out = moments(y, split.validation, column, columns);
    if (left.count < 2 || held_out.count < 2) return;
    const double difference = std::abs(left.mean - held_out.mean);
    const double error = std::sqrt(left.variance / left.count + held_out.variance / held_out.count);
    const double deviation = std::sqrt(std::max(left.variance, held_out.variance));
    if (difference <= 4 * error || difference < 0.25 * deviation) continue;
    warn(fmt::format("{}mean {:.4g}{}, of the others {:.4g} (standard deviation {:.4g}){}",
                     kHeldOut, held_out.mean,
                     columns > 1 ? fmt::format(" in column {}", column) : "", left.mean,
                     std::sqrt(left.variance), advice(options)));
    return;
  }
}

}  // namespace

data::Split split_rows(const Blueprint& compiled, const std::vector<const Array*>& targets,
                       std::int64_t rows, std::uint64_t data_seed, const FitOptions& options) {
  Rows labels;
  if (options.split.kind() == data::SplitRule::Kind::kStratified) {
    const auto trained = [](const Array* y) { return y != nullptr; };
    const auto found = std::find_if(targets.begin(), targets.end(), trained);
    const std::vector<const Loss*> losses = losses_of(compiled.description());
    const auto place = static_cast<std::size_t>(std::distance(targets.begin(), found));
    if (std::count_if(targets.begin(), targets.end(), trained) != 1 || losses[place] == nullptr ||
        !has_classes(*losses[place], **found)) {
      throw InvalidArgument(
          "fit: split \"stratified\" is by class. Expected one output whose targets are classes, "
          "or "
          "another split: \"random\", SplitRule::by_group");
    }
    labels = classes_of(**found);
  }
  try {
    return options.split.split(rows, labels,
                               {.validation = options.validation_split, .data_seed = data_seed});
  } catch (const InvalidArgument& error) {
    throw InvalidArgument("fit: " + std::string(error.what()));
  }
}

void warn_of_held_out(const Blueprint& compiled, const std::vector<const Array*>& targets,
                      const data::Split& split, const FitOptions& options) {
  const std::vector<const Loss*> losses = losses_of(compiled.description());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i] == nullptr || losses[i] == nullptr) continue;
    if (has_classes(*losses[i], *targets[i])) {
      warn_of_classes(classes_of(*targets[i]), split, options);
    } else {
      warn_of_numbers(*targets[i], split, options);
    }
  }
}

}  // namespace occam::models
