#include "occam/models/sequential.h"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>

#include "occam/base/byte_text.h"
#include "occam/base/fields.h"
#include "occam/models/fit_checks.h"
#include "occam/models/network.h"
#include "occam/models/summary.h"
#include "occam/runtime/thread_pool.h"

namespace occam {
namespace {

using models::Network;

const Network& need_built(const std::unique_ptr<Network>& network, const char* what) {
  if (!network) {
    throw InvalidArgument(std::string(what) +
                          ": the model is not built yet. Give the first layer an input_shape, call "
                          "build(), or fit it");
  }
  return *network;
}

}  // namespace

Sequential::Sequential() = default;
Sequential::Sequential(std::initializer_list<Layer> layers) {
  for (const Layer& layer : layers) add(layer);
}
Sequential::Sequential(Sequential&& other) noexcept = default;
Sequential& Sequential::operator=(Sequential&& other) noexcept = default;
Sequential::~Sequential() = default;

Sequential::Sequential(const Sequential& other)
    : layers_(other.layers_),
      options_(other.options_),
      network_(other.network_ ? std::make_unique<Network>(*other.network_, std::vector<int>{0})
                              : nullptr),
      pool_(other.pool_),
      seed_(other.seed_),
      data_seed_(other.data_seed_),
      data_seed_set_(other.data_seed_set_),
      threads_(other.threads_) {}

Sequential& Sequential::operator=(const Sequential& other) {
  if (this != &other) *this = Sequential(other);
  return *this;
}

void Sequential::add(Layer layer) {
  if (network_)
    throw InvalidArgument(
        "Sequential.add: the model is built already. Add all layers before building or fitting it");
  if (layer.is_input() && !layers_.empty()) {
    throw InvalidArgument("Sequential.add: Input must be the first layer. Received: it as layer " +
                          std::to_string(layers_.size()));
  }
  layer.check();
  if (layer.input_shape()) {
    for (const std::int64_t size : layer.input_shape().shape()) {
      if (size < 1)
        throw_invalid_value(layer.type(), "input_shape", "sizes >= 1",
                            to_text(layer.input_shape().shape()));
    }
  }
  layers_.push_back(std::move(layer));
}

std::vector<std::string> Sequential::layer_names() const {
  std::map<std::string, int> used;
  std::vector<std::string> names;
  for (const Layer& layer : layers_) {
    if (!layer.name().empty()) {
      names.push_back(layer.name());
      continue;
    }
    // The next free number: a name that the user has given is taken.
    const std::string base = models::snake_case(layer.type());
    std::string name;
    do {
      const int count = used[base]++;
      name = count == 0 ? base : base + "_" + std::to_string(count);
    } while (std::any_of(layers_.begin(), layers_.end(),
                         [&](const Layer& l) { return l.name() == name; }));
    names.push_back(name);
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::count(names.begin(), names.end(), names[i]) > 1) {
      throw InvalidArgument("Sequential: two layers are named '" + names[i] +
                            "'. Expected different names");
    }
  }
  return names;
}

void Sequential::build(const Shape& input_shape) {
  if (network_) return;
  make_network(layers_blueprint(input_shape));
}

void Sequential::make_network(std::shared_ptr<const models::Blueprint> blueprint) {
  if (!pool_) pool_ = std::make_shared<runtime::ThreadPool>(threads_);
  network_ = std::make_unique<Network>(std::move(blueprint), std::vector<std::uint64_t>{seed_},
                                       data_seed_set_ ? data_seed_ : seed_, pool_);
}

std::shared_ptr<const models::Blueprint> Sequential::layers_blueprint(
    const Shape& input_shape) const {
  if (layers_.empty())
    throw InvalidArgument("Sequential.build: the model has no layers. Add at least one");
  if (input_shape.rank() == 0) {
    throw_invalid_value("Sequential.build", "input_shape", "at least one axis behind the batch",
                        to_text(input_shape));
  }
  std::vector<models::NamedLayer> layers;
  const std::vector<std::string> names = layer_names();
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (!layers_[i].is_input()) layers.push_back({names[i], layers_[i]});
  }
  return std::make_shared<const models::Blueprint>(std::move(layers), input_shape);
}

void Sequential::compile(CompileOptions options) {
  if (!options.loss) {
    throw InvalidArgument("Sequential.compile: no loss. Expected one, for example .loss = \"mse\"");
  }
  for (std::size_t i = 0; i < options.metrics.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (options.metrics[k].name() == options.metrics[i].name()) {
        throw InvalidArgument("Sequential.compile: two metrics are named '" +
                              options.metrics[i].name() + "'. Expected different names");
      }
    }
  }
  options_ = std::make_shared<const CompileOptions>(std::move(options));
}

std::shared_ptr<const models::Blueprint> Sequential::blueprint_for(std::string_view where,
                                                                   const Shape& x, const Shape& y,
                                                                   std::int64_t batch_size) const {
  std::shared_ptr<const models::Blueprint> layers;
  if (network_) {
    layers = network_->blueprint();
  } else if (!layers_.empty() && layers_[0].input_shape()) {
    layers = layers_blueprint(layers_[0].input_shape().shape());
  } else {
    models::check_not_empty(where, x);
    layers = layers_blueprint(models::sample_shape(x));
  }
  return models::blueprint_for(where, layers, options_, x, y, batch_size);
}

bool Sequential::compiled_as(const models::Blueprint& blueprint) const {
  return network_ && network_->blueprint()->options() == blueprint.options();
}

void Sequential::adopt(std::shared_ptr<const models::Blueprint> blueprint) {
  if (!compiled_as(*blueprint)) {
    const Shape& target = blueprint->description().target_shape;
    const std::int64_t outputs = blueprint->layer_shapes().back().back();
    if (target.rank() == 0 && outputs > 1 && !options_->loss.class_labels()) {
      std::cerr << "occam: warning: each target is one number but the model has " << outputs
                << " outputs; every output is compared with it. Expected targets of shape "
                   "(samples, "
                << outputs << ")\n";
    }
  }
  if (network_) {
    network_->adopt(std::move(blueprint));
  } else {
    make_network(std::move(blueprint));
  }
}

FitMemory Sequential::planned_memory(const models::Blueprint& blueprint,
                                     const models::FitRows& rows, const FitOptions& options) const {
  int threads = pool_ ? pool_->threads() : threads_;
  if (threads == 0) threads = runtime::available_cores();
  FitMemory memory = models::fit_memory(blueprint, rows, options, 1, threads);
  if (network_ && !compiled_as(blueprint))
    memory.moved = static_cast<std::int64_t>(network_->layout().slab_bytes());
  return memory;
}

FitMemory Sequential::fit_memory(const Shape& x, const Shape& y, const FitOptions& options) const {
  const std::int64_t rows = x.rank() == 0 ? 0 : x[0];
  models::check_fit_options(options, rows, !options.validation_data.empty());
  const auto blueprint = blueprint_for("fit_memory", x, y, options.batch_size);
  return planned_memory(*blueprint, models::rows_of_fit(rows, options), options);
}

History Sequential::fit_samples(const data::Dataset& train, const data::Dataset* validation,
                                const FitOptions& options) {
  models::check_fit_options(options, train.rows(), validation != nullptr);
  // Until everything is checked the model stays as it was.
  const auto blueprint = blueprint_for("fit", train.x.shape(), train.y.shape(), options.batch_size);
  training::TrainingData data = models::prepare_fit(*blueprint, train, validation, options);
  models::check_fit_memory(
      planned_memory(*blueprint, {data.train.size(), data.validation.size()}, options),
      network_ ? network_->memory_bytes() : 0);
  const bool was_built = built();
  try {
    adopt(blueprint);
    if (train.x.dtype() == DType::kUint8 && train.scale == 1.0f && !was_built) {
      std::cerr << "occam: hint: x holds bytes and is used as numbers from 0 to 255. Networks "
                   "learn better from inputs "
                   "near 0 to 1: divide by 255 first, or declare it as Dataset::scale\n";
    }
    return std::move(network_->fit(std::move(data), options)[0]);
  } catch (const InvalidArgument&) {  // of a callback
    if (!was_built) network_.reset();
    throw;
  }
}

History Sequential::fit(const Array& x, const Array& y, const FitOptions& options) {
  const data::Dataset train = models::view_of(x, y);
  if (options.validation_data.empty()) return fit_samples(train, nullptr, options);
  const data::Dataset validation =
      models::view_of(options.validation_data.x, options.validation_data.y);
  return fit_samples(train, &validation, options);
}

History Sequential::fit(const data::Dataset& train, const FitOptions& options) {
  if (options.validation_data.empty()) return fit_samples(train, nullptr, options);
  data::Dataset validation = models::view_of(options.validation_data.x, options.validation_data.y);
  validation.scale = train.scale;
  return fit_samples(train, &validation, options);
}

History Sequential::fit(const data::Dataset& train, const data::Dataset& validation,
                        const FitOptions& options) {
  return fit_samples(train, &validation, options);
}

Logs Sequential::evaluate(const Array& x, const Array& y, const EvaluateOptions& options) {
  return evaluate(models::view_of(x, y), options);
}

Logs Sequential::evaluate(const data::Dataset& data, const EvaluateOptions& options) {
  models::check_evaluate_options(options);
  const auto blueprint =
      blueprint_for("evaluate", data.x.shape(), data.y.shape(), options.batch_size);
  const training::Samples samples = models::prepare_samples(*blueprint, "evaluate", data);
  adopt(blueprint);
  return network_->evaluate(samples, options.batch_size)[0];
}

Array Sequential::predict(const Array& x, const PredictOptions& options) const {
  return predict_samples(x, 1.0f, options);
}

Array Sequential::predict(const data::Dataset& data, const PredictOptions& options) const {
  return predict_samples(data.x, data.scale, options);
}

Array Sequential::predict_samples(const Array& x, float scale,
                                  const PredictOptions& options) const {
  const Network& network = need_built(network_, "predict");
  if (options.batch_size < 0) {
    throw_invalid_value("predict", "batch_size", "an integer >= 0",
                        std::to_string(static_cast<long long>(options.batch_size)));
  }
  models::check_inputs(*network.blueprint(), "predict", x);
  constexpr std::int64_t kBatch = 256;
  const std::int64_t rows = x.shape()[0];
  const std::int64_t batch = std::min<std::int64_t>(
      rows, options.batch_size > 0 ? static_cast<std::int64_t>(options.batch_size) : kBatch);
  Array result(DType::kFloat32, network.layer_shapes().back().with_front(rows));
  const training::Samples samples{{{"x", &x, scale}}, training::row_range(0, rows)};
  const std::int64_t width = network.layer_shapes().back().size();
  std::unique_ptr<runtime::Executor> executor;
  const int member = 0;
  for (std::int64_t begin = 0; begin < rows; begin += batch) {
    const std::int64_t end = std::min(begin + batch, rows);
    if (!executor || end - begin != batch)
      executor = network.prediction_executor(end - begin, *pool_);
    training::BatchLoader(samples, *executor, *pool_).load(begin);
    executor->run({&member, 1});
    const auto values = executor->tensor(*executor->plan().output("prediction"));
    std::copy(values.begin(), values.end(), result.mutable_data<float>().begin() + begin * width);
  }
  return result;
}

std::string Sequential::summary(Int batch_size) const {
  const Network& network = need_built(network_, "summary");
  if (batch_size < 1) {
    throw_invalid_value("summary", "batch_size", "an integer >= 1",
                        std::to_string(static_cast<long long>(batch_size)));
  }
  return models::summary_of(network) + " Training memory: " + training_memory(batch_size) + "\n";
}

std::string Sequential::training_memory(std::int64_t batch_size) const {
  if (!options_) return "known after compile()";
  // The targets' shape is known after the first fit; until then they are taken to be what the loss
  // expects: class numbers, or a number for each output.
  const models::Description& description = network_->description();
  std::vector<std::int64_t> target = network_->layer_shapes().back().dims();
  if (options_->loss.class_labels()) target.pop_back();
  if (network_->blueprint()->options() == options_) target = description.target_shape.dims();
  try {
    const FitMemory memory =
        fit_memory(description.input_shape.with_front(batch_size),
                   Shape(target).with_front(batch_size), {.batch_size = batch_size});
    return byte_text(memory.total()) + " (batch size " + std::to_string(batch_size) + ")";
  } catch (const InvalidArgument&) {  // a loss that wants other targets
    return "known after the first fit()";
  }
}

std::vector<Array> Sequential::get_weights() const {
  const Network& network = need_built(network_, "get_weights");
  std::vector<Array> weights;
  for (const auto& weight : network.weight_list()) {
    const runtime::Variable& variable = network.layout()[weight.variable];
    const auto values = network.state().tensor(variable);
    weights.emplace_back(variable.shape, std::vector<float>(values.begin(), values.end()));
  }
  return weights;
}

void Sequential::set_weights(const std::vector<Array>& weights) {
  need_built(network_, "set_weights");
  const auto& list = network_->weight_list();
  if (weights.size() != list.size()) {
    throw_invalid_value("set_weights", "weights", std::to_string(list.size()) + " arrays",
                        std::to_string(weights.size()) + " arrays");
  }
  const auto variable_of = [&](std::size_t i) -> const runtime::Variable& {
    return network_->layout()[list[i].variable];
  };
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (weights[i].shape() != variable_of(i).shape) {
      throw_invalid_value("set_weights", variable_of(i).path,
                          "shape " + to_text(variable_of(i).shape), to_text(weights[i].shape()));
    }
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Array values = weights[i].astype(DType::kFloat32);
    const auto from = values.data<float>();
    std::copy(from.begin(), from.end(), network_->state().tensor(variable_of(i)).begin());
  }
}

std::vector<std::string> Sequential::weight_paths() const {
  const Network& network = need_built(network_, "weight_paths");
  std::vector<std::string> paths;
  for (const auto& weight : network.weight_list())
    paths.push_back(network.layout()[weight.variable].path);
  return paths;
}

std::vector<std::string> Sequential::hyper_paths() const {
  return need_built(network_, "hyper_paths").hyper_paths();
}

double Sequential::hyper(std::string_view path) const {
  need_built(network_, "hyper");
  return network_->hyper(path, 0);
}

void Sequential::set_hyper(std::string_view path, double value) {
  need_built(network_, "set_hyper");
  network_->set_hyper(path, 0, value);
}

void Sequential::set_seed(std::uint64_t seed) {
  if (network_)
    throw InvalidArgument(
        "set_seed: the model is built already. Set the seed before building or fitting it");
  seed_ = seed;
}

void Sequential::set_data_seed(std::uint64_t seed) {
  if (network_)
    throw InvalidArgument(
        "set_data_seed: the model is built already. Set the seed before building or fitting it");
  data_seed_ = seed;
  data_seed_set_ = true;
}

void Sequential::set_threads(int threads) {
  if (threads < 0 || threads > 1024)
    throw_invalid_value("set_threads", "threads", "an integer in [0, 1024]",
                        std::to_string(threads));
  threads_ = threads;
  pool_ = std::make_shared<runtime::ThreadPool>(threads);
  if (network_) network_->set_pool(pool_);
}

std::string Sequential::print_plan(std::int64_t batch_size) {
  const models::Blueprint& blueprint = *need_built(network_, "print_plan").blueprint();
  const bool compiled = options_ && blueprint.options() == options_;
  return blueprint.trace(
      {compiled ? training::Mode::kTrain : training::Mode::kPredict, batch_size});
}

}  // namespace occam
