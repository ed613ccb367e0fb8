#include "occam/selection/adapt.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "occam/base/errors.h"
#include "occam/layers/dense.h"
#include "occam/models/topology.h"

namespace occam::selection {
namespace {

/// Paths of the kernels of a chain that begins with a Dense layer, in its order.
std::vector<std::string> kernels_of(const AnyModel& model) {
  if (model.is_functional())
    throw InvalidArgument("adapt: a functional model. Expected a chain of layers");
  const std::vector<Layer>& layers = model.as<Sequential>().layers();
  const std::vector<std::string> names = models::names_of(layers);
  std::vector<std::string> kernels;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (layers[i].as<layers::Dense>() != nullptr) kernels.push_back(names[i] + "/kernel");
    if (!layers[i].is_input() && kernels.empty())
      throw_invalid_value("adapt", "model", "a Dense layer first", layers[i].type());
  }
  if (kernels.empty()) throw InvalidArgument("adapt: a model without a Dense layer. Expected one");
  return kernels;
}

std::size_t place_of(const AnyModel& model, const std::string& path) {
  const std::vector<std::string> paths = model->weight_paths();
  return static_cast<std::size_t>(std::find(paths.begin(), paths.end(), path) - paths.begin());
}

void check_rows(const data::Dataset* rows, std::int64_t features) {
  if (rows == nullptr) return;
  if (rows->x.dtype() == DType::kFloat32 && rows->x.rank() == 2 && rows->x.shape()[1] == features)
    return;
  throw InvalidArgument("adapt: data of shape " + to_text(rows->x.shape()) +
                        ". Expected float32 of (rows, " + std::to_string(features) + ")");
}

void check(std::span<const Part> parts, double gamma) {
  if (!(gamma > 0 && std::isfinite(gamma)))
    throw_invalid_value("adapt", "gamma", "a finite number > 0", std::to_string(gamma));
  for (const Part& part : parts) {
    kernels_of(part.model);
    if (part.train == nullptr) continue;  // path() refuses it
    const std::int64_t features = part.train->x.shape().back();
    for (const data::Dataset* rows : {part.train, part.validation, part.test})
      check_rows(rows, features);
  }
}

bool has_diverged(const Path& path) {
  return std::ranges::any_of(path.outcomes, [](const std::vector<Outcome>& outcomes) {
    return std::ranges::any_of(outcomes, &Outcome::diverged);
  });
}

}  // namespace

std::vector<double> reach_of_features(const AnyModel& model, const std::vector<Array>& weights) {
  const std::vector<std::string> kernels = kernels_of(model);
  if (weights.size() != model->weight_paths().size()) {
    throw_invalid_value("adapt", "weights",
                        std::to_string(model->weight_paths().size()) + ", those of the model",
                        std::to_string(weights.size()));
  }
  std::vector<double> reach;
  for (std::size_t layer = kernels.size(); layer-- > 0;) {
    const Array& kernel = weights[place_of(model, kernels[layer])];
    const auto columns = static_cast<std::size_t>(kernel.shape()[1]);
    if (reach.empty()) reach.assign(columns, 1.0);
    std::vector<double> before(static_cast<std::size_t>(kernel.shape()[0]));
    const std::span<const float> values = kernel.data<float>();
    for (std::size_t i = 0; i < values.size(); ++i)
      before[i / columns] += std::abs(double{values[i]}) * reach[i % columns];
    reach = std::move(before);
  }
  const double most = *std::max_element(reach.begin(), reach.end());
  if (most > 0) {
    for (double& each : reach) each /= most;
  }
  return reach;
}

Adapted::Adapted(std::span<const Part> parts, std::span<const Outcome> networks, double gamma)
    : parts_(parts.begin(), parts.end()) {
  if (networks.size() != parts.size())
    throw_invalid_value("adapt", "networks", std::to_string(parts.size()) + ", one a part",
                        std::to_string(networks.size()));
  check(parts, gamma);
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    std::vector<double>& factors =
        factors_.emplace_back(reach_of_features(parts_[p].model, networks[p].weights));
    const bool reaches_nothing =
        std::all_of(factors.begin(), factors.end(), [](double each) { return each == 0; });
    for (double& each : factors) each = reaches_nothing ? 1.0 : std::pow(each, gamma);
    parts_[p].train = scaled(parts_[p].train, factors);
    parts_[p].validation = scaled(parts_[p].validation, factors);
    parts_[p].test = scaled(parts_[p].test, factors);
  }
}

const data::Dataset* Adapted::scaled(const data::Dataset* rows,
                                     const std::vector<double>& factors) {
  if (rows == nullptr) return nullptr;
  check_rows(rows, static_cast<std::int64_t>(factors.size()));
  data::Dataset& own = rows_.emplace_back(*rows);
  if (!own.x.owns()) own.x = Array(own.x.shape(), rows->x.data<float>());  // not the caller's
  const std::span<float> values = own.x.mutable_data<float>();
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(double{values[i]} * factors[i % factors.size()]);
  return &own;
}

void Adapted::restore(Path& path) const {
  for (std::size_t p = 0; p < path.outcomes.size(); ++p) {
    for (Outcome& outcome : path.outcomes[p]) {
      if (outcome.weights.empty()) continue;
      Array& kernel =
          outcome.weights[place_of(parts_[p].model, kernels_of(parts_[p].model).front())];
      const auto columns = static_cast<std::size_t>(kernel.shape()[1]);
      const std::span<float> values = kernel.mutable_data<float>();
      for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<float>(double{values[i]} * factors_[p][i / columns]);
    }
  }
}

AdaptivePath adaptive_path(std::span<const Part> parts, const PathOptions& options,
                           const PartScore& score, Direction direction, double gamma) {
  check(parts, gamma);
  std::vector<Part> keeping(parts.begin(), parts.end());
  for (Part& part : keeping) part.keep_weights = true;
  PathOptions shrinking = options;
  shrinking.relaxed = false;
  AdaptivePath result;
  Path& first = result.first = path(keeping, shrinking);
  if (first.interrupted || has_diverged(first)) return result;
  result.scores = scores_of(first, parts, score);
  const Competitor alone = competitor_of(first, curve_of(result.scores, test_rows(parts)));
  result.pilot = choose(std::span(&alone, 1), direction).paths.front().best;
  std::vector<Outcome> networks;
  for (const std::vector<Outcome>& own : first.outcomes) networks.push_back(own[result.pilot]);
  const Adapted adapted(parts, networks, gamma);
  PathOptions adapting = options;
  adapting.unpenalised = false;
  Path& second = result.second = path(adapted.parts(), adapting);
  if (second.interrupted) return result;
  adapted.restore(second);
  if (first.size() == first.lambdas.size() || second.size() < second.lambdas.size()) return result;
  second.lambdas.push_back(0);
  for (std::size_t p = 0; p < parts.size(); ++p) {
    second.outcomes[p].push_back(first.outcomes[p].back());
    if (!parts[p].keep_weights) second.outcomes[p].back().weights.clear();
  }
  return result;
}

}  // namespace occam::selection
