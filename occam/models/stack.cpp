#include "occam/models/stack.h"

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/base/fields.h"
#include "occam/models/fit_checks.h"
#include "occam/models/network.h"

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
  network_ =
      std::make_unique<Network>(*model_.network_, std::vector<int>(values_[0].values.size(), 0));
  // Optimizer paths exist once the targets' shape is known; the layers' paths are checked now.
  for (const HyperValues& entry : values_) {
    if (!entry.path.starts_with("optimizer/") && !entry.path.starts_with("loss/"))
      network_->hyper(entry.path, 0);
  }
}

Stack::~Stack() = default;

std::int64_t Stack::size() const { return network_->state().models(); }

void Stack::apply_values() {
  for (const HyperValues& entry : values_) {
    for (std::size_t m = 0; m < entry.values.size(); ++m) {
      network_->set_hyper(entry.path, static_cast<std::int64_t>(m), entry.values[m]);
    }
  }
}

void Stack::ensure_compiled(const data::Dataset& train, std::int64_t batch) {
  const Shape target = train.y.rank() <= 1 ? Shape{} : train.y.shape().tail();
  if (compiled_) {
    network_->set_target_shape(target, batch);
    return;
  }
  network_->compile(*model_.options_, target, batch);
  apply_values();
  compiled_ = true;
}

std::vector<History> Stack::fit(const Array& x, const Array& y, const FitOptions& options) {
  data::Dataset train, validation;
  train.x = x;
  train.y = y;
  if (options.validation_data.empty()) return fit(train, nullptr, options);
  validation.x = options.validation_data.x;
  validation.y = options.validation_data.y;
  return fit(train, &validation, options);
}

std::vector<History> Stack::fit(const data::Dataset& train, const data::Dataset* validation,
                                const FitOptions& options) {
  FitOptions quiet = options;
  quiet.verbose = 0;
  models::check_fit_options(quiet, train.rows(), validation != nullptr);
  models::check_inputs(*network_, "fit", train.x);
  ensure_compiled(train, std::min<std::int64_t>(quiet.batch_size, train.rows()));
  training::TrainingData data = models::prepare_fit(*network_, train, validation, quiet);
  network_->trim_plans();
  return training::fit(*network_, std::move(data), quiet);
}

std::vector<Logs> Stack::evaluate(const Array& x, const Array& y, const EvaluateOptions& options) {
  models::check_evaluate_options(options);
  data::Dataset data;
  data.x = x;
  data.y = y;
  models::check_inputs(*network_, "evaluate", x);
  ensure_compiled(data, std::min<std::int64_t>(options.batch_size, data.rows()));
  const training::Samples samples = models::prepare_samples(*network_, "evaluate", data);
  std::vector<int> members;
  for (int m = 0; m < static_cast<int>(size()); ++m) members.push_back(m);
  return training::evaluate(*network_, samples, options.batch_size, members);
}

Sequential Stack::member(std::int64_t index) const {
  if (index < 0 || index >= size()) {
    throw_invalid_value("Stack.member", "index",
                        "an integer in [0, " + std::to_string(size()) + ")", std::to_string(index));
  }
  Sequential result = model_;
  result.network_ = std::make_unique<Network>(*network_, std::vector<int>{static_cast<int>(index)});
  result.compiled_target_ = compiled_;
  return result;
}

}  // namespace occam
