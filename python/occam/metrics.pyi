# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import Described as Described
from .metric_states import MetricVariable as MetricVariable
from .variables import ReadsAsArray as ReadsAsArray
from .variables import Variable as Variable


class Metric(Described):
    """Keeps what it is told of: update_state, result, reset_state; called, all at once."""
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...
    def __init__(self, dtype: Any = None, name: Any = None) -> None: ...
    def add_variable(self, shape: Any = ..., initializer: Any = None, dtype: Any = None, aggregation: Any = None, name: Any = None) -> Any: ...
    def add_weight(self, shape: Any = ..., initializer: Any = None, dtype: Any = None, name: Any = None) -> Any: ...
    concept: Any
    dtype: Any
    @staticmethod
    def extra_parameters() -> Any: ...
    @classmethod
    def from_config(cls: Any, config: Any) -> Any: ...
    def get_config(self) -> Any: ...
    @classmethod
    def is_engines(cls: Any) -> Any: ...
    def reset_state(self) -> Any: ...
    def result(self) -> Any: ...
    def stateless_reset_state(self) -> Any: ...
    def stateless_result(self, metric_variables: Any) -> Any: ...
    def stateless_update_state(self, metric_variables: Any, *args: Any, **kwargs: Any) -> Any: ...
    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any: ...
    @property
    def variables(self) -> Any: ...

class AUC(Metric):
    """AUC: the engine's `auc`."""
    num_thresholds: Any
    curve: Any
    summation_method: Any
    thresholds: Any
    multi_label: Any
    label_weights: Any
    from_logits: Any
    def __init__(self, num_thresholds: SupportsIndex = 200, curve: str | None = 'ROC', summation_method: str | None = 'interpolation', name: Any = None, dtype: Any = None, thresholds: Any = None, multi_label: bool = False, num_labels: Any = None, label_weights: Any = None, from_logits: bool = False) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Accuracy(Metric):
    """Accuracy: the engine's `accuracy`."""
    exact: Any
    def __init__(self, name: Any = 'accuracy', dtype: Any = None, *, exact: bool = True) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class BalancedAccuracy(Metric):
    """BalancedAccuracy: the engine's `balanced_accuracy`."""
    priors: Any
    def __init__(self, priors: Sequence[Any] = ..., name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class BinaryAccuracy(Metric):
    """BinaryAccuracy: the engine's `binary_accuracy`."""
    threshold: Any
    def __init__(self, name: Any = 'binary_accuracy', dtype: Any = None, threshold: SupportsFloat = 0.5) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class BinaryCrossentropy(Metric):
    """BinaryCrossentropy: the engine's `binary_crossentropy`."""
    from_logits: Any
    label_smoothing: Any
    def __init__(self, name: Any = 'binary_crossentropy', dtype: Any = None, from_logits: bool = False, label_smoothing: SupportsFloat = 0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class BinaryIoU(Metric):
    """BinaryIoU: the engine's `binary_io_u`."""
    target_class_ids: Any
    threshold: Any
    def __init__(self, target_class_ids: Sequence[Any] = ..., threshold: SupportsFloat = 0.5, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CategoricalAccuracy(Metric):
    """CategoricalAccuracy: the engine's `categorical_accuracy`."""
    def __init__(self, name: Any = 'categorical_accuracy', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CategoricalCrossentropy(Metric):
    """CategoricalCrossentropy: the engine's `categorical_crossentropy`."""
    from_logits: Any
    label_smoothing: Any
    def __init__(self, name: Any = 'categorical_crossentropy', dtype: Any = None, from_logits: bool = False, label_smoothing: SupportsFloat = 0, axis: Any = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CategoricalHinge(Metric):
    """CategoricalHinge: the engine's `categorical_hinge`."""
    def __init__(self, name: Any = 'categorical_hinge', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ConcordanceCorrelation(Metric):
    """ConcordanceCorrelation: the engine's `concordance_correlation`."""
    axis: Any
    def __init__(self, name: Any = 'concordance_correlation', dtype: Any = None, axis: SupportsIndex | Sequence[SupportsIndex] = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CosineSimilarity(Metric):
    """CosineSimilarity: the engine's `cosine_similarity`."""
    axis: Any
    def __init__(self, name: Any = 'cosine_similarity', dtype: Any = None, axis: SupportsIndex | Sequence[SupportsIndex] = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class F1Score(Metric):
    """F1Score: the engine's `f1_score`."""
    average: Any
    threshold: Any
    def __init__(self, average: str | None = None, threshold: SupportsFloat | None = None, name: Any = 'f1_score', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class FBetaScore(Metric):
    """FBetaScore: the engine's `fbeta_score`."""
    average: Any
    beta: Any
    threshold: Any
    def __init__(self, average: str | None = None, beta: SupportsFloat = 1.0, threshold: SupportsFloat | None = None, name: Any = 'fbeta_score', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class FalseNegatives(Metric):
    """FalseNegatives: the engine's `false_negatives`."""
    thresholds: Any
    def __init__(self, thresholds: SupportsFloat | Sequence[SupportsFloat] | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class FalsePositives(Metric):
    """FalsePositives: the engine's `false_positives`."""
    thresholds: Any
    def __init__(self, thresholds: SupportsFloat | Sequence[SupportsFloat] | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Hinge(Metric):
    """Hinge: the engine's `hinge`."""
    def __init__(self, name: Any = 'hinge', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class IoU(Metric):
    """IoU: the engine's `io_u`."""
    num_classes: Any
    target_class_ids: Any
    ignore_class: Any
    sparse_y_true: Any
    sparse_y_pred: Any
    def __init__(self, num_classes: SupportsIndex, target_class_ids: Sequence[Any], name: Any = None, dtype: Any = None, ignore_class: SupportsIndex | None = None, sparse_y_true: bool = True, sparse_y_pred: bool = True, axis: Any = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class KLDivergence(Metric):
    """KLDivergence: the engine's `kl_divergence`."""
    def __init__(self, name: Any = 'kl_divergence', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class LogCoshError(Metric):
    """LogCoshError: the engine's `logcosh`."""
    def __init__(self, name: Any = 'logcosh', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanAbsoluteError(Metric):
    """MeanAbsoluteError: the engine's `mean_absolute_error`."""
    unit: Any
    def __init__(self, name: Any = 'mean_absolute_error', dtype: Any = None, *, unit: SupportsFloat = 1.0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanAbsolutePercentageError(Metric):
    """MeanAbsolutePercentageError: the engine's `mean_absolute_percentage_error`."""
    def __init__(self, name: Any = 'mean_absolute_percentage_error', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanIoU(Metric):
    """MeanIoU: the engine's `mean_io_u`."""
    num_classes: Any
    ignore_class: Any
    sparse_y_true: Any
    sparse_y_pred: Any
    def __init__(self, num_classes: SupportsIndex, name: Any = None, dtype: Any = None, ignore_class: SupportsIndex | None = None, sparse_y_true: bool = True, sparse_y_pred: bool = True, axis: Any = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanSquaredError(Metric):
    """MeanSquaredError: the engine's `mean_squared_error`."""
    def __init__(self, name: Any = 'mean_squared_error', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanSquaredLogarithmicError(Metric):
    """MeanSquaredLogarithmicError: the engine's `mean_squared_logarithmic_error`."""
    def __init__(self, name: Any = 'mean_squared_logarithmic_error', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class OneHotIoU(Metric):
    """OneHotIoU: the engine's `one_hot_io_u`."""
    num_classes: Any
    target_class_ids: Any
    ignore_class: Any
    def __init__(self, num_classes: SupportsIndex, target_class_ids: Sequence[Any], name: Any = None, dtype: Any = None, ignore_class: SupportsIndex | None = None, sparse_y_pred: Any = False, axis: Any = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class OneHotMeanIoU(Metric):
    """OneHotMeanIoU: the engine's `one_hot_mean_io_u`."""
    num_classes: Any
    ignore_class: Any
    def __init__(self, num_classes: SupportsIndex, name: Any = None, dtype: Any = None, ignore_class: SupportsIndex | None = None, sparse_y_pred: Any = False, axis: Any = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class PearsonCorrelation(Metric):
    """PearsonCorrelation: the engine's `pearson_correlation`."""
    axis: Any
    def __init__(self, name: Any = 'pearson_correlation', dtype: Any = None, axis: SupportsIndex | Sequence[SupportsIndex] = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Poisson(Metric):
    """Poisson: the engine's `poisson`."""
    def __init__(self, name: Any = 'poisson', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Precision(Metric):
    """Precision: the engine's `precision`."""
    thresholds: Any
    top_k: Any
    class_id: Any
    def __init__(self, thresholds: SupportsFloat | Sequence[SupportsFloat] | None = None, top_k: SupportsIndex | None = None, class_id: SupportsIndex | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class PrecisionAtRecall(Metric):
    """PrecisionAtRecall: the engine's `precision_at_recall`."""
    recall: Any
    num_thresholds: Any
    class_id: Any
    def __init__(self, recall: SupportsFloat, num_thresholds: SupportsIndex = 200, class_id: SupportsIndex | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class R2Score(Metric):
    """R2Score: the engine's `r2_score`."""
    class_aggregation: Any
    num_regressors: Any
    def __init__(self, class_aggregation: str | None = 'uniform_average', num_regressors: SupportsIndex = 0, name: Any = 'r2_score', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Recall(Metric):
    """Recall: the engine's `recall`."""
    thresholds: Any
    top_k: Any
    class_id: Any
    def __init__(self, thresholds: SupportsFloat | Sequence[SupportsFloat] | None = None, top_k: SupportsIndex | None = None, class_id: SupportsIndex | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class RecallAtPrecision(Metric):
    """RecallAtPrecision: the engine's `recall_at_precision`."""
    precision: Any
    num_thresholds: Any
    class_id: Any
    def __init__(self, precision: SupportsFloat, num_thresholds: SupportsIndex = 200, class_id: SupportsIndex | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class RootMeanSquaredError(Metric):
    """RootMeanSquaredError: the engine's `root_mean_squared_error`."""
    unit: Any
    def __init__(self, name: Any = 'root_mean_squared_error', dtype: Any = None, *, unit: SupportsFloat = 1.0) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SensitivityAtSpecificity(Metric):
    """SensitivityAtSpecificity: the engine's `sensitivity_at_specificity`."""
    specificity: Any
    num_thresholds: Any
    class_id: Any
    def __init__(self, specificity: SupportsFloat, num_thresholds: SupportsIndex = 200, class_id: SupportsIndex | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SparseCategoricalAccuracy(Metric):
    """SparseCategoricalAccuracy: the engine's `sparse_categorical_accuracy`."""
    def __init__(self, name: Any = 'sparse_categorical_accuracy', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SparseCategoricalCrossentropy(Metric):
    """SparseCategoricalCrossentropy: the engine's `sparse_categorical_crossentropy`."""
    from_logits: Any
    ignore_class: Any
    def __init__(self, name: Any = 'sparse_categorical_crossentropy', dtype: Any = None, from_logits: bool = False, ignore_class: SupportsIndex | None = None, axis: Any = -1) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SparseTopKCategoricalAccuracy(Metric):
    """SparseTopKCategoricalAccuracy: the engine's `sparse_top_k_categorical_accuracy`."""
    k: Any
    from_sorted_ids: Any
    def __init__(self, k: SupportsIndex = 5, name: Any = 'sparse_top_k_categorical_accuracy', dtype: Any = None, from_sorted_ids: bool = False) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SpecificityAtSensitivity(Metric):
    """SpecificityAtSensitivity: the engine's `specificity_at_sensitivity`."""
    sensitivity: Any
    num_thresholds: Any
    class_id: Any
    def __init__(self, sensitivity: SupportsFloat, num_thresholds: SupportsIndex = 200, class_id: SupportsIndex | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SquaredHinge(Metric):
    """SquaredHinge: the engine's `squared_hinge`."""
    def __init__(self, name: Any = 'squared_hinge', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class TopKCategoricalAccuracy(Metric):
    """TopKCategoricalAccuracy: the engine's `top_k_categorical_accuracy`."""
    k: Any
    def __init__(self, k: SupportsIndex = 5, name: Any = 'top_k_categorical_accuracy', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class TrueNegatives(Metric):
    """TrueNegatives: the engine's `true_negatives`."""
    thresholds: Any
    def __init__(self, thresholds: SupportsFloat | Sequence[SupportsFloat] | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class TruePositives(Metric):
    """TruePositives: the engine's `true_positives`."""
    thresholds: Any
    def __init__(self, thresholds: SupportsFloat | Sequence[SupportsFloat] | None = None, name: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Sum(Metric):
    """The sum of all values that it is told of. Source: Keras 3, metrics.Sum."""
    def __init__(self, name: Any = 'sum', dtype: Any = None) -> None: ...
    def result(self) -> Any: ...
    def update_state(self, values: Any, sample_weight: Any = None) -> Any: ...

class Mean(Sum):
    """The mean of all values that it is told of, weighted where weights are given. Source: Keras 3, metrics.Mean."""
    def __init__(self, name: Any = 'mean', dtype: Any = None) -> None: ...
    def result(self) -> Any: ...
    def update_state(self, values: Any, sample_weight: Any = None) -> Any: ...

class MeanMetricWrapper(Mean):
    """The mean of fn(y_true, y_pred, **kwargs), a function that gives a value a sample. Source: Keras 3, metrics.MeanMetricWrapper."""
    def __init__(self, fn: Any, name: Any = None, dtype: Any = None, **kwargs: Any) -> None: ...
    @classmethod
    def from_config(cls: Any, config: Any) -> Any: ...
    def get_config(self) -> Any: ...
    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any: ...
def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def get(identifier: Any) -> Any: """A metric of a name, a class, a config or an object."""
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
def categorical_accuracy(y_true: Any, y_pred: Any, **arguments: Any) -> Any: """CategoricalAccuracy: the engine's `categorical_accuracy`."""
def sparse_categorical_accuracy(y_true: Any, y_pred: Any, **arguments: Any) -> Any: """SparseCategoricalAccuracy: the engine's `sparse_categorical_accuracy`."""
def top_k_categorical_accuracy(y_true: Any, y_pred: Any, **arguments: Any) -> Any: """TopKCategoricalAccuracy: the engine's `top_k_categorical_accuracy`."""
def sparse_top_k_categorical_accuracy(y_true: Any, y_pred: Any, **arguments: Any) -> Any: """SparseTopKCategoricalAccuracy: the engine's `sparse_top_k_categorical_accuracy`."""
def pearson_correlation(y_true: Any, y_pred: Any, **arguments: Any) -> Any: """PearsonCorrelation: the engine's `pearson_correlation`."""
def concordance_correlation(y_true: Any, y_pred: Any, **arguments: Any) -> Any: """ConcordanceCorrelation: the engine's `concordance_correlation`."""
def binary_accuracy(y_true: Any, y_pred: Any, threshold: Any = 0.5) -> Any: """BinaryAccuracy: the engine's `binary_accuracy`."""
def mean_squared_error(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredError: the engine's `mean_squared_error`."""
def mse(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredError: the engine's `mean_squared_error`."""
def mean_absolute_error(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsoluteError: the engine's `mean_absolute_error`."""
def mae(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsoluteError: the engine's `mean_absolute_error`."""
def mean_absolute_percentage_error(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsolutePercentageError: the engine's `mean_absolute_percentage_error`."""
def mape(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsolutePercentageError: the engine's `mean_absolute_percentage_error`."""
def mean_squared_logarithmic_error(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredLogarithmicError: the engine's `mean_squared_logarithmic_error`."""
def msle(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredLogarithmicError: the engine's `mean_squared_logarithmic_error`."""
def huber(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Huber: the engine's `huber`."""
def log_cosh(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """LogCosh: the engine's `log_cosh`."""
def logcosh(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """LogCosh: the engine's `log_cosh`."""
def binary_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """BinaryCrossentropy: the engine's `binary_crossentropy`."""
def bce(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """BinaryCrossentropy: the engine's `binary_crossentropy`."""
def categorical_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalCrossentropy: the engine's `categorical_crossentropy`."""
def cce(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalCrossentropy: the engine's `categorical_crossentropy`."""
def sparse_categorical_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """SparseCategoricalCrossentropy: the engine's `sparse_categorical_crossentropy`."""
def scce(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """SparseCategoricalCrossentropy: the engine's `sparse_categorical_crossentropy`."""
def binary_focal_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """BinaryFocalCrossentropy: the engine's `binary_focal_crossentropy`."""
def categorical_focal_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalFocalCrossentropy: the engine's `categorical_focal_crossentropy`."""
def kl_divergence(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """KLDivergence: the engine's `kl_divergence`."""
def kld(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """KLDivergence: the engine's `kl_divergence`."""
def poisson(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Poisson: the engine's `poisson`."""
def hinge(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Hinge: the engine's `hinge`."""
def squared_hinge(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """SquaredHinge: the engine's `squared_hinge`."""
def categorical_hinge(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalHinge: the engine's `categorical_hinge`."""

class State(ReadsAsArray):
    """A number or an array that a metric adds to: zero, or as its initializer says, from reset_state on."""
    def __add__(self, *other: Any) -> Any: ...
    def __init__(self, name: Any, shape: Any, initial: Any) -> None: ...
    def __radd__(self, *other: Any) -> Any: ...
    def assign(self, value: Any) -> Any: ...
    def assign_add(self, value: Any) -> Any: ...
    def assign_sub(self, value: Any) -> Any: ...
    def reset(self) -> Any: ...
    def set(self, added: Any) -> Any: ...
def aligned(where: Any, y_true: Any, y_pred: Any, class_numbers: Any, of_one_shape: Any = False) -> Any: """Targets and predictions as the engine takes them: one axis of size 1 more or less is put right, as in Keras."""
def as_function(cls: Any, name: Any, call: Any) -> Any: """Keras's function of a class's name, which arguments take as they take the class."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def of_config(cls: Any, config: Any, held: Any) -> Any: """An object of a loss's or a metric's config: the engine knows what it computes, Python what `held` names."""
def of_metric(metric: Any) -> Any: """The layout of an engine's metric, or None where its sums do not tell what Keras's variables hold."""
def plain(value: Any) -> Any: """An argument as NumPy takes it: weights as arrays."""
def snake_case(name: Any) -> Any: """As Keras derives names: "BatchNormalization" -> "batch_normalization", "<lambda>" -> "lambda"."""
def symbols(*values: Any) -> Any: """Are symbols among these?"""
def tell_engines(metric: Any, where: Any, y_true: Any, y_pred: Any, sample_weight: Any, labels: Any) -> Any: """The same of a metric of the engine's."""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""
def told_in_call(update_state: Any) -> Any: """update_state of a class written in Python: on symbols, in a layer's `call`, it says what a batch adds."""
def weights_of(where: Any, sample_weight: Any, shape: Any) -> Any: """Weights of values of this shape, or None: one a sample, (samples,), or for the first axes, (samples, steps), ... ."""
def weights_on(weights: Any, shape: Any) -> Any: """Symbols or arrays of weights for each of values of this shape, whose first axes they have."""

__all__ = ['AUC', 'Accuracy', 'BalancedAccuracy', 'BinaryAccuracy', 'BinaryCrossentropy', 'BinaryIoU', 'CategoricalAccuracy', 'CategoricalCrossentropy', 'CategoricalHinge', 'ConcordanceCorrelation', 'CosineSimilarity', 'F1Score', 'FBetaScore', 'FalseNegatives', 'FalsePositives', 'Hinge', 'IoU', 'KLDivergence', 'LogCoshError', 'MeanAbsoluteError', 'MeanAbsolutePercentageError', 'MeanIoU', 'MeanSquaredError', 'MeanSquaredLogarithmicError', 'OneHotIoU', 'OneHotMeanIoU', 'PearsonCorrelation', 'Poisson', 'Precision', 'PrecisionAtRecall', 'R2Score', 'Recall', 'RecallAtPrecision', 'RootMeanSquaredError', 'SensitivityAtSpecificity', 'SparseCategoricalAccuracy', 'SparseCategoricalCrossentropy', 'SparseTopKCategoricalAccuracy', 'SpecificityAtSensitivity', 'SquaredHinge', 'TopKCategoricalAccuracy', 'TrueNegatives', 'TruePositives', 'Mean', 'MeanMetricWrapper', 'Metric', 'Sum', 'deserialize', 'get', 'serialize', 'categorical_accuracy', 'sparse_categorical_accuracy', 'top_k_categorical_accuracy', 'sparse_top_k_categorical_accuracy', 'pearson_correlation', 'concordance_correlation', 'binary_accuracy', 'mean_squared_error', 'mse', 'mean_absolute_error', 'mae', 'mean_absolute_percentage_error', 'mape', 'mean_squared_logarithmic_error', 'msle', 'huber', 'log_cosh', 'logcosh', 'binary_crossentropy', 'bce', 'categorical_crossentropy', 'cce', 'sparse_categorical_crossentropy', 'scce', 'binary_focal_crossentropy', 'categorical_focal_crossentropy', 'kl_divergence', 'kld', 'poisson', 'hinge', 'squared_hinge', 'categorical_hinge']
