#include "occam/models/blueprint.h"

#include "occam/base/errors.h"
#include "occam/compiler/compile.h"

namespace occam::models {
namespace {

using runtime::Role;
using training::Mode;
using training::PlanKey;

/// Plans kept at a time: full and last batch of training, testing and prediction, and some to
/// spare.
constexpr std::size_t kMaxPlans = 16;

}  // namespace

Blueprint::Blueprint(std::vector<NamedLayer> layers, const Shape& input_shape)
    : description_{std::move(layers), input_shape} {
  add(build(description_, layout_, Mode::kPredict, 1));
}

// The layout starts with the layers alone, so that their variables keep their places.
Blueprint::Blueprint(const Blueprint& layers, std::shared_ptr<const CompileOptions> options,
                     const Shape& target_shape, std::int64_t batch)
    : options_(std::move(options)),
      description_{layers.description_.layers, layers.description_.input_shape} {
  add(build(description_, layout_, Mode::kPredict, 1));
  description_.options = options_.get();
  description_.target_shape = target_shape;
  add(build(description_, layout_, Mode::kTrain, batch));
}

void Blueprint::add(const BuiltGraph& built) {
  weights_ = built.declared.weights;
  layer_shapes_ = built.layer_shapes;
  logs_ = built.logs;
  numbers_.insert(built.numbers.begin(), built.numbers.end());
}

std::int64_t Blueprint::weight_bytes() const {
  std::int64_t bytes = 0;
  for (const auto& weight : weights_)
    bytes += static_cast<std::int64_t>(layout_[weight.variable].bytes());
  return bytes;
}

std::shared_ptr<const runtime::Plan> Blueprint::compile(PlanKey key, std::string* trace) const {
  runtime::StateLayout layout = layout_;  // building looks variables up; it declares none
  const BuiltGraph built = build(description_, layout, key.mode, key.batch);
  check_internal(layout.variables().size() == layout_.variables().size(),
                 "a plan declared a variable that the model does not have");
  compiler::CompileOptions options;
  options.advance = key.mode == Mode::kTrain ? static_cast<int>(*layout.find("step")) : -1;
  options.trace = trace;
  return compiler::compile(*built.graph, options);
}

std::shared_ptr<const runtime::Plan> Blueprint::plan(PlanKey key) const {
  const std::lock_guard lock(plans_mutex_);
  if (const auto known = plans_.find(key); known != plans_.end()) return known->second;
  if (plans_.size() >= kMaxPlans) plans_.clear();
  return plans_.emplace(key, compile(key, nullptr)).first->second;
}

std::string Blueprint::trace(PlanKey key) const {
  std::string text;
  compile(key, &text);
  return text;
}

std::shared_ptr<const Blueprint> compiled_for(std::shared_ptr<const Blueprint> blueprint,
                                              std::shared_ptr<const CompileOptions> options,
                                              const Shape& target_shape, std::int64_t batch) {
  if (blueprint->options() == options && blueprint->description().target_shape == target_shape)
    return blueprint;
  return std::make_shared<const Blueprint>(*blueprint, std::move(options), target_shape, batch);
}

Shape sample_shape(const Shape& x) { return x.rank() == 1 ? Shape{1} : x.tail(); }

Shape target_shape(const Shape& y) { return y.rank() <= 1 ? Shape{} : y.tail(); }

}  // namespace occam::models
