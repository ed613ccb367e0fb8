"""What programs ask of the machine before they compute: there are processors, no graphics card. Source: TensorFlow 2, tf.test."""


def gpu_device_name():
    """The name of a graphics card, of which there is none."""
    return ""


def is_gpu_available(cuda_only=False, min_cuda_compute_capability=None):
    """Is there a graphics card? No."""
    return False


def is_built_with_cuda():
    """Could one of NVIDIA's be used? No."""
    return False


def is_built_with_rocm():
    """Could one of AMD's be used? No."""
    return False


def is_built_with_gpu_support():
    """Could any be used? No."""
    return False


def is_built_with_xla():
    """Is what is traced compiled? It is, by occam's own compiler, not by XLA."""
    return False
