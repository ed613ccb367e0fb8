#include "occam/selection/relax.h"

#include "occam/base/errors.h"
#include "occam/models/blueprint.h"
#include "occam/models/parts.h"
#include "occam/optimizers/keep_zeros.h"

namespace occam::selection {
namespace {

/// The model with an optimizer that keeps its zeros, every hyper-parameter as it stands.
AnyModel keeping_zeros(AnyModel model) {
  const auto blueprint = models::Parts::blueprint(model);
  if (blueprint == nullptr || blueprint->options() == nullptr)
    throw InvalidArgument("relax: a model that is not compiled. Expected compile() first");
  std::vector<std::pair<std::string, double>> hypers;
  for (const std::string& path : model->hyper_paths())
    hypers.emplace_back(path, model->hyper(path));
  CompileOptions options = *blueprint->options();
  options.optimizer = optimizers::KeepZeros{.optimizer = options.optimizer};
  model->compile(std::move(options));
  for (const auto& [path, value] : hypers) model->set_hyper(path, value);
  return model;
}

}  // namespace

Grid relax(std::span<const Part> parts, const std::string& hyper,
           const std::vector<std::vector<Outcome>>& outcomes, const GridOptions& options) {
  if (outcomes.size() != parts.size() || parts.empty()) {
    throw_invalid_value("relax", "outcomes", std::to_string(parts.size()) + ", one a part",
                        std::to_string(outcomes.size()));
  }
  std::vector<Part> again(parts.begin(), parts.end());
  for (std::size_t p = 0; p < again.size(); ++p) {
    for (const Outcome& outcome : outcomes[p]) {
      if (outcome.weights.empty())
        throw InvalidArgument("relax: an outcome without weights. Expected keep_weights");
    }
    again[p].model = keeping_zeros(parts[p].model);
    again[p].starts = &outcomes[p];
  }
  const std::vector<Setting> settings(outcomes[0].size(), Setting{.hypers = {{hyper, 0.0}}});
  return grid(again, settings, options);
}

}  // namespace occam::selection
