#include "occam/models/stack.h"

#include <algorithm>

#include "occam/models/network.h"
#include "occam/models/objective_checks.h"
#include "occam/models/prepare.h"
#include "occam/models/trainable_core.h"

namespace occam {

using models::Network;

Stack::Stack(const Sequential& model, std::vector<HyperValues> values)
    : Stack(std::variant<Sequential, Model>(model), std::move(values), 0) {}

Stack::Stack(const Model& model, std::vector<HyperValues> values)
    : Stack(std::variant<Sequential, Model>(model), std::move(values), 0) {}

Stack::Stack(std::variant<Sequential, Model> model, std::vector<HyperValues> values, int)
    : model_(std::move(model)), values_(std::move(values)) {
  const Trainable& one = description();
  if (!one.built())
    throw InvalidArgument(
        "Stack: the model is not built. Give its first layer an input_shape or call build()");
  if (!one.core_->options)
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
  }
  // All start from the model's weights and hyper-parameters, each with an optimizer that has made
  // no step.
  network_ =
      Network::started(one.network("Stack"), std::vector<int>(static_cast<std::size_t>(size()), 0));
  for (const HyperValues& entry : values_) {
    for (std::size_t m = 0; m < entry.values.size(); ++m)
      network_->set_hyper(entry.path, static_cast<std::int64_t>(m), entry.values[m]);
  }
  one.core_->network.reset();  // the copy's own values: the members have them
}

Stack::~Stack() = default;
Stack::Stack(Stack&&) noexcept = default;

std::int64_t Stack::size() const { return static_cast<std::int64_t>(values_[0].values.size()); }

const Trainable& Stack::description() const {
  return std::visit([](const auto& model) -> const Trainable& { return model; }, model_);
}

models::Holding Stack::holding() const {
  models::Holding model;
  model.blueprint = network_->blueprint();
  model.options = description().core_->options;
  model.members = size();
  model.adapted = network_->adapted();
  model.threads = network_->pool().threads();
  model.bytes = network_->memory_bytes();
  model.slab_bytes = size() * static_cast<std::int64_t>(network_->layout().slab_bytes());
  return model;
}

FitMemory Stack::fit_memory(const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                            const FitOptions& options) const {
  return models::plan_memory(holding(), x, y, options);
}

std::vector<History> Stack::fit_given(const models::Given& train, const models::Given* validation,
                                      const FitOptions& options) {
  network_->check_idle("Stack.fit");
  models::Prepared prepared = models::prepare_fit(holding(), train, validation, options);
  prepared.data.silent = true;
  if (!network_->blueprint()->has_targets())
    models::warn_of_targets(*prepared.blueprint, prepared.data.train);
  models::warn_of_batches(*prepared.blueprint, prepared.data.train.size(), options);
  network_->adopt(prepared.blueprint);
  return network_->fit(std::move(prepared.data), options, description().file_form());
}

std::vector<History> Stack::fit(const Arrays& x, const Arrays& y, const FitOptions& options) {
  const models::Given train{x, y, &options.sample_weight, 1.0f};
  if (options.validation_data.empty()) return fit_given(train, nullptr, options);
  const models::Given validation = models::given_of(options.validation_data);
  return fit_given(train, &validation, options);
}

std::vector<History> Stack::fit(const data::Dataset& train, const data::Dataset* validation,
                                const FitOptions& options) {
  models::Given given = models::given_of(train);
  given.sample_weight = &options.sample_weight;
  if (validation == nullptr) return fit_given(given, nullptr, options);
  const models::Given watched = models::given_of(*validation);
  return fit_given(given, &watched, options);
}

std::vector<Logs> Stack::evaluate(const Arrays& x, const Arrays& y,
                                  const EvaluateOptions& options) {
  network_->check_idle("Stack.evaluate");
  const models::PreparedSamples prepared = models::prepare_evaluation(
      holding(), {x, y, &options.sample_weight, 1.0f}, options.batch_size);
  network_->adopt(prepared.blueprint);
  return network_->evaluate(prepared.samples, options.batch_size, options.callbacks);
}

template <class M>
M Stack::member_of(std::int64_t index) const {
  if (index < 0 || index >= size()) {
    throw_invalid_value("Stack.member", "index",
                        "an integer in [0, " + std::to_string(size()) + ")", std::to_string(index));
  }
  const M* const model = std::get_if<M>(&model_);
  if (model == nullptr) {
    throw InvalidArgument(
        "Stack.member: gives the member of a stack of a Sequential, model_member that of a Model");
  }
  M result = *model;
  static_cast<Trainable&>(result).core_->network =
      std::make_unique<Network>(*network_, std::vector<int>{static_cast<int>(index)});
  return result;
}

Sequential Stack::member(std::int64_t index) const { return member_of<Sequential>(index); }

Model Stack::model_member(std::int64_t index) const { return member_of<Model>(index); }

}  // namespace occam
