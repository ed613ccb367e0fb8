#include "occam/initializers/constant.h"
#include "occam/initializers/glorot_normal.h"
#include "occam/initializers/glorot_uniform.h"
#include "occam/initializers/he_normal.h"
#include "occam/initializers/he_uniform.h"
#include "occam/initializers/hull_bias.h"
#include "occam/initializers/identity.h"
#include "occam/initializers/initializer.h"
#include "occam/initializers/lecun_normal.h"
#include "occam/initializers/lecun_uniform.h"
#include "occam/initializers/ones.h"
#include "occam/initializers/orthogonal.h"
#include "occam/initializers/random_normal.h"
#include "occam/initializers/random_uniform.h"
#include "occam/initializers/truncated_normal.h"
#include "occam/initializers/unit_deviation.h"
#include "occam/initializers/variance_scaling.h"
#include "occam/initializers/zeros.h"

namespace occam {

// The only list of initializers.
const Catalogue<Initializer>& Initializer::catalogue() {
  using namespace initializers;
  static const Catalogue<Initializer> members(
      "Initializer",
      {catalogue_entry<Initializer, Zeros>("zeros", {"zero"}),
       catalogue_entry<Initializer, Ones>("ones", {"one"}),
       catalogue_entry<Initializer, Constant>("constant"),
       catalogue_entry<Initializer, Identity>("identity", {"IdentityInitializer"}),
       catalogue_entry<Initializer, GlorotUniform>("glorot_uniform"),
       catalogue_entry<Initializer, GlorotNormal>("glorot_normal"),
       catalogue_entry<Initializer, HeNormal>("he_normal"),
       catalogue_entry<Initializer, HeUniform>("he_uniform"),
       catalogue_entry<Initializer, LecunNormal>("lecun_normal"),
       catalogue_entry<Initializer, LecunUniform>("lecun_uniform"),
       catalogue_entry<Initializer, VarianceScaling>("variance_scaling"),
       catalogue_entry<Initializer, Orthogonal>("orthogonal", {"OrthogonalInitializer"}),
       catalogue_entry<Initializer, RandomUniform>("random_uniform", {"uniform"}),
       catalogue_entry<Initializer, RandomNormal>("random_normal", {"normal"}),
       catalogue_entry<Initializer, TruncatedNormal>("truncated_normal"),
       catalogue_entry<Initializer, UnitDeviation>("unit_deviation"),
       catalogue_entry<Initializer, HullBias>("hull_bias")});
  return members;
}

}  // namespace occam
