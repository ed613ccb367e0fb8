#include "occam/models/penalty_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "occam/base/errors.h"
#include "occam/models/text_table.h"

namespace occam::models {
namespace {

std::string number_text(double value) { return fmt::format("{:.6g}", value); }

/// "L2(l2=0.01)": what is described, with hyper-parameters below `path` as they stand.
std::string described(const Network& network, const Config& config, const std::string& path) {
  const Config* const arguments = config.find("config");
  std::string text;
  if (arguments != nullptr && arguments->entries() != nullptr) {
    for (const auto& [name, value] : *arguments->entries()) {
      const std::string own = path + "/" + name;
      const Config* const schedule = value.find("class_name");
      const std::string shown = network.layout().find(own) ? number_text(network.hyper(own, 0))
                                : schedule != nullptr      ? *schedule->text()
                                                           : to_text(value);
      text += (text.empty() ? "" : ", ") + name + "=" + shown;
    }
  }
  const std::string type = *config.find("class_name")->text();
  return text.empty() ? type : type + "(" + text + ")";
}

template <class Held>
std::string text_of(const Network& network, const Held& held, const std::string& path) {
  if (!held) return "-";
  if (!held.has_fields()) return std::string(held.type());
  return described(network, held.config(), path);
}

/// What the optimizer asks for around its rule; nothing before compile().
optimizers::StepOptions step_options_of(const Blueprint& blueprint) {
  if (!blueprint.options()) return {};
  runtime::StateLayout layout = blueprint.layout();
  graph::Graph graph(layout);
  ops::Scope::Numbers numbers;
  return blueprint.options()->optimizer.options(ops::Scope(graph, "optimizer", numbers));
}

}  // namespace

std::string penalty_table(const Network& network) {
  const Blueprint& blueprint = *network.blueprint();
  const optimizers::StepOptions options = step_options_of(blueprint);
  const std::string decay =
      options.decay ? number_text(network.hyper("optimizer/weight_decay", 0)) : "-";
  TextTable table({"Weight", "Shape", "Trained", "Penalty", "Constraint", "Weight decay",
                   "Learning rate factor"},
                  std::vector<std::size_t>(7), 6);
  for (const layers::Declared::Weight& weight : blueprint.weights()) {
    const runtime::Variable& variable = blueprint.layout()[weight.variable];
    const std::string& path = variable.path;
    const std::string factor = path + "_learning_rate_factor";
    const bool exempt = optimizers::is_excluded(path, options.exclude_from_weight_decay);
    table.add({path, to_text(variable.shape), weight.trainable ? "yes" : "no",
               text_of(network, weight.regularizer, path + "_regularizer"),
               text_of(network, weight.constraint, path + "_constraint"),
               !weight.trainable         ? "-"
               : exempt && options.decay ? "exempt"
                                         : decay,
               !weight.trainable                 ? "-"
               : blueprint.layout().find(factor) ? number_text(network.hyper(factor, 0))
                                                 : "1"});
  }
  return table.text();
}

void check_decay_patterns(const Blueprint& compiled) {
  for (const std::string& pattern : step_options_of(compiled).exclude_from_weight_decay) {
    const auto has_it = [&](const layers::Declared::Weight& weight) {
      return weight.trainable &&
             optimizers::is_excluded(compiled.layout()[weight.variable].path, {pattern});
    };
    if (std::any_of(compiled.weights().begin(), compiled.weights().end(), has_it)) continue;
    std::string paths;
    for (const layers::Declared::Weight& weight : compiled.weights()) {
      if (weight.trainable)
        paths += (paths.empty() ? "" : ", ") + compiled.layout()[weight.variable].path;
    }
    throw InvalidArgument("compile: exclude_from_weight_decay: no weight's path has '" + pattern +
                          "'. Expected a pattern of one of: " + paths);
  }
}

}  // namespace occam::models
