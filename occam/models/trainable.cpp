#include "occam/models/trainable.h"

#include <algorithm>
#include <cmath>

#include "occam/base/byte_text.h"
#include "occam/base/warnings.h"
#include "occam/models/calibration.h"
#include "occam/models/compiled_hypers.h"
#include "occam/models/nested.h"
#include "occam/models/network.h"
#include "occam/models/objective.h"
#include "occam/models/objective_checks.h"
#include "occam/models/penalty_table.h"
#include "occam/models/predict.h"
#include "occam/models/prepare.h"
#include "occam/models/summary.h"
#include "occam/models/trainable_core.h"
#include "occam/models/weight_arrays.h"

namespace occam {

using models::Blueprint;
using models::CompiledHypers;
using models::Network;

using models::shapes_of;

Trainable::Trainable() : core_(std::make_unique<Core>()) {}
Trainable::Trainable(const Trainable& other) : core_(std::make_unique<Core>(*other.core_)) {}
Trainable::Trainable(Trainable&& other) noexcept : core_(std::move(other.core_)) {}
Trainable& Trainable::operator=(const Trainable& other) {
  if (this != &other) core_ = Held(std::make_unique<Core>(*other.core_));
  return *this;
}
Trainable& Trainable::operator=(Trainable&& other) noexcept = default;
Trainable::~Trainable() = default;

Trainable::Held::Held(std::unique_ptr<Core> core) : core_(std::move(core)) {}

void Trainable::Held::refuse_moved_from() {
  throw InvalidArgument(
      "the model was moved from and holds nothing. Expected the one that it was moved to, or "
      "another that is assigned to it");
}

std::shared_ptr<const Blueprint> Trainable::blueprint() const {
  const std::lock_guard lock(core_->mutex);
  if (core_->network) return core_->network->blueprint();
  if (core_->blueprint) return core_->blueprint;
  std::optional<models::Topology> described = topology(core_->input_shapes);
  if (!described) return nullptr;
  auto made = std::make_shared<const Blueprint>(std::move(*described));
  core_->blueprint = core_->options ? compiled_with(made, core_->options) : made;
  return core_->blueprint;
}

bool Trainable::built() const {
  if (core_->network || core_->blueprint || !core_->input_shapes.empty()) return true;
  return topology({}).has_value();
}

Network& Trainable::network(std::string_view where) const {
  std::shared_ptr<const Blueprint> known = blueprint();
  if (!known) {
    throw InvalidArgument(std::string(where) +
                          ": the model is not built yet. Give the first layer an input_shape, call "
                          "build(), or fit it");
  }
  const std::lock_guard lock(core_->mutex);
  if (!core_->network) core_->network = core_->make_network(std::move(known));
  return *core_->network;
}

std::shared_ptr<const Blueprint> Trainable::blueprint_for(std::string_view where,
                                                          const std::vector<Shape>& x) const {
  if (auto known = blueprint()) return known;
  std::vector<Shape> samples;
  for (const Shape& shape : x) {
    if (shape.rank() == 0 || shape.size() == 0) {
      throw InvalidArgument(std::string(where) +
                            ": x is empty. Expected at least one sample. Received: x of shape " +
                            to_text(shape));
    }
    samples.push_back(models::sample_shape(shape));
  }
  if (samples.size() != 1) {
    throw InvalidArgument(std::string(where) + ": the model has one input. Received: x with " +
                          std::to_string(samples.size()) + " arrays");
  }
  return std::make_shared<const Blueprint>(*topology(samples));
}

void Trainable::build_for(const std::vector<Shape>& shapes) {
  const auto known = blueprint();
  if (!known) {
    auto made = std::make_shared<const Blueprint>(*topology(shapes));
    core_->blueprint = core_->options ? compiled_with(made, core_->options) : made;
    core_->input_shapes = shapes;
    return;
  }
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    const Shape& wanted = known->topology().inputs[i].shape;
    if (wanted.could_be(shapes[i])) continue;
    throw_invalid_value("build", "input_shape",
                        to_text(wanted) + ", the shape that the model has already",
                        to_text(shapes[i]));
  }
}

void Trainable::change_description(std::string_view where) {
  if (core_->network) {
    throw InvalidArgument(std::string(where) +
                          ": the model has weights already. Add all layers before fitting it or "
                          "asking for its weights");
  }
  core_->blueprint.reset();
}

void Trainable::compile(CompileOptions options) {
  if (core_->network) core_->network->check_idle("compile");
  auto shared = std::make_shared<const CompileOptions>(std::move(options));
  // Checks first: until all is known to fit, the model stays as it was.
  bool blueprint_checked = false;
  if (const auto known = blueprint()) {
    auto compiled = compiled_with(known, shared);
    models::check_objective(*compiled);
    blueprint_checked = true;
    if (core_->network) {
      core_->network->adopt(std::move(compiled));
    } else {
      core_->blueprint = std::move(compiled);
    }
  } else if (shared->loss.names().empty() && shared->loss.size() == 1) {
    shared->metrics.for_outputs("compile", {""});
  }
  core_->checked = blueprint_checked;
  core_->options = std::move(shared);
  core_->hypers.clear();
}

models::Holding Trainable::holding(std::shared_ptr<const Blueprint> known) const {
  models::Holding model;
  model.blueprint = std::move(known);
  model.options = core_->options;
  model.threads = core_->pool      ? core_->pool->threads()
                  : core_->threads ? core_->threads
                                   : runtime::available_cores();
  model.data_seed = core_->data_seed.value_or(core_->seed);
  if (core_->network) {
    model.data_seed = core_->network->data_seed(0);
    model.adapted = core_->network->adapted();
    model.bytes = core_->network->memory_bytes();
    model.slab_bytes = static_cast<std::int64_t>(core_->network->layout().slab_bytes());
  }
  return model;
}

void Trainable::adopt(std::shared_ptr<const Blueprint> blueprint) {
  if (core_->network) {
    core_->network->adopt(std::move(blueprint));
  } else {
    core_->network = core_->make_network(std::move(blueprint));
  }
}

models::FileForm Trainable::file_form() const {
  return {std::string(kind()), is_sequential(), core_->described};
}

History Trainable::fit_prepared(models::Prepared prepared, const FitOptions& options) {
  const bool first = !core_->network || !core_->network->blueprint()->has_targets();
  const bool had_network = core_->network != nullptr;
  if (!core_->checked) models::check_objective(*prepared.blueprint);
  core_->checked = true;
  try {
    adopt(prepared.blueprint);
    if (first) models::warn_of_targets(*prepared.blueprint, prepared.example());
    models::warn_of_batches(*prepared.blueprint, prepared.data.train, options);
    return std::move(core_->network->fit(std::move(prepared.data), options, file_form())[0]);
  } catch (const InvalidArgument&) {  // of a callback: before any step the model stays unbuilt
    if (!had_network && core_->network && core_->network->steps_taken() == 0)
      core_->network.reset();
    throw;
  }
}

History Trainable::fit_given(const models::Given& train, const models::Given* validation,
                             const FitOptions& options) {
  if (core_->network) core_->network->check_idle("fit");
  // Until everything is checked the model stays as it was.
  return fit_prepared(models::prepare_fit(holding(blueprint_for("fit", shapes_of(train.x))), train,
                                          validation, options),
                      options);
}

History Trainable::fit(const Arrays& x, const Arrays& y, const FitOptions& options) {
  const std::optional<models::Given> watched = models::watched_of(options);
  return fit_given({x, y, &options.sample_weight, 1.0f}, watched ? &*watched : nullptr, options);
}

History Trainable::fit_dataset(const data::Dataset& train, const data::Dataset* validation,
                               const FitOptions& options) {
  models::Given given = models::given_of(train);
  given.sample_weight = &options.sample_weight;
  if (validation != nullptr) {
    const models::Given watched = models::given_of(*validation);
    return fit_given(given, &watched, options);
  }
  std::optional<models::Given> watched = models::watched_of(options);
  if (watched) watched->scale = train.scale;
  return fit_given(given, watched ? &*watched : nullptr, options);
}

FitMemory Trainable::fit_memory(const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                                const FitOptions& options) const {
  const std::vector<Shape> shapes(x.begin(), x.end());
  return models::plan_memory(holding(blueprint_for("fit_memory", shapes)), x, y, options);
}

Logs Trainable::evaluate_given(const models::Given& data, const EvaluateOptions& options) {
  if (core_->network) core_->network->check_idle("evaluate");
  const models::PreparedEvaluation prepared = models::prepare_evaluation(
      holding(blueprint_for("evaluate", shapes_of(data.x))), data, options);
  adopt(prepared.blueprint);
  return core_->network->evaluate(prepared.data, options.steps, options.callbacks)[0];
}

Calibration Trainable::calibrate(const Arrays& x, const Arrays& y, const EvaluateOptions& options) {
  constexpr std::string_view kWhere = "calibrate";
  Network& values = network(kWhere);
  values.check_idle(kWhere);
  if (core_->options) {
    models::check_calibration(kWhere,
                              compiled_with(values.blueprint(), core_->options)->description());
  }
  const models::PreparedEvaluation prepared = models::prepare_evaluation(
      holding(values.blueprint()), {x, y, &options.sample_weight, 1.0f}, options, kWhere);
  const models::Description& description = prepared.blueprint->description();
  std::string path = models::temperature_path(description);
  // Until all is known to fit, the model stays as it was.
  models::Scaled scaled;
  if (path.empty()) scaled = models::with_temperature(kWhere, description, 1.0);
  adopt(prepared.blueprint);
  const evaluation::LogitRows rows = values.logit_rows(prepared.data.of(0), options.batch_size, 0);
  const double change = evaluation::best_temperature(rows);
  const Calibration found{change * (path.empty() ? 1.0 : values.hyper(path, 0)),
                          evaluation::log_loss(rows), evaluation::log_loss(rows, change)};
  if (!std::isfinite(found.loss_before)) {
    throw InvalidArgument("calibrate: the log loss of these samples is " +
                          to_text(found.loss_before) +
                          ". Expected a model whose predictions are "
                          "finite");
  }
  if (change == evaluation::kMaxTemperature || change == 1 / evaluation::kMaxTemperature) {
    warn("calibrate: no temperature is best for these samples (" +
         std::string(change < 1 ? "all are predicted rightly" : "the predictions tell nothing") +
         "); " + to_text(found.temperature) + " was taken. More samples may help");
  }
  if (path.empty()) {
    auto layers = std::make_shared<const Blueprint>(scaled.topology);
    auto compiled = models::with_targets(compiled_with(std::move(layers), core_->options),
                                         description.target_shapes, options.batch_size);
    replace_output(std::move(scaled.topology), std::move(scaled.last));
    adopt(std::move(compiled));
    path = models::temperature_path(values.blueprint()->description());
  }
  values.set_hyper(path, 0, found.temperature);
  return found;
}

Logs Trainable::evaluate(const Arrays& x, const Arrays& y, const EvaluateOptions& options) {
  return evaluate_given({x, y, &options.sample_weight, 1.0f}, options);
}

Logs Trainable::evaluate_dataset(const data::Dataset& data, const EvaluateOptions& options) {
  models::Given given = models::given_of(data);
  given.sample_weight = &options.sample_weight;
  return evaluate_given(given, options);
}

std::vector<Array> Trainable::predict_given(const Arrays& x, float scale,
                                            const PredictOptions& options) const {
  models::Network& values = network("predict");  // which makes the pool too
  return models::predict(values, x, scale, options, *core_->pool);
}

std::vector<Array> Trainable::predict_all(const Arrays& x, const PredictOptions& options) const {
  return predict_given(x, 1.0f, options);
}

Array Trainable::predict(const Arrays& x, const PredictOptions& options) const {
  return models::only_output(predict_given(x, 1.0f, options));
}

Array Trainable::predict_dataset(const data::Dataset& data, const PredictOptions& options) const {
  const models::Given given = models::given_of(data);
  return models::only_output(predict_given(given.x, given.scale, options));
}

std::string Trainable::summary(Int batch_size) const {
  const Network& values = network("summary");
  if (batch_size < 1) {
    throw_invalid_value("summary", "batch_size", "an integer >= 1",
                        std::to_string(static_cast<long long>(batch_size)));
  }
  return models::summary_of(kind(), *values.blueprint()) +
         " Training memory: " + training_memory(batch_size) + "\n";
}

std::string Trainable::penalty_table() const {
  return models::penalty_table(network("penalty_table"));
}

std::string Trainable::training_memory(std::int64_t batch_size) const {
  if (!core_->options) return "known after compile()";
  // The targets' shapes are known after the first fit; until then they are taken to be what the
  // losses expect: class numbers, or a number for each output.
  const Blueprint& known = *core_->network->blueprint();
  if (known.is_open()) return "known by fit_memory(), for known sizes";
  const auto losses = models::losses_of(known.description());
  OneOrMany<Shape> x, y;
  for (const models::Topology::Input& input : known.topology().inputs)
    x.add(input.name, input.shape.with_front(batch_size));
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (losses[i] == nullptr) continue;
    std::vector<std::int64_t> target = known.output_shape(i).dims();
    if (losses[i]->class_labels()) target.pop_back();
    if (known.has_targets()) target = known.description().target_shapes[i].dims();
    y.add(known.topology().outputs[i].name, Shape(target).with_front(batch_size));
  }
  try {
    const FitMemory memory = fit_memory(x, y, {.batch_size = batch_size});
    return byte_text(memory.total()) + " (batch size " + std::to_string(batch_size) + ")";
  } catch (const InvalidArgument&) {  // a loss that wants other targets
    return "known after the first fit()";
  }
}

std::vector<std::string> Trainable::input_names() const {
  return network("input_names").topology().input_names();
}

std::vector<std::string> Trainable::output_names() const {
  return network("output_names").topology().output_names();
}

std::vector<Array> Trainable::get_weights() const {
  return models::arrays_of_weights(network("get_weights"));
}

void Trainable::set_weights(const std::vector<Array>& weights) {
  Network& values = network("set_weights");
  models::check_weight_shapes("set_weights", values, weights);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto variable = values.weight_list()[i].variable;
    training::check_finite("set_weights", values.layout()[variable].path, weights[i], 1.0f);
  }
  models::assign_weights(values, weights);
  values.keep_weights();
}

std::vector<std::string> Trainable::weight_paths() const {
  const Network& values = network("weight_paths");
  std::vector<std::string> paths;
  for (const auto& weight : values.weight_list())
    paths.push_back(values.layout()[weight.variable].path);
  return paths;
}

std::vector<std::string> Trainable::hyper_paths() const {
  if (!core_->options || blueprint()) return network("hyper_paths").hyper_paths();
  return CompiledHypers(*core_->options).paths();
}

double Trainable::hyper(std::string_view path) const {
  if (!core_->options || blueprint()) return network("hyper").hyper(path, 0);
  const CompiledHypers compiled(*core_->options);
  const std::size_t index = compiled.find(path);
  for (const auto& [known, value] : core_->hypers) {
    if (known == path) return value;
  }
  return compiled.numbers.at(index);
}

void Trainable::set_hyper(std::string_view path, double value) {
  if (!core_->options || blueprint()) {
    network("set_hyper").set_hyper(path, 0, value);
    return;
  }
  const CompiledHypers compiled(*core_->options);
  check_float32("hyper-parameter", path, value, compiled.layout[compiled.find(path)].range);
  std::erase_if(core_->hypers, [&](const auto& entry) { return entry.first == path; });
  core_->hypers.emplace_back(path, value);
}

void Trainable::set_seed(std::uint64_t seed) {
  if (core_->network) {
    throw InvalidArgument(
        "set_seed: the model has weights already. Set the seed before fitting or asking for them");
  }
  core_->seed = seed;
}

void Trainable::set_data_seed(std::uint64_t seed) {
  if (core_->network) {
    throw InvalidArgument(
        "set_data_seed: the model has weights already. Set the seed before fitting or asking for "
        "them");
  }
  core_->data_seed = seed;
}

void Trainable::set_threads(int threads) {
  if (threads < 0 || threads > 1024)
    throw_invalid_value("set_threads", "threads", "an integer in [0, 1024]",
                        std::to_string(threads));
  if (core_->network) core_->network->check_idle("set_threads");
  auto pool = runtime::started_pool("set_threads", threads);
  core_->threads = threads;
  core_->pool = std::move(pool);
  if (core_->network) core_->network->set_pool(core_->pool);
}

std::string Trainable::print_plan(std::int64_t batch_size) {
  const Blueprint& known = *network("print_plan").blueprint();
  return known.trace(
      {known.has_targets() ? training::Mode::kTrain : training::Mode::kPredict, batch_size});
}

Layer Trainable::as_layer(std::string name) const {
  const Network& values = network("the model as a layer");
  return models::NestedModel{std::move(name), values.topology(), get_weights(), is_sequential()};
}

}  // namespace occam
