# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import Described as Described
from .ops.symbol import Symbol as Symbol
from .optimizers.schedules import LearningRateSchedule


class Loss(Described):
    """Called on targets and predictions: the loss, reduced over the samples."""
    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any: ...
    def __init__(self, name: Any = None, reduction: Any = 'sum_over_batch_size', dtype: Any = None) -> None: ...
    def call(self, y_true: Any, y_pred: Any) -> Any: ...
    concept: Any
    def described_as_metric(self) -> Any: ...
    @staticmethod
    def extra_parameters() -> Any: ...
    @classmethod
    def from_config(cls: Any, config: Any) -> Any: ...
    def get_config(self) -> Any: ...
    @classmethod
    def has_own_call(cls: Any) -> Any: ...
    @classmethod
    def is_engines(cls: Any) -> Any: ...
    @property
    def reduction(self) -> Any: ...
    @reduction.setter
    def reduction(self, value: Any) -> None: ...

class BinaryCrossentropy(Loss):
    """BinaryCrossentropy: the engine's `binary_crossentropy`."""
    from_logits: Any
    label_smoothing: Any
    reduction: Any
    def __init__(self, from_logits: bool = False, label_smoothing: SupportsFloat | LearningRateSchedule = 0.0, axis: Any = -1, reduction: Any = 'sum_over_batch_size', name: Any = 'binary_crossentropy', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class BinaryFocalCrossentropy(Loss):
    """BinaryFocalCrossentropy: the engine's `binary_focal_crossentropy`."""
    apply_class_balancing: Any
    alpha: Any
    gamma: Any
    from_logits: Any
    label_smoothing: Any
    reduction: Any
    def __init__(self, apply_class_balancing: bool = False, alpha: SupportsFloat | LearningRateSchedule = 0.25, gamma: SupportsFloat | LearningRateSchedule = 2.0, from_logits: bool = False, label_smoothing: SupportsFloat | LearningRateSchedule = 0.0, axis: Any = -1, reduction: Any = 'sum_over_batch_size', name: Any = 'binary_focal_crossentropy', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CategoricalCrossentropy(Loss):
    """CategoricalCrossentropy: the engine's `categorical_crossentropy`."""
    from_logits: Any
    label_smoothing: Any
    reduction: Any
    def __init__(self, from_logits: bool = False, label_smoothing: SupportsFloat | LearningRateSchedule = 0.0, axis: Any = -1, reduction: Any = 'sum_over_batch_size', name: Any = 'categorical_crossentropy', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CategoricalFocalCrossentropy(Loss):
    """CategoricalFocalCrossentropy: the engine's `categorical_focal_crossentropy`."""
    alpha: Any
    gamma: Any
    from_logits: Any
    label_smoothing: Any
    reduction: Any
    def __init__(self, alpha: SupportsFloat | Sequence[SupportsFloat] = 0.25, gamma: SupportsFloat | LearningRateSchedule = 2.0, from_logits: bool = False, label_smoothing: SupportsFloat | LearningRateSchedule = 0.0, axis: Any = -1, reduction: Any = 'sum_over_batch_size', name: Any = 'categorical_focal_crossentropy', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CategoricalGeneralizedCrossEntropy(Loss):
    """CategoricalGeneralizedCrossEntropy: the engine's `categorical_generalized_cross_entropy`."""
    q: Any
    reduction: Any
    def __init__(self, q: SupportsFloat | LearningRateSchedule = 0.5, reduction: Any = 'sum_over_batch_size', name: Any = 'categorical_generalized_cross_entropy', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CategoricalHinge(Loss):
    """CategoricalHinge: the engine's `categorical_hinge`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'categorical_hinge', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Circle(Loss):
    """Circle: the engine's `circle`."""
    gamma: Any
    margin: Any
    remove_diagonal: Any
    reduction: Any
    def __init__(self, gamma: SupportsFloat | LearningRateSchedule = 80.0, margin: SupportsFloat | LearningRateSchedule = 0.4, remove_diagonal: bool = True, reduction: Any = 'sum_over_batch_size', name: Any = 'circle', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CosineSimilarity(Loss):
    """CosineSimilarity: the engine's `cosine_similarity`."""
    axis: Any
    reduction: Any
    def __init__(self, axis: SupportsIndex | Sequence[SupportsIndex] = -1, reduction: Any = 'sum_over_batch_size', name: Any = 'cosine_similarity', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Dice(Loss):
    """Dice: the engine's `dice`."""
    axis: Any
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'dice', axis: SupportsIndex | Sequence[SupportsIndex] | None = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Hinge(Loss):
    """Hinge: the engine's `hinge`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'hinge', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Huber(Loss):
    """Huber: the engine's `huber`."""
    delta: Any
    reduction: Any
    def __init__(self, delta: SupportsFloat | LearningRateSchedule = 1.0, reduction: Any = 'sum_over_batch_size', name: Any = 'huber_loss', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class KLDivergence(Loss):
    """KLDivergence: the engine's `kl_divergence`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'kl_divergence', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class LogCosh(Loss):
    """LogCosh: the engine's `log_cosh`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'log_cosh', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanAbsoluteError(Loss):
    """MeanAbsoluteError: the engine's `mean_absolute_error`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'mean_absolute_error', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanAbsolutePercentageError(Loss):
    """MeanAbsolutePercentageError: the engine's `mean_absolute_percentage_error`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'mean_absolute_percentage_error', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanSquaredError(Loss):
    """MeanSquaredError: the engine's `mean_squared_error`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'mean_squared_error', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class MeanSquaredLogarithmicError(Loss):
    """MeanSquaredLogarithmicError: the engine's `mean_squared_logarithmic_error`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'mean_squared_logarithmic_error', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Poisson(Loss):
    """Poisson: the engine's `poisson`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'poisson', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SparseCategoricalCrossentropy(Loss):
    """SparseCategoricalCrossentropy: the engine's `sparse_categorical_crossentropy`."""
    from_logits: Any
    ignore_class: Any
    label_smoothing: Any
    reduction: Any
    def __init__(self, from_logits: bool = False, ignore_class: SupportsIndex | None = None, reduction: Any = 'sum_over_batch_size', axis: Any = -1, name: Any = 'sparse_categorical_crossentropy', dtype: Any = None, *, label_smoothing: SupportsFloat | LearningRateSchedule | None = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SquaredHinge(Loss):
    """SquaredHinge: the engine's `squared_hinge`."""
    reduction: Any
    def __init__(self, reduction: Any = 'sum_over_batch_size', name: Any = 'squared_hinge', dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Tversky(Loss):
    """Tversky: the engine's `tversky`."""
    alpha: Any
    beta: Any
    axis: Any
    reduction: Any
    def __init__(self, alpha: SupportsFloat | LearningRateSchedule = 0.5, beta: SupportsFloat | LearningRateSchedule = 0.5, reduction: Any = 'sum_over_batch_size', name: Any = 'tversky', axis: SupportsIndex | Sequence[SupportsIndex] | None = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any
def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def get(identifier: Any) -> Any: """A loss of a name, a class, a config or an object; a name gives Keras's function."""
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
def mean_squared_error(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredError: the engine's `mean_squared_error`."""
def mse(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredError: the engine's `mean_squared_error`."""
def MSE(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredError: the engine's `mean_squared_error`."""
def mean_absolute_error(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsoluteError: the engine's `mean_absolute_error`."""
def mae(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsoluteError: the engine's `mean_absolute_error`."""
def MAE(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsoluteError: the engine's `mean_absolute_error`."""
def mean_absolute_percentage_error(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsolutePercentageError: the engine's `mean_absolute_percentage_error`."""
def mape(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsolutePercentageError: the engine's `mean_absolute_percentage_error`."""
def MAPE(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanAbsolutePercentageError: the engine's `mean_absolute_percentage_error`."""
def mean_squared_logarithmic_error(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredLogarithmicError: the engine's `mean_squared_logarithmic_error`."""
def msle(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredLogarithmicError: the engine's `mean_squared_logarithmic_error`."""
def MSLE(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """MeanSquaredLogarithmicError: the engine's `mean_squared_logarithmic_error`."""
def huber(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Huber: the engine's `huber`."""
def log_cosh(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """LogCosh: the engine's `log_cosh`."""
def logcosh(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """LogCosh: the engine's `log_cosh`."""
def binary_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """BinaryCrossentropy: the engine's `binary_crossentropy`."""
def bce(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """BinaryCrossentropy: the engine's `binary_crossentropy`."""
def BCE(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """BinaryCrossentropy: the engine's `binary_crossentropy`."""
def categorical_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalCrossentropy: the engine's `categorical_crossentropy`."""
def cce(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalCrossentropy: the engine's `categorical_crossentropy`."""
def sparse_categorical_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """SparseCategoricalCrossentropy: the engine's `sparse_categorical_crossentropy`."""
def scce(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """SparseCategoricalCrossentropy: the engine's `sparse_categorical_crossentropy`."""
def binary_focal_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """BinaryFocalCrossentropy: the engine's `binary_focal_crossentropy`."""
def categorical_focal_crossentropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalFocalCrossentropy: the engine's `categorical_focal_crossentropy`."""
def kl_divergence(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """KLDivergence: the engine's `kl_divergence`."""
def kld(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """KLDivergence: the engine's `kl_divergence`."""
def KLD(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """KLDivergence: the engine's `kl_divergence`."""
def poisson(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Poisson: the engine's `poisson`."""
def hinge(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Hinge: the engine's `hinge`."""
def squared_hinge(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """SquaredHinge: the engine's `squared_hinge`."""
def categorical_hinge(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalHinge: the engine's `categorical_hinge`."""
def cosine_similarity(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CosineSimilarity: the engine's `cosine_similarity`."""
def dice(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Dice: the engine's `dice`."""
def tversky(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Tversky: the engine's `tversky`."""
def categorical_generalized_cross_entropy(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """CategoricalGeneralizedCrossEntropy: the engine's `categorical_generalized_cross_entropy`."""
def circle(y_true: Any, y_pred: Any, *args: Any, **kwargs: Any) -> Any: """Circle: the engine's `circle`."""
def aligned(where: Any, y_true: Any, y_pred: Any, class_numbers: Any, of_one_shape: Any = False) -> Any: """Targets and predictions as the engine takes them: one axis of size 1 more or less is put right, as in Keras."""
def arguments_of(cls: Any, config: Any) -> Any: """The engine's arguments of a class as Keras's config has them."""
def as_function(cls: Any, name: Any, call: Any) -> Any: """Keras's function of a class's name, which arguments take as they take the class."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def numbers(where: Any, value: Any) -> Any: """What np.asarray makes of `value`, as a row-major array of an element type of the engine's."""
def of_config(cls: Any, config: Any, held: Any) -> Any: """An object of a loss's or a metric's config: the engine knows what it computes, Python what `held` names."""
def symbols(*values: Any) -> Any: """Are symbols among these?"""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""
def weights_of(where: Any, sample_weight: Any, shape: Any) -> Any: """Weights of values of this shape, or None: one a sample, (samples,), or for the first axes, (samples, steps), ... ."""
def weights_on(weights: Any, shape: Any) -> Any: """Symbols or arrays of weights for each of values of this shape, whose first axes they have."""

__all__ = ['BinaryCrossentropy', 'BinaryFocalCrossentropy', 'CategoricalCrossentropy', 'CategoricalFocalCrossentropy', 'CategoricalGeneralizedCrossEntropy', 'CategoricalHinge', 'Circle', 'CosineSimilarity', 'Dice', 'Hinge', 'Huber', 'KLDivergence', 'LogCosh', 'MeanAbsoluteError', 'MeanAbsolutePercentageError', 'MeanSquaredError', 'MeanSquaredLogarithmicError', 'Poisson', 'SparseCategoricalCrossentropy', 'SquaredHinge', 'Tversky', 'Loss', 'deserialize', 'get', 'serialize', 'mean_squared_error', 'mse', 'MSE', 'mean_absolute_error', 'mae', 'MAE', 'mean_absolute_percentage_error', 'mape', 'MAPE', 'mean_squared_logarithmic_error', 'msle', 'MSLE', 'huber', 'log_cosh', 'logcosh', 'binary_crossentropy', 'bce', 'BCE', 'categorical_crossentropy', 'cce', 'sparse_categorical_crossentropy', 'scce', 'binary_focal_crossentropy', 'categorical_focal_crossentropy', 'kl_divergence', 'kld', 'KLD', 'poisson', 'hinge', 'squared_hinge', 'categorical_hinge', 'cosine_similarity', 'dice', 'tversky', 'categorical_generalized_cross_entropy', 'circle']
