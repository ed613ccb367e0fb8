#include "occam/evaluation/measure.h"

#include <array>
#include <string>

#include "occam/base/errors.h"
#include "occam/evaluation/class_measures.h"
#include "occam/evaluation/number_measures.h"

namespace occam::evaluation {
namespace {

template <WeightedMeasure (*Prepare)(const ClassPredictions&)>
WeightedMeasure of_classes(const Predictions& predictions) {
  return Prepare(std::get<ClassPredictions>(predictions));
}

template <WeightedMeasure (*Prepare)(const NumberPredictions&)>
WeightedMeasure of_numbers(const Predictions& predictions) {
  return Prepare(std::get<NumberPredictions>(predictions));
}

// The only list of measures.
using enum Measure::Kind;
using enum Direction;
constexpr std::array kMeasures{
    Measure{"accuracy", kClasses, kUp, of_classes<accuracy>},
    Measure{"balanced_accuracy", kClasses, kUp, of_classes<balanced_accuracy>},
    Measure{"log_loss", kClasses, kDown, of_classes<log_loss>},
    Measure{"auc", kClasses, kUp, of_classes<area_under_curve>},
    Measure{"f1", kClasses, kUp, of_classes<f1>},
    Measure{"rmse", kNumbers, kDown, of_numbers<root_mean_squared_error>},
    Measure{"mae", kNumbers, kDown, of_numbers<mean_absolute_error>},
    Measure{"r2", kNumbers, kUp, of_numbers<r2>},
};

}  // namespace

Measure::Kind kind_of(const Predictions& predictions) {
  return std::holds_alternative<ClassPredictions>(predictions) ? kClasses : kNumbers;
}

std::optional<double> Measure::value(const Predictions& predictions) const {
  if (kind_of(predictions) != kind) {
    throw_invalid_value("Measure", "predictions",
                        std::string(kind == kClasses ? "classes" : "numbers") + ", as " +
                            std::string(name) + " is about them",
                        kind == kClasses ? "numbers" : "classes");
  }
  const std::vector<std::uint32_t> once(static_cast<std::size_t>(rows_of(predictions)), 1);
  return prepare(predictions)(once);
}

std::span<const Measure> all_measures() { return kMeasures; }

std::vector<const Measure*> measures_of(Measure::Kind kind) {
  std::vector<const Measure*> found;
  for (const Measure& entry : kMeasures) {
    if (entry.kind == kind) found.push_back(&entry);
  }
  return found;
}

const Measure& measure(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Measure& entry : kMeasures) {
    if (entry.name == name) return entry;
    names.push_back(entry.name);
  }
  throw_unknown_name("Measure", name, names);
}

}  // namespace occam::evaluation
