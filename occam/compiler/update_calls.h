#pragma once

#include "occam/compiler/update_matching.h"
#include "occam/runtime/plan.h"

namespace occam::compiler {

/// An update as kernel calls. Operands: those of the update, then `partial_bytes` of partial sums
/// where there are any, which `finish` adds up.
struct UpdateCalls {
  runtime::Call run, finish;
  std::size_t partial_bytes = 0;
};
UpdateCalls update_calls(const MatchedUpdate& update);

}  // namespace occam::compiler
