"""What compile takes, as the engine reads it."""

from . import losses as losses_module, metrics as metrics_module
from .described import MEMBERS, snake_case


def listed(given):
    """(list, names) of one, a list or a dict by output."""
    if given is None:
        return [], []
    if isinstance(given, dict) and "class_name" not in given:
        return list(given.values()), [str(name) for name in given]
    return (list(given), []) if isinstance(given, (list, tuple)) else ([given], [])


def loss_of(given):
    if isinstance(given, (list, tuple)) and len(given) == 1:
        given = given[0]
    loss = losses_module.get(given)
    if isinstance(loss, losses_module.Loss) and not loss.is_engines():
        return OwnLoss(loss)
    return loss.described() if hasattr(loss, "described") else loss


class OwnLoss:
    """A loss of the user's own as the engine reads it: a value a sample, and what becomes of them."""

    def __init__(self, loss):
        self.loss, self.reduction = loss, loss.reduction or "none"

    def stands_for(self):
        """What a file has in its place."""
        return self.loss

    def __call__(self, y_true, y_pred):
        return self.loss(y_true, y_pred) if self.loss.has_own_call() else self.loss.call(y_true, y_pred)


def log_of(loss):
    """What Keras calls the log of a loss of an output without a name."""
    return loss if isinstance(loss, str) else getattr(loss, "name", None) or getattr(loss, "__name__", "loss")


def _metric(given):
    """(what the engine reads, name of the log or None)."""
    if isinstance(given, str):
        return given, given if given in MEMBERS["metrics"] else None
    if isinstance(given, losses_module.Loss) and given.is_engines() and given.class_name in MEMBERS["metrics"]:
        return given.described_as_metric(), given.name
    metric = metrics_module.get(given)
    if hasattr(metric, "described") and not isinstance(metric, metrics_module.Metric):
        return metric.described()["class_name"], None
    if not isinstance(metric, metrics_module.Metric):
        return metric, snake_case(getattr(metric, "__name__", type(metric).__name__))
    if not metric.is_engines():
        return metric, metric.name
    return metric.described(), metric.name


def _shown(metric, what, name):
    return name or (what if isinstance(what, str) else getattr(metric, "__name__", "metric"))


def shown_names(given):
    """The names of all these metrics, as each calls itself."""
    return [_shown(each, *_metric(each)) for of_output in given or () for each in one_or_more(of_output)]


class Taken(dict):
    """How often each name of a log has been taken, and the log of each metric that the engine adds up."""

    def __init__(self):
        super().__init__()
        self.objects = []


def _named(metric, output, taken, weighted):
    """The metric under the name of its log; a second one of a name gets a number, a weighted one is called so, as in Keras."""
    what, name = _metric(metric)
    shown = _shown(metric, what, name)
    full = f"{output}_{shown}" if output else shown
    if weighted and full in taken:
        name = shown = f"weighted_{shown}"
        full = f"{output}_{shown}" if output else shown
    count = taken.get(full, 0)
    taken[full] = count + 1
    if isinstance(metric, metrics_module.Metric) and metric.is_engines():
        taken.objects.append((metric, f"{full}_{count}" if count else full))
    return what, f"{shown}_{count}" if count else name


def metric_lists(given, outputs, taken, weighted=False, named=True):
    """(metrics, names of outputs) of compile's argument, for a model with these outputs; `taken` counts the names in use.

    named: do the logs have the outputs' names in front?
    """
    if given is None:
        return [], []
    if not isinstance(given, (dict, list, tuple)):
        given = [given]
    if not isinstance(given, dict) and len(outputs) > 1:
        if len(given) != len(outputs):
            raise ValueError(f"compile: invalid value for metrics. Expected a metric or a list of them for each of the outputs {outputs}. Received: {given!r}")
        given = dict(zip(outputs, given))
    if isinstance(given, dict):
        lists = [one_or_more(each) for each in given.values()]
        return [[_named(each, name if named else "", taken, weighted) for each in of_output] for name, of_output in zip(given, lists)], [str(name) for name in given]
    return [_named(inner, "", taken, weighted) for each in given for inner in one_or_more(each)], []


def one_or_more(given):
    """One, several or none, as a list."""
    return list(given) if isinstance(given, (list, tuple)) else [] if given is None else [given]


def reported_logs(logs):
    """Those that Keras has too, without data losses and penalties, and by name as Keras has them."""
    return {name: value for name, value in sorted(logs.items()) if "data_loss" not in name and not name.endswith("penalty")}
