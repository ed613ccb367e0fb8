"""What is left out of Keras's own run_layer_test, for every layer alike: the pass in mixed precision (occam computes in float32), and the
count of a layer's seed generators, which only its private attributes tell.
"""

import functools


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
