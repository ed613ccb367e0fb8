# Written by tools/python_stubs.py from the library's descriptions.
from typing import Any, Sequence, SupportsFloat, SupportsIndex

from .callback_list import CallbackList as CallbackList
from .described import Described as Described
from .executions import ByExecution as ByExecution
from .optimizers.schedules import LearningRateSchedule
from .remote_monitor import RemoteMonitor as RemoteMonitor


class Callback:
    """Base of callbacks written in Python: override the hooks that you need."""
    def __init__(self) -> None: ...
    def on_batch_begin(self, batch: Any, logs: Any = None) -> Any: ...
    def on_batch_end(self, batch: Any, logs: Any = None) -> Any: ...
    def on_epoch_begin(self, epoch: Any, logs: Any = None) -> Any: ...
    def on_epoch_end(self, epoch: Any, logs: Any = None) -> Any: ...
    def on_predict_batch_begin(self, batch: Any, logs: Any = None) -> Any: ...
    def on_predict_batch_end(self, batch: Any, logs: Any = None) -> Any: ...
    def on_predict_begin(self, logs: Any = None) -> Any: ...
    def on_predict_end(self, logs: Any = None) -> Any: ...
    def on_test_batch_begin(self, batch: Any, logs: Any = None) -> Any: ...
    def on_test_batch_end(self, batch: Any, logs: Any = None) -> Any: ...
    def on_test_begin(self, logs: Any = None) -> Any: ...
    def on_test_end(self, logs: Any = None) -> Any: ...
    def on_train_batch_begin(self, batch: Any, logs: Any = None) -> Any: ...
    def on_train_batch_end(self, batch: Any, logs: Any = None) -> Any: ...
    def on_train_begin(self, logs: Any = None) -> Any: ...
    def on_train_end(self, logs: Any = None) -> Any: ...
    def set_model(self, model: Any) -> Any: ...
    def set_params(self, params: Any) -> Any: ...

class EngineCallback(Described, Callback):
    """A callback of the engine: fit tells it there, and what it left is read from the fit's History."""
    concept: Any
    def finish(self, history: Any, left: Any) -> Any: ...
    def on_epoch_begin(self, epoch: Any, logs: Any = None) -> Any: ...
    def on_epoch_end(self, epoch: Any, logs: Any = None) -> Any: ...
    def on_train_batch_begin(self, batch: Any, logs: Any = None) -> Any: ...
    def on_train_batch_end(self, batch: Any, logs: Any = None) -> Any: ...
    def on_train_begin(self, logs: Any = None) -> Any: ...
    def on_train_end(self, logs: Any = None) -> Any: ...

class BackupAndRestore(EngineCallback):
    """BackupAndRestore: the engine's `BackupAndRestore`."""
    backup_dir: Any
    save_freq: Any
    double_checkpoint: Any
    delete_checkpoint: Any
    def __init__(self, backup_dir: str | None, save_freq: SupportsIndex | str = 'epoch', double_checkpoint: bool = False, delete_checkpoint: bool = True) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class CSVLogger(EngineCallback):
    """CSVLogger: the engine's `CSVLogger`."""
    filename: Any
    separator: Any
    append: Any
    def __init__(self, filename: str | None, separator: str | None = ',', append: bool = False) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class EarlyStopping(EngineCallback):
    """EarlyStopping: the engine's `EarlyStopping`."""
    monitor: Any
    min_delta: Any
    patience: Any
    verbose: Any
    mode: Any
    baseline: Any
    restore_best_weights: Any
    last_of_best: Any
    start_from_epoch: Any
    relative_min_delta: Any
    smoothing: Any
    rule: Any
    alpha: Any
    strip_length: Any
    def __init__(self, monitor: str | None = 'val_loss', min_delta: SupportsFloat = 0, patience: SupportsIndex = 0, verbose: SupportsIndex = 0, mode: str | None = 'auto', baseline: SupportsFloat | None = None, restore_best_weights: bool = False, start_from_epoch: SupportsIndex = 0, *, last_of_best: bool = False, relative_min_delta: bool = False, smoothing: SupportsFloat = 0.0, rule: str | None = 'patience', alpha: SupportsFloat = 2.0, strip_length: SupportsIndex = 5) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ModelCheckpoint(EngineCallback):
    """ModelCheckpoint: the engine's `ModelCheckpoint`."""
    filepath: Any
    monitor: Any
    verbose: Any
    save_best_only: Any
    save_weights_only: Any
    mode: Any
    save_freq: Any
    initial_value_threshold: Any
    def __init__(self, filepath: str | None, monitor: str | None = 'val_loss', verbose: SupportsIndex = 0, save_best_only: bool = False, save_weights_only: bool = False, mode: str | None = 'auto', save_freq: SupportsIndex | str = 'epoch', initial_value_threshold: SupportsFloat | None = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ProgressBar(EngineCallback):
    """ProgressBar: the engine's `ProgressBar`."""
    verbose: Any
    interval: Any
    def __init__(self, verbose: SupportsIndex = 1, interval: SupportsFloat = 0.05) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ReduceLROnPlateau(EngineCallback):
    """ReduceLROnPlateau: the engine's `ReduceLROnPlateau`."""
    monitor: Any
    factor: Any
    patience: Any
    verbose: Any
    mode: Any
    min_delta: Any
    cooldown: Any
    min_lr: Any
    hyper: Any
    def __init__(self, monitor: str | None = 'val_loss', factor: SupportsFloat = 0.1, patience: SupportsIndex = 10, verbose: SupportsIndex = 0, mode: str | None = 'auto', min_delta: SupportsFloat = 0.0001, cooldown: SupportsIndex = 0, min_lr: SupportsFloat = 0.0, *, hyper: str | None = 'optimizer/learning_rate') -> None: ...
    class_name: Any
    concept: Any
    member: Any

class SwapEMAWeights(EngineCallback):
    """SwapEMAWeights: the engine's `SwapEMAWeights`."""
    swap_on_epoch: Any
    def __init__(self, swap_on_epoch: bool = False) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class _Board(EngineCallback):
    """Keras's words for how often, and its arguments of what occam does not write."""
    held_in_python: Any

class TensorBoard(_Board):
    """TensorBoard: the engine's `TensorBoard`."""
    log_dir: Any
    histogram_freq: Any
    write_steps_per_second: Any
    update_freq: Any
    def __init__(self, log_dir: str | None = 'logs', histogram_freq: SupportsIndex = 0, write_graph: Any = True, write_images: Any = False, write_steps_per_second: bool = False, update_freq: SupportsIndex | None | str = 'epoch', profile_batch: Any = 0, embeddings_freq: Any = 0, embeddings_metadata: Any = None) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class TerminateOnNaN(EngineCallback):
    """TerminateOnNaN: the engine's `TerminateOnNaN`."""
    raise_error: Any
    def __init__(self, raise_error: bool = False) -> None: ...
    class_name: Any
    concept: Any
    member: Any

class ZeroCount(EngineCallback):
    """ZeroCount: the engine's `ZeroCount`."""
    weights: Any
    def __init__(self, weights: str | None = 'kernel') -> None: ...
    class_name: Any
    concept: Any
    member: Any

class History(Callback):
    """What fit returns: `history`, the values of every epoch by name, and how training ended."""
    def __init__(self) -> None: ...
    @property
    def data_loss(self) -> Any: ...
    def fill(self, found: Any, params: Any, often: Any = 1) -> Any: ...
    def last(self) -> Any: ...
    def on_epoch_end(self, epoch: Any, logs: Any = None) -> Any: ...
    def on_train_begin(self, logs: Any = None) -> Any: ...
    def plot(self, path: Any = None) -> Any: ...
    def values(self, name: Any) -> Any: ...

class LambdaCallback(Callback):
    """A callback of functions, one a hook."""
    def __init__(self, on_epoch_begin: Any = None, on_epoch_end: Any = None, on_train_begin: Any = None, on_train_end: Any = None, on_train_batch_begin: Any = None, on_train_batch_end: Any = None, **kwargs: Any) -> None: ...

class LearningRateScheduler(Callback):
    """learning_rate = schedule(epoch, learning_rate) before every epoch."""
    def __init__(self, schedule: Any, verbose: Any = 0) -> None: ...
    def on_epoch_begin(self, epoch: Any, logs: Any = None) -> Any: ...
    def on_epoch_end(self, epoch: Any, logs: Any = None) -> Any: ...
def as_list(callbacks: Any) -> Any: """None, one or several, as a list."""
def define(concept: Any, base: Any, namespace: Any, bases: Any = ...) -> Any: """Makes the classes of a concept, subclasses of `base` or of their own in `bases`, in a module's namespace."""
def engine_callbacks(callbacks: Any, model: Any, params: Any, validated: Any = True, is_pass: Any = False) -> Any: """Callbacks as the engine takes them, one for each but History; `is_pass`: of an evaluation or a prediction alone."""
def history_plot(series: Any, epochs: Any, marks: Any) -> Any: """A panel a quantity, `loss` and `val_loss` in one."""
def is_engines(callback: Any) -> Any: """Is it one that the engine runs, and no subclass of the user's?"""
def screen() -> Any: """Where progress goes: the file, what it is, and how wide it is now."""
def sees_outputs(callback: Any) -> Any: """Is it told what is predicted for each batch?"""

__all__ = ['BackupAndRestore', 'CSVLogger', 'EarlyStopping', 'ModelCheckpoint', 'ProgressBar', 'ReduceLROnPlateau', 'SwapEMAWeights', 'TensorBoard', 'TerminateOnNaN', 'ZeroCount', 'Callback', 'CallbackList', 'History', 'LambdaCallback', 'LearningRateScheduler', 'RemoteMonitor']
