"""Element types of computation: float32 alone. Source: Keras 3, keras.DTypePolicy."""


class DTypePolicy:
    """What a layer computes in and holds its weights in. Errors: ValueError for another name than float32."""

    def __init__(self, name="float32", source_name=None):
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


def get(identifier):
    """The policy of a name, a config or a policy."""
    if identifier is None or isinstance(identifier, DTypePolicy):
        return identifier or DTypePolicy()
    return DTypePolicy(identifier.get("config", {}).get("name") if isinstance(identifier, dict) else identifier)


__all__ = ["DTypePolicy", "get"]
