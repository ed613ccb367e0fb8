#include "occam/models/layer_call.h"

#include <algorithm>
#include <optional>

#include "occam/models/network.h"
#include "occam/models/parts.h"
#include "occam/models/prepare.h"
#include "occam/models/weight_arrays.h"

namespace occam::models {

struct LayerCall::Compiled {
  Shape shape;
  training::Mode mode = training::Mode::kPredict;
  std::shared_ptr<const Blueprint> blueprint;
  std::shared_ptr<runtime::ThreadPool> pool = runtime::shared_pool(1);
  std::optional<Network> network;  ///< made at the first call
  runtime::Executor* executor = nullptr;

  bool has_weights() const { return !blueprint->weights().empty(); }
  void make_network(std::uint64_t seed) {
    network.emplace(blueprint, std::vector<std::uint64_t>{seed}, seed, pool);
    executor = &network->executor({mode, shape[0]});
  }
  void start(const CallOptions& options);
};

/// As a new network of this seed, with the weights that are given.
void LayerCall::Compiled::start(const CallOptions& options) {
  // Initial weights are a function of the seed.
  if (!network || (has_weights() && options.weights.empty())) {
    make_network(options.seed);
  } else {
    const runtime::StateLayout& layout = blueprint->layout();
    network->state().counter(layout[*layout.find("seed")]) = options.seed;
    network->start_optimizer();
  }
  if (options.weights.empty()) return;
  check_weight_shapes("call", *network, options.weights);
  assign_weights(*network, options.weights);
}

LayerCall::LayerCall(const Layer& layer, const Shape& shape, bool training) {
  if (shape.rank() == 0 || shape.size() == 0) {
    throw InvalidArgument("call: x is empty. Expected a batch of samples. Received: x of shape " +
                          to_text(shape));
  }
  compiled_ = std::make_unique<Compiled>();
  compiled_->shape = shape;
  if (training) compiled_->mode = training::Mode::kTrain;
  compiled_->blueprint = std::make_shared<const Blueprint>(
      chain({{snake_case(layer.type()), layer}}, sample_shape(shape)));
}
LayerCall::~LayerCall() = default;
LayerCall::LayerCall(LayerCall&&) noexcept = default;
LayerCall& LayerCall::operator=(LayerCall&&) noexcept = default;

const Shape& LayerCall::shape() const { return compiled_->shape; }

Array LayerCall::operator()(const Array& x, const CallOptions& options) {
  check_internal(x.shape() == compiled_->shape, "a layer called on another shape");
  compiled_->start(options);
  const std::int64_t rows = x.shape()[0];
  const training::Samples samples{{{input_name(0), &x}}, training::row_range(0, rows)};
  runtime::Executor& executor = *compiled_->executor;
  training::BatchLoader(samples, executor, *compiled_->pool).load(0);
  const int member = 0;
  executor.run({&member, 1});
  const auto values = executor.tensor(*executor.plan().output(prediction_name(0)));
  return Array(compiled_->blueprint->output_shape(0).with_front(rows),
               std::vector<float>(values.begin(), values.end()));
}

Array LayerCall::operator()(const Array& x, CallOptions options, Trainable& model,
                            std::string_view path) {
  Network& home = Parts::network(model, "call");
  if (options.training) home.check_idle("call");
  const std::vector<layers::Declared::Weight>& own_weights = compiled_->blueprint->weights();
  std::vector<const runtime::Variable*> variables;
  for (const layers::Declared::Weight& weight : home.weight_list()) {
    const runtime::Variable& variable = home.layout()[weight.variable];
    if (!variable.path.starts_with(path)) continue;
    check_internal(variables.size() < own_weights.size(), "a layer's weights in a model");
    const Shape& shape =
        compiled_->blueprint->layout()[own_weights[variables.size()].variable].shape;
    if (shape != variable.shape) {
      throw_invalid_value("call", "x",
                          "an input for " + variable.path + " of shape " + to_text(variable.shape),
                          to_text(x.shape()) + ", for which it would be " + to_text(shape));
    }
    variables.push_back(&variable);
    options.weights.push_back(Array::view<float>(home.state().tensor(variable), variable.shape));
  }
  Array result = (*this)(x, options);
  if (!options.training) return result;
  const Network& own = *compiled_->network;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    std::ranges::copy(own.state().tensor(own.layout()[own.weight_list()[i].variable]),
                      home.state().tensor(*variables[i]).begin());
  }
  return result;
}

}  // namespace occam::models
