#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "occam/base/errors.h"
#include "occam/models/objective.h"

namespace occam::models {

/// The hyper-parameters of loss and optimizer of a model whose inputs are not known yet.
struct CompiledHypers {
  explicit CompiledHypers(const CompileOptions& options) {
    Description description;
    description.topology.outputs.push_back({});
    description.options = &options;
    declare_compiled(description, layout, numbers);
  }
  std::vector<std::string> paths() const {
    std::vector<std::string> result;
    for (const runtime::Variable& variable : layout.variables()) result.push_back(variable.path);
    return result;
  }
  std::size_t find(std::string_view path) const {
    if (const auto found = layout.find(path)) return *found;
    const std::vector<std::string> known = paths();
    throw_unknown_name("hyper-parameter", path,
                       std::vector<std::string_view>(known.begin(), known.end()));
  }
  runtime::StateLayout layout;
  ops::Scope::Numbers numbers;
};

}  // namespace occam::models
