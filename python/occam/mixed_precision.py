"""Names of Keras's for the element type of computation, which is float32. Source: Keras 3, keras.mixed_precision."""

from .config import dtype_policy, set_dtype_policy
from .dtype_policies import DTypePolicy

Policy, global_policy, set_global_policy = DTypePolicy, dtype_policy, set_dtype_policy

__all__ = ["DTypePolicy", "Policy", "dtype_policy", "global_policy", "set_dtype_policy", "set_global_policy"]
