#include "occam/metrics/accuracy.h"
#include "occam/metrics/auc.h"
#include "occam/metrics/balanced_accuracy.h"
#include "occam/metrics/binary_accuracy.h"
#include "occam/metrics/binary_crossentropy.h"
#include "occam/metrics/categorical_accuracy.h"
#include "occam/metrics/categorical_crossentropy.h"
#include "occam/metrics/f1_score.h"
#include "occam/metrics/mean_absolute_error.h"
#include "occam/metrics/mean_squared_error.h"
#include "occam/metrics/metric.h"
#include "occam/metrics/precision.h"
#include "occam/metrics/r2_score.h"
#include "occam/metrics/recall.h"
#include "occam/metrics/root_mean_squared_error.h"
#include "occam/metrics/sparse_categorical_accuracy.h"
#include "occam/metrics/sparse_categorical_crossentropy.h"

namespace occam {

// The only list of metrics.
const Catalogue<Metric>& Metric::catalogue() {
  using namespace metrics;
  static const Catalogue<Metric> members(
      "Metric",
      {catalogue_entry<Metric, Accuracy>("accuracy", {"acc"}),
       catalogue_entry<Metric, MeanSquaredError>("mean_squared_error", {"mse"}),
       catalogue_entry<Metric, MeanAbsoluteError>("mean_absolute_error", {"mae"}),
       catalogue_entry<Metric, RootMeanSquaredError>("root_mean_squared_error", {"rmse"}),
       catalogue_entry<Metric, R2Score>("r2_score", {"r2"}), catalogue_entry<Metric, AUC>("auc"),
       catalogue_entry<Metric, Precision>("precision"), catalogue_entry<Metric, Recall>("recall"),
       catalogue_entry<Metric, F1Score>("f1_score"),
       catalogue_entry<Metric, BalancedAccuracy>("balanced_accuracy"),
       catalogue_entry<Metric, BinaryAccuracy>("binary_accuracy"),
       catalogue_entry<Metric, CategoricalAccuracy>("categorical_accuracy"),
       catalogue_entry<Metric, SparseCategoricalAccuracy>("sparse_categorical_accuracy"),
       catalogue_entry<Metric, BinaryCrossentropy>("binary_crossentropy", {"bce"}),
       catalogue_entry<Metric, CategoricalCrossentropy>("categorical_crossentropy", {"cce"}),
       catalogue_entry<Metric, SparseCategoricalCrossentropy>("sparse_categorical_crossentropy",
                                                              {"scce"})});
  return members;
}

}  // namespace occam
