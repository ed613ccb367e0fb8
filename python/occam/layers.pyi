# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .described import WrongArguments as WrongArguments
from .engine_layer import EngineLayer as EngineLayer
from .hashing import HashedCrossing as HashedCrossing
from .hashing import Hashing as Hashing
from .input_spec import InputSpec as InputSpec
from .keras_tensor import KerasTensor as KerasTensor
from .lambda_layer import Lambda as Lambda
from .layer import Layer as Layer
from .ops.symbol import Symbol as Symbol
from .optimizers.schedules import LearningRateSchedule
from .preparing import Binning as Binning
from .preparing import Encoding as Encoding
from .preparing import Lookup as Lookup
from .preparing import Normalizing as Normalizing
from .spectral_normalization import Spectral as Spectral
from .string_lookup import StringLookup as StringLookup
from .text_vectorization import TextVectorization as TextVectorization
from .time_distributed import Steps as Steps
from .wrapper import Wrapper as Wrapper


class Activation(EngineLayer):
    """Activation: the engine's `activation`."""
    activation: Any
    name: Any
    input_shape: Any
    def __init__(self, activation: Any, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Activity(EngineLayer):
    """Its arguments are the factors of its penalty."""

class ActivityRegularization(_Activity):
    """ActivityRegularization: the engine's `activity_regularization`."""
    l1: Any
    l2: Any
    name: Any
    input_shape: Any
    def __init__(self, l1: SupportsFloat | LearningRateSchedule = 0.0, l2: SupportsFloat | LearningRateSchedule = 0.0, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Merging(EngineLayer):
    """Of several inputs, on arrays too."""
    def build(self, input_shape: Any = None) -> Any: ...
    def compute_mask(self, inputs: Any, mask: Any = None) -> Any: ...
    def compute_output_shape(self, input_shape: Any) -> Any: ...

class Add(_Merging):
    """Add: the engine's `add`."""
    name: Any
    def __init__(self, *, name: str | None = '', input_shape: Any = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class AlphaDropout(EngineLayer):
    """AlphaDropout: the engine's `alpha_dropout`."""
    rate: Any
    noise_shape: Any
    name: Any
    input_shape: Any
    def __init__(self, rate: SupportsFloat | LearningRateSchedule, noise_shape: Any = None, seed: Any = None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Average(_Merging):
    """Average: the engine's `average`."""
    name: Any
    def __init__(self, *, name: str | None = '', input_shape: Any = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Normalizing(EngineLayer):
    """As Keras: frozen it uses its statistics, and a call in training moves them."""

class BatchNormalization(_Normalizing):
    """BatchNormalization: the engine's `batch_normalization`."""
    axis: Any
    momentum: Any
    epsilon: Any
    center: Any
    scale: Any
    beta_initializer: Any
    gamma_initializer: Any
    moving_mean_initializer: Any
    moving_variance_initializer: Any
    beta_regularizer: Any
    gamma_regularizer: Any
    beta_constraint: Any
    gamma_constraint: Any
    name: Any
    input_shape: Any
    def __init__(self, axis: SupportsIndex = -1, momentum: SupportsFloat | LearningRateSchedule = 0.99, epsilon: SupportsFloat | LearningRateSchedule = 0.001, center: bool = True, scale: bool = True, beta_initializer: Any = 'zeros', gamma_initializer: Any = 'ones', moving_mean_initializer: Any = 'zeros', moving_variance_initializer: Any = 'ones', beta_regularizer: Any = None, gamma_regularizer: Any = None, beta_constraint: Any = None, gamma_constraint: Any = None, renorm: Any = False, renorm_clipping: Any = None, renorm_momentum: Any = 0.99, synchronized: Any = False, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CategoryEncoding(Encoding):
    """CategoryEncoding: the engine's `category_encoding`."""
    num_tokens: Any
    output_mode: Any
    name: Any
    input_shape: Any
    def __init__(self, num_tokens: SupportsIndex | None = None, output_mode: str | None = 'multi_hot', sparse: Any = False, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Clip(EngineLayer):
    """Clip: the engine's `clip`."""
    low: Any
    high: Any
    name: Any
    input_shape: Any
    def __init__(self, low: SupportsFloat | LearningRateSchedule = -1.0, high: SupportsFloat | LearningRateSchedule = 1.0, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, *, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Concatenate(_Merging):
    """Concatenate: the engine's `concatenate`."""
    axis: Any
    name: Any
    def __init__(self, axis: SupportsIndex = -1, *, name: str | None = '', input_shape: Any = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Sides(EngineLayer):
    """One size stands for both ends."""

class Cropping1D(_Sides):
    """Cropping1D: the engine's `cropping1d`."""
    cropping: Any
    name: Any
    input_shape: Any
    def __init__(self, cropping: Sequence[SupportsIndex | None] | None = ..., *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Dense(EngineLayer):
    """Dense: the engine's `dense`."""
    units: Any
    activation: Any
    use_bias: Any
    kernel_initializer: Any
    bias_initializer: Any
    kernel_regularizer: Any
    bias_regularizer: Any
    activity_regularizer: Any
    kernel_constraint: Any
    bias_constraint: Any
    neural_tangent: Any
    kernel_learning_rate_factor: Any
    bias_learning_rate_factor: Any
    name: Any
    input_shape: Any
    def __init__(self, units: SupportsIndex, activation: Any = None, use_bias: bool = True, kernel_initializer: Any = 'glorot_uniform', bias_initializer: Any = 'zeros', kernel_regularizer: Any = None, bias_regularizer: Any = None, activity_regularizer: Any = None, kernel_constraint: Any = None, bias_constraint: Any = None, lora_rank: Any = None, lora_alpha: Any = None, quantization_config: Any = None, *, neural_tangent: bool = False, kernel_learning_rate_factor: SupportsFloat | LearningRateSchedule | None = None, bias_learning_rate_factor: SupportsFloat | LearningRateSchedule | None = None, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Discretization(Binning):
    """Discretization: the engine's `discretization`."""
    bin_boundaries: Any
    num_bins: Any
    epsilon: Any
    output_mode: Any
    name: Any
    input_shape: Any
    def __init__(self, bin_boundaries: Any = None, num_bins: SupportsIndex | None = None, epsilon: SupportsFloat = 0.01, output_mode: str | None = 'int', sparse: Any = False, dtype: Any = None, name: str | None = None, *, input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Dot(_Merging):
    """Dot: the engine's `dot`."""
    axes: Any
    normalize: Any
    name: Any
    def __init__(self, axes: SupportsIndex | Sequence[SupportsIndex], normalize: bool = False, *, name: str | None = '', input_shape: Any = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Dropping(EngineLayer):
    """The mask's sizes are positive, or None."""
    @property
    def noise_shape(self) -> Any: ...

class Dropout(_Dropping):
    """Dropout: the engine's `dropout`."""
    rate: Any
    noise_shape: Any
    name: Any
    input_shape: Any
    def __init__(self, rate: SupportsFloat | LearningRateSchedule, noise_shape: Any = None, seed: Any = None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ELU(EngineLayer):
    """ELU: the engine's `elu`."""
    alpha: Any
    name: Any
    input_shape: Any
    def __init__(self, alpha: SupportsFloat = 1.0, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Lookup(EngineLayer):
    """Its weights are of one shape for inputs of any; `weights` are their first values."""
    def build(self, input_shape: Any = None) -> Any: ...
    held_in_python: Any

class Embedding(_Lookup):
    """Embedding: the engine's `embedding`."""
    input_dim: Any
    output_dim: Any
    embeddings_initializer: Any
    embeddings_regularizer: Any
    activity_regularizer: Any
    embeddings_constraint: Any
    mask_zero: Any
    name: Any
    input_shape: Any
    def __init__(self, input_dim: SupportsIndex, output_dim: SupportsIndex, embeddings_initializer: Any = 'uniform', embeddings_regularizer: Any = None, embeddings_constraint: Any = None, mask_zero: bool = False, weights: Any = None, lora_rank: Any = None, lora_alpha: Any = None, quantization_config: Any = None, *, activity_regularizer: Any = None, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Flatten(EngineLayer):
    """Flatten: the engine's `flatten`."""
    name: Any
    input_shape: Any
    def __init__(self, data_format: Any = None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class GaussianDropout(EngineLayer):
    """GaussianDropout: the engine's `gaussian_dropout`."""
    rate: Any
    name: Any
    input_shape: Any
    def __init__(self, rate: SupportsFloat | LearningRateSchedule, seed: Any = None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class GaussianNoise(EngineLayer):
    """GaussianNoise: the engine's `gaussian_noise`."""
    stddev: Any
    name: Any
    input_shape: Any
    def __init__(self, stddev: SupportsFloat | LearningRateSchedule, seed: Any = None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class GlobalAveragePooling1D(EngineLayer):
    """GlobalAveragePooling1D: the engine's `global_average_pooling1d`."""
    data_format: Any
    keepdims: Any
    name: Any
    input_shape: Any
    def __init__(self, data_format: str | None = None, keepdims: bool = False, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class GlobalMaxPooling1D(EngineLayer):
    """GlobalMaxPooling1D: the engine's `global_max_pooling1d`."""
    data_format: Any
    keepdims: Any
    name: Any
    input_shape: Any
    def __init__(self, data_format: str | None = None, keepdims: bool = False, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class GroupNormalization(EngineLayer):
    """GroupNormalization: the engine's `group_normalization`."""
    groups: Any
    axis: Any
    epsilon: Any
    center: Any
    scale: Any
    beta_initializer: Any
    gamma_initializer: Any
    beta_regularizer: Any
    gamma_regularizer: Any
    beta_constraint: Any
    gamma_constraint: Any
    name: Any
    input_shape: Any
    def __init__(self, groups: SupportsIndex = 32, axis: SupportsIndex = -1, epsilon: SupportsFloat | LearningRateSchedule = 0.001, center: bool = True, scale: bool = True, beta_initializer: Any = 'zeros', gamma_initializer: Any = 'ones', beta_regularizer: Any = None, gamma_regularizer: Any = None, beta_constraint: Any = None, gamma_constraint: Any = None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Identity(EngineLayer):
    """Identity: the engine's `identity`."""
    name: Any
    input_shape: Any
    def __init__(self, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Input(EngineLayer):
    """Keras's file has batch_shape for it."""
    @property
    def batch_shape(self) -> Any: ...
    def call(self) -> Any: ...
    @property
    def dtype(self) -> Any: ...
    @staticmethod
    def extra_parameters() -> Any: ...
    @classmethod
    def from_config(cls: Any, config: Any) -> Any: ...
    def get_config(self) -> Any: ...
    held_in_python: Any
    @property
    def name(self) -> Any: ...
    @property
    def output(self) -> Any: ...
    def twin(self, model: Any) -> Any: ...

class InputLayer(_Input):
    """InputLayer: the engine's `input_layer`."""
    shape: Any
    name: Any
    def __init__(self, shape: Sequence[SupportsIndex | None] | None = None, batch_size: Any = None, dtype: Any = None, sparse: Any = None, ragged: Any = None, batch_shape: Any = None, input_tensor: Any = None, optional: Any = False, name: str | None = None, *, input_shape: Any = None, input_dim: Any = None, trainable: Any = None, batch_input_shape: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class IntegerLookup(Lookup):
    """IntegerLookup: the engine's `integer_lookup`."""
    max_tokens: Any
    num_oov_indices: Any
    mask_token: Any
    oov_token: Any
    vocabulary: Any
    invert: Any
    output_mode: Any
    pad_to_max_tokens: Any
    name: Any
    input_shape: Any
    def __init__(self, max_tokens: SupportsIndex | None = None, num_oov_indices: SupportsIndex = 1, mask_token: SupportsIndex | None = None, oov_token: SupportsIndex = -1, vocabulary: Sequence[Any] | None = None, vocabulary_dtype: Any = 'int64', idf_weights: Any = None, invert: bool = False, output_mode: str | None = 'int', sparse: Any = False, pad_to_max_tokens: bool = False, oov_method: Any = 'floormod', salt: Any = None, name: str | None = None, *, input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _OfAxes(EngineLayer):
    """One axis or several, or a TypeError."""

class LayerNormalization(_OfAxes):
    """LayerNormalization: the engine's `layer_normalization`."""
    axis: Any
    epsilon: Any
    center: Any
    scale: Any
    rms_scaling: Any
    beta_initializer: Any
    gamma_initializer: Any
    beta_regularizer: Any
    gamma_regularizer: Any
    beta_constraint: Any
    gamma_constraint: Any
    name: Any
    input_shape: Any
    def __init__(self, axis: SupportsIndex | Sequence[SupportsIndex] = -1, epsilon: SupportsFloat | LearningRateSchedule = 0.001, center: bool = True, scale: bool = True, beta_initializer: Any = 'zeros', gamma_initializer: Any = 'ones', beta_regularizer: Any = None, gamma_regularizer: Any = None, beta_constraint: Any = None, gamma_constraint: Any = None, *, rms_scaling: bool = False, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Rectifier(EngineLayer):
    """Keras has None for `max_value` alone."""

class LeakyReLU(_Rectifier):
    """LeakyReLU: the engine's `leaky_re_lu`."""
    negative_slope: Any
    name: Any
    input_shape: Any
    def __init__(self, negative_slope: SupportsFloat = 0.3, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Masking(EngineLayer):
    """Masking: the engine's `masking`."""
    mask_value: Any
    name: Any
    input_shape: Any
    def __init__(self, mask_value: SupportsFloat = 0.0, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Maximum(_Merging):
    """Maximum: the engine's `maximum`."""
    name: Any
    def __init__(self, *, name: str | None = '', input_shape: Any = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Minimum(_Merging):
    """Minimum: the engine's `minimum`."""
    name: Any
    def __init__(self, *, name: str | None = '', input_shape: Any = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Multiply(_Merging):
    """Multiply: the engine's `multiply`."""
    name: Any
    def __init__(self, *, name: str | None = '', input_shape: Any = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Normalization(Normalizing):
    """Normalization: the engine's `normalization`."""
    axis: Any
    mean: Any
    variance: Any
    invert: Any
    name: Any
    input_shape: Any
    def __init__(self, axis: SupportsIndex | Sequence[SupportsIndex] = -1, mean: SupportsFloat | Sequence[SupportsFloat] | None = None, variance: SupportsFloat | Sequence[SupportsFloat] | None = None, invert: bool = False, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class OneHotEmbedding(EngineLayer):
    """OneHotEmbedding: the engine's `one_hot_embedding`."""
    starts: Any
    sizes: Any
    output_dim: Any
    embeddings_initializer: Any
    embeddings_regularizer: Any
    embeddings_constraint: Any
    name: Any
    input_shape: Any
    def __init__(self, starts: Sequence[Any] = ..., sizes: Sequence[Any] = ..., output_dim: SupportsIndex = 8, embeddings_initializer: Any = ..., embeddings_regularizer: Any = None, embeddings_constraint: Any = None, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, *, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class PReLU(EngineLayer):
    """PReLU: the engine's `p_re_lu`."""
    alpha_initializer: Any
    alpha_regularizer: Any
    alpha_constraint: Any
    shared_axes: Any
    name: Any
    input_shape: Any
    def __init__(self, alpha_initializer: Any = 'Zeros', alpha_regularizer: Any = None, alpha_constraint: Any = None, shared_axes: Sequence[SupportsIndex | None] | None = None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ParametricActivation(EngineLayer):
    """ParametricActivation: the engine's `parametric_activation`."""
    activation: Any
    alpha_initializer: Any
    alpha_regularizer: Any
    alpha_constraint: Any
    alpha_learning_rate_factor: Any
    name: Any
    input_shape: Any
    def __init__(self, activation: Any = None, alpha_initializer: Any = ..., alpha_regularizer: Any = None, alpha_constraint: Any = None, alpha_learning_rate_factor: SupportsFloat | LearningRateSchedule | None = None, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, *, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class PeriodicEmbedding(EngineLayer):
    """PeriodicEmbedding: the engine's `periodic_embedding`."""
    columns: Any
    frequencies: Any
    units: Any
    sigma: Any
    learning_rate_factor: Any
    name: Any
    input_shape: Any
    def __init__(self, columns: Sequence[Any] = ..., frequencies: SupportsIndex = 16, units: SupportsIndex = 3, sigma: SupportsFloat = 0.1, learning_rate_factor: SupportsFloat | LearningRateSchedule | None = None, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, *, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Permute(EngineLayer):
    """Permute: the engine's `permute`."""
    dims: Any
    name: Any
    input_shape: Any
    def __init__(self, dims: Sequence[SupportsIndex | None] | None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Scaled(EngineLayer):
    """Its weight is `scale`."""
    @property
    def scale(self) -> Any: ...

class RMSNormalization(_Scaled):
    """RMSNormalization: the engine's `rms_normalization`."""
    axis: Any
    epsilon: Any
    name: Any
    input_shape: Any
    def __init__(self, axis: SupportsIndex | Sequence[SupportsIndex] = -1, epsilon: SupportsFloat | LearningRateSchedule = 1e-06, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ReLU(_Rectifier):
    """ReLU: the engine's `re_lu`."""
    max_value: Any
    negative_slope: Any
    threshold: Any
    name: Any
    input_shape: Any
    def __init__(self, max_value: SupportsFloat | None = None, negative_slope: SupportsFloat = 0.0, threshold: SupportsFloat = 0.0, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Counted(EngineLayer):
    """What it repeats, how often: a whole number, or a TypeError."""

class RepeatVector(_Counted):
    """RepeatVector: the engine's `repeat_vector`."""
    n: Any
    name: Any
    input_shape: Any
    def __init__(self, n: SupportsIndex, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Rescaling(EngineLayer):
    """Rescaling: the engine's `rescaling`."""
    scale: Any
    offset: Any
    name: Any
    input_shape: Any
    def __init__(self, scale: SupportsFloat, offset: SupportsFloat = 0.0, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Shaping(EngineLayer):
    """Sizes, of which one may be -1: what is left for it."""
    @property
    def target_shape(self) -> Any: ...

class Reshape(_Shaping):
    """Reshape: the engine's `reshape`."""
    target_shape: Any
    name: Any
    input_shape: Any
    def __init__(self, target_shape: Sequence[SupportsIndex | None] | None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Scaling(EngineLayer):
    """Scaling: the engine's `scaling`."""
    scale_initializer: Any
    scale_regularizer: Any
    scale_constraint: Any
    scale_learning_rate_factor: Any
    name: Any
    input_shape: Any
    def __init__(self, scale_initializer: Any = ..., scale_regularizer: Any = None, scale_constraint: Any = None, scale_learning_rate_factor: SupportsFloat | LearningRateSchedule | None = None, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, *, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SmoothClip(EngineLayer):
    """SmoothClip: the engine's `smooth_clip`."""
    limit: Any
    name: Any
    input_shape: Any
    def __init__(self, limit: SupportsFloat = 3.0, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, *, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Softmax(EngineLayer):
    """A mask by hand is of numbers, not of rows."""

class Softmax(_Softmax):
    """Softmax: the engine's `softmax`."""
    axis: Any
    name: Any
    input_shape: Any
    def __init__(self, axis: SupportsIndex | Sequence[SupportsIndex] = -1, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SpatialDropout1D(EngineLayer):
    """SpatialDropout1D: the engine's `spatial_dropout1d`."""
    rate: Any
    name: Any
    input_shape: Any
    def __init__(self, rate: SupportsFloat | LearningRateSchedule, seed: Any = None, name: str | None = None, dtype: Any = None, *, input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SpectralNormalization(Spectral):
    """SpectralNormalization: the engine's `spectral_normalization`."""
    layer: Any
    power_iterations: Any
    name: Any
    input_shape: Any
    def __init__(self, layer: Any, power_iterations: SupportsIndex = 1, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Subtract(_Merging):
    """Subtract: the engine's `subtract`."""
    name: Any
    def __init__(self, *, name: str | None = '', input_shape: Any = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Temperature(EngineLayer):
    """Temperature: the engine's `temperature`."""
    temperature: Any
    name: Any
    input_shape: Any
    def __init__(self, temperature: SupportsFloat | LearningRateSchedule = 1.0, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, *, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class TimeDistributed(Steps):
    """TimeDistributed: the engine's `time_distributed`."""
    layer: Any
    name: Any
    input_shape: Any
    def __init__(self, layer: Any, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class UnitNormalization(_OfAxes):
    """UnitNormalization: the engine's `unit_normalization`."""
    axis: Any
    name: Any
    input_shape: Any
    def __init__(self, axis: SupportsIndex | Sequence[SupportsIndex] = -1, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class UpSampling1D(_Counted):
    """UpSampling1D: the engine's `up_sampling1d`."""
    size: Any
    name: Any
    input_shape: Any
    def __init__(self, size: SupportsIndex = 2, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ZeroPadding1D(_Sides):
    """ZeroPadding1D: the engine's `zero_padding1d`."""
    padding: Any
    data_format: Any
    name: Any
    input_shape: Any
    def __init__(self, padding: Sequence[SupportsIndex | None] | None = 1, data_format: str | None = None, *, name: str | None = '', input_shape: Sequence[SupportsIndex | None] | None = None, input_dim: Any = None, trainable: Any = None, dtype: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any
GlobalAvgPool1D = GlobalAveragePooling1D
GlobalMaxPool1D = GlobalMaxPooling1D
def Input(shape: Any = None, batch_size: Any = None, dtype: Any = None, sparse: Any = None, ragged: Any = None, batch_shape: Any = None, name: Any = None, tensor: Any = None, optional: Any = False) -> Any: """A value of a functional model: one sample is of this shape. Source: Keras 3, keras.Input."""
def add(inputs: Any, **kwargs: Any) -> Any: """Add(...)(inputs). Source: Keras 3, layers.add."""
def average(inputs: Any, **kwargs: Any) -> Any: """Average(...)(inputs). Source: Keras 3, layers.average."""
def concatenate(inputs: Any, axis: Any = -1, **kwargs: Any) -> Any: """Concatenate(axis)(inputs). Source: Keras 3, layers.concatenate."""
def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def dot(inputs: Any, axes: Any = -1, **kwargs: Any) -> Any: """Dot(axes)(inputs). Source: Keras 3, layers.dot."""
def maximum(inputs: Any, **kwargs: Any) -> Any: """Maximum(...)(inputs). Source: Keras 3, layers.maximum."""
def minimum(inputs: Any, **kwargs: Any) -> Any: """Minimum(...)(inputs). Source: Keras 3, layers.minimum."""
def multiply(inputs: Any, **kwargs: Any) -> Any: """Multiply(...)(inputs). Source: Keras 3, layers.multiply."""
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
def subtract(inputs: Any, **kwargs: Any) -> Any: """Subtract(...)(inputs). Source: Keras 3, layers.subtract."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""
def numbers(where: Any, value: Any) -> Any: """What np.asarray makes of `value`, as a row-major array of an element type of the engine's."""
def symbolic(inputs: Any, kind: Any = ...) -> Any: """The inputs as a list where values of this kind are among them, else an empty one."""
def tensor(array: Any) -> Any: """The array as a Tensor; elements are not copied."""
def whole(where: Any, name: Any, value: Any) -> Any: """The whole number that `name` of the function `where` is."""

__all__ = ['Activation', 'ActivityRegularization', 'Add', 'AlphaDropout', 'Average', 'BatchNormalization', 'CategoryEncoding', 'Clip', 'Concatenate', 'Cropping1D', 'Dense', 'Discretization', 'Dot', 'Dropout', 'ELU', 'Embedding', 'Flatten', 'GaussianDropout', 'GaussianNoise', 'GlobalAveragePooling1D', 'GlobalMaxPooling1D', 'GroupNormalization', 'Identity', 'InputLayer', 'IntegerLookup', 'LayerNormalization', 'LeakyReLU', 'Masking', 'Maximum', 'Minimum', 'Multiply', 'Normalization', 'OneHotEmbedding', 'PReLU', 'ParametricActivation', 'PeriodicEmbedding', 'Permute', 'RMSNormalization', 'ReLU', 'RepeatVector', 'Rescaling', 'Reshape', 'Scaling', 'SmoothClip', 'Softmax', 'SpatialDropout1D', 'SpectralNormalization', 'Subtract', 'Temperature', 'TimeDistributed', 'UnitNormalization', 'UpSampling1D', 'ZeroPadding1D', 'GlobalAvgPool1D', 'GlobalMaxPool1D', 'HashedCrossing', 'Hashing', 'Input', 'InputSpec', 'Lambda', 'Layer', 'StringLookup', 'TextVectorization', 'Wrapper', 'add', 'average', 'concatenate', 'deserialize', 'dot', 'maximum', 'minimum', 'multiply', 'serialize', 'subtract']
