"""Normalizations that keep a sample's mean: outputs and gradients, as those of layers.py."""
import layers
from golden_file import write


def cases():
    for arguments, shape, sizes in (({}, (6, 4), (4,)), ({"epsilon": 0.1}, (2, 3, 4), (4,)), ({"axis": [2, 1]}, (2, 3, 4), (3, 4)), ({"axis": 1}, (2, 3, 3), (3,)),
                                    ({"axis": [1, -1]}, (2, 3, 3), (3, 3))):
        yield layers.call("RMSNormalization", arguments, layers.normal(*shape, mean=0.4, scale=1.5), weights={"scale": layers.normal(*sizes, mean=1, scale=0.3)})
    for arguments in ({"rms_scaling": True}, {"rms_scaling": True, "scale": False, "epsilon": 0.1}):
        yield layers.call("LayerNormalization", arguments, layers.normal(5, 4, mean=0.4, scale=1.5), weights={"gamma": layers.normal(4, mean=1, scale=0.3)})


def make():
    layers.RANDOM = layers.np.random.default_rng(19)
    write("normalizations", "each case: the weights before the call, y = layer(x), the gradients of sum(y * upstream)", {"cases": [*cases()]})
