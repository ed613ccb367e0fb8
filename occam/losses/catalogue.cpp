#include "occam/losses/binary_crossentropy.h"
#include "occam/losses/categorical_crossentropy.h"
#include "occam/losses/huber.h"
#include "occam/losses/log_cosh.h"
#include "occam/losses/loss.h"
#include "occam/losses/mean_absolute_error.h"
#include "occam/losses/mean_squared_error.h"
#include "occam/losses/sparse_categorical_crossentropy.h"

namespace occam {

// The only list of losses.
const Catalogue<Loss>& Loss::catalogue() {
  using namespace losses;
  static const Catalogue<Loss> members(
      "Loss", {catalogue_entry<Loss, MeanSquaredError>("mean_squared_error", {"mse"}),
               catalogue_entry<Loss, MeanAbsoluteError>("mean_absolute_error", {"mae"}),
               catalogue_entry<Loss, Huber>("huber"),
               catalogue_entry<Loss, LogCosh>("log_cosh", {"logcosh"}),
               catalogue_entry<Loss, BinaryCrossentropy>("binary_crossentropy", {"bce"}),
               catalogue_entry<Loss, CategoricalCrossentropy>("categorical_crossentropy", {"cce"}),
               catalogue_entry<Loss, SparseCategoricalCrossentropy>(
                   "sparse_categorical_crossentropy", {"scce"})});
  return members;
}

}  // namespace occam
