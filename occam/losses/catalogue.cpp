#include "occam/losses/binary_crossentropy.h"
#include "occam/losses/binary_focal_crossentropy.h"
#include "occam/losses/categorical_crossentropy.h"
#include "occam/losses/categorical_focal_crossentropy.h"
#include "occam/losses/categorical_generalized_cross_entropy.h"
#include "occam/losses/categorical_hinge.h"
#include "occam/losses/circle.h"
#include "occam/losses/cosine_similarity.h"
#include "occam/losses/dice.h"
#include "occam/losses/hinge.h"
#include "occam/losses/huber.h"
#include "occam/losses/kl_divergence.h"
#include "occam/losses/log_cosh.h"
#include "occam/losses/loss.h"
#include "occam/losses/mean_absolute_error.h"
#include "occam/losses/mean_absolute_percentage_error.h"
#include "occam/losses/mean_squared_error.h"
#include "occam/losses/mean_squared_logarithmic_error.h"
#include "occam/losses/poisson.h"
#include "occam/losses/sparse_categorical_crossentropy.h"
#include "occam/losses/squared_hinge.h"
#include "occam/losses/tversky.h"

namespace occam {

// The only list of losses.
const Catalogue<Loss>& Loss::catalogue() {
  using namespace losses;
  static const Catalogue<Loss> members(
      "Loss",
      {catalogue_entry<Loss, MeanSquaredError>("mean_squared_error", {"mse", "MSE"}),
       catalogue_entry<Loss, MeanAbsoluteError>("mean_absolute_error", {"mae", "MAE"}),
       catalogue_entry<Loss, MeanAbsolutePercentageError>("mean_absolute_percentage_error",
                                                          {"mape", "MAPE"}),
       catalogue_entry<Loss, MeanSquaredLogarithmicError>("mean_squared_logarithmic_error",
                                                          {"msle", "MSLE"}),
       catalogue_entry<Loss, Huber>("huber"),
       catalogue_entry<Loss, LogCosh>("log_cosh", {"logcosh"}),
       catalogue_entry<Loss, BinaryCrossentropy>("binary_crossentropy", {"bce", "BCE"}),
       catalogue_entry<Loss, CategoricalCrossentropy>("categorical_crossentropy", {"cce"}),
       catalogue_entry<Loss, SparseCategoricalCrossentropy>("sparse_categorical_crossentropy",
                                                            {"scce"}),
       catalogue_entry<Loss, BinaryFocalCrossentropy>("binary_focal_crossentropy"),
       catalogue_entry<Loss, CategoricalFocalCrossentropy>("categorical_focal_crossentropy"),
       catalogue_entry<Loss, KLDivergence>("kl_divergence", {"kld", "KLD"}),
       catalogue_entry<Loss, Poisson>("poisson"),
       catalogue_entry<Loss, Hinge>("hinge"),
       catalogue_entry<Loss, SquaredHinge>("squared_hinge"),
       catalogue_entry<Loss, CategoricalHinge>("categorical_hinge"),
       catalogue_entry<Loss, CosineSimilarity>("cosine_similarity"),
       catalogue_entry<Loss, Dice>("dice"),
       catalogue_entry<Loss, Tversky>("tversky"),
       catalogue_entry<Loss, CategoricalGeneralizedCrossEntropy>(
           "categorical_generalized_cross_entropy"),
       catalogue_entry<Loss, Circle>("circle")});
  return members;
}

}  // namespace occam
