"""At which predictions metrics of truth values count, as Keras lists them: `metric.thresholds`. Source: Keras 3, metrics.confusion_metrics."""

_EDGE = 1e-7  # AUC's first and last lie outside of all predictions


def of_metric(metric):
    """[0.5], the given ones, or those at even distances from 0 to 1; none with top_k. None for a metric without thresholds."""
    arguments = metric._arguments
    given = arguments.get("thresholds")
    if metric.class_name == "AUC":
        inner = list(given) if given else _even(arguments["num_thresholds"])[1:-1]
        return [-_EDGE, *inner, 1 + _EDGE]
    if "num_thresholds" in arguments:
        return _even(arguments["num_thresholds"])
    if "thresholds" not in arguments:
        return None
    if given is None:
        return [0.5 if arguments.get("top_k") is None else -1e10]
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _even(count):
    return [0.5] if count == 1 else [0.0, *((place + 1) / (count - 1) for place in range(count - 2)), 1.0]
