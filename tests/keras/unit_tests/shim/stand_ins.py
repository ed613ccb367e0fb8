"""Names inside Keras that users have by another name: the battery's tests ask the inner one, a program the other. No behaviour here."""

# Modules of Keras's backends, and where users find their functions.
BACKEND_FOLDERS = {
    "keras.src.backend": ["ops"],
    "keras.src.backend.core": ["ops"],
    "keras.src.backend.numpy": ["ops"],
    "keras.src.backend.nn": ["ops"],
    "keras.src.backend.math": ["ops"],
    "keras.src.backend.linalg": ["ops"],
    "keras.src.backend.image": ["ops.image"],
    "keras.src.backend.random": ["random"],
}

STAND_INS = {
    "keras.src.models.Functional": "models.Model",  # what it makes of inputs and outputs
    "keras.src.models.functional.Functional": "models.Model",
    # saved and loaded by the path's ending
    "keras.src.saving.saving_lib.save_model": "saving.save_model",
    "keras.src.saving.saving_lib.load_model": "saving.load_model",
    # what keras.tree's functions are made of
    "keras.src.ops.random": "random",
    "keras.src.tree.optree_impl": "tree",
    "keras.src.backend.common.name_scope.name_scope": "name_scope",
    "keras.src.backend.common.global_state.clear_session": "utils.clear_session",
}

# Packages that test files import at their heads: they stand for nothing, so that the tests of the file that do not ask them run.
ABSENT = ("grain", "jax", "onnx", "onnxruntime", "optree", "torch")


class Sparse:
    """A tensor of TensorFlow's that parameters of tests are made of; nothing takes it."""

    def __init__(self, first, second, shape):
        self.indices = first if isinstance(self, SparseTensor) else second
        self.shape = shape


class SparseTensor(Sparse):
    pass


class IndexedSlices(Sparse):
    pass


HELD = {"SparseTensor": SparseTensor, "IndexedSlices": IndexedSlices}
