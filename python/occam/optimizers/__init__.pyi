# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from . import schedules as schedules
from ..described import Described as Described
from ..variables import Hyper as Hyper
from ..variables import ModelWeight as ModelWeight
from ..variables import Setting as Setting
from ..variables import Steps as Steps
from ..variables import Variable as Variable
from .schedules import LearningRateSchedule


class Optimizer(Described):
    """An optimizer. In a compiled model its numbers are the model's: setting one takes effect with the next step."""
    def apply(self, grads: Any, trainable_variables: Any = None) -> Any: ...
    def apply_gradients(self, grads_and_vars: Any) -> Any: ...
    def bind(self, core: Any) -> Any: ...
    def build(self, variables: Any) -> Any: ...
    @property
    def built(self) -> Any: ...
    concept: Any
    def described(self) -> Any: ...
    def exclude_from_weight_decay(self, var_list: Any = None, var_names: Any = None) -> Any: ...
    @staticmethod
    def extra_parameters() -> Any: ...
    def finalize_variable_values(self, var_list: Any) -> Any: ...
    @classmethod
    def from_config(cls: Any, config: Any) -> Any: ...
    def get_config(self) -> Any: ...
    def get_weights(self) -> Any: ...
    def goes_on(self) -> Any: ...
    held_in_python: Any
    @property
    def iterations(self) -> Any: ...
    def load_own_variables(self, store: Any) -> Any: ...
    @property
    def loss_scale_factor(self) -> Any: ...
    def save_own_variables(self, store: Any) -> Any: ...
    def scale_loss(self, loss: Any) -> Any: ...
    def set_weights(self, weights: Any) -> Any: ...
    @property
    def variables(self) -> Any: ...

class Adadelta(Optimizer):
    """Adadelta: the engine's `adadelta`."""
    learning_rate: Any
    rho: Any
    epsilon: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, rho: SupportsFloat | LearningRateSchedule = 0.95, epsilon: SupportsFloat | LearningRateSchedule = 1e-07, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Adafactor(Optimizer):
    """Adafactor: the engine's `adafactor`."""
    learning_rate: Any
    beta_2_decay: Any
    epsilon_1: Any
    epsilon_2: Any
    clip_threshold: Any
    relative_step: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, beta_2_decay: SupportsFloat | LearningRateSchedule = -0.8, epsilon_1: SupportsFloat | LearningRateSchedule = 1e-30, epsilon_2: SupportsFloat | LearningRateSchedule = 0.001, clip_threshold: SupportsFloat | LearningRateSchedule = 1.0, relative_step: bool = True, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Adagrad(Optimizer):
    """Adagrad: the engine's `adagrad`."""
    learning_rate: Any
    initial_accumulator_value: Any
    epsilon: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, initial_accumulator_value: SupportsFloat = 0.1, epsilon: SupportsFloat | LearningRateSchedule = 1e-07, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Adam(Optimizer):
    """Adam: the engine's `adam`."""
    learning_rate: Any
    beta_1: Any
    beta_2: Any
    epsilon: Any
    amsgrad: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, beta_1: SupportsFloat | LearningRateSchedule = 0.9, beta_2: SupportsFloat | LearningRateSchedule = 0.999, epsilon: SupportsFloat | LearningRateSchedule = 1e-07, amsgrad: bool = False, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class AdamW(Optimizer):
    """AdamW: the engine's `adamw`."""
    learning_rate: Any
    beta_1: Any
    beta_2: Any
    epsilon: Any
    amsgrad: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, weight_decay: SupportsFloat | LearningRateSchedule | None = 0.004, beta_1: SupportsFloat | LearningRateSchedule = 0.9, beta_2: SupportsFloat | LearningRateSchedule = 0.999, epsilon: SupportsFloat | LearningRateSchedule = 1e-07, amsgrad: bool = False, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Adamax(Optimizer):
    """Adamax: the engine's `adamax`."""
    learning_rate: Any
    beta_1: Any
    beta_2: Any
    epsilon: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, beta_1: SupportsFloat | LearningRateSchedule = 0.9, beta_2: SupportsFloat | LearningRateSchedule = 0.999, epsilon: SupportsFloat | LearningRateSchedule = 1e-07, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Ftrl(Optimizer):
    """Ftrl: the engine's `ftrl`."""
    learning_rate: Any
    learning_rate_power: Any
    initial_accumulator_value: Any
    l1_regularization_strength: Any
    l2_regularization_strength: Any
    l2_shrinkage_regularization_strength: Any
    beta: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, learning_rate_power: SupportsFloat = -0.5, initial_accumulator_value: SupportsFloat = 0.1, l1_regularization_strength: SupportsFloat | LearningRateSchedule = 0.0, l2_regularization_strength: SupportsFloat | LearningRateSchedule = 0.0, l2_shrinkage_regularization_strength: SupportsFloat | LearningRateSchedule = 0.0, beta: SupportsFloat | LearningRateSchedule = 0.0, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class GradientNoise(Optimizer):
    """GradientNoise: the engine's `gradient_noise`."""
    optimizer: Any
    eta: Any
    gamma: Any
    def __init__(self, optimizer: Any = ..., eta: SupportsFloat | LearningRateSchedule = 0.01, gamma: SupportsFloat | LearningRateSchedule = 0.55, name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class KeepZeros(Optimizer):
    """KeepZeros: the engine's `keep_zeros`."""
    optimizer: Any
    def __init__(self, optimizer: Any = ..., name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Lamb(Optimizer):
    """Lamb: the engine's `lamb`."""
    learning_rate: Any
    beta_1: Any
    beta_2: Any
    epsilon: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, beta_1: SupportsFloat | LearningRateSchedule = 0.9, beta_2: SupportsFloat | LearningRateSchedule = 0.999, epsilon: SupportsFloat | LearningRateSchedule = 1e-07, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Lion(Optimizer):
    """Lion: the engine's `lion`."""
    learning_rate: Any
    beta_1: Any
    beta_2: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, beta_1: SupportsFloat | LearningRateSchedule = 0.9, beta_2: SupportsFloat | LearningRateSchedule = 0.99, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Lookahead(Optimizer):
    """Lookahead: the engine's `lookahead`."""
    optimizer: Any
    sync_period: Any
    slow_step_size: Any
    def __init__(self, optimizer: Any = ..., sync_period: SupportsIndex = 5, slow_step_size: SupportsFloat | LearningRateSchedule = 0.5, name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class Nadam(Optimizer):
    """Nadam: the engine's `nadam`."""
    learning_rate: Any
    beta_1: Any
    beta_2: Any
    epsilon: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, beta_1: SupportsFloat | LearningRateSchedule = 0.9, beta_2: SupportsFloat | LearningRateSchedule = 0.999, epsilon: SupportsFloat | LearningRateSchedule = 1e-07, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class RAMDA(Optimizer):
    """RAMDA: the engine's `ramda`."""
    learning_rate: Any
    momentum: Any
    epsilon: Any
    zero_below: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, momentum: SupportsFloat | LearningRateSchedule = 0.1, epsilon: SupportsFloat | LearningRateSchedule = 1e-06, zero_below: SupportsFloat | LearningRateSchedule = 0.0001, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, gradient_accumulation_steps: SupportsIndex | None = None, exclude_from_weight_decay: Sequence[Any] = ..., name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class RMDA(Optimizer):
    """RMDA: the engine's `rmda`."""
    learning_rate: Any
    momentum: Any
    zero_below: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.1, momentum: SupportsFloat | LearningRateSchedule = 0.1, zero_below: SupportsFloat | LearningRateSchedule = 0.0001, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, gradient_accumulation_steps: SupportsIndex | None = None, exclude_from_weight_decay: Sequence[Any] = ..., name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class RMSprop(Optimizer):
    """RMSprop: the engine's `rmsprop`."""
    learning_rate: Any
    rho: Any
    momentum: Any
    epsilon: Any
    centered: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.001, rho: SupportsFloat | LearningRateSchedule = 0.9, momentum: SupportsFloat | LearningRateSchedule = 0.0, epsilon: SupportsFloat | LearningRateSchedule = 1e-07, centered: bool = False, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SAM(Optimizer):
    """SAM: the engine's `sam`."""
    optimizer: Any
    rho: Any
    def __init__(self, optimizer: Any = ..., rho: SupportsFloat | LearningRateSchedule = 0.05, name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SGD(Optimizer):
    """SGD: the engine's `sgd`."""
    learning_rate: Any
    momentum: Any
    nesterov: Any
    weight_decay: Any
    clipnorm: Any
    clipvalue: Any
    global_clipnorm: Any
    use_ema: Any
    ema_momentum: Any
    ema_overwrite_frequency: Any
    gradient_accumulation_steps: Any
    exclude_from_weight_decay: Any
    def __init__(self, learning_rate: SupportsFloat | LearningRateSchedule = 0.01, momentum: SupportsFloat | LearningRateSchedule = 0.0, nesterov: bool = False, weight_decay: SupportsFloat | LearningRateSchedule | None = None, clipnorm: SupportsFloat | LearningRateSchedule | None = None, clipvalue: SupportsFloat | LearningRateSchedule | None = None, global_clipnorm: SupportsFloat | LearningRateSchedule | None = None, use_ema: bool = False, ema_momentum: SupportsFloat | LearningRateSchedule = 0.99, ema_overwrite_frequency: SupportsIndex | None = None, loss_scale_factor: Any = None, gradient_accumulation_steps: SupportsIndex | None = None, name: Any = None, *, exclude_from_weight_decay: Sequence[Any] = ...) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SWA(Optimizer):
    """SWA: the engine's `swa`."""
    optimizer: Any
    start: Any
    period: Any
    def __init__(self, optimizer: Any = ..., start: SupportsIndex = 1000, period: SupportsIndex = 1, name: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any
def deserialize(config: Any, custom_objects: Any = None) -> Any: """The object of serialize()."""
def get(identifier: Any) -> Any: """An optimizer of a name, a class, a config or an object."""
def serialize(instance: Any) -> Any: """Keras's serialize(): {module, class_name, config, registered_name}."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def deserializer(concept: Any) -> Any: """A module's deserialize()."""

__all__ = ['Adadelta', 'Adafactor', 'Adagrad', 'Adam', 'AdamW', 'Adamax', 'Ftrl', 'GradientNoise', 'KeepZeros', 'Lamb', 'Lion', 'Lookahead', 'Nadam', 'RAMDA', 'RMDA', 'RMSprop', 'SAM', 'SGD', 'SWA', 'Optimizer', 'deserialize', 'get', 'schedules', 'serialize']
