#include "occam/models/data_checks.h"

#include <algorithm>
#include <cmath>

#include "occam/base/warnings.h"
#include "occam/losses/sparse_categorical_crossentropy.h"

namespace occam::models {
namespace {

std::string text_of_row(std::int64_t row) { return " in row " + std::to_string(row); }

std::string name_of_input(const Topology& topology, std::size_t input) {
  return topology.inputs.size() == 1 ? "x" : "x '" + topology.inputs[input].name + "'";
}

/// Class numbers: whole numbers from 0 to classes - 1, or one that the loss leaves out.
void check_labels(std::string_view where, const Loss& loss, const Array& y, std::int64_t classes) {
  const auto* const sparse = loss.as<losses::SparseCategoricalCrossentropy>();
  const MaybeInt ignored = sparse != nullptr ? sparse->ignore_class : MaybeInt();
  visit_dtype(y.dtype(), [&]<class T>(T) {
    const auto labels = y.data<T>();
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const double label = static_cast<double>(labels[i]);
      if (label >= 0 && label < static_cast<double>(classes) && label == std::floor(label))
        continue;
      if (ignored.has_value() && label == static_cast<double>(ignored.value())) continue;
      throw InvalidArgument(
          std::string(where) + ": invalid label in y. Expected a class number from 0 to " +
          std::to_string(classes - 1) + ", as the model has " + std::to_string(classes) +
          " outputs. Received: " + to_text(label) + text_of_row(static_cast<std::int64_t>(i)));
    }
  });
}

void check_within(std::string_view where, const Loss& loss, const Array& y, const Range& range) {
  const std::int64_t columns = y.rank() > 1 ? y.shape().tail().size() : 1;
  visit_dtype(y.dtype(), [&]<class T>(T) {
    const auto values = y.data<T>();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double value = static_cast<double>(values[i]);
      if (range.contains(value)) continue;
      throw InvalidArgument(std::string(where) + ": invalid target in y. Expected numbers from " +
                            to_text(range.low) + " to " + to_text(range.high) + " for " +
                            std::string(loss.name()) + ". Received: " + to_text(value) +
                            text_of_row(static_cast<std::int64_t>(i) / columns));
    }
  });
}

/// Shares of something else are computed with, as in Keras; mostly they are a mistake.
void warn_of_row_sums(std::string_view where, const Loss& loss, const Array& y,
                      std::int64_t classes) {
  if (y.rank() < 2 || y.shape().back() != classes) return;
  const std::optional<RowSum> other = row_not_of_shares(y);
  if (!other) return;
  warn(std::string(where) + ": the " + std::to_string(classes) + " numbers of a row of y sum to " +
       to_text(other->sum) + text_of_row(other->row) + ", not to 1. " + std::string(loss.name()) +
       " expects one-hot classes or shares; of several labels each, use binary_crossentropy");
}

}  // namespace

std::optional<RowSum> row_not_of_shares(const Array& y) {
  const auto width = static_cast<std::size_t>(y.shape().back());
  std::optional<RowSum> found;
  visit_dtype(y.dtype(), [&]<class T>(T) {
    const auto values = y.data<T>();
    for (std::size_t row = 0; !found && row * width < values.size(); ++row) {
      double sum = 0;
      for (std::size_t i = 0; i < width; ++i) sum += static_cast<double>(values[row * width + i]);
      // Shares that were worked out in float32 are a little off.
      if (!(std::abs(sum - 1) < 1e-3)) found = RowSum{static_cast<std::int64_t>(row), sum};
    }
  });
  return found;
}

std::int64_t check_input_shapes(std::string_view where, const Topology& topology,
                                const std::vector<const Shape*>& shapes) {
  std::int64_t rows = 0;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const std::string name = name_of_input(topology, i);
    if (shapes[i] == nullptr)
      throw InvalidArgument(std::string(where) + ": " + name + " is missing");
    const Shape& shape = *shapes[i];
    if (shape.rank() == 0 || shape.size() == 0) {
      throw InvalidArgument(std::string(where) + ": " + name +
                            " is empty. Expected at least one sample. Received: x of shape " +
                            to_text(shape));
    }
    const Shape& wanted = topology.inputs[i].shape;
    const Shape given = sample_shape(shape, wanted);
    if (!wanted.could_be(given)) {
      throw InvalidArgument(std::string(where) + ": invalid shape of " + name +
                            ". Expected samples of shape " + to_text(wanted) +
                            ", for which the model was built. Received: " + to_text(given));
    }
    if (i == 0) rows = shape[0];
    check_length(where, name, shape, *shapes[0]);
  }
  return rows;
}

std::int64_t check_inputs(std::string_view where, const Topology& topology, const Arrays& x) {
  std::vector<const Shape*> shapes;
  for (const ArrayRef* array : x.items_for(std::string(where) + ": x", topology.input_names()))
    shapes.push_back(array != nullptr ? &array->get().shape() : nullptr);
  return check_input_shapes(where, topology, shapes);
}

void check_length(std::string_view where, std::string_view name, const Shape& shape,
                  const Shape& x) {
  if (shape.rank() > 0 && shape[0] == x[0]) return;
  throw InvalidArgument(
      std::string(where) + ": x and " + std::string(name) +
      " differ in length. Expected as many rows as samples. Received: x of shape " + to_text(x) +
      ", " + std::string(name) + " of shape " + to_text(shape));
}

void check_whole(std::string_view where, const Blueprint& blueprint, std::size_t input,
                 const Array& x, float scale) {
  for (const layers::WholeInput& wanted : blueprint.whole_inputs()) {
    if (wanted.input != input_name(input)) continue;
    const std::int64_t columns = x.rank() > 1 ? x.shape().tail().size() : 1;
    const auto is_known = [&](double value) {
      return wanted.known.empty() || std::binary_search(wanted.known.begin(), wanted.known.end(),
                                                        static_cast<std::int64_t>(value));
    };
    const std::string numbers =
        wanted.known.empty()
            ? "whole numbers from " + std::to_string(wanted.least) + " to " +
                  std::to_string(wanted.most)
            : "one of " + std::to_string(wanted.known.size()) + " known whole numbers";
    visit_dtype(x.dtype(), [&]<class T>(T) {
      const auto values = x.data<T>();
      for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = static_cast<double>(values[i]);
        const bool fits = scale == 1.0f && value >= static_cast<double>(wanted.least) &&
                          value <= static_cast<double>(wanted.most) && value == std::floor(value) &&
                          is_known(value);
        if (fits) continue;
        throw InvalidArgument(std::string(where) + ": invalid number in " +
                              name_of_input(blueprint.topology(), input) + ". Expected " + numbers +
                              ", which layer '" + wanted.path + "' looks up. Received: " +
                              to_text(value) + text_of_row(static_cast<std::int64_t>(i) / columns));
      }
    });
  }
}

void check_targets(std::string_view where, const Loss& loss, const Array& y,
                   const Shape& output_shape, bool is_part) {
  const std::int64_t outputs = output_shape.back();
  switch (loss.target_kind()) {
    case TargetKind::kNumbers:
    case TargetKind::kGroups:
    case TargetKind::kAsGiven:
      break;
    case TargetKind::kClassNumbers:
      check_labels(where, loss, y, outputs);
      break;
    case TargetKind::kProbabilities:
      check_within(where, loss, y, between(0, 1));
      break;
    case TargetKind::kDistributions:
      check_within(where, loss, y, between(0, 1));
      if (!is_part) warn_of_row_sums(where, loss, y, outputs);
      break;
  }
}

void check_sample_weights(std::string_view where, const Array& weights, std::int64_t rows,
                          const Shape& output, bool is_part) {
  std::vector<std::int64_t> steps(output.begin(), output.end() - 1);
  const Shape each(steps);
  steps.push_back(1);
  const Shape given = weights.rank() > 0 ? weights.shape().tail() : Shape{};
  const bool fits = given.rank() == 0 || each.could_be(given) || Shape(steps).could_be(given);
  if (weights.rank() == 0 || weights.shape()[0] != rows || !fits) {
    const std::string more = each.rank() == 0 ? ""
                                              : ", or one for each row of the output, shape " +
                                                    to_text(each.with_front(rows));
    throw_invalid_value(where, "sample_weight",
                        "one number a sample, shape (" + std::to_string(rows) + ",)" + more,
                        "shape " + to_text(weights.shape()));
  }
  const std::int64_t columns = weights.size() / rows;
  bool any = is_part;
  for (std::int64_t i = 0; i < weights.size(); ++i) {
    const double weight = weights.at(i);
    if (!std::isfinite(static_cast<float>(weight)) || weight < 0) {
      throw_invalid_value(where, "sample_weight", "finite numbers >= 0",
                          to_text(weight) + text_of_row(i / columns));
    }
    any = any || weight > 0;
  }
  if (!any) throw_invalid_value(where, "sample_weight", "at least one weight > 0", "all 0");
}

Array class_weights(const Blueprint& blueprint, const std::vector<const Array*>& targets,
                    const std::vector<std::pair<std::int64_t, double>>& weights) {
  if (targets.size() != 1) {
    throw InvalidArgument(
        "fit: class_weight is for models of one output. Expected sample_weight, one array an "
        "output");
  }
  if (targets[0] == nullptr) {
    throw InvalidArgument(
        "fit: class_weight without targets. Expected a model that is compiled with a loss");
  }
  const Array& y = *targets[0];
  const std::int64_t rows = y.shape()[0];
  const std::int64_t columns = y.rank() > 1 ? y.shape().tail().size() : 1;
  const std::int64_t outputs = blueprint.output_shape(0).back();
  const std::int64_t classes = outputs == 1 ? 2 : outputs;
  for (const auto& [label, weight] : weights) {
    if (label < 0 || label >= classes) {
      throw_invalid_value("fit", "class_weight", "classes from 0 to " + std::to_string(classes - 1),
                          "class " + std::to_string(label));
    }
    check_float32("fit", "class_weight", weight, at_least(0));
  }
  std::vector<float> result(static_cast<std::size_t>(rows), 1.0f);
  for (std::int64_t row = 0; row < rows; ++row) {
    double label = y.at(row * columns);
    if (columns > 1) {
      std::int64_t largest = 0;
      for (std::int64_t i = 1; i < columns; ++i) {
        if (y.at(row * columns + i) > y.at(row * columns + largest)) largest = i;
      }
      label = static_cast<double>(largest);
    }
    if (label != std::floor(label)) {
      throw_invalid_value("fit", "class_weight", "targets that are class numbers",
                          to_text(label) + text_of_row(row));
    }
    for (const auto& [wanted, weight] : weights) {
      if (static_cast<double>(wanted) == label)
        result[static_cast<std::size_t>(row)] = static_cast<float>(weight);
    }
  }
  return Array({rows}, result);
}

}  // namespace occam::models
