#include "occam/models/prepare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "occam/models/calibration.h"
#include "occam/models/data_checks.h"
#include "occam/models/held_out.h"
#include "occam/models/objective.h"
#include "occam/models/plan_memory.h"

namespace occam::models {
namespace {

using training::Samples;

std::int64_t kept_rows(std::int64_t rows, double validation_split) {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(rows) * (1 - validation_split)));
}

/// None of it depends on the data.
void check_fit_options(const FitOptions& options) {
  const auto integer = [](std::string_view name, long long value, long long low) {
    if (value < low) {
      throw_invalid_value("fit", name, "an integer >= " + std::to_string(low),
                          std::to_string(value));
    }
  };
  integer("batch_size", options.batch_size, 1);
  integer("epochs", options.epochs, 0);
  integer("initial_epoch", options.initial_epoch, 0);
  integer("steps_per_epoch", options.steps_per_epoch, 0);
  integer("validation_steps", options.validation_steps, 0);
  integer("validation_batch_size", options.validation_batch_size, 0);
  const ValidationFreq& freq = options.validation_freq;
  const auto below_one = [](std::int64_t epoch) { return epoch < 1; };
  if (freq.every() < 0 || (freq.every() == 0 && freq.epochs().empty()) ||
      std::any_of(freq.epochs().begin(), freq.epochs().end(), below_one)) {
    throw_invalid_value(
        "fit", "validation_freq", "an integer >= 1, or a list of such",
        freq.epochs().empty() ? std::to_string(freq.every()) : "a list with an epoch below 1");
  }
  if (options.verbose < 0 || options.verbose > 2) {
    throw_invalid_value("fit", "verbose", "0, 1 or 2", std::to_string(options.verbose));
  }
  if (!options.class_weight.empty() && !options.sample_weight.empty()) throw_both_weights("fit");
}

/// `rows`: of which validation_split holds some out, unless there are data to watch.
void check_fit_options(const FitOptions& options, std::int64_t rows, bool has_validation_data) {
  check_fit_options(options);
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

/// Samples outside a fit, checked, for plans of at most so many.
PreparedSamples prepare_samples(std::string_view where, const Holding& model, const Given& data,
                                std::int64_t batch_size, const ClassWeights& class_weight) {
  const std::int64_t rows = check_inputs(where, model.blueprint->topology(), data.x);
  check_compiled(where, model);
  const auto compiled = compiled_with(model.blueprint, model.options);
  const auto targets = targets_of(where, *compiled, data);
  PreparedSamples prepared;
  prepared.blueprint = with_targets(compiled, target_shapes(targets), std::min(batch_size, rows),
                                    input_shapes(where, *compiled, data.x));
  prepared.samples = samples_of(where, *prepared.blueprint, data, targets, prepared.own);
  add_class_weights(*prepared.blueprint, targets, class_weight, prepared.samples, prepared.own);
  return prepared;
}

std::int64_t validation_batch(const FitOptions& options) {
  return options.validation_batch_size > 0 ? options.validation_batch_size : options.batch_size;
}

/// Given rows to watch.
Samples watched_rows(const Blueprint& blueprint, const std::vector<Shape>& targets,
                     const Given& validation, std::deque<Array>& own) {
  constexpr std::string_view kWhere = "fit: validation_data";
  check_inputs(kWhere, blueprint.topology(), validation.x);
  const auto watched = targets_of(kWhere, blueprint, validation);
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (watched[i] == nullptr) continue;
    const Shape wanted = targets[i].rank() == 0 ? Shape{1} : targets[i];
    const Shape given = sample_shape(watched[i]->shape());
    if (given == wanted || (blueprint.is_open() && given.rank() == wanted.rank())) continue;
    throw InvalidArgument(std::string(kWhere) + ": invalid shape of y. Expected targets of shape " +
                          to_text(wanted) + " a sample, as in training. Received: y of shape " +
                          to_text(watched[i]->shape()));
  }
  return samples_of(kWhere, blueprint, validation, watched, own);
}

/// Validation rows: the given ones, or some of the training data. Returns how these were split.
std::optional<data::Split> split_validation(const Holding& model, const Blueprint& blueprint,
                                            const std::vector<const Array*>& targets,
                                            const Given* validation, const FitOptions& options,
                                            Prepared& prepared) {
  Samples& train = prepared.data.train.samples.back();
  Samples& watched = prepared.data.validation.samples.emplace_back();
  if (options.validation_data.source) return std::nullopt;
  if (validation != nullptr) {
    watched =
        watched_rows(blueprint, blueprint.description().target_shapes, *validation, prepared.own);
    return std::nullopt;
  }
  if (options.validation_split == 0) return std::nullopt;
  data::Split split = split_rows(blueprint, targets, train.size(), model.data_seed, options);
  watched = train;
  train.rows = split.train;
  watched.rows = split.validation;
  return split;
}

/// Does the fit look for a checkpoint?
bool may_go_on(const FitOptions& options) {
  return !options.resume_from.empty() ||
         std::ranges::any_of(options.callbacks, [](const callbacks::Callback& callback) {
           return !callback.checkpoints().empty();
         });
}

/// A source to watch.
void open_validation(const std::shared_ptr<const Blueprint>& blueprint, const FitOptions& options,
                     training::BatchStream& validation) {
  if (!options.validation_data.source) return;
  auto reader = open_source("fit: validation_data", *options.validation_data.source);
  const bool sequence = !reader->restarts();
  if (sequence && options.validation_steps == 0 && options.initial_epoch + 1 < options.epochs) {
    throw InvalidArgument(
        "fit: validation_data is one sequence of batches, which the first validation would read "
        "to its end. Expected validation_steps, or a source with begin_epoch");
  }
  if (sequence && may_go_on(options)) {
    throw InvalidArgument(
        "fit: a fit that goes on from a checkpoint has to find its place again, and "
        "validation_data is one sequence of batches. Expected a source with begin_epoch, which "
        "starts anew");
  }
  validation = training_stream(std::move(reader), blueprint);
}

/// What a source cannot do.
void check_source(const Blueprint& blueprint, const training::BatchReader& train,
                  const FitOptions& options) {
  const auto refuse = [](std::string_view what, std::string_view expected) {
    throw InvalidArgument("fit: " + std::string(what) + " with x a source of batches. Expected " +
                          std::string(expected));
  };
  if (options.validation_split != 0)
    refuse("validation_split is of arrays, and was given", "validation_data");
  if (!options.sample_weight.empty())
    refuse("sample_weight is of arrays, and was given", "the weights in each batch");
  if (options.validation_data.source && *options.validation_data.source == train.source())
    refuse("validation_data.source is that source", "one of its own: each is read on a thread");
  if (train.restarts()) return;
  const std::string sequence = "a source with begin_epoch, which starts anew";
  if (options.steps_per_epoch == 0 && options.initial_epoch + 1 < options.epochs)
    refuse("several epochs are asked for", "steps_per_epoch, or " + sequence);
  const bool several_passes = options.evaluate_training ||
                              training::refreshes_statistics(blueprint.layout(), options) ||
                              training::refreshes_for_means(blueprint.layout(), options);
  if (several_passes)
    refuse("evaluate_training or new statistics of the layers read all of x again", sequence);
  if (may_go_on(options))
    refuse("a fit that goes on from a checkpoint has to find its place again", sequence);
}

void check_calibrated_loss(const Blueprint& compiled, bool validates) {
  check_calibration("fit: calibrated_loss", compiled.description());
  if (validates) return;
  throw InvalidArgument(
      "fit: calibrated_loss is that of validation data in arrays. Expected validation_data.x and "
      ".y "
      "or validation_split");
}

/// The memory of the fit, which has to be there.
void plan(const Holding& model, const FitOptions& options, Prepared& prepared) {
  const training::TrainingData& data = prepared.data;
  constexpr std::int64_t kMostAdapting = 1024;
  std::vector<FitCounts> counts;
  for (std::size_t i = 0; i < std::max<std::size_t>(data.train.samples.size(), 1); ++i) {
    const auto member = static_cast<int>(i);
    const training::SampleCount train = data.train.count(member);
    counts.push_back(
        {train, data.validation.count(member), data.train.source ? kMostAdapting : train.rows});
  }
  prepared.memory = plan_memory(model, *prepared.blueprint, counts, options);
  for (const training::BatchStream* stream : {&data.train, &data.validation}) {
    if (stream->source) prepared.memory.batches += held_bytes(*stream->source);
  }
  check_available(prepared.memory, model.bytes);
}

void check_evaluation(std::string_view where, const EvaluateOptions& options) {
  if (options.batch_size < 1) {
    throw_invalid_value(where, "batch_size", "an integer >= 1",
                        std::to_string(static_cast<long long>(options.batch_size)));
  }
  if (options.steps < 0) {
    throw_invalid_value(where, "steps", "an integer >= 0",
                        std::to_string(static_cast<long long>(options.steps)));
  }
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
  data.train.batch = options.batch_size;
  data.validation.batch = validation_batch(options);
  const bool source = options.validation_data.source.has_value();
  std::vector<const Array*> first_targets;
  std::optional<data::Split> first_split;
  for (const auto& [train, validation] : members) {
    const std::int64_t rows = check_inputs("fit", model.blueprint->topology(), train.x);
    check_fit_options(options, rows, validation != nullptr || source);
    check_compiled("fit", model);
    const auto compiled = compiled_with(model.blueprint, model.options);
    const auto targets = targets_of("fit", *compiled, train);
    if (options.calibrated_loss) {
      check_calibrated_loss(*compiled,
                            !source && (validation != nullptr || options.validation_split > 0));
    }
    if (!prepared.blueprint) {
      prepared.blueprint = with_targets(compiled, target_shapes(targets),
                                        std::min<std::int64_t>(options.batch_size, rows),
                                        input_shapes("fit", *compiled, train.x));
    }
    const Blueprint& blueprint = *prepared.blueprint;
    if (blueprint.description().target_shapes != target_shapes(targets))
      throw InvalidArgument("fit: the members' y differ in shape. Expected targets of one shape");
    data.train.samples.push_back(samples_of("fit", blueprint, train, targets, prepared.own));
    auto split = split_validation(model, blueprint, targets, validation, options, prepared);
    if (data.train.samples.size() == 1) {
      first_targets = targets;
      first_split = std::move(split);
    }
    // By class in training only: the weights come after the split.
    add_class_weights(blueprint, targets, options.class_weight, data.train.samples.back(),
                      prepared.own);
    if ((data.validation.samples.back().size() > 0) != (data.validation.samples[0].size() > 0) ||
        data.train.samples.back().weighted != data.train.samples[0].weighted) {
      throw InvalidArgument(
          "fit: some members have validation data or sample weights and others have none. Expected "
          "all or none");
    }
  }
  open_validation(prepared.blueprint, options, data.validation);
  plan(model, options, prepared);
  if (first_split) warn_of_held_out(*prepared.blueprint, first_targets, *first_split, options);
  return prepared;
}

Prepared prepare_fit(const Holding& model, const std::shared_ptr<training::BatchReader>& train,
                     const Given* validation, const FitOptions& options) {
  Prepared prepared;
  training::TrainingData& data = prepared.data;
  const Given first = given_of(*train->peek());
  const std::int64_t rows = check_inputs("fit: x: batch 1", model.blueprint->topology(), first.x);
  check_fit_options(options);
  check_compiled("fit", model);
  const auto compiled = compiled_with(model.blueprint, model.options);
  const auto targets = targets_of("fit: x: batch 1", *compiled, first);
  prepared.blueprint =
      with_targets(compiled, target_shapes(targets), rows, input_shapes("fit", *compiled, first.x));
  check_source(*prepared.blueprint, *train, options);
  if (options.calibrated_loss) check_calibrated_loss(*compiled, validation != nullptr);
  data.train = training_stream(train, prepared.blueprint, options.class_weight);
  prepared.first_batch = train->sample(1, prepared.own);
  data.validation.batch = validation_batch(options);
  if (validation != nullptr) {
    data.validation.samples.push_back(
        watched_rows(*prepared.blueprint, target_shapes(targets), *validation, prepared.own));
  }
  open_validation(prepared.blueprint, options, data.validation);
  plan(model, options, prepared);
  return prepared;
}

PreparedEvaluation prepare_evaluation(const Holding& model, const Given& data,
                                      const EvaluateOptions& options, std::string_view where) {
  check_evaluation(where, options);
  PreparedSamples samples = prepare_samples(where, model, data, options.batch_size, {});
  PreparedEvaluation prepared{std::move(samples.blueprint), {}, std::move(samples.own)};
  prepared.data.samples.push_back(std::move(samples.samples));
  prepared.data.batch = options.batch_size;
  return prepared;
}

PreparedEvaluation prepare_evaluation(const Holding& model,
                                      const std::shared_ptr<training::BatchReader>& data,
                                      const EvaluateOptions& options) {
  constexpr std::string_view kWhere = "evaluate: x: batch 1";
  check_evaluation("evaluate", options);
  if (!options.sample_weight.empty()) {
    throw InvalidArgument(
        "evaluate: sample_weight is of arrays, and was given with x a source of batches. Expected "
        "the weights in each batch");
  }
  const Given first = given_of(*data->peek());
  const std::int64_t rows = check_inputs(kWhere, model.blueprint->topology(), first.x);
  check_compiled("evaluate", model);
  const auto compiled = compiled_with(model.blueprint, model.options);
  PreparedEvaluation prepared;
  prepared.blueprint = with_targets(compiled, target_shapes(targets_of(kWhere, *compiled, first)),
                                    rows, input_shapes(kWhere, *compiled, first.x));
  prepared.data = training_stream(data, prepared.blueprint);
  return prepared;
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
  const ValidationData& watched = options.validation_data;
  check_fit_options(options, rows, !watched.empty());
  check_compiled("fit_memory", model);
  const auto compiled = compiled_with(model.blueprint, model.options);
  std::vector<Shape> targets;
  for (const Shape* shape : shapes_by_output("fit_memory: y", *compiled, y)) {
    if (shape != nullptr) check_length("fit_memory", "y", *shape, *shapes[0]);
    targets.push_back(shape != nullptr ? target_shape(*shape) : Shape{});
  }
  std::vector<Shape> inputs;
  for (std::size_t i = 0; i < shapes.size(); ++i)
    inputs.push_back(sample_shape(*shapes[i], topology.inputs[i].shape));
  const auto blueprint =
      with_targets(compiled, targets, std::min<std::int64_t>(options.batch_size, rows), inputs);
  const int form = blueprint->form({std::move(inputs), std::move(targets), {}});
  const bool sample_weights = !options.sample_weight.empty();
  FitCounts counts{{rows, sample_weights || !options.class_weight.empty()}, {}};
  auto& [train, validation, adapting] = counts;
  if (watched.empty()) {
    train.rows = kept_rows(rows, options.validation_split);
    validation = {rows - train.rows, sample_weights};
  } else if (!watched.source) {
    validation = {watched.x[0].shape()[0], !watched.sample_weight.empty()};
  }
  train.batch = std::min<std::int64_t>(options.batch_size, train.rows);
  validation.batch =
      std::min(validation_batch(options), std::max<std::int64_t>(validation.rows, 1));
  train.form = validation.form = form;
  adapting = train.rows;
  return plan_memory(model, *blueprint, {&counts, 1}, options);
}

}  // namespace occam::models
