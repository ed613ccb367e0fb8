#include "occam/models/call.h"

#include <algorithm>

#include "occam/models/network.h"
#include "occam/models/prepare.h"

namespace occam {
namespace {

void set_weights(models::Network& network, const std::vector<Array>& weights) {
  const auto& list = network.weight_list();
  if (weights.size() != list.size()) {
    throw_invalid_value("call", "weights", std::to_string(list.size()) + " arrays",
                        std::to_string(weights.size()) + " arrays");
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    const runtime::Variable& variable = network.layout()[list[i].variable];
    if (weights[i].shape() != variable.shape) {
      throw_invalid_value("call", variable.path, "shape " + to_text(variable.shape),
                          to_text(weights[i].shape()));
    }
    const Array floats = weights[i].astype(DType::kFloat32);
    std::ranges::copy(floats.data<float>(), network.state().tensor(variable).begin());
  }
}

}  // namespace

Array call(const Layer& layer, const Array& x, const CallOptions& options) {
  if (x.rank() == 0 || x.size() == 0) {
    throw InvalidArgument("call: x is empty. Expected a batch of samples. Received: x of shape " +
                          to_text(x.shape()));
  }
  const auto blueprint = std::make_shared<const models::Blueprint>(
      models::chain({{models::snake_case(layer.type()), layer}}, models::sample_shape(x.shape())));
  const auto pool = runtime::shared_pool(1);
  models::Network network(blueprint, {options.seed}, options.seed, pool);
  if (!options.weights.empty()) set_weights(network, options.weights);
  const std::int64_t rows = x.shape()[0];
  const training::Samples samples{{{models::input_name(0), &x}}, training::row_range(0, rows)};
  runtime::Executor& executor = network.executor(
      {options.training ? training::Mode::kTrain : training::Mode::kPredict, rows});
  training::BatchLoader(samples, executor, *pool).load(0);
  const int member = 0;
  executor.run({&member, 1});
  const auto values = executor.tensor(*executor.plan().output(models::prediction_name(0)));
  return Array(blueprint->output_shape(0).with_front(rows),
               std::vector<float>(values.begin(), values.end()));
}

}  // namespace occam
