#include "occam/models/call.h"

#include "occam/compiler/compile.h"
#include "occam/models/build.h"
#include "occam/models/fit_checks.h"
#include "occam/models/network.h"

namespace occam {

Array call(const Layer& layer, const Array& x, const CallOptions& options) {
  layer.check();
  if (x.rank() == 0 || x.size() == 0) {
    throw InvalidArgument("call: x is empty. Expected a batch of samples. Received: x of shape " +
                          to_text(x.shape()));
  }
  const models::Description description{{{models::snake_case(layer.type()), layer}},
                                        models::sample_shape(x.shape())};
  const auto pool = std::make_shared<runtime::ThreadPool>(1);
  models::Network network(description, {options.seed}, options.seed, pool);
  const std::int64_t rows = x.shape()[0];
  const training::Samples samples{{{"x", &x}}, training::row_range(0, rows)};
  runtime::Executor& executor =
      network.executor(options.training ? training::Mode::kTrain : training::Mode::kPredict, rows);
  training::BatchLoader(samples, executor, *pool).load(0);
  const int member = 0;
  executor.run({&member, 1});
  const auto values = executor.tensor(*executor.plan().output("prediction"));
  return Array(network.layer_shapes().back().with_front(rows),
               std::vector<float>(values.begin(), values.end()));
}

}  // namespace occam
