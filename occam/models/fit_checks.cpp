#include "occam/models/fit_checks.h"

#include <cmath>

#include "occam/base/fields.h"

namespace occam::models {
namespace {

/// Class numbers: whole numbers from 0 to classes - 1.
void check_labels(std::string_view where, const Array& y, std::int64_t classes) {
  visit_dtype(y.dtype(), [&]<class T>(T) {
    const auto labels = y.data<T>();
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const double label = static_cast<double>(labels[i]);
      if (label >= 0 && label < static_cast<double>(classes) && label == std::floor(label))
        continue;
      throw InvalidArgument(
          std::string(where) + ": invalid label in y. Expected a class number from 0 to " +
          std::to_string(classes - 1) + ", as the model has " + std::to_string(classes) +
          " outputs. Received: " + to_text(label) + " in row " + std::to_string(i));
    }
  });
}

void check_targets(const Network& network, std::string_view where, const Array& x, const Array& y) {
  if (y.rank() == 0 || y.shape()[0] != x.shape()[0]) {
    throw InvalidArgument(
        std::string(where) +
        ": x and y differ in length. Expected as many targets as samples. Received: x of shape " +
        to_text(x.shape()) + ", y of shape " + to_text(y.shape()));
  }
  training::check_finite(where, "y", y);
  const CompileOptions* options = network.description().options;
  if (options != nullptr && options->loss.class_labels())
    check_labels(where, y, network.layer_shapes().back().back());
}

}  // namespace

Shape sample_shape(const Array& x) { return x.rank() == 1 ? Shape{1} : x.shape().tail(); }

void check_inputs(const Network& network, std::string_view where, const Array& x) {
  if (x.rank() == 0 || x.size() == 0) {
    throw InvalidArgument(std::string(where) +
                          ": x is empty. Expected at least one sample. Received: x of shape " +
                          to_text(x.shape()));
  }
  const Shape& wanted = network.description().input_shape;
  if (sample_shape(x) != wanted) {
    throw InvalidArgument(std::string(where) + ": invalid shape of x. Expected samples of shape " +
                          to_text(wanted) +
                          ", for which the model was built. Received: " + to_text(sample_shape(x)));
  }
  training::check_finite(where, "x", x);
}

void check_fit_options(const FitOptions& options, std::int64_t rows, bool has_validation_data) {
  const auto integer = [](std::string_view name, long long value, long long low) {
    if (value < low) {
      throw_invalid_value("fit", name, "an integer >= " + std::to_string(low),
                          std::to_string(value));
    }
  };
  integer("batch_size", options.batch_size, 1);
  integer("epochs", options.epochs, 0);
  integer("initial_epoch", options.initial_epoch, 0);
  if (options.verbose < 0 || options.verbose > 2) {
    throw_invalid_value("fit", "verbose", "0, 1 or 2", std::to_string(options.verbose));
  }
  if (has_validation_data || options.validation_split == 0.0) return;
  check_number("fit", "validation_split", options.validation_split, from_below(0, 1), false);
  const std::int64_t kept = static_cast<std::int64_t>(
      std::floor(static_cast<double>(rows) * (1 - options.validation_split)));
  if (kept == 0 || kept == rows) {
    throw InvalidArgument("fit: validation_split=" + to_text(options.validation_split) + " of " +
                          std::to_string(rows) + " samples leaves no " +
                          (kept == 0 ? "training" : "validation") +
                          " sample. Expected a split with samples on both sides");
  }
}

void check_evaluate_options(const EvaluateOptions& options) {
  if (options.batch_size >= 1) return;
  throw_invalid_value("evaluate", "batch_size", "an integer >= 1",
                      std::to_string(static_cast<long long>(options.batch_size)));
}

training::Samples prepare_samples(const Network& network, std::string_view where,
                                  const data::Dataset& data) {
  check_inputs(network, where, data.x);
  check_targets(network, where, data.x, data.y);
  return {&data.x, &data.y, data.scale, training::row_range(0, data.x.shape()[0])};
}

training::TrainingData prepare_fit(const Network& network, const data::Dataset& train,
                                   const data::Dataset* validation, const FitOptions& options) {
  const std::int64_t rows = train.x.rank() == 0 ? 0 : train.x.shape()[0];
  check_fit_options(options, rows, validation != nullptr);
  training::TrainingData data;
  data.train = prepare_samples(network, "fit", train);
  if (validation != nullptr) {
    data.validation = prepare_samples(network, "fit: validation_data", *validation);
    if (sample_shape(validation->y) != sample_shape(train.y)) {
      throw InvalidArgument("fit: validation_data: invalid shape of y. Expected targets of shape " +
                            to_text(sample_shape(train.y)) +
                            " a sample, as in training. Received: y of shape " +
                            to_text(validation->y.shape()));
    }
  } else if (options.validation_split > 0) {
    const auto kept = static_cast<std::int64_t>(
        std::floor(static_cast<double>(rows) * (1 - options.validation_split)));
    data.validation = data.train;
    data.validation.rows = training::row_range(kept, rows);
    data.train.rows = training::row_range(0, kept);
  }
  return data;
}

}  // namespace occam::models
