"""Callbacks called together in a loop of one's own. Source: Keras 3, callbacks.CallbackList."""

from .callbacks import Callback, History, as_list


class CallbackList(Callback):
    """Each hook calls that of all callbacks in order; History is among them with `add_history`. `params`: what they are told of the fit."""

    def __init__(self, callbacks=None, add_history=False, add_progbar=False, model=None, **params):
        super().__init__()
        if add_progbar:
            raise ValueError("CallbackList: invalid value for add_progbar. Expected False, and utils.Progbar in the loop. Received: add_progbar=True")
        self.callbacks = as_list(callbacks)
        self._history = next((each for each in self.callbacks if isinstance(each, History)), None)
        if self._history is None and add_history:
            self._history = History()
            self.callbacks.append(self._history)
        self.set_params(params)
        if model is not None:
            self.set_model(model)

    def append(self, callback):
        self.callbacks.append(callback)

    def set_params(self, params):
        self.params = params
        for each in self.callbacks if params else ():
            each.set_params(params)

    def set_model(self, model):
        super().set_model(model)
        if self._history is not None:
            model.history = self._history
        for each in self.callbacks:
            each.set_model(model)


def _both(hook, indexed, other=None):
    def of_place(self, index, logs=None):
        for each in self.callbacks:
            getattr(each, hook)(index, {} if logs is None else logs)
            if other is not None:
                getattr(each, other)(index, {} if logs is None else logs)

    def of_all(self, logs=None):
        for each in self.callbacks:
            getattr(each, hook)({} if logs is None else logs)

    made = of_place if indexed else of_all
    made.__name__ = hook
    made.__doc__ = f"{hook} of all."
    return made


for _kind in ("train", "test", "predict"):
    for _end in ("begin", "end"):
        setattr(CallbackList, f"on_{_kind}_{_end}", _both(f"on_{_kind}_{_end}", False))
        setattr(CallbackList, f"on_{_kind}_batch_{_end}", _both(f"on_{_kind}_batch_{_end}", True, f"on_batch_{_end}" if _kind == "train" else None))
for _end in ("begin", "end"):
    setattr(CallbackList, f"on_epoch_{_end}", _both(f"on_epoch_{_end}", True))
    setattr(CallbackList, f"on_batch_{_end}", getattr(CallbackList, f"on_train_batch_{_end}"))
