#include "occam/models/blueprint.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

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

/// Sizes to try in place of unknown ones.
std::vector<std::int64_t> probe_sizes(const Topology& topology) {
  std::vector<std::int64_t> sizes{kProbeSize, 2 * kProbeSize, 1};
  for (const Topology::Input& input : topology.inputs) {
    for (const std::int64_t size : input.shape) {
      if (size != kUnknownSize && std::ranges::find(sizes, size) == sizes.end())
        sizes.push_back(size);
    }
  }
  return sizes;
}

std::vector<Shape> probes_of(const Topology& topology, std::int64_t size) {
  std::vector<Shape> probes;
  for (const Topology::Input& input : topology.inputs) {
    std::vector<std::int64_t> dims = input.shape.dims();
    std::ranges::replace(dims, kUnknownSize, size);
    probes.emplace_back(std::move(dims));
  }
  return probes;
}

/// Sizes in `shapes` that are others in `again` are unknown.
void mark_unknown(std::vector<Shape>& shapes, const std::vector<Shape>& again) {
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    std::vector<std::int64_t> dims = shapes[i].dims();
    for (std::size_t axis = 0; axis < dims.size(); ++axis)
      if (dims[axis] != again[i].dims()[axis]) dims[axis] = kUnknownSize;
    shapes[i] = Shape(std::move(dims));
  }
}

/// No weight's shape depends on a size that is unknown. In Keras's words.
void check_same_weights(const std::vector<BuiltGraph>& built,
                        const std::vector<runtime::StateLayout>& layouts) {
  for (const layers::Declared::Weight& weight : built[0].declared.weights) {
    const runtime::Variable& variable = layouts[0][weight.variable];
    std::vector<Shape> shape{variable.shape};
    mark_unknown(shape, {layouts[1][weight.variable].shape});
    if (shape[0].is_known()) continue;
    throw InvalidArgument(
        "Shapes used to initialize variables must be fully-defined (no `None` dimensions). "
        "Received: shape=" +
        to_text(shape[0]) + " for variable path='" + variable.path + "'");
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
                     std::int64_t batch, std::vector<Shape> inputs)
    : options_(compiled.options_), description_{compiled.topology(), options_.get(), {}} {
  if (compiled.has_targets()) {
    declare_layers();
    declare_compiled(description_, layout_, numbers_);
  } else {
    take_declared(compiled);
  }
  description_.target_shapes = std::move(target_shapes);
  if (is_open()) {
    if (!inputs.empty()) probes_ = std::move(inputs);
    const std::vector<Shape> calls = call_shapes_, outputs = output_shapes_;
    add(build(description_.with({probes_, {}, {}}), layout_, {Mode::kTrain, batch}));
    call_shapes_ = calls;
    probed_outputs_ = std::exchange(output_shapes_, outputs);
  } else {
    add(build(description_, layout_, {Mode::kTrain, batch}));
  }
  forms_ = {{probes_, description_.target_shapes, {}}};
  check_log_names(logs_);
}

void Blueprint::declare_layers() {
  const std::vector<Topology::Input>& inputs = topology().inputs;
  if (!std::ranges::all_of(inputs, [](const auto& input) { return input.shape.is_known(); })) {
    declare_open_layers();
    return;
  }
  add(build(description_, layout_, {Mode::kPredict, 1}));
  layer_variables_ = layout_.variables().size();
}

void Blueprint::declare_open_layers() {
  const std::vector<std::int64_t> sizes = probe_sizes(topology());
  std::vector<BuiltGraph> built;
  std::vector<runtime::StateLayout> layouts;
  std::optional<InvalidArgument> refused;
  for (auto size = sizes.begin(); size != sizes.end() && built.size() < 2; ++size) {
    const std::vector<Shape> probes = probes_of(topology(), *size);
    runtime::StateLayout layout;
    try {
      built.push_back(build(description_.with({probes, {}, {}}), layout, {Mode::kPredict, 1}));
    } catch (const InvalidArgument& error) {
      if (!refused || !built.empty()) refused = error;
      continue;
    }
    layouts.push_back(std::move(layout));
    if (built.size() == 1) probes_ = probes;
  }
  if (built.size() < 2) throw InvalidArgument(refused->what());
  add(built[0]);
  probed_outputs_ = output_shapes_;
  mark_unknown(call_shapes_, built[1].call_shapes);
  std::vector<Shape> outputs;
  for (const graph::Value& output : built[1].outputs) outputs.push_back(output.shape().tail());
  mark_unknown(output_shapes_, outputs);
  check_same_weights(built, layouts);
  layout_ = std::move(layouts[0]);
  layer_variables_ = layout_.variables().size();
  forms_ = {{probes_, {}, {}}};
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
  probes_ = other.probes_;
  probed_outputs_ = other.probed_outputs_;
  forms_ = {{probes_, {}, {}}};
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
  BuiltGraph built = build(description_.with(form_of(key.form)), layout, key);
  check_internal(layout.variables().size() == layout_.variables().size(),
                 "a plan declared a variable that the model does not have");
  return built;
}

int Blueprint::form(Form shapes) const {
  const auto whole = [](const Shape& shape) { return shape.rank() == 0; };
  if (std::ranges::all_of(shapes.weights, whole)) shapes.weights.clear();
  if (!is_open()) shapes.inputs.clear();
  // The targets of a model of known shapes are those that it is compiled for.
  if (!is_open() || !has_targets()) shapes.targets = description_.target_shapes;
  const std::lock_guard lock(forms_mutex_);
  const auto known = std::ranges::find(forms_, shapes);
  if (known != forms_.end()) return static_cast<int>(known - forms_.begin());
  forms_.push_back(std::move(shapes));
  return static_cast<int>(forms_.size()) - 1;
}

Form Blueprint::form_of(int number) const {
  const std::lock_guard lock(forms_mutex_);
  return number == 0 && forms_.empty() ? Form{} : forms_[static_cast<std::size_t>(number)];
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
                                              std::vector<Shape> target_shapes, std::int64_t batch,
                                              std::vector<Shape> inputs) {
  const std::vector<Shape>& known = compiled->description().target_shapes;
  const bool open = compiled->is_open() &&
                    std::ranges::equal(known, target_shapes, {}, &Shape::rank, &Shape::rank);
  if (known == target_shapes || open) return compiled;
  return std::make_shared<const Blueprint>(*compiled, std::move(target_shapes), batch,
                                           std::move(inputs));
}

Shape sample_shape(const Shape& x) { return x.rank() == 1 ? Shape{1} : x.tail(); }

Shape sample_shape(const Shape& x, const Shape& wanted) {
  return x.rank() == 1 && wanted.rank() == 0 ? Shape{} : sample_shape(x);
}

Shape target_shape(const Shape& y) { return y.rank() <= 1 ? Shape{} : y.tail(); }

}  // namespace occam::models
