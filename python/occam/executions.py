"""Callbacks of a model that takes several steps at once: told of each execution, not of each step. Source: Keras 3, EpochIterator."""


class ByExecution:
    """A callback for the engine's calls, which are of each step: hooks of batches come once in `steps`, with the first and the last step of these."""

    def __init__(self, told, steps):
        self.told, self._steps = told, int(steps)
        self._open = {}  # what is begun: (its first step, the logs of the last one)

    def __getattr__(self, hook):
        method = getattr(self.told, hook)
        if not hook.startswith("on_"):
            return method
        kind, _, end = hook.removeprefix("on_").partition("_batch_")
        if hook in ("on_batch_begin", "on_batch_end"):
            kind, end = "batch", hook.removeprefix("on_batch_")
        if end == "begin":
            def call(step, logs=None):
                if step % self._steps == 0:
                    self._open[kind] = step, None
                    method(step, logs)
        elif end == "end":
            def call(step, logs=None):
                first = self._open.get(kind, (step - step % self._steps, None))[0]
                self._open[kind] = first, logs
                if step == first + self._steps - 1:
                    self._close(kind)
        else:
            def call(*given):
                for each in ("train", "batch") if hook in ("on_epoch_end", "on_test_begin") else ("test",) if hook == "on_test_end" else ("predict",):
                    self._close(each)
                method(*given)
        return call

    def _close(self, kind):
        """Tells the end of what is begun; the last execution of an epoch is counted as if it were whole, as in Keras."""
        first, logs = self._open.pop(kind, (None, None))
        if first is not None:
            getattr(self.told, "on_batch_end" if kind == "batch" else f"on_{kind}_batch_end")(first + self._steps - 1, logs)
