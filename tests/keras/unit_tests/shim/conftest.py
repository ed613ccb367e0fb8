"""What tests of Keras import from its conftest.py, which the source distribution lacks."""

import pytest
from keras_names import BACKEND


def skip_if_backend(name, reason):
    return pytest.mark.skipif(BACKEND == name, reason=reason)
