#include "occam/initializers/glorot_uniform.h"
#include "occam/initializers/he_normal.h"
#include "occam/initializers/hull_bias.h"
#include "occam/initializers/initializer.h"
#include "occam/initializers/ones.h"
#include "occam/initializers/random_normal.h"
#include "occam/initializers/random_uniform.h"
#include "occam/initializers/unit_deviation.h"
#include "occam/initializers/zeros.h"

namespace occam {

// The only list of initializers.
const Catalogue<Initializer>& Initializer::catalogue() {
  using namespace initializers;
  static const Catalogue<Initializer> members(
      "Initializer",
      {catalogue_entry<Initializer, Zeros>("zeros"), catalogue_entry<Initializer, Ones>("ones"),
       catalogue_entry<Initializer, GlorotUniform>("glorot_uniform"),
       catalogue_entry<Initializer, HeNormal>("he_normal"),
       catalogue_entry<Initializer, RandomUniform>("random_uniform", {"uniform"}),
       catalogue_entry<Initializer, RandomNormal>("random_normal", {"normal"}),
       catalogue_entry<Initializer, UnitDeviation>("unit_deviation"),
       catalogue_entry<Initializer, HullBias>("hull_bias")});
  return members;
}

}  // namespace occam
