#include "occam/compiler/compile.h"

#include "occam/compiler/fuse.h"
#include "occam/compiler/lower.h"
#include "occam/compiler/simplify.h"
#include "occam/compiler/update_matching.h"
#include "occam/graph/print.h"
#include "occam/graph/verify.h"

namespace occam::compiler {

std::shared_ptr<const runtime::Plan> compile(graph::Graph& graph, const CompileOptions& options) {
  const auto trace = [&](const char* stage, const auto& print) {
    if (options.trace != nullptr) *options.trace += "== " + std::string(stage) + "\n" + print();
  };
  graph::verify(graph, "build");
  trace("build", [&] { return graph::to_text(graph); });
  const std::unique_ptr<graph::Graph> simple = simplify(graph);
  graph::verify(*simple, "simplify");
  trace("simplify", [&] { return graph::to_text(*simple); });
  Groups groups = fuse(*simple, [&](const char* pass, const Groups& result) {
    trace(pass, [&] { return to_text(result, *simple); });
  });
  trace("fuse", [&] { return to_text(groups, *simple); });
  const MatchedGroups matched = match_updates(*simple, std::move(groups), options.match_updates);
  trace("match updates", [&] { return to_text(matched); });
  auto plan = std::make_shared<const runtime::Plan>(lower(*simple, matched, options.advance));
  trace("lower", [&] { return to_text(*plan); });
  return plan;
}

}  // namespace occam::compiler
