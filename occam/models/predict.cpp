#include "occam/models/predict.h"

#include <algorithm>

#include "occam/models/prepare.h"
#include "occam/training/member_run.h"

namespace occam::models {

std::vector<Array> predict(Network& network, const Arrays& x, float scale,
                           const PredictOptions& options, runtime::ThreadPool& pool) {
  if (options.batch_size < 0) {
    throw_invalid_value("predict", "batch_size", "an integer >= 0",
                        std::to_string(static_cast<long long>(options.batch_size)));
  }
  const Blueprint& blueprint = *network.blueprint();
  const training::Samples samples = prepare_inputs("predict", blueprint, x, scale);
  constexpr std::int64_t kBatch = 256;
  const std::int64_t rows = samples.size();
  const std::int64_t batch = std::min<std::int64_t>(
      rows, options.batch_size > 0 ? static_cast<std::int64_t>(options.batch_size) : kBatch);
  std::vector<Array> results;
  for (std::size_t i = 0; i < blueprint.topology().outputs.size(); ++i)
    results.emplace_back(DType::kFloat32, blueprint.output_shape(i).with_front(rows));
  const training::RunFacts facts{.steps = (rows + batch - 1) / batch, .more_logs = {}};
  training::MemberRun run("predict", network, options.callbacks, facts, 0);
  run.predict_begin();
  std::unique_ptr<runtime::Executor> executor;
  const int member = 0;
  for (std::int64_t begin = 0; begin < rows; begin += batch) {
    const std::int64_t count = std::min(batch, rows - begin);
    run.predict_batch_begin(begin / batch);
    if (!executor || count != batch) executor = network.prediction_executor(count, pool);
    training::BatchLoader(samples, *executor, pool).load(begin);
    executor->run({&member, 1});
    for (std::size_t i = 0; i < results.size(); ++i) {
      const auto values = executor->tensor(*executor->plan().output(prediction_name(i)));
      std::copy(
          values.begin(), values.end(),
          results[i].mutable_data<float>().begin() + begin * blueprint.output_shape(i).size());
    }
    run.predict_batch_end(begin / batch);
  }
  run.predict_end();
  return results;
}

}  // namespace occam::models
