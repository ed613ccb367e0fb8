#include "occam/models/prepare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "occam/base/byte_text.h"
#include "occam/models/calibration.h"
#include "occam/models/data_checks.h"
#include "occam/models/objective.h"
#include "occam/runtime/memory_budget.h"

namespace occam::models {
namespace {

using training::Samples;

std::int64_t kept_rows(std::int64_t rows, double validation_split) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(rows) * (1 - validation_split)));
}

[[noreturn]] void throw_both_weights(std::string_view where) {
  throw InvalidArgument(std::string(where) +
                        ": class_weight and sample_weight are both given. Expected one");
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
  if (!options.class_weight.empty() && !options.sample_weight.empty()) throw_both_weights("fit");
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

void check_compiled(std::string_view where, const Holding& model) {
  if (model.options) return;
  throw InvalidArgument(std::string(where) +
                        ": the model is not compiled. Call compile({.optimizer = ..., .loss = "
                        "...}) first");
}

/// Items in the order of the outputs, null for an output that is not trained. A list has one a
/// trained output, or one an output.
template <class T>
std::vector<const T*> by_output(std::string_view where, const Blueprint& compiled,
                                const OneOrMany<T>& items) {
  const std::vector<std::string> names = compiled.topology().output_names();
  const std::vector<const Loss*> losses = losses_of(compiled.description());
  std::vector<std::string> trained;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (losses[i] != nullptr) trained.push_back(names[i]);
  }
  const bool one_each = items.names().empty() && items.size() == names.size();
  const std::vector<const T*> found = items.items_for(where, one_each ? names : trained);
  std::vector<const T*> placed(names.size());
  for (std::size_t i = 0, next = 0; i < names.size(); ++i) {
    if (losses[i] != nullptr) placed[i] = found[one_each ? i : next++];
  }
  return placed;
}

/// The targets, one a trained output.
std::vector<const Array*> targets_of(std::string_view where, const Blueprint& compiled,
                                     const Arrays& y) {
  const std::string argument = std::string(where) + ": y";
  const std::vector<const ArrayRef*> found = by_output(argument, compiled, y);
  const std::vector<const Loss*> losses = losses_of(compiled.description());
  std::vector<const Array*> targets;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == nullptr && losses[i] != nullptr) {
      throw InvalidArgument(argument + ": the targets of '" + compiled.topology().outputs[i].name +
                            "' are missing");
    }
    targets.push_back(found[i] != nullptr ? &found[i]->get() : nullptr);
  }
  return targets;
}

std::vector<Shape> target_shapes(const std::vector<const Array*>& targets) {
  std::vector<Shape> shapes;
  for (const Array* target : targets)
    shapes.push_back(target != nullptr ? target_shape(target->shape()) : Shape{});
  return shapes;
}

/// Adds a feed of weights for every trained output: the given ones, else ones.
void add_weights(std::string_view where, const Blueprint& blueprint,
                 const std::vector<const Array*>& targets, const OneOrMany<Array>& given,
                 Samples& samples, std::deque<Array>& own) {
  const auto weights = by_output(std::string(where) + ": sample_weight", blueprint, given);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i] == nullptr) continue;
    const Array* weight = weights[i];
    if (weight == nullptr) {
      own.emplace_back(Shape{samples.size()},
                       std::vector<float>(static_cast<std::size_t>(samples.size()), 1.0f));
      weight = &own.back();
    }
    check_sample_weights(where, *weight, samples.size());
    samples.feeds.push_back({weight_name(i), weight, 1.0f});
  }
  samples.weighted = true;
}

/// Checks every value and feeds inputs, targets and weights.
Samples samples_of(std::string_view where, const Blueprint& blueprint, const Given& data,
                   const std::vector<const Array*>& targets, std::deque<Array>& own) {
  Samples samples = prepare_inputs(where, blueprint, data.x, data.scale);
  const std::vector<const Loss*> losses = losses_of(blueprint.description());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i] == nullptr) continue;
    training::check_finite(where, "y", *targets[i]);
    check_targets(where, *losses[i], *targets[i], blueprint.output_shape(i));
    samples.feeds.push_back({target_name(i), targets[i], 1.0f});
  }
  if (data.sample_weight != nullptr && !data.sample_weight->empty())
    add_weights(where, blueprint, targets, *data.sample_weight, samples, own);
  return samples;
}

void add_class_weights(const Blueprint& blueprint, const std::vector<const Array*>& targets,
                       const ClassWeights& weights, Samples& samples, std::deque<Array>& own) {
  if (weights.empty()) return;
  own.push_back(class_weights(blueprint, targets, weights));
  samples.feeds.push_back({weight_name(0), &own.back()});
  samples.weighted = true;
}

/// Samples outside a fit, checked, for plans of at most so many.
PreparedSamples prepare_samples(std::string_view where, const Holding& model, const Given& data,
                                std::int64_t batch_size, const ClassWeights& class_weight) {
  const std::int64_t rows = check_inputs(where, model.blueprint->topology(), data.x);
  check_compiled(where, model);
  const auto compiled = compiled_with(model.blueprint, model.options);
  const auto targets = targets_of(where, *compiled, data.y);
  for (const Array* y : targets) {
    if (y != nullptr) check_length(where, "y", y->shape(), data.x[0].get().shape());
  }
  PreparedSamples prepared;
  prepared.blueprint = with_targets(compiled, target_shapes(targets), std::min(batch_size, rows));
  prepared.samples = samples_of(where, *prepared.blueprint, data, targets, prepared.own);
  add_class_weights(*prepared.blueprint, targets, class_weight, prepared.samples, prepared.own);
  return prepared;
}
/// The samples of a fit: one entry for all members, or one a member.
struct FitCounts {
  training::SampleCount train, validation;
};

FitMemory fit_memory(const Holding& model, const Blueprint& blueprint,
                     std::span<const FitCounts> counts, const FitOptions& options) {
  const auto batches = counts.size() > 1 ? runtime::Batches::kOwn : runtime::Batches::kShared;
  std::set<training::PlanKey> plans;
  FitMemory memory;
  std::int64_t most_rows = 0;
  for (const auto& [train, validation] : counts) {
    const auto own = training::plans_of_fit(blueprint.layout(), train, validation, options);
    plans.insert(own.begin(), own.end());
    // The trainer shuffles a copy of the training rows' numbers.
    memory.order +=
        static_cast<std::int64_t>(sizeof(std::int64_t)) * (2 * train.rows + validation.rows);
    if (options.calibrated_loss) {  // logits, and targets of at most as many numbers, of one member
      memory.order += static_cast<std::int64_t>(2 * sizeof(float)) * validation.rows *
                      blueprint.output_shape(0).size();
    }
    most_rows = std::max(most_rows, train.rows);
  }
  memory.state =
      checked_mul(static_cast<std::int64_t>(blueprint.layout().slab_bytes()), model.members);
  for (const training::PlanKey& key : plans) {
    const runtime::StepMemory step =
        runtime::step_memory(*blueprint.plan(key), model.members, model.threads, batches);
    memory.batches += step.batch;
    memory.workspace += step.workspace;
    memory.scratch += step.scratch;
  }
  if (!model.adapted && blueprint.adapts()) {
    const training::PlanKey key{training::Mode::kAdapt, training::adapting_rows(most_rows)};
    memory.adaptation =
        runtime::step_memory(*blueprint.plan(key), model.members, model.threads).total() +
        static_cast<std::int64_t>(sizeof(std::int64_t)) * 2 * most_rows;
  }
  for (const callbacks::Callback& callback : options.callbacks)
    memory.callbacks += callback.weight_copies() * blueprint.weight_bytes() * model.members;
  if (model.slab_bytes > 0 && model.slab_bytes != memory.state) memory.moved = model.slab_bytes;
  return memory;
}

void check_fit_memory(const FitMemory& memory, std::int64_t held) {
  const auto available = runtime::available_if_less_than(memory.total() - held);
  if (!available) return;
  throw OutOfMemory("fit: not enough memory. Expected a fit that needs at most the available " +
                    byte_text(*available) +
                    (held > 0 ? " beside the " + byte_text(held) + " that the model has" : "") +
                    ". Received: one that needs " + to_text(memory) +
                    ". Fewer units, a smaller batch or a smaller stack need less");
}

/// Validation rows: the given ones, or the last ones of the training data.
void split_validation(const Blueprint& blueprint, const std::vector<const Array*>& targets,
                      const Given* validation, const FitOptions& options, Prepared& prepared) {
  training::TrainingData& data = prepared.data;
  Samples& train = data.train.back();
  Samples& watched_rows = data.validation.emplace_back();
  if (validation != nullptr) {
    constexpr std::string_view kWhere = "fit: validation_data";
    check_inputs(kWhere, blueprint.topology(), validation->x);
    const auto watched = targets_of(kWhere, blueprint, validation->y);
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (targets[i] == nullptr) continue;
      check_length(kWhere, "y", watched[i]->shape(), validation->x[0].get().shape());
      if (sample_shape(watched[i]->shape()) == sample_shape(targets[i]->shape())) continue;
      throw InvalidArgument(
          std::string(kWhere) + ": invalid shape of y. Expected targets of shape " +
          to_text(sample_shape(targets[i]->shape())) +
          " a sample, as in training. Received: y of shape " + to_text(watched[i]->shape()));
    }
    watched_rows = samples_of(kWhere, blueprint, *validation, watched, prepared.own);
  } else if (options.validation_split > 0) {
    const std::int64_t rows = train.size(), kept = kept_rows(rows, options.validation_split);
    watched_rows = train;
    train.rows = training::row_range(0, kept);
    watched_rows.rows = training::row_range(kept, rows);
  }
}

}  // namespace

Given given_of(const ValidationData& data) {
  const auto refs = [](const OneOrMany<Array>& arrays) {
    Arrays result(std::vector<ArrayRef>(arrays.begin(), arrays.end()));
    if (arrays.names().empty()) return result;
    Arrays named;
    for (std::size_t i = 0; i < arrays.size(); ++i) named.add(arrays.names()[i], result[i]);
    return named;
  };
  return {refs(data.x), refs(data.y), &data.sample_weight, 1.0f};
}

Given given_of(const data::Dataset& data) {
  if (!std::isfinite(data.scale) || data.scale == 0.0f) {
    throw_invalid_value("Dataset", "scale", "a finite factor other than 0",
                        to_text(static_cast<double>(data.scale)));
  }
  return {data.x, data.y, nullptr, data.scale};
}

Samples prepare_inputs(std::string_view where, const Blueprint& blueprint, const Arrays& x,
                       float scale) {
  const Topology& topology = blueprint.topology();
  Samples samples;
  samples.rows = training::row_range(0, check_inputs(where, topology, x));
  const auto arrays = x.items_for(std::string(where) + ": x", topology.input_names());
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const Array& array = arrays[i]->get();
    training::check_finite(where, "x", array, scale);
    check_whole(where, blueprint, i, array, scale);
    samples.feeds.push_back({input_name(i), &array, scale});
  }
  return samples;
}

namespace {

void check_calibrated_loss(const Blueprint& compiled, bool validates) {
  check_calibration("fit: calibrated_loss", compiled.description());
  if (validates) return;
  throw InvalidArgument(
      "fit: calibrated_loss is that of validation data. Expected validation_data or "
      "validation_split");
}

}  // namespace

Prepared prepare_fit(const Holding& model, const Given& train, const Given* validation,
                     const FitOptions& options) {
  const GivenFit given{train, validation};
  return prepare_fit(model, {&given, 1}, options);
}

Prepared prepare_fit(const Holding& model, std::span<const GivenFit> members,
                     const FitOptions& options) {
  Prepared prepared;
  training::TrainingData& data = prepared.data;
  std::vector<FitCounts> counts;
  for (const auto& [train, validation] : members) {
    const std::int64_t rows = check_inputs("fit", model.blueprint->topology(), train.x);
    check_fit_options(options, rows, validation != nullptr);
    check_compiled("fit", model);
    const auto compiled = compiled_with(model.blueprint, model.options);
    const auto targets = targets_of("fit", *compiled, train.y);
    for (const Array* y : targets) {
      if (y != nullptr) check_length("fit", "y", y->shape(), train.x[0].get().shape());
    }
    if (options.calibrated_loss)
      check_calibrated_loss(*compiled, validation != nullptr || options.validation_split > 0);
    if (!prepared.blueprint) {
      prepared.blueprint = with_targets(compiled, target_shapes(targets),
                                        std::min<std::int64_t>(options.batch_size, rows));
    }
    const Blueprint& blueprint = *prepared.blueprint;
    if (blueprint.description().target_shapes != target_shapes(targets))
      throw InvalidArgument("fit: the members' y differ in shape. Expected targets of one shape");
    data.train.push_back(samples_of("fit", blueprint, train, targets, prepared.own));
    split_validation(blueprint, targets, validation, options, prepared);
    // By class in training only: the weights come after the split.
    add_class_weights(blueprint, targets, options.class_weight, data.train.back(), prepared.own);
    counts.push_back(
        {training::count_of(data.train.back()), training::count_of(data.validation.back())});
    if ((counts.back().validation.rows > 0) != (counts.front().validation.rows > 0) ||
        data.train.back().weighted != data.train.front().weighted) {
      throw InvalidArgument(
          "fit: some members have validation data or sample weights and others have none. Expected "
          "all or none");
    }
  }
  prepared.memory = fit_memory(model, *prepared.blueprint, counts, options);
  check_fit_memory(prepared.memory, model.bytes);
  return prepared;
}

PreparedSamples prepare_evaluation(const Holding& model, const Given& data, std::int64_t batch_size,
                                   std::string_view where) {
  if (batch_size < 1)
    throw_invalid_value(where, "batch_size", "an integer >= 1", std::to_string(batch_size));
  return prepare_samples(where, model, data, batch_size, {});
}

PreparedSamples prepare_batch(std::string_view where, const Holding& model, const Given& data,
                              const ClassWeights& class_weight) {
  if (!class_weight.empty() && data.sample_weight != nullptr && !data.sample_weight->empty())
    throw_both_weights(where);
  return prepare_samples(where, model, data, std::numeric_limits<std::int64_t>::max(),
                         class_weight);
}

FitMemory plan_memory(const Holding& model, const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                      const FitOptions& options) {
  const Topology& topology = model.blueprint->topology();
  const auto shapes = x.items_for("fit_memory: x", topology.input_names());
  const std::int64_t rows = check_input_shapes("fit_memory", topology, shapes);
  check_fit_options(options, rows, !options.validation_data.empty());
  check_compiled("fit_memory", model);
  const auto compiled = compiled_with(model.blueprint, model.options);
  std::vector<Shape> targets;
  for (const Shape* shape : by_output("fit_memory: y", *compiled, y)) {
    if (shape != nullptr) check_length("fit_memory", "y", *shape, *shapes[0]);
    targets.push_back(shape != nullptr ? target_shape(*shape) : Shape{});
  }
  const auto blueprint =
      with_targets(compiled, std::move(targets), std::min<std::int64_t>(options.batch_size, rows));
  const bool sample_weights = !options.sample_weight.empty();
  FitCounts counts{{rows, sample_weights || !options.class_weight.empty()}, {}};
  auto& [train, validation] = counts;
  if (options.validation_data.empty()) {
    train.rows = kept_rows(rows, options.validation_split);
    validation = {rows - train.rows, sample_weights};
  } else {
    validation = {options.validation_data.x[0].shape()[0],
                  !options.validation_data.sample_weight.empty()};
  }
  return fit_memory(model, *blueprint, {&counts, 1}, options);
}

}  // namespace occam::models
