"""What is left out of Keras's own run_layer_test, for every layer alike: the pass in mixed precision (occam computes in float32), and the
count of a layer's seed generators, which only its private attributes tell. And that a dense result is no tf.SparseTensor or tf.RaggedTensor is not
asked: there are none.
"""

import functools

# Of no element type of NumPy's: tests make arrays of all that a list has before the first of them runs.
TYPES_OF_NO_ARRAY = ("bfloat16", "float8_e4m3fn", "float8_e5m2")



def without_what_is_outside(module):
    """Of keras.src.testing.test_case."""
    whole = module.TestCase.run_layer_test

    @functools.wraps(whole)
    def run_layer_test(self, *arguments, **named):
        named["expected_num_seed_generators"] = None
        named["run_mixed_precision_check"] = False
        return whole(self, *arguments, **named)

    module.TestCase.run_layer_test = run_layer_test
    module.get_seed_generators = lambda layer: []
    module.TestCase.assertSparse = lambda self, x, sparse=True: self.assertFalse(sparse, "occam has no sparse tensors")
    module.TestCase.assertRagged = lambda self, x, ragged=True: self.assertFalse(ragged, "occam has no ragged tensors")


def without_types_of_no_array(module):
    """Of keras.src.backend.common.dtypes: the lists of element types that tests walk through."""
    for name, value in list(vars(module).items()):
        if isinstance(value, (tuple, list)) and name.isupper():
            setattr(module, name, type(value)(each for each in value if each not in TYPES_OF_NO_ARRAY))
