"""Normalizations that keep a sample's mean, and those of groups: outputs and gradients, as those of layers.py."""
import layers
from golden_file import write


def cases():
    for arguments, shape, sizes in (({}, (6, 4), (4,)), ({"epsilon": 0.1}, (2, 3, 4), (4,)), ({"axis": [2, 1]}, (2, 3, 4), (3, 4)), ({"axis": 1}, (2, 3, 3), (3,)),
                                    ({"axis": [1, -1]}, (2, 3, 3), (3, 3))):
        yield layers.call("RMSNormalization", arguments, layers.normal(*shape, mean=0.4, scale=1.5), weights={"scale": layers.normal(*sizes, mean=1, scale=0.3)})
    for arguments in ({"rms_scaling": True}, {"rms_scaling": True, "scale": False, "epsilon": 0.1}):
        yield layers.call("LayerNormalization", arguments, layers.normal(5, 4, mean=0.4, scale=1.5), weights={"gamma": layers.normal(4, mean=1, scale=0.3)})
    for arguments, shape in (({"groups": 2}, (5, 4)), ({"groups": 2, "epsilon": 0.1}, (3, 5, 4)), ({"groups": -1, "axis": 1}, (3, 2, 4)), ({"groups": 3, "axis": -2}, (2, 6, 3)),
                             ({"groups": 1, "center": False}, (3, 2, 2, 3)), ({"groups": 2, "axis": 2, "scale": False}, (3, 2, 4, 3))):
        size = shape[arguments.get("axis", -1)]
        weights = {name: layers.normal(size, mean=mean, scale=0.3) for name, mean, used in (("gamma", 1, "scale"), ("beta", 0.2, "center")) if arguments.get(used, True)}
        yield layers.call("GroupNormalization", arguments, layers.normal(*shape, mean=0.4, scale=1.5), weights=weights)


def make():
    layers.RANDOM = layers.np.random.default_rng(19)
    write("normalizations", "each case: the weights before the call, y = layer(x), the gradients of sum(y * upstream)", {"cases": [*cases()]})
