#pragma once

#include <map>
#include <optional>

#include "occam/compiler/update_matching.h"
#include "occam/runtime/plan.h"

namespace occam::compiler {

/// An update as kernel calls. Operands: those of the update, then `partial_bytes` of partial sums
/// where there are any, which `finish` adds up.
struct UpdateCalls {
  runtime::Call run, finish;
  std::size_t partial_bytes = 0, scratch_bytes = 0;
  bool gradient_in_scratch = false;  ///< its operand is not read and needs no memory
};
UpdateCalls update_calls(const MatchedUpdate& update);

/// The product that is the update's gradient and the update, in one call: each tile of the gradient
/// is used while it is in the cache, and where there are several none leaves scratch. Operands: A,
/// B, then as above. None where the tiles, which have to hold whole items of the update, would
/// leave too few to share between threads.
std::optional<UpdateCalls> product_update_calls(const graph::Node& product,
                                                const MatchedUpdate& update);

/// The products that nothing but one update reads, by node: they are computed in the update's call.
/// A product of a variable is left out: it must not be moved behind the variable's own update.
std::map<int, UpdateCalls> products_of_updates(graph::Graph& graph, const MatchedGroups& matched);

}  // namespace occam::compiler
