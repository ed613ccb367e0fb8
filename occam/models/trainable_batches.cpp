// What a Trainable does with batches: those of a source, or one that it is given.
#include <algorithm>

#include "occam/models/network.h"
#include "occam/models/predict.h"
#include "occam/models/prepare.h"
#include "occam/models/trainable.h"
#include "occam/models/trainable_core.h"

namespace occam {

using models::shapes_of;

History Trainable::fit_source(data::BatchSource source, const FitOptions& options) {
  if (core_->network) core_->network->check_idle("fit");
  const auto reader = models::open_source("fit: x", source);
  const std::optional<models::Given> watched = models::watched_of(options);
  return fit_prepared(
      models::prepare_fit(holding(blueprint_for("fit", shapes_of(reader->peek()->x))), reader,
                          watched ? &*watched : nullptr, options),
      options);
}

Logs Trainable::evaluate_source(data::BatchSource source, const EvaluateOptions& options) {
  if (core_->network) core_->network->check_idle("evaluate");
  const auto reader = models::open_source("evaluate: x", source);
  const models::PreparedEvaluation prepared = models::prepare_evaluation(
      holding(blueprint_for("evaluate", shapes_of(reader->peek()->x))), reader, options);
  adopt(prepared.blueprint);
  return core_->network->evaluate(prepared.data, options.steps, options.callbacks)[0];
}

std::vector<Array> Trainable::predict_all_source(data::BatchSource source,
                                                 const PredictOptions& options) const {
  models::Network& values = network("predict");
  return models::predict(values, source, options, *core_->pool);
}

Array Trainable::predict_source(data::BatchSource source, const PredictOptions& options) const {
  return models::only_output(predict_all_source(source, options));
}

Logs Trainable::train_on_batch(const Arrays& x, const Arrays& y, const BatchOptions& options) {
  constexpr std::string_view kWhere = "train_on_batch";
  if (core_->network) core_->network->check_idle(kWhere);
  const models::PreparedSamples prepared =
      models::prepare_batch(kWhere, holding(blueprint_for(kWhere, shapes_of(x))),
                            {x, y, &options.sample_weight, 1.0f}, options.class_weight);
  adopt(prepared.blueprint);
  return core_->network->run_batch(training::Mode::kTrain, prepared.samples);
}

Logs Trainable::test_on_batch(const Arrays& x, const Arrays& y, const BatchOptions& options) {
  constexpr std::string_view kWhere = "test_on_batch";
  if (core_->network) core_->network->check_idle(kWhere);
  const models::PreparedSamples prepared =
      models::prepare_batch(kWhere, holding(blueprint_for(kWhere, shapes_of(x))),
                            {x, y, &options.sample_weight, 1.0f}, {});
  adopt(prepared.blueprint);
  return core_->network->run_batch(training::Mode::kTest, prepared.samples);
}

Array Trainable::predict_on_batch(const Arrays& x) const {
  const std::int64_t rows = x.empty() || x[0].get().rank() == 0 ? 0 : x[0].get().shape()[0];
  return predict(x, {.batch_size = std::max<std::int64_t>(rows, 1)});
}

}  // namespace occam
