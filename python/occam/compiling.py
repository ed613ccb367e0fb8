"""What compile takes, as the engine reads it."""

from . import losses as losses_module, metrics as metrics_module


def listed(given):
    """(list, names) of one, a list or a dict by output."""
    if given is None:
        return [], []
    if isinstance(given, dict) and "class_name" not in given:
        return list(given.values()), [str(name) for name in given]
    return (list(given), []) if isinstance(given, (list, tuple)) else ([given], [])


def loss_of(given):
    loss = losses_module.get(given)
    if loss is None:
        return None
    if isinstance(loss, losses_module.Loss) and loss.reduction not in ("sum_over_batch_size", "mean"):
        raise ValueError(f"compile: a loss is the mean over samples. Expected reduction='sum_over_batch_size'. Received: reduction={loss.reduction!r}")
    if isinstance(loss, losses_module.Loss) and not loss.is_engines():
        return loss.call
    return loss.described() if hasattr(loss, "described") else loss


def _metric(given):
    if isinstance(given, str):
        return given, None
    metric = metrics_module.get(given)
    if hasattr(metric, "described") and not isinstance(metric, metrics_module.Metric):
        return metric.described()["class_name"], None
    if not isinstance(metric, metrics_module.Metric):
        return metric, getattr(metric, "__name__", "metric")
    if not metric.is_engines():
        return metric, metric.name
    return metric.described(), metric.name


def metric_lists(given):
    if given is None:
        return [], []
    if isinstance(given, dict):
        lists = [each if isinstance(each, (list, tuple)) else [each] for each in given.values()]
        return [[_metric(each) for each in of_output] for of_output in lists], [str(name) for name in given]
    if not isinstance(given, (list, tuple)):
        given = [given]
    return [_metric(each[0] if isinstance(each, (list, tuple)) and len(each) == 1 else each) for each in given], []
