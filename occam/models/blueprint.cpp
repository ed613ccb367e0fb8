#include "occam/models/blueprint.h"

#include <algorithm>
#include <set>

#include "occam/base/errors.h"
#include "occam/compiler/compile.h"
#include "occam/models/objective.h"

namespace occam::models {
namespace {

using training::Mode;
using training::PlanKey;

/// Plans kept at a time: full and last batch of training, testing and prediction, and some to
/// spare.
constexpr std::size_t kMaxPlans = 16;

void check_log_names(const std::vector<training::LogSource>& logs) {
  std::set<std::string_view> names;
  for (const training::LogSource& log : logs) {
    if (!names.insert(log.name).second) {
      throw InvalidArgument("compile: two reported numbers are named '" + log.name +
                            "'. Expected another name for the metric");
    }
  }
}

}  // namespace

Blueprint::Blueprint(Topology topology) : description_{std::move(topology), nullptr, {}} {
  declare_layers();
}

Blueprint::Blueprint(const Blueprint& layers, std::shared_ptr<const CompileOptions> options)
    : options_(std::move(options)), description_{layers.topology(), options_.get(), {}} {
  if (layers.options_ == nullptr) {
    take_declared(layers);
  } else {
    declare_layers();
  }
  declare_compiled(description_, layout_, numbers_);
}

Blueprint::Blueprint(const Blueprint& compiled, std::vector<Shape> target_shapes,
                     std::int64_t batch)
    : options_(compiled.options_), description_{compiled.topology(), options_.get(), {}} {
  if (compiled.has_targets()) {
    declare_layers();
    declare_compiled(description_, layout_, numbers_);
  } else {
    take_declared(compiled);
  }
  description_.target_shapes = std::move(target_shapes);
  add(build(description_, layout_, {Mode::kTrain, batch}));
  check_log_names(logs_);
}

void Blueprint::declare_layers() {
  add(build(description_, layout_, {Mode::kPredict, 1}));
  layer_variables_ = layout_.variables().size();
}

void Blueprint::take_declared(const Blueprint& other) {
  layout_ = other.layout_;
  layer_variables_ = other.layer_variables_;
  weights_ = other.weights_;
  weight_layers_ = other.weight_layers_;
  numbers_ = other.numbers_;
  call_shapes_ = other.call_shapes_;
  output_shapes_ = other.output_shapes_;
  adapting_weights_ = other.adapting_weights_;
  whole_inputs_ = other.whole_inputs_;
  constants_ = other.constants_;
  batch_statistics_ = other.batch_statistics_;
}

void Blueprint::add(const BuiltGraph& built) {
  weights_ = built.declared.weights;
  weight_layers_ = built.weight_layers;
  adapting_weights_.clear();
  for (const layers::Response& response : built.declared.responses)
    adapting_weights_.push_back(response.weight);
  whole_inputs_ = built.declared.whole_inputs;
  constants_ = built.declared.constants;
  batch_statistics_ = built.declared.batch_statistics;
  call_shapes_ = built.call_shapes;
  output_shapes_.clear();
  for (const graph::Value& output : built.outputs) output_shapes_.push_back(output.shape().tail());
  logs_ = built.logs;
  numbers_.insert(built.numbers.begin(), built.numbers.end());
}

const Shape& Blueprint::output_shape(std::size_t output) const { return output_shapes_[output]; }

bool Blueprint::adapts() const {
  return std::any_of(adapting_weights_.begin(), adapting_weights_.end(),
                     [&](std::size_t weight) { return weights_[weight].initializer.adapts(); });
}

std::int64_t Blueprint::weight_bytes() const {
  std::int64_t bytes = 0;
  for (const auto& weight : weights_)
    bytes += static_cast<std::int64_t>(layout_[weight.variable].bytes());
  return bytes;
}

BuiltGraph Blueprint::graph(PlanKey key, runtime::StateLayout& layout) const {
  layout = layout_;
  BuiltGraph built = build(description_, layout, key);
  check_internal(layout.variables().size() == layout_.variables().size(),
                 "a plan declared a variable that the model does not have");
  return built;
}

std::shared_ptr<const runtime::Plan> Blueprint::compile(PlanKey key, std::string* trace) const {
  runtime::StateLayout layout;  // building looks variables up; it declares none
  const BuiltGraph built = graph(key, layout);
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

std::shared_ptr<const Blueprint> compiled_with(std::shared_ptr<const Blueprint> blueprint,
                                               std::shared_ptr<const CompileOptions> options) {
  if (blueprint->options() == options) return blueprint;
  return std::make_shared<const Blueprint>(*blueprint, std::move(options));
}

std::shared_ptr<const Blueprint> with_targets(std::shared_ptr<const Blueprint> compiled,
                                              std::vector<Shape> target_shapes,
                                              std::int64_t batch) {
  if (compiled->description().target_shapes == target_shapes) return compiled;
  return std::make_shared<const Blueprint>(*compiled, std::move(target_shapes), batch);
}

Shape sample_shape(const Shape& x) { return x.rank() == 1 ? Shape{1} : x.tail(); }

Shape target_shape(const Shape& y) { return y.rank() <= 1 ? Shape{} : y.tail(); }

}  // namespace occam::models
