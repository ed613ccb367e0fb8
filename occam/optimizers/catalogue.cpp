#include "occam/optimizers/adam.h"
#include "occam/optimizers/optimizer.h"
#include "occam/optimizers/sgd.h"

namespace occam {

// The only list of optimizers.
const Catalogue<Optimizer>& Optimizer::catalogue() {
  using namespace optimizers;
  static const Catalogue<Optimizer> members(
      "Optimizer",
      {catalogue_entry<Optimizer, SGD>("sgd"), catalogue_entry<Optimizer, Adam>("adam")});
  return members;
}

}  // namespace occam
