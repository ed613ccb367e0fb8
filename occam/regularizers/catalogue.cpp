#include "occam/regularizers/group_l1.h"
#include "occam/regularizers/hierarchical_l1.h"
#include "occam/regularizers/l0.h"
#include "occam/regularizers/l1.h"
#include "occam/regularizers/l1_l2.h"
#include "occam/regularizers/l2.h"
#include "occam/regularizers/l_half.h"
#include "occam/regularizers/mcp.h"
#include "occam/regularizers/orthogonal_regularizer.h"
#include "occam/regularizers/regularizer.h"
#include "occam/regularizers/sparse_group_l1.h"

namespace occam {

// The only list of regularizers. The name 'l1_l2' alone means 0.01 and 0.01, as Keras's docstring
// says; its code gives 0 and 0.
const Catalogue<Regularizer>& Regularizer::catalogue() {
  using namespace regularizers;
  static const Catalogue<Regularizer> members(
      "Regularizer",
      {catalogue_entry<Regularizer, L1>("l1"), catalogue_entry<Regularizer, L2>("l2"),
       catalogue_entry<Regularizer>("l1_l2", {"l1l2"}, L1L2{.l1 = 0.01, .l2 = 0.01}),
       catalogue_entry<Regularizer, OrthogonalRegularizer>("orthogonal_regularizer"),
       catalogue_entry<Regularizer, GroupL1>("group_l1"),
       catalogue_entry<Regularizer, SparseGroupL1>("sparse_group_l1"),
       catalogue_entry<Regularizer, MCP>("mcp"), catalogue_entry<Regularizer, L0>("l0"),
       catalogue_entry<Regularizer, LHalf>("l_half"),
       catalogue_entry<Regularizer, HierarchicalL1>("hierarchical_l1")});
  return members;
}

}  // namespace occam
