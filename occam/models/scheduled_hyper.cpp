#include "occam/models/scheduled_hyper.h"

#include "occam/compiler/compile.h"
#include "occam/models/objective.h"

namespace occam::models {
namespace {

/// Calls visit(path, config) for each description with hyper-parameters, as far as it has fields.
template <class Visit>
void visit_descriptions(const Description& description, const Visit& visit) {
  for (const NamedLayer& named : description.topology.layers) {
    if (named.layer.has_fields()) visit(named.name, named.layer.config());
  }
  if (description.options == nullptr) return;
  const Optimizer& optimizer = description.options->optimizer;
  if (optimizer.has_fields()) visit("optimizer", optimizer.config());
  const std::vector<const Loss*> losses = losses_of(description);
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (losses[i] == nullptr || !losses[i]->has_fields()) continue;
    visit(losses.size() == 1 ? "loss" : "loss/" + description.topology.outputs[i].name,
          losses[i]->config());
  }
}

/// The argument that `path`, "kernel_regularizer/l2", leads to; null when there is none.
const Config* argument_at(const Config* holder, std::string_view path) {
  while (holder != nullptr) {
    const std::size_t slash = path.find('/');
    const Config* const arguments = holder->find("config");
    holder = arguments != nullptr ? arguments->find(path.substr(0, slash)) : nullptr;
    if (slash == std::string_view::npos) return holder;
    path.remove_prefix(slash + 1);
  }
  return nullptr;
}

}  // namespace

Schedule schedule_at(const Description& description, std::string_view path) {
  Schedule found;
  try {
    visit_descriptions(description, [&](const std::string& root, const Config& config) {
      if (!path.starts_with(root + "/")) return;
      const Config* const argument = argument_at(&config, path.substr(root.size() + 1));
      if (argument == nullptr || argument->entries() == nullptr) return;
      const Config* const name = argument->find("class_name");
      if (name != nullptr && name->text() != nullptr &&
          Schedule::catalogue().find_if_known(*name->text()) != nullptr)
        found = FieldValue<Schedule>::read(*argument).value_or(Schedule());
    });
  } catch (const InvalidArgument&) {  // a struct inside that does not describe its members
  }
  return found;
}

double scheduled_value(const Schedule& schedule, std::string_view path,
                       const runtime::StateLayout& layout, runtime::State& state, int member,
                       runtime::ThreadPool& pool) {
  runtime::StateLayout own = layout;
  graph::Graph graph(own);
  ops::Scope::Numbers numbers;
  const ops::Scope scope(graph, std::string(path), numbers);
  graph.set_output("value", schedule.value(scope, scope.steps_taken()));
  runtime::Executor executor(compiler::compile(graph), state, pool);
  executor.run({&member, 1});
  return executor.number(*executor.plan().output("value"));
}

}  // namespace occam::models
