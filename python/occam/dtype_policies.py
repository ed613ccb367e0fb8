"""Element types of computation: float32 alone. Source: Keras 3, keras.DTypePolicy."""


class DTypePolicy:
    """What a layer computes in and holds its weights in. Errors: ValueError for another name than float32, TypeError for what is no name."""

    def __init__(self, name=None, source_name=None):
        if not isinstance(name, (str, type(None))):
            raise TypeError(f"'name' must be a string, such as 'float32'. Received: name={name!r} (of type {type(name)})")
        name = "float32" if name is None else name
        if name != "float32":
            raise ValueError(f"DTypePolicy: invalid value for name. Expected 'float32', which is what occam computes in. Received: name={name!r}")
        self.name = self.compute_dtype = self.variable_dtype = name
        self.quantization_mode = None

    def get_config(self):
        return {"name": self.name}

    @classmethod
    def from_config(cls, config):
        return cls(**config)

    def __eq__(self, other):
        return isinstance(other, DTypePolicy)

    def __hash__(self):
        return hash(self.name)

    def __repr__(self):
        return f'<DTypePolicy "{self.name}">'


FloatDTypePolicy = DTypePolicy


def serialize(dtype_policy):
    """Its description, as Keras writes it. Source: Keras 3, keras.dtype_policies.serialize."""
    return {"module": "keras", "class_name": "DTypePolicy", "config": dtype_policy.get_config(), "registered_name": None}


def deserialize(config, custom_objects=None):
    """The policy of serialize()'s description."""
    return get(config)


def get(identifier):
    """The policy of a name, a config or a policy."""
    if identifier is None or isinstance(identifier, DTypePolicy):
        return identifier or DTypePolicy()
    return DTypePolicy(identifier.get("config", {}).get("name") if isinstance(identifier, dict) else identifier)


__all__ = ["DTypePolicy", "FloatDTypePolicy", "deserialize", "get", "serialize"]
