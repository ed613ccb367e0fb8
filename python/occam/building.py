"""When a layer is built, and for what. Source: Keras 3, Layer.build."""

import functools
import inspect

import numpy as np

from .ops import Symbol
from .structures import leaves, shape_structure


class Building:
    """Of layers: `build` once, for the first call or where a program calls it."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "build" in vars(cls):
            cls.build = _marking_built(vars(cls)["build"])

    def get_build_config(self):
        """What it was built for, or None. Source: Keras 3, Layer.get_build_config."""
        shape = self.__dict__.get("_build_shape")
        return None if shape is None else {"input_shape": shape}

    def build_from_config(self, config):
        """Builds it so. Source: Keras 3, Layer.build_from_config."""
        if config and config.get("input_shape") is not None:
            self.build(config["input_shape"])

    def _build_once(self, args, kwargs):
        """`build` for the first call: of one argument the shapes in the first of `call`, of several those of x as x_shape."""
        if self._built:
            return
        given = inspect.signature(self.call).bind(*args, **kwargs).arguments
        shapes = {name: shape_structure(value) for name, value in given.items()
                  if any(isinstance(each, (np.ndarray, Symbol)) for each in leaves(value))}
        taken = list(inspect.signature(self.build).parameters)
        if len(taken) > 1:
            wrong = [name for name, each in inspect.signature(self.build).parameters.items() if each.kind is each.POSITIONAL_OR_KEYWORD
                     and each.default is each.empty and not (name.endswith("_shape") and name.removesuffix("_shape") in shapes)]
            if wrong:
                raise ValueError(f"{self.name}: `build` takes {', '.join(taken)}. Expected the arguments of `call` that hold values, with _shape behind their names: "
                                 f"{', '.join(f'{name}_shape' for name in shapes)}. Received: {', '.join(wrong)}")
            self.build(**{f"{name}_shape": shape for name, shape in shapes.items() if f"{name}_shape" in taken})
        else:
            self.build(next(iter(shapes.values()), None))
        self._built = True


def _marking_built(build):
    """A layer's `build`, after which it is built, also where a program calls it. Source: Keras 3, Layer.__new__, build_wrapper."""
    @functools.wraps(build)
    def built(self, *args, **kwargs):
        self.__dict__["_in_build"] = True
        try:
            result = build(self, *args, **kwargs)
        finally:
            self.__dict__["_in_build"] = False
        self.__dict__["_built"] = True
        if args and not kwargs and "_build_shape" not in self.__dict__:
            self.__dict__["_build_shape"] = args[0]
        return result
    return built
