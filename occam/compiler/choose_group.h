#pragma once

#include "occam/compiler/group_draft.h"

namespace occam::compiler {

/// A node that is computed again in several groups rather than stored and loaded.
bool is_cheap(const graph::Node& node);

/// May the node be computed in group g, with those that wait for it? Not when an operand comes from
/// behind the group, or from its end (a reduction).
bool fits(GroupDraft& draft, int id, int g);

/// The group that is to compute an elementwise node or a reduction: of its domain, one that reads a
/// variable that the node or what comes along with it reads (the sweep over a weight is one), else
/// one that computes an operand, else one that reads an operand; of several the latest. -1: none.
int choose_tile_group(GroupDraft& draft, int id);

/// The first group that may compute a scalar, or -1. Scalars of hyper-parameters alone (`early`)
/// stand in groups of their own, at the start of the step: in one with sums they would make
/// everything wait for these.
int choose_scalar_group(GroupDraft& draft, int id, bool early);

}  // namespace occam::compiler
