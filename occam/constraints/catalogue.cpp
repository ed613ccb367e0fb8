#include "occam/constraints/constraint.h"
#include "occam/constraints/max_norm.h"
#include "occam/constraints/min_max_norm.h"
#include "occam/constraints/non_neg.h"
#include "occam/constraints/unit_norm.h"

namespace occam {

// The only list of constraints.
const Catalogue<Constraint>& Constraint::catalogue() {
  using namespace constraints;
  static const Catalogue<Constraint> members(
      "Constraint", {catalogue_entry<Constraint, MaxNorm>("max_norm"),
                     catalogue_entry<Constraint, MinMaxNorm>("min_max_norm"),
                     catalogue_entry<Constraint, NonNeg>("non_neg"),
                     catalogue_entry<Constraint, UnitNorm>("unit_norm")});
  return members;
}

}  // namespace occam
