#include "occam/models/stack.h"

#include <algorithm>
#include <deque>
#include <optional>

#include "occam/models/network.h"
#include "occam/models/objective_checks.h"
#include "occam/models/prepare.h"
#include "occam/models/same_but_numbers.h"
#include "occam/models/trainable_core.h"

namespace occam {

using models::Network;

namespace {

void check_ready(const Trainable& model, bool compiled) {
  if (!model.built())
    throw InvalidArgument(
        "Stack: the model is not built. Give its first layer an input_shape or call build()");
  if (!compiled) throw InvalidArgument("Stack: the model is not compiled. Call compile() first");
}

void check_values(const std::vector<HyperValues>& values) {
  if (values.empty() || values[0].values.empty()) {
    throw InvalidArgument(
        "Stack: no values. Expected at least one hyper-parameter with one value a member");
  }
  for (const HyperValues& entry : values) {
    if (entry.values.size() != values[0].values.size()) {
      throw_invalid_value("Stack", entry.path,
                          std::to_string(values[0].values.size()) + " values, one a member",
                          std::to_string(entry.values.size()));
    }
    const auto same_path = [&](const HyperValues& other) { return other.path == entry.path; };
    if (std::count_if(values.begin(), values.end(), same_path) > 1) {
      throw InvalidArgument("Stack: '" + entry.path + "' is listed twice. Expected each path once");
    }
  }
}

template <class M>
std::vector<std::variant<Sequential, Model>> as_described(std::vector<M> models) {
  std::vector<std::variant<Sequential, Model>> result;
  for (M& model : models) result.emplace_back(std::move(model));
  return result;
}

}  // namespace

Stack::Stack(const Sequential& model, std::vector<HyperValues> values)
    : Stack(Described(model), values, 0) {}

Stack::Stack(const Model& model, std::vector<HyperValues> values)
    : Stack(Described(model), values, 0) {}

Stack::Stack(std::vector<Sequential> models) : Stack(as_described(std::move(models)), 0) {}

Stack::Stack(std::vector<Model> models) : Stack(as_described(std::move(models)), 0) {}

Stack::Stack(Described model, const std::vector<HyperValues>& values, int) {
  models_.push_back(std::move(model));
  const Trainable& one = description(0);
  check_ready(one, one.core_->options != nullptr);
  check_values(values);
  // All start from the model's weights and hyper-parameters.
  network_ =
      std::make_unique<Network>(one.network("Stack"), std::vector<int>(values[0].values.size(), 0));
  network_->start_optimizer();
  for (const HyperValues& entry : values) {
    for (std::size_t m = 0; m < entry.values.size(); ++m)
      network_->set_hyper(entry.path, static_cast<std::int64_t>(m), entry.values[m]);
  }
  one.core_->network.reset();  // the copy's own values: the members have them
}

Stack::Stack(std::vector<Described> models, int) : models_(std::move(models)) {
  if (models_.empty()) throw InvalidArgument("Stack: no models. Expected at least one");
  std::vector<const Network*> networks;
  for (std::size_t m = 0; m < models_.size(); ++m) {
    const Trainable& one = description(static_cast<std::int64_t>(m));
    check_ready(one, one.core_->options != nullptr);
    const std::string what = "Stack: models 0 and " + std::to_string(m);
    if (const std::string place = difference(description(0), one); !place.empty()) {
      throw InvalidArgument(what + " differ in " + place +
                            ". Expected models that differ in the values of hyper-parameters, in "
                            "seeds and in weights");
    }
    networks.push_back(&one.network("Stack"));
    if (networks[0]->adapted() != networks.back()->adapted()) {
      throw InvalidArgument(what +
                            ": one has been trained or given weights, the other has not. Expected "
                            "all or none");
    }
  }
  network_ = std::make_unique<Network>(networks);
  network_->start_optimizer();
  for (std::size_t m = 0; m < models_.size(); ++m) {
    const Trainable& one = description(static_cast<std::int64_t>(m));
    // As it is compiled now: what the model knows beside its network may be older.
    one.core_->blueprint = one.core_->network->blueprint();
    one.core_->network.reset();
  }
}

Stack::~Stack() = default;
Stack::Stack(Stack&&) noexcept = default;

std::int64_t Stack::size() const { return network_->state().models(); }

const Trainable& Stack::description(std::int64_t member) const {
  const std::size_t index = models_.size() == 1 ? 0 : static_cast<std::size_t>(member);
  return std::visit([](const auto& model) -> const Trainable& { return model; }, models_[index]);
}

std::string Stack::difference(const Trainable& a, const Trainable& b) {
  for (const Trainable* model : {&a, &b}) check_ready(*model, model->core_->options != nullptr);
  return models::difference_beyond_numbers(*a.network("Stack").blueprint(),
                                           *b.network("Stack").blueprint());
}

models::Holding Stack::holding() const {
  models::Holding model;
  model.blueprint = network_->blueprint();
  model.options = description(0).core_->options;
  model.members = size();
  model.adapted = network_->adapted();
  model.threads = network_->pool().threads();
  model.bytes = network_->memory_bytes();
  model.data_seed = network_->data_seed(0);
  model.slab_bytes = size() * static_cast<std::int64_t>(network_->layout().slab_bytes());
  return model;
}

FitMemory Stack::fit_memory(const OneOrMany<Shape>& x, const OneOrMany<Shape>& y,
                            const FitOptions& options) const {
  return models::plan_memory(holding(), x, y, options);
}

std::vector<History> Stack::fit_prepared(models::Prepared prepared, const FitOptions& options) {
  prepared.data.silent = true;
  if (!network_->blueprint()->has_targets())
    models::warn_of_targets(*prepared.blueprint, prepared.example());
  models::warn_of_batches(*prepared.blueprint, prepared.data.train, options);
  network_->adopt(prepared.blueprint);
  return network_->fit(std::move(prepared.data), options, description(0).file_form());
}

std::vector<History> Stack::fit_given(std::span<const models::GivenFit> data,
                                      const FitOptions& options) {
  network_->check_idle("Stack.fit");
  return fit_prepared(models::prepare_fit(holding(), data, options), options);
}

std::vector<History> Stack::fit_source(data::BatchSource source, const FitOptions& options) {
  network_->check_idle("Stack.fit");
  const std::optional<models::Given> watched = models::watched_of(options);
  return fit_prepared(models::prepare_fit(holding(), models::open_source("fit: x", source),
                                          watched ? &*watched : nullptr, options),
                      options);
}

std::vector<History> Stack::fit_given(const models::Given& train, const models::Given* validation,
                                      const FitOptions& options) {
  const models::GivenFit given{train, validation};
  return fit_given({&given, 1}, options);
}

std::vector<History> Stack::fit(const Arrays& x, const Arrays& y, const FitOptions& options) {
  const models::Given train{x, y, &options.sample_weight, 1.0f};
  const std::optional<models::Given> watched = models::watched_of(options);
  return fit_given(train, watched ? &*watched : nullptr, options);
}

std::vector<History> Stack::fit(const data::Dataset& train, const data::Dataset* validation,
                                const FitOptions& options) {
  models::Given given = models::given_of(train);
  given.sample_weight = &options.sample_weight;
  if (validation == nullptr) return fit_given(given, nullptr, options);
  const models::Given watched = models::given_of(*validation);
  return fit_given(given, &watched, options);
}

std::vector<History> Stack::fit(const std::vector<MemberData>& data, const FitOptions& options) {
  if (static_cast<std::int64_t>(data.size()) != size()) {
    throw_invalid_value("Stack.fit", "data", std::to_string(size()) + " entries, one a member",
                        std::to_string(data.size()));
  }
  std::deque<models::Given> watched;
  std::vector<models::GivenFit> given;
  for (const MemberData& own : data) {
    if (own.train == nullptr)
      throw InvalidArgument("Stack.fit: a member has no training data. Expected a Dataset");
    models::GivenFit& entry = given.emplace_back(models::GivenFit{models::given_of(*own.train)});
    entry.train.sample_weight = &own.sample_weight;
    if (own.validation != nullptr) {
      watched.push_back(models::given_of(*own.validation));
      entry.validation = &watched.back();
    }
  }
  return fit_given(given, options);
}

std::vector<Logs> Stack::evaluate(const Arrays& x, const Arrays& y,
                                  const EvaluateOptions& options) {
  network_->check_idle("Stack.evaluate");
  const models::PreparedEvaluation prepared =
      models::prepare_evaluation(holding(), {x, y, &options.sample_weight, 1.0f}, options);
  network_->adopt(prepared.blueprint);
  return network_->evaluate(prepared.data, options.steps, options.callbacks);
}

std::vector<Logs> Stack::evaluate_source(data::BatchSource source, const EvaluateOptions& options) {
  network_->check_idle("Stack.evaluate");
  const models::PreparedEvaluation prepared =
      models::prepare_evaluation(holding(), models::open_source("evaluate: x", source), options);
  network_->adopt(prepared.blueprint);
  return network_->evaluate(prepared.data, options.steps, options.callbacks);
}

template <class M>
M Stack::member_of(std::int64_t index) const {
  if (index < 0 || index >= size()) {
    throw_invalid_value("Stack.member", "index",
                        "an integer in [0, " + std::to_string(size()) + ")", std::to_string(index));
  }
  const M* const model =
      std::get_if<M>(&models_[models_.size() == 1 ? 0 : static_cast<std::size_t>(index)]);
  if (model == nullptr) {
    throw InvalidArgument(
        "Stack.member: gives the member of a stack of a Sequential, model_member that of a Model");
  }
  M result = *model;
  Trainable& one = result;
  // Its own description, which has its own values of hyper-parameters, for the same variables.
  std::shared_ptr<const models::Blueprint> own = network_->blueprint();
  if (models_.size() > 1 && index > 0) {
    const std::vector<Shape>& targets = own->description().target_shapes;
    own = one.blueprint();
    if (!targets.empty()) {
      const std::vector<Shape> inputs = network_->blueprint()->probes();
      own = models::with_targets(std::move(own), targets, 1, inputs);
    }
  }
  one.core_->network = std::make_unique<Network>(
      *network_, std::vector<int>{static_cast<int>(index)}, std::move(own));
  return result;
}

Sequential Stack::member(std::int64_t index) const { return member_of<Sequential>(index); }

Model Stack::model_member(std::int64_t index) const { return member_of<Model>(index); }

}  // namespace occam
