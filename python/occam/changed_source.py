"""The batches of another source, their inputs changed."""

from .data import PyDataset, Repeatable, is_loader


def changed_source(source, change):
    """What makes batches, their inputs changed."""
    if isinstance(source, PyDataset):
        return _Dataset(source, change)
    return _Loader(source, change) if is_loader(source) else (_changed(each, change) for each in source)


def _changed(item, change):
    if isinstance(item, list):  # as Keras takes it: inputs, targets, weights
        item = tuple(item)
    return (change(item[0]), *item[1:]) if isinstance(item, tuple) else change(item)


class _Dataset(PyDataset):
    def __init__(self, dataset, change):
        super().__init__()
        self._dataset, self._change = dataset, change
        self.on_epoch_begin, self.on_epoch_end = dataset.on_epoch_begin, dataset.on_epoch_end

    @property
    def num_batches(self):
        return self._dataset.num_batches

    def __len__(self):
        return len(self._dataset)

    def __getitem__(self, index):
        return _changed(self._dataset[index], self._change)


class _Loader(Repeatable):
    """What is gone through anew in every epoch."""

    def __init__(self, loader, change):
        self._loader, self._change, self.is_endless = loader, change, getattr(loader, "is_endless", False)

    def __len__(self):
        return len(self._loader)

    def __iter__(self):
        return (_changed(each, self._change) for each in self._loader)
