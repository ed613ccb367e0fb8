#include "occam/optimizers/joint_proximal.h"

#include <memory>
#include <string>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/ops/constant.h"
#include "occam/regularizers/hierarchical_l1.h"

namespace occam::optimizers {
namespace {

using graph::Value;
using regularizers::HierarchicalL1;
using regularizers::ProximalPoint;

/// Keeps what a rule asks with.
struct Asked {
  std::shared_ptr<std::vector<ProximalPoint>> questions =
      std::make_shared<std::vector<ProximalPoint>>();

  static constexpr std::string_view type = "Asked";
  Value penalty(const ops::Scope& scope, const Value&) const {
    return ops::constant(scope.graph(), 0);
  }
  Value proximal_point(const ops::Scope&, const Value& point, const Value& step) const {
    questions->push_back({point, step});
    return point;
  }
};

/// Has one answer.
struct Answered {
  Value point;

  static constexpr std::string_view type = "Answered";
  Value penalty(const ops::Scope& scope, const Value&) const {
    return ops::constant(scope.graph(), 0);
  }
  Value proximal_point(const ops::Scope&, const Value&, const Value&) const { return point; }
};

const std::string& path_of(const TrainedWeight& trained) {
  return trained.weight.graph().variable_of(trained.weight).path;
}

/// Place of the kernel that the penalty of weight `skip` bounds.
std::size_t bounded_by(const std::vector<TrainedWeight>& weights, std::size_t skip,
                       const HierarchicalL1& penalty) {
  const Shape& own = weights[skip].weight.shape();
  std::string known;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Shape& shape = weights[i].weight.shape();
    const std::string& path = path_of(weights[i]);
    const bool fits = i != skip && path.ends_with("/kernel") && own.rank() == 2 &&
                      shape.rank() == 2 && shape[0] == own[0];
    if (!fits) continue;
    if (path == penalty.layer + "/kernel") {
      if (!weights[i].regularizer.has_proximal()) return i;
      throw InvalidArgument("compile: " + path + "_regularizer makes exact zeros, and so does " +
                            path_of(weights[skip]) +
                            "_regularizer, which bounds that kernel. "
                            "Expected one of them");
    }
    known += (known.empty() ? "" : ", ") + path.substr(0, path.rfind('/'));
  }
  throw_invalid_value("compile", path_of(weights[skip]) + "_regularizer/layer",
                      known.empty() ? "a layer with a kernel of the same inputs, of which there is "
                                      "none"
                                    : "a layer with a kernel of the same inputs: " + known,
                      in_quotes(penalty.layer));
}

ProximalPoint asked(const TrainedWeight& trained, std::size_t place, const StepWith& step) {
  const Asked recorder;
  step(place, recorder);
  if (recorder.questions->size() == 1) return recorder.questions->front();
  throw InvalidArgument("compile: the optimizer takes " +
                        std::string(recorder.questions->empty() ? "no" : "several") +
                        " proximal steps of " + path_of(trained) +
                        " in one, where HierarchicalL1 needs one. Expected another optimizer");
}

}  // namespace

std::vector<Regularizer> joint_penalties(const ops::Scope& scope,
                                         const std::vector<TrainedWeight>& weights,
                                         const StepWith& step) {
  std::vector<Regularizer> penalties;
  for (const TrainedWeight& each : weights) penalties.push_back(each.regularizer);
  for (std::size_t skip = 0; skip < weights.size(); ++skip) {
    const auto* const penalty = weights[skip].regularizer.as<HierarchicalL1>();
    if (penalty == nullptr) continue;
    const std::size_t bounded = bounded_by(weights, skip, *penalty);
    if (penalties[bounded].has_proximal()) {
      throw InvalidArgument("compile: two penalties bound " + path_of(weights[bounded]) +
                            ". Expected one HierarchicalL1 for a layer");
    }
    const HierarchicalL1::Points points = penalty->proximal_points(
        scope.at(path_of(weights[skip]) + "_regularizer"), asked(weights[skip], skip, step),
        asked(weights[bounded], bounded, step));
    penalties[skip] = Answered{points.skip};
    penalties[bounded] = Answered{points.bounded};
  }
  return penalties;
}

}  // namespace occam::optimizers
