#include "occam/models/fit_checks.h"

#include <algorithm>
#include <cmath>

#include "occam/base/byte_text.h"
#include "occam/base/fields.h"
#include "occam/runtime/executor.h"
#include "occam/runtime/memory_budget.h"

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

void check_lengths(std::string_view where, const Shape& x, const Shape& y) {
  if (y.rank() > 0 && y[0] == x[0]) return;
  throw InvalidArgument(
      std::string(where) +
      ": x and y differ in length. Expected as many targets as samples. Received: x of shape " +
      to_text(x) + ", y of shape " + to_text(y));
}

std::int64_t kept_rows(std::int64_t rows, double validation_split) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(rows) * (1 - validation_split)));
}

}  // namespace

data::Dataset view_of(const Array& x, const Array& y) {
  data::Dataset data;
  data.x = x.rank() == 0 ? x : x.rows(0, x.shape()[0]);
  data.y = y.rank() == 0 ? y : y.rows(0, y.shape()[0]);
  return data;
}

void check_not_empty(std::string_view where, const Shape& x) {
  if (x.rank() > 0 && x.size() > 0) return;
  throw InvalidArgument(std::string(where) +
                        ": x is empty. Expected at least one sample. Received: x of shape " +
                        to_text(x));
}

void check_input_shape(const Blueprint& blueprint, std::string_view where, const Shape& x) {
  check_not_empty(where, x);
  const Shape& wanted = blueprint.description().input_shape;
  if (sample_shape(x) == wanted) return;
  throw InvalidArgument(std::string(where) + ": invalid shape of x. Expected samples of shape " +
                        to_text(wanted) +
                        ", for which the model was built. Received: " + to_text(sample_shape(x)));
}

void check_inputs(const Blueprint& blueprint, std::string_view where, const Array& x) {
  check_input_shape(blueprint, where, x.shape());
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
  const std::int64_t kept = kept_rows(rows, options.validation_split);
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

std::shared_ptr<const Blueprint> blueprint_for(std::string_view where,
                                               const std::shared_ptr<const Blueprint>& layers,
                                               const std::shared_ptr<const CompileOptions>& options,
                                               const Shape& x, const Shape& y,
                                               std::int64_t batch_size) {
  check_input_shape(*layers, where, x);
  if (!options) {
    throw InvalidArgument(std::string(where) +
                          ": the model is not compiled. Call compile({.optimizer = ..., .loss = "
                          "...}) first");
  }
  check_lengths(where, x, y);
  return compiled_for(layers, options, target_shape(y), std::min(batch_size, x[0]));
}

training::Samples prepare_samples(const Blueprint& blueprint, std::string_view where,
                                  const data::Dataset& data) {
  check_inputs(blueprint, where, data.x);
  check_lengths(where, data.x.shape(), data.y.shape());
  training::check_finite(where, "y", data.y);
  if (blueprint.options()->loss.class_labels())
    check_labels(where, data.y, blueprint.layer_shapes().back().back());
  return {{{"x", &data.x, data.scale}, {"y", &data.y}}, training::row_range(0, data.x.shape()[0])};
}

training::TrainingData prepare_fit(const Blueprint& blueprint, const data::Dataset& train,
                                   const data::Dataset* validation, const FitOptions& options) {
  training::TrainingData data;
  data.train = prepare_samples(blueprint, "fit", train);
  if (validation != nullptr) {
    data.validation = prepare_samples(blueprint, "fit: validation_data", *validation);
    if (sample_shape(validation->y.shape()) != sample_shape(train.y.shape())) {
      throw InvalidArgument("fit: validation_data: invalid shape of y. Expected targets of shape " +
                            to_text(sample_shape(train.y.shape())) +
                            " a sample, as in training. Received: y of shape " +
                            to_text(validation->y.shape()));
    }
  } else if (options.validation_split > 0) {
    const std::int64_t rows = train.rows(), kept = kept_rows(rows, options.validation_split);
    data.train.rows = training::row_range(0, kept);
    data.validation = {data.train.feeds, training::row_range(kept, rows)};
  }
  return data;
}

FitRows rows_of_fit(std::int64_t rows, const FitOptions& options) {
  if (!options.validation_data.empty()) return {rows, options.validation_data.x.shape()[0]};
  const std::int64_t kept = kept_rows(rows, options.validation_split);
  return {kept, rows - kept};
}

FitMemory fit_memory(const Blueprint& blueprint, const FitRows& rows, const FitOptions& options,
                     std::int64_t members, int threads) {
  FitMemory memory;
  memory.state = checked_mul(static_cast<std::int64_t>(blueprint.layout().slab_bytes()), members);
  for (const training::PlanKey& key :
       training::plans_of_fit(rows.train, rows.validation, options)) {
    const runtime::StepMemory step = runtime::step_memory(*blueprint.plan(key), members, threads);
    memory.batches += step.batch;
    memory.workspace += step.workspace;
    memory.scratch += step.scratch;
  }
  // The trainer shuffles a copy of the training rows' numbers.
  memory.order =
      static_cast<std::int64_t>(sizeof(std::int64_t)) * (2 * rows.train + rows.validation);
  for (const callbacks::Callback& callback : options.callbacks)
    memory.callbacks += callback.weight_copies() * blueprint.weight_bytes() * members;
  return memory;
}

void check_fit_memory(const FitMemory& memory, std::int64_t held) {
  const auto available = runtime::available_if_less_than(memory.total() - held);
  if (!available) return;
  throw InvalidArgument("fit: not enough memory. Expected a fit that needs at most the available " +
                        byte_text(*available) +
                        (held > 0 ? " beside the " + byte_text(held) + " that the model has" : "") +
                        ". Received: one that needs " + to_text(memory) +
                        ". Fewer units, a smaller batch or a smaller stack need less");
}

}  // namespace occam::models
