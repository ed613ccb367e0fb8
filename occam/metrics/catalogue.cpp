#include "occam/metrics/accuracy.h"
#include "occam/metrics/auc.h"
#include "occam/metrics/balanced_accuracy.h"
#include "occam/metrics/binary_accuracy.h"
#include "occam/metrics/binary_crossentropy.h"
#include "occam/metrics/binary_iou.h"
#include "occam/metrics/categorical_accuracy.h"
#include "occam/metrics/categorical_crossentropy.h"
#include "occam/metrics/categorical_hinge.h"
#include "occam/metrics/concordance_correlation.h"
#include "occam/metrics/cosine_similarity.h"
#include "occam/metrics/f1_score.h"
#include "occam/metrics/false_negatives.h"
#include "occam/metrics/false_positives.h"
#include "occam/metrics/fbeta_score.h"
#include "occam/metrics/hinge.h"
#include "occam/metrics/iou.h"
#include "occam/metrics/kl_divergence.h"
#include "occam/metrics/log_cosh_error.h"
#include "occam/metrics/mean_absolute_error.h"
#include "occam/metrics/mean_absolute_percentage_error.h"
#include "occam/metrics/mean_iou.h"
#include "occam/metrics/mean_squared_error.h"
#include "occam/metrics/mean_squared_logarithmic_error.h"
#include "occam/metrics/metric.h"
#include "occam/metrics/one_hot_iou.h"
#include "occam/metrics/one_hot_mean_iou.h"
#include "occam/metrics/pearson_correlation.h"
#include "occam/metrics/poisson.h"
#include "occam/metrics/precision.h"
#include "occam/metrics/precision_at_recall.h"
#include "occam/metrics/r2_score.h"
#include "occam/metrics/recall.h"
#include "occam/metrics/recall_at_precision.h"
#include "occam/metrics/root_mean_squared_error.h"
#include "occam/metrics/sensitivity_at_specificity.h"
#include "occam/metrics/sparse_categorical_accuracy.h"
#include "occam/metrics/sparse_categorical_crossentropy.h"
#include "occam/metrics/sparse_top_k_categorical_accuracy.h"
#include "occam/metrics/specificity_at_sensitivity.h"
#include "occam/metrics/squared_hinge.h"
#include "occam/metrics/top_k_categorical_accuracy.h"
#include "occam/metrics/true_negatives.h"
#include "occam/metrics/true_positives.h"

namespace occam {

// The only list of metrics.
const Catalogue<Metric>& Metric::catalogue() {
  using namespace metrics;
  static const Catalogue<Metric> members(
      "Metric",
      {catalogue_entry<Metric, Accuracy>("accuracy", {"acc"}),
       catalogue_entry<Metric, MeanSquaredError>("mean_squared_error", {"mse", "MSE"}),
       catalogue_entry<Metric, MeanAbsoluteError>("mean_absolute_error", {"mae", "MAE"}),
       catalogue_entry<Metric, RootMeanSquaredError>("root_mean_squared_error", {"rmse"}),
       catalogue_entry<Metric, MeanAbsolutePercentageError>("mean_absolute_percentage_error",
                                                            {"mape", "MAPE"}),
       catalogue_entry<Metric, MeanSquaredLogarithmicError>("mean_squared_logarithmic_error",
                                                            {"msle", "MSLE"}),
       catalogue_entry<Metric, LogCoshError>("logcosh", {"log_cosh_error", "log_cosh"}),
       catalogue_entry<Metric, R2Score>("r2_score", {"r2"}),
       catalogue_entry<Metric, AUC>("auc"),
       catalogue_entry<Metric, Precision>("precision"),
       catalogue_entry<Metric, Recall>("recall"),
       catalogue_entry<Metric, F1Score>("f1_score"),
       catalogue_entry<Metric, FBetaScore>("fbeta_score"),
       catalogue_entry<Metric, BalancedAccuracy>("balanced_accuracy"),
       catalogue_entry<Metric, BinaryAccuracy>("binary_accuracy"),
       catalogue_entry<Metric, CategoricalAccuracy>("categorical_accuracy"),
       catalogue_entry<Metric, SparseCategoricalAccuracy>("sparse_categorical_accuracy"),
       catalogue_entry<Metric, BinaryCrossentropy>("binary_crossentropy", {"bce", "BCE"}),
       catalogue_entry<Metric, CategoricalCrossentropy>("categorical_crossentropy", {"cce"}),
       catalogue_entry<Metric, SparseCategoricalCrossentropy>("sparse_categorical_crossentropy",
                                                              {"scce"}),
       catalogue_entry<Metric, TopKCategoricalAccuracy>("top_k_categorical_accuracy"),
       catalogue_entry<Metric, SparseTopKCategoricalAccuracy>("sparse_top_k_categorical_accuracy"),
       catalogue_entry<Metric, TruePositives>("true_positives"),
       catalogue_entry<Metric, TrueNegatives>("true_negatives"),
       catalogue_entry<Metric, FalsePositives>("false_positives"),
       catalogue_entry<Metric, FalseNegatives>("false_negatives"),
       catalogue_entry<Metric, SensitivityAtSpecificity>("sensitivity_at_specificity"),
       catalogue_entry<Metric, SpecificityAtSensitivity>("specificity_at_sensitivity"),
       catalogue_entry<Metric, PrecisionAtRecall>("precision_at_recall"),
       catalogue_entry<Metric, RecallAtPrecision>("recall_at_precision"),
       catalogue_entry<Metric, KLDivergence>("kl_divergence", {"kld", "KLD"}),
       catalogue_entry<Metric, Poisson>("poisson"),
       catalogue_entry<Metric, Hinge>("hinge"),
       catalogue_entry<Metric, SquaredHinge>("squared_hinge"),
       catalogue_entry<Metric, CategoricalHinge>("categorical_hinge"),
       catalogue_entry<Metric, CosineSimilarity>("cosine_similarity"),
       catalogue_entry<Metric, IoU>("io_u"),
       catalogue_entry<Metric, BinaryIoU>("binary_io_u"),
       catalogue_entry<Metric, MeanIoU>("mean_io_u"),
       catalogue_entry<Metric, OneHotIoU>("one_hot_io_u"),
       catalogue_entry<Metric, OneHotMeanIoU>("one_hot_mean_io_u"),
       catalogue_entry<Metric, PearsonCorrelation>("pearson_correlation"),
       catalogue_entry<Metric, ConcordanceCorrelation>("concordance_correlation")});
  return members;
}

}  // namespace occam
