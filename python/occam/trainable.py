"""What models have in common: compile, fit, evaluate, predict, weights and files. Source: Keras 3, keras.Model."""

import json

import numpy as np

from . import data, optimizers as optimizers_module, tracing
from .arguments import whole
from .called import Called
from .changing_numbers import TakesNumbers
from .callbacks import History, as_list, engine_callbacks, is_engines, screen, sees_outputs
from .compiled import Compiled, Told
from .compiling import Taken, listed, log_of, loss_of, metric_lists, shown_names
from .core_names import NamedByCore
from .files import Files, no_more
from .fit_arguments import class_weights, fit_arguments, is_validated, limited
from .layer import Layer
from .engine_layer import STATISTICS
from .model_weights import ModelWeights
from .own_state import OwnState
from .own_steps import OwnSteps, check_own_fit
from .random import next_seed
from .renewal import Renewal, held
from .resources import Resources
from .shaped import Shaped
from .sharing import Sharing
from .summaries import Summarized
from .tensor import numbers
from .unbuilt_files import described
from .variables import Weighted


class Trainable(ModelWeights, NamedByCore, OwnState, Weighted, Called, OwnSteps, Compiled, Files, Shaped, Sharing, TakesNumbers, Renewal, Resources, Summarized):
    """compile, fit, evaluate, predict, weights and files of a model."""

    def _begin(self, core, name):
        """A new model."""
        self._adopt(core, name)
        self._seed = next_seed()
        core.set_seed(self._seed)

    def _adopt(self, core, name):
        """A model that the engine has."""
        self._core = core
        self._name = name
        self._seed, self._trainable = None, True
        self._compiled, self._told = False, Told(None, None)
        self.stop_training = self.stop_evaluating = self.stop_predicting = False
        self.history = None
        self.optimizer = None
        self.loss = None
        self._watched = self._kept = self._loss_logs = self._metric_logs = ()
        self._compared = True

    @property
    def name(self):
        return self._name

    dtype = compute_dtype = variable_dtype = "float32"

    @property
    def built(self):
        return self._core.built

    @built.setter
    def built(self, value):
        """As Keras's, which programs set: here a model is built when the engine has its weights."""

    @property
    def operations(self):
        """The layers, those of its inputs too. Source: Keras 3, Function.operations."""
        return list(self._layers)

    # --- what it is made of

    def get_layer(self, name=None, index=None):
        if (index is None) == (name is None):
            raise ValueError(f"get_layer: Provide either a layer name or a layer index. Received: name={name!r}, index={index!r}")
        if index is not None:
            count = len(self.layers)
            if not -count <= whole("get_layer", "index", index) < count:
                raise ValueError(f"Was asked to retrieve layer at index {index} but model only has {count} layers.")
            return self.layers[index]
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise ValueError(f"No such layer: {name}. Existing layers are: {[each.name for each in self.layers]}.")

    @property
    def losses(self):
        """The penalties of all layers as they stand; on a tape with what they have added in the model's last call there."""
        tape = tracing.tape()
        added = None if tape is None else tape.added_by(self)
        return [each for layer in self._top() for each in layer.losses] if added is None else added + self._penalties()

    def _penalties(self):
        return [each for layer in self._top() for each in layer._penalties()]

    @property
    def input_names(self):
        return self._core.input_names()

    @property
    def output_names(self):
        return self._core.output_names()

    def _need_built(self, where):
        if not self.built:
            raise ValueError(f"{where}: the model '{self.name}' has no weights yet. Expected an input shape: give the first "
                             "layer an input_shape, call build() or fit()")

    def _own_layers(self):
        """Layers find their weights here."""
        for layer in self._top():
            if isinstance(layer, Layer):
                layer.owned_by(self)
            else:
                held(layer, self)
        self._share_parts()

    # --- freezing

    @property
    def trainable(self):
        """False: from the next compile on no weight is trained. Source: Keras 3, Model.trainable."""
        return self.__dict__.get("_trainable", True)

    @trainable.setter
    def trainable(self, value):
        self.__dict__["_trainable"] = bool(value)
        for layer in self.layers:
            layer.trainable = value

    def _trained_by_layers(self):
        """Is a weight trained, as the layers' `trainable` are now? Also of one of a model inside this one."""
        fixed, before, inside = set(_fixed_below(self._top(), "")), self.__dict__.get("_frozen_paths", ()), {}

        def is_trained(weight):
            owner = getattr(weight, "_owner", self)
            if owner is not self:
                return inside.setdefault(owner, owner._trained_by_layers())(weight)
            names = weight.path.split("/")
            if fixed and any("/".join(names[:end]) in fixed for end in range(1, len(names))):
                return False
            return names[-1] not in STATISTICS and weight.trainable or weight.path in before

        return is_trained

    def _top(self):
        """The layers whose names begin the paths of weights."""
        return self.layers

    # --- training

    def compile(self, optimizer="rmsprop", loss=None, loss_weights=None, metrics=None, weighted_metrics=None,
                run_eagerly=False, steps_per_execution=1, jit_compile="auto", auto_scale_loss=True, layer_penalties=False):
        """What is minimised, by which rule, and what is watched.

        run_eagerly, jit_compile and auto_scale_loss change nothing: the engine compiles. steps_per_execution: callbacks are told of so many steps at once.
        """
        given = dict(optimizer=optimizer, loss=loss, loss_weights=loss_weights, metrics=metrics, weighted_metrics=weighted_metrics,
                     layer_penalties=layer_penalties)
        optimizer = given["optimizer"] = optimizers_module.get(optimizer)
        if not isinstance(optimizer, optimizers_module.Optimizer):
            raise ValueError(f"compile: invalid value for optimizer. Expected a name or an object of occam.optimizers. Received: {optimizer!r}")
        rest = dict(run_eagerly=run_eagerly, steps_per_execution=steps_per_execution, jit_compile=jit_compile)
        if self.has_own_steps():
            return self._compile_own(optimizer, given | rest)
        self.freeze()
        self._compared = any(each is not None for given_one in (loss, metrics, weighted_metrics) for each in listed(given_one)[0])
        self._take_compiled(**given)
        self.loss, self._compiled = loss, True
        self._keep_arguments(**given, **rest)

    def _take_compiled(self, optimizer, loss, loss_weights, metrics, weighted_metrics, layer_penalties):
        """Compiles in the engine."""
        outputs, loss_names = listed(loss)
        if len(outputs) == 1 and not isinstance(loss, (dict, list, tuple)) and self.built:
            outputs *= len(self.output_names)
        weights, weight_names = listed(loss_weights)
        taken, outputs_named = Taken(), self.output_names if self.built else []
        named = self._outputs_named()
        watched, metric_names = metric_lists(metrics, outputs_named, taken, named=named)
        weighted, weighted_names = metric_lists(weighted_metrics, outputs_named, taken, weighted=True, named=named)
        if not named and (loss_names or weight_names):
            raise ValueError(f"compile: the outputs of '{self.name}' have no names. Expected lists of losses and of weights. Received: a dict")
        logs = [] if named else [f"{log_of(each)}_loss" for each in outputs]
        goes_on = optimizer.goes_on() if optimizer is self.optimizer and self.built else []
        described, losses = optimizer.described(), [loss_of(each) for each in outputs]
        # The engine holds what is written in Python weakly, so that a circle through the model can be collected.
        self._kept = (described, losses, watched, weighted)
        self._core.compile(described, losses, loss_names,
                           [float(each) for each in weights], weight_names, watched, metric_names, weighted,
                           weighted_names, layer_penalties, logs, goes_on)
        optimizer.bind(self._core)
        self.optimizer, self._metric_logs = optimizer, taken.objects
        if named:
            listed_names = loss_names if loss_names and self._outputs_in_dict() else self.output_names if self.built else ()
            own = [f"{name}_loss" for name in listed_names]
            self._watched, self._loss_logs = (*(() if metric_names or weighted_names else taken), *own), own
        else:
            self._loss_logs = logs
            self._watched = (*shown_names(metrics), *shown_names(weighted_metrics), *logs)

    def _outputs_in_dict(self):
        """Are the outputs given as a dict?"""
        return False

    def _outputs_named(self):
        """Do the logs of several outputs have their names?"""
        return True

    @property
    def compiled(self):
        return self._compiled

    def fit(self, x=None, y=None, batch_size=None, epochs=1, verbose="auto", callbacks=None, validation_split=0.0,
            validation_data=None, shuffle=True, class_weight=None, sample_weight=None, initial_epoch=0,
            steps_per_epoch=None, validation_steps=None, validation_batch_size=None, validation_freq=1, *, split="last",
            refresh_statistics=False, evaluate_training=False, calibrated_loss=False, resume_from=None):
        """Trains. Returns a History. Arguments as Keras's; those by keyword alone are occam's own (C++ FitOptions)."""
        self._need_compiled("fit")
        epochs, steps_per_epoch, validation_steps = limited("epochs", epochs), limited("steps_per_epoch", steps_per_epoch), limited("steps_per_epoch", validation_steps)
        if self.has_own_steps():
            check_own_fit(split=split, refresh_statistics=refresh_statistics, evaluate_training=evaluate_training, calibrated_loss=calibrated_loss, resume_from=resume_from)
            return self._fit_own(x, y, batch_size, epochs, verbose, callbacks, validation_split, validation_data, shuffle, class_weight, sample_weight, initial_epoch,
                                 steps_per_epoch, validation_steps, validation_batch_size, validation_freq)
        self.stop_training = False
        said, verbose = verbose, 1 if verbose == "auto" else int(verbose)
        x = self._build_for_data(x)
        y, sample_weight = self._targets(y), self._targets(sample_weight)
        if isinstance(validation_data, (list, tuple)):
            validation_data = (*map(self._in_a_row, validation_data[:1]), *map(self._targets, validation_data[1:]))
        elif data.is_source(validation_data):
            validation_data = self._in_a_row(validation_data)
        inputs, targets, options = fit_arguments(
            x, y, batch_size=batch_size, epochs=epochs, verbose=verbose, validation_split=validation_split, validation_data=validation_data,
            shuffle=shuffle, class_weight=class_weight, sample_weight=sample_weight, initial_epoch=initial_epoch,
            steps_per_epoch=steps_per_epoch, validation_steps=validation_steps, validation_batch_size=validation_batch_size,
            validation_freq=validation_freq, split=split, refresh_statistics=refresh_statistics, evaluate_training=evaluate_training,
            calibrated_loss=calibrated_loss, resume_from=resume_from, compared=self._compared)
        params = {"verbose": said, "epochs": epochs, "steps": steps_per_epoch or _steps(inputs, batch_size)}
        callbacks = as_list(callbacks)
        options |= {"callbacks": engine_callbacks(callbacks, self, params, is_validated(options)), "screen": screen(), "validation_x": self._ranked(options["validation_x"])}
        self._settle("fit", inputs)
        self._tell_description(as_it_is=True)
        self._take_shared()
        self._in_fit = True
        try:
            with self.is_fitted():
                found = self._core.fit(self._ranked(inputs), targets, options)
        finally:
            self._in_fit = False
            self._weights_changed()  # of a fit that is interrupted too
        data.end(options)
        history = next((each for each in callbacks if isinstance(each, History)), None) or History()
        history.fill(found, {"verbose": said, "epochs": epochs, "steps": found["steps"]}, options["validation_freq"])
        history.model = self
        self.stop_training = self.stop_training or history.stopped_epoch >= 0
        told = [each for each in callbacks if not isinstance(each, History)]
        for each, left in zip(told, found["left"]):
            if is_engines(each):
                each.finish(history, left)
        self.history = history
        self._take_logs(history.last())
        self._own_layers()
        return history

    def evaluate(self, x=None, y=None, batch_size=None, verbose="auto", sample_weight=None, steps=None, callbacks=None,
                 return_dict=False, **kwargs):
        """Loss and metrics of these samples: a list in Keras's order, one number, or a dict."""
        no_more("evaluate", kwargs)
        self._need_compiled("evaluate")
        if self.has_own_steps():
            logs = self._evaluate_own(x, y, sample_weight, batch_size, verbose, steps, callbacks)
            return logs if return_dict else self._listed_logs(logs)
        x = self._build_for_data(x)
        y, sample_weight = self._targets(y), self._targets(sample_weight)
        options = {"verbose": 1 if verbose == "auto" else int(verbose), "sample_weight": data.arrays("sample_weight", sample_weight)}
        inputs = targets = None
        self.stop_evaluating = False
        if data.is_source(x):
            options["source"] = data.source_of(x)
        else:
            inputs, targets = data.examples("evaluate", x, y, self._compared)
            options["bar_steps"] = _steps(inputs, batch_size)
        self._take_pass(options, batch_size, steps, callbacks)
        self._settle("evaluate", inputs)
        self._take_shared()
        logs = self._idle().evaluate(self._ranked(inputs), targets, options)
        data.end(options)
        return self._values(logs, return_dict)

    def predict(self, x, batch_size=None, verbose="auto", steps=None, callbacks=None):
        """The output, or a list of outputs, as NumPy arrays."""
        is_short = verbose == 0 and not callbacks and batch_size is None and steps is None and type(x) is np.ndarray and 0 < len(x) <= 32
        if is_short and self.__dict__.get("_short_pass") == (self._core, x.shape[1:], x.dtype, x.flags.c_contiguous):
            self._take_shared()
            found = self._core.predict_on_batch(x)
            self._own_layers()
            return found
        given = x
        if self.has_own_steps("predict_step") or callbacks and self.steps_per_execution == 1 and any(map(sees_outputs, as_list(callbacks))):
            return self._predict_own(x, batch_size, verbose, steps, callbacks)
        options, inputs = {"verbose": 1 if verbose == "auto" else int(verbose)}, None
        x = self._build_for_data(x)
        if data.is_source(x):
            if not self.built:
                first, x = data.first_inputs(x)
                self._build_from([] if first is None else data.arrays("x", first)[0])
            options["source"] = data.source_of(x)
        else:
            inputs = self._ranked(data.arrays("x", x))
            options["bar_steps"] = _steps(inputs, batch_size)
            self._build_from(inputs[0])
        self._take_pass(options, batch_size, steps, callbacks)
        self._settle("predict", inputs)
        self._take_shared()
        outputs = self._core.predict(inputs, options)
        data.end(options)
        self._own_layers()
        found = self._arranged(outputs)
        # A few rows that are taken as they are make one batch, and the next ones like them go straight to it.
        if is_short and x is given and inputs[0][0] is given and len(inputs[0]) == 1 and found is outputs[0] and given.shape[1:] == tuple(self._core.input_shapes()[0]):
            self.__dict__["_short_pass"] = self._core, given.shape[1:], given.dtype, True
        return found

    def _take_pass(self, options, batch_size, steps, callbacks):
        if batch_size is not None:
            options["batch_size"] = whole("batch_size", "batch_size", batch_size)
        steps = limited("steps_per_epoch", steps)
        if steps is not None:
            options["steps"] = whole("steps", "steps", steps)
        taken = {"verbose": options["verbose"], "epochs": 1, "steps": steps or options.get("bar_steps")}
        options["callbacks"] = engine_callbacks(callbacks, self, taken, is_pass=True)
        if batch_size is None and any(len(each) > 2 and each[3] for each in options["callbacks"]):
            options["batch_size"] = 32  # Keras's, where the batches are told
        options["screen"] = screen()

    def _build_from(self, arrays):
        """As in Keras, a model that is asked before it is built takes the shape of what it is asked."""
        if not self.built and len(arrays) == 1 and arrays[0].ndim and arrays[0].size:
            self.build((None, *(arrays[0].shape[1:] or (1,))))

    def _settle(self, where, arrays):
        """Before the engine builds it from these arrays (None: batches of a source): layers that have weights keep them."""

    def train_on_batch(self, x, y=None, sample_weight=None, class_weight=None, return_dict=False):
        """One step. Returns loss and metrics of these samples before it."""
        return self._on_batch(x, y, sample_weight, class_weight, return_dict, True)

    def test_on_batch(self, x, y=None, sample_weight=None, return_dict=False):
        """The same without training."""
        return self._on_batch(x, y, sample_weight, None, return_dict, False)

    def _on_batch(self, x, y, sample_weight, class_weight, return_dict, training):
        self._need_compiled("train_on_batch" if training else "test_on_batch")
        if self.has_own_steps():
            return self._on_batch_own(self.train_step if training else self.test_step, x, y, sample_weight, class_weight, return_dict)
        options = {} if class_weight is None else {"class_weight": class_weights(class_weight)}
        x = self._build_for_data(x)
        y, sample_weight = self._targets(y), self._targets(sample_weight)
        self._settle("train_on_batch", data.arrays("x", x))
        self._take_shared()
        core = self._core if training else self._idle()
        logs = core.run_on_batch(self._ranked(data.arrays("x", x)), data.arrays("y", y if self._compared else None), data.arrays("sample_weight", sample_weight), options, training)
        if training:
            self._weights_changed()
        return self._values(logs, return_dict)

    def predict_on_batch(self, x):
        """The output for one batch, or a list of outputs."""
        x = self._build_for_data(x)
        self._take_shared()
        if self.built and (len(self.input_names) > 1 or len(self.output_names) > 1 or self.__dict__.get("_structure") is not None):
            inputs = self._ranked(data.arrays("x", x))
            options = {"verbose": 0}
            self._take_pass(options, max(len(inputs[0][0]), 1), None, None)
            outputs = self._core.predict(inputs, options)
            self._own_layers()
            return self._arranged(outputs)
        if isinstance(x, data.Ready):
            x = x[0]
        if isinstance(x, dict) and self.built and self.input_names[0] in x:
            x = x[self.input_names[0]]
        x = self._ranked(([numbers("predict_on_batch", next(iter(x.values())) if isinstance(x, dict) and len(x) == 1 else x)], []))[0][0]
        self._build_from([x])
        result = self._core.predict_on_batch(x)
        self._own_layers()
        return self._arranged([result])

    def _need_compiled(self, where):
        if not self._compiled:
            raise ValueError(f"You must call `compile()` before calling `{where}()`.")

    # --- evidence and files

    def penalty_table(self):
        """Which weight gets which penalty, constraint, decay and learning rate."""
        return self._core.penalty_table()

    def to_json(self, **kwargs):
        return json.dumps(self._description() if self.built else described(self), **kwargs)

    def get_config(self):
        self._need_built("get_config")
        return self._description()["config"]

    def _tell_description(self, as_it_is=False):
        """From now on the engine writes descriptions with what Python knows of the model; of the whole one, or as it is."""

    def _description(self):
        """The engine's, with what Python knows of the model."""
        self._tell_description()
        self._take_shared()
        description = self._core.description()
        description["config"] = self._behind_front({**description["config"], "name": self.name})
        return description

    def __repr__(self):
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"

    def __deepcopy__(self, memo):
        self._take_shared()
        memo[id(self)] = made = self._around(self._core.copy())
        return made

    def _around(self, core):
        """A model like this one, with a copy of its engine or a member of a stack."""
        made = type(self).__new__(type(self))
        made.__dict__.update({name: value for name, value in self.__dict__.items() if name not in ("_links", "_linked", "_training_call", "_tape_layer", "_moved_on", "_names_of")})
        made._core = core
        made._rebind()
        return made

    def _take_twins(self, twins):
        """For a copy: what else holds layers holds these."""

    def _rebind(self):
        from .copying import layers_like
        twins = layers_like(self)
        self._layers = list(twins.values())
        self._take_twins(twins)
        self._own_layers()
        if self.optimizer is not None:
            self.optimizer = optimizers_module.get(self.optimizer.described())
            self.optimizer.bind(self._core)


def _fixed_below(layers, outer):
    """The paths of layers and models that are not trained."""
    for layer in layers:
        path = f"{outer}{layer.name}"
        if not layer.trainable:
            yield path
        else:
            yield from _fixed_below(layer.layers if isinstance(layer, Trainable) else layer._parts(), f"{path}/")


def _steps(inputs, batch_size):
    return 0 if inputs is None or not inputs[0] else -(-len(inputs[0][0]) // max(batch_size or 32, 1))
