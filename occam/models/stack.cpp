#include "occam/models/stack.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/base/fields.h"
#include "occam/models/fit_checks.h"
#include "occam/models/network.h"
#include "occam/runtime/thread_pool.h"

namespace occam {

using models::Network;

Stack::Stack(const Sequential& model, std::vector<HyperValues> values)
    : model_(model), values_(std::move(values)) {
  if (!model_.built())
    throw InvalidArgument(
        "Stack: the model is not built. Give its first layer an input_shape or call build()");
  if (!model_.options_)
    throw InvalidArgument("Stack: the model is not compiled. Call compile() first");
  if (values_.empty() || values_[0].values.empty()) {
    throw InvalidArgument(
        "Stack: no values. Expected at least one hyper-parameter with one value a member");
  }
  for (const HyperValues& entry : values_) {
    if (entry.values.size() != values_[0].values.size()) {
      throw_invalid_value("Stack", entry.path,
                          std::to_string(values_[0].values.size()) + " values, one a member",
                          std::to_string(entry.values.size()));
    }
    const auto same_path = [&](const HyperValues& other) { return other.path == entry.path; };
    if (std::count_if(values_.begin(), values_.end(), same_path) > 1) {
      throw InvalidArgument("Stack: '" + entry.path + "' is listed twice. Expected each path once");
    }
    for (const double value : entry.values) check_number("Stack", entry.path, value, {}, false);
  }
  // Optimizer paths exist once the targets' shape is known; the layers' paths are checked now.
  for (const HyperValues& entry : values_) {
    if (!entry.path.starts_with("optimizer/") && !entry.path.starts_with("loss/"))
      model_.network_->hyper(entry.path, 0);
  }
}

Stack::~Stack() = default;

std::int64_t Stack::size() const { return static_cast<std::int64_t>(values_[0].values.size()); }

const Network& Stack::values() const { return network_ ? *network_ : *model_.network_; }

std::shared_ptr<const models::Blueprint> Stack::blueprint_for(std::string_view where,
                                                              const Shape& x, const Shape& y,
                                                              std::int64_t batch_size) const {
  return models::blueprint_for(where, values().blueprint(), model_.options_, x, y, batch_size);
}

void Stack::adopt(std::shared_ptr<const models::Blueprint> blueprint) {
  if (network_) {
    network_->adopt(std::move(blueprint));
    return;
  }
  // All start from the model's weights, each with an optimizer that has made no step.
  auto members = std::make_unique<Network>(
      *model_.network_, std::vector<int>(static_cast<std::size_t>(size()), 0), blueprint);
  for (const HyperValues& entry : values_) {
    for (std::size_t m = 0; m < entry.values.size(); ++m)
      members->set_hyper(entry.path, static_cast<std::int64_t>(m), entry.values[m]);
  }
  network_ = std::move(members);
  model_.network_.reset();
}

FitMemory Stack::planned_memory(const models::Blueprint& blueprint, const models::FitRows& rows,
                                const FitOptions& options) const {
  FitMemory memory = models::fit_memory(blueprint, rows, options, size(), model_.pool_->threads());
  if (!network_) memory.moved = model_.network_->memory_bytes();
  return memory;
}

FitMemory Stack::fit_memory(const Shape& x, const Shape& y, const FitOptions& options) const {
  const std::int64_t rows = x.rank() == 0 ? 0 : x[0];
  models::check_fit_options(options, rows, !options.validation_data.empty());
  const auto blueprint = blueprint_for("fit_memory", x, y, options.batch_size);
  return planned_memory(*blueprint, models::rows_of_fit(rows, options), options);
}

std::vector<History> Stack::fit(const Array& x, const Array& y, const FitOptions& options) {
  const data::Dataset train = models::view_of(x, y);
  if (options.validation_data.empty()) return fit(train, nullptr, options);
  const data::Dataset validation =
      models::view_of(options.validation_data.x, options.validation_data.y);
  return fit(train, &validation, options);
}

std::vector<History> Stack::fit(const data::Dataset& train, const data::Dataset* validation,
                                const FitOptions& options) {
  models::check_fit_options(options, train.rows(), validation != nullptr);
  const auto blueprint = blueprint_for("fit", train.x.shape(), train.y.shape(), options.batch_size);
  training::TrainingData data = models::prepare_fit(*blueprint, train, validation, options);
  data.silent = true;
  models::check_fit_memory(
      planned_memory(*blueprint, {data.train.size(), data.validation.size()}, options),
      values().memory_bytes());
  adopt(blueprint);
  return network_->fit(std::move(data), options);
}

std::vector<Logs> Stack::evaluate(const Array& x, const Array& y, const EvaluateOptions& options) {
  models::check_evaluate_options(options);
  const data::Dataset data = models::view_of(x, y);
  const auto blueprint = blueprint_for("evaluate", x.shape(), y.shape(), options.batch_size);
  const training::Samples samples = models::prepare_samples(*blueprint, "evaluate", data);
  adopt(blueprint);
  return network_->evaluate(samples, options.batch_size);
}

Sequential Stack::member(std::int64_t index) const {
  if (index < 0 || index >= size()) {
    throw_invalid_value("Stack.member", "index",
                        "an integer in [0, " + std::to_string(size()) + ")", std::to_string(index));
  }
  Sequential result = model_;
  result.network_ =
      std::make_unique<Network>(values(), std::vector<int>{network_ ? static_cast<int>(index) : 0});
  return result;
}

}  // namespace occam
