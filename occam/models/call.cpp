#include "occam/models/call.h"

#include "occam/models/network.h"
#include "occam/models/prepare.h"
#include "occam/models/weight_arrays.h"

namespace occam {

Array call(const Layer& layer, const Array& x, const CallOptions& options) {
  if (x.rank() == 0 || x.size() == 0) {
    throw InvalidArgument("call: x is empty. Expected a batch of samples. Received: x of shape " +
                          to_text(x.shape()));
  }
  const auto blueprint = std::make_shared<const models::Blueprint>(
      models::chain({{models::snake_case(layer.type()), layer}}, models::sample_shape(x.shape())));
  const auto pool = runtime::shared_pool(1);
  models::Network network(blueprint, {options.seed}, options.seed, pool);
  if (!options.weights.empty()) {
    models::check_weight_shapes("call", network, options.weights);
    models::assign_weights(network, options.weights);
  }
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
