"""Models of one structure that train together. By C++'s names (occam::Stack)."""

from . import _core, data
from .arguments import whole, whole_numbers
from .callbacks import History, engine_callbacks
from .fit_arguments import fit_arguments
from .trainable import Trainable


class Stack:
    """Models that differ in the values of hyper-parameters, in seeds and in weights, and train in one pass over the data.

        stack = Stack(model, {"dense/kernel_regularizer/l2": [0, 1e-4, 1e-2]})   # a member a value
        stack = Stack([first, second])                                           # members as they stand
        histories = stack.fit(x, y, epochs=10)
        best = stack.member(1)

    Every member equals its fit alone bit for bit, with its own dropout and its own early stop. models: one built and compiled model
    with `values`, lists of one length by path (`model.hyper_paths()`), or several alike but for the values of hyper-parameters.
    ValueError for an unknown path, lists of different lengths, and where models differ in more.
    """

    def __init__(self, models, values=None):
        several = isinstance(models, (list, tuple))
        models = list(models) if several else [models]
        for each in models:
            if not isinstance(each, Trainable):
                raise ValueError(f"Stack: invalid value for models. Expected a compiled model, or a list of such. Received: {each!r}")
            each._need_compiled("Stack")
            each.freeze()
        if several == (values is not None):
            raise ValueError("Stack: Expected either one model and values, or a list of models. Received: "
                             + ("a list and values" if several else "one model alone"))
        if several and len({type(each._core) for each in models}) != 1:
            raise ValueError("Stack: invalid value for models. Expected Sequential models alone, or functional ones alone. Received: "
                             + (", ".join(type(each).__name__ for each in models) or "none"))
        self._models = models
        self._core = _core.Stack([each._core for each in models]) if several else _core.Stack(models[0]._core, _listed(values))

    def __len__(self):
        return self._core.size()

    def size(self):
        return self._core.size()

    def fit(self, x=None, y=None, batch_size=None, epochs=1, *, callbacks=None, **options):
        """Trains all members on the same batches. Returns a History a member. Arguments of a model's fit, without a progress bar."""
        inputs, targets, found = fit_arguments(x, y, batch_size=batch_size, epochs=epochs, **options)
        found["callbacks"] = _steering(callbacks)
        histories = []
        for each in self._core.fit(inputs, targets, found):
            history = History()
            history.fill(each, {"verbose": 0, "epochs": epochs, "steps": each["steps"]}, found["validation_freq"])
            histories.append(history)
        return histories

    def evaluate(self, x, y, batch_size=None, *, sample_weight=None):
        """A dict of loss and metrics a member."""
        inputs, targets = data.examples("evaluate", x, y)
        options = {"sample_weight": data.arrays("sample_weight", sample_weight), "callbacks": []}
        options |= whole_numbers("evaluate", batch_size=batch_size)
        return self._core.evaluate(inputs, targets, options)

    def member(self, index):
        """Member `index` as a model of its own, which goes on as the member would."""
        index = whole("member", "index", index)
        if not -len(self) <= index < len(self):
            raise IndexError(f"member: invalid value for index. Expected one of {len(self)} members. Received: index={index}")
        index %= len(self)
        model = self._models[index if len(self._models) > 1 else 0]._around(self._core.member(index))
        model.history = None
        return model


def _listed(values):
    if not isinstance(values, dict):
        raise ValueError(f"Stack: invalid value for values. Expected lists of values by hyper-parameter. Received: {values!r}")
    return [(str(path), [float(each) for each in listed]) for path, listed in values.items()]


def _steering(callbacks):
    found = engine_callbacks(callbacks, None, {})
    for each in found:
        if len(each) != 2:
            raise ValueError("fit: callbacks written in Python do not work in a stack. Expected callbacks such as EarlyStopping")
    return found
