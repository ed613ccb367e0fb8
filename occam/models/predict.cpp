#include "occam/models/predict.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "occam/base/warnings.h"
#include "occam/models/prepare.h"
#include "occam/training/member_run.h"
#include "occam/training/turn_watch.h"

namespace occam::models {
namespace {

using training::Samples;

void check_options(const PredictOptions& options) {
  for (const auto& [name, value] :
       {std::pair{"batch_size", options.batch_size}, {"steps", options.steps}}) {
    if (value < 0) {
      throw_invalid_value("predict", name, "an integer >= 0",
                          std::to_string(static_cast<long long>(value)));
    }
  }
}

/// The outputs, batch by batch.
class Prediction {
 public:
  Prediction(Network& network, const PredictOptions& options, std::int64_t steps,
             runtime::ThreadPool& pool)
      : network_(network),
        pool_(pool),
        run_("predict", network, options.callbacks, {.steps = steps, .more_logs = {}}, 0),
        values_(network.topology().outputs.size()),
        shapes_(values_.size()) {
    run_.predict_begin();
  }

  /// The rows from `begin` on.
  void add(const Samples& samples, std::int64_t begin, std::int64_t count) {
    run_.predict_batch_begin(steps_);
    if (!executor_ || count != batch_ || samples.form != form_)
      executor_ = network_.prediction_executor(count, samples.form, pool_, drawn_);
    if (drawn_) network_.draw_anew(*drawn_);
    batch_ = count;
    form_ = samples.form;
    training::BatchLoader(samples, *executor_, pool_).load(begin);
    const int member = 0;
    executor_->run({&member, 1});
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const runtime::PlanValue& output = *executor_->plan().output(prediction_name(i));
      const Shape shape = output.shape.tail();
      if (rows_ > 0 && shape != shapes_[i]) {
        throw InvalidArgument("predict: Expected batches whose results have one shape. Received: " +
                              to_text(shapes_[i]) + " and then " + to_text(shape) + " a sample");
      }
      shapes_[i] = shape;
      const auto made = executor_->tensor(output);
      values_[i].insert(values_[i].end(), made.begin(), made.end());
    }
    rows_ += count;
    run_.predict_batch_end(steps_++);
    training::turn_done();
  }
  std::int64_t steps() const { return steps_; }

  std::vector<Array> end() {
    run_.predict_end();
    run_.refuse_saves("predict");
    std::vector<Array> results;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Shape shape = steps_ > 0 ? shapes_[i] : network_.blueprint()->output_shape(i);
      results.emplace_back(shape.with_front(rows_), values_[i]);
      values_[i] = {};
    }
    return results;
  }
  void reserve(std::int64_t rows) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      const Shape& shape = network_.blueprint()->output_shape(i);
      if (shape.is_known()) values_[i].reserve(static_cast<std::size_t>(rows * shape.size()));
    }
  }

 private:
  Network& network_;
  runtime::ThreadPool& pool_;
  training::MemberRun run_;
  std::optional<runtime::State> drawn_;
  std::unique_ptr<runtime::Executor> executor_;
  std::int64_t batch_ = 0, steps_ = 0, rows_ = 0;
  int form_ = 0;
  std::vector<std::vector<float>> values_;  ///< by output
  std::vector<Shape> shapes_;               ///< of their samples
};

void warn_of_steps(const Prediction& made, std::int64_t steps) {
  if (made.steps() >= steps) return;
  warn("predict: x ran out of data after " + std::to_string(made.steps()) + " of " +
       std::to_string(steps) + " steps");
}

}  // namespace

std::vector<Array> predict(Network& network, const Arrays& x, float scale,
                           const PredictOptions& options, runtime::ThreadPool& pool) {
  check_options(options);
  const Samples samples = prepare_inputs("predict", *network.blueprint(), x, scale);
  constexpr std::int64_t kBatch = 256;
  const std::int64_t rows = samples.size();
  const std::int64_t batch = std::min<std::int64_t>(
      rows, options.batch_size > 0 ? static_cast<std::int64_t>(options.batch_size) : kBatch);
  const std::int64_t all = (rows + batch - 1) / batch;
  const std::int64_t asked = options.steps;
  const std::int64_t steps = asked > 0 ? std::min(asked, all) : all;
  Prediction made(network, options, steps, pool);
  made.reserve(std::min(rows, steps * batch));
  for (std::int64_t step = 0; step < steps; ++step)
    made.add(samples, step * batch, std::min(batch, rows - step * batch));
  warn_of_steps(made, asked);
  return made.end();
}

std::vector<Array> predict(Network& network, data::BatchSource source,
                           const PredictOptions& options, runtime::ThreadPool& pool) {
  check_options(options);
  const training::BatchStream stream =
      input_stream(open_source("predict: x", source), network.blueprint());
  const std::int64_t asked = options.steps;
  Prediction made(network, options, asked > 0 ? asked : stream.batches(0), pool);
  while (asked == 0 || made.steps() < asked) {
    const Samples* const samples = stream.source->next();
    if (samples == nullptr) break;
    made.add(*samples, 0, samples->size());
  }
  warn_of_steps(made, asked);
  return made.end();
}

Array only_output(std::vector<Array> outputs) {
  if (outputs.size() == 1) return std::move(outputs[0]);
  throw InvalidArgument("predict: the model has " + std::to_string(outputs.size()) +
                        " outputs. Expected predict_all, which returns an array of each");
}

}  // namespace occam::models
