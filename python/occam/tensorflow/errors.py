"""The errors that stand for TensorFlow's in `except`. Source: TensorFlow 2, tf.errors."""

OpError = Exception
InvalidArgumentError = FailedPreconditionError = OutOfRangeError = ValueError
ResourceExhaustedError = MemoryError
NotFoundError = AlreadyExistsError = PermissionDeniedError = OSError
UnimplementedError = NotImplementedError
