"""scikit-learn's MLPClassifier on the sweep: one network after the other; 8 of the 64, times 8."""

import time
import warnings

from sklearn.neural_network import MLPClassifier

import peer

BATCH = 32


def run_sweep(options):
    x, y = peer.digits_rows()
    warnings.filterwarnings("ignore")  # 20 epochs are too few to converge, and are what is asked
    for early_stop in (True, False):
        epochs, loss = 0, float("inf")
        begin = time.perf_counter()
        for factor in peer.sweep_factors(options.sweep_models):
            # alpha / (2 batch) |w|^2 is what is called factor |w|^2 elsewhere
            model = MLPClassifier((64, 64), alpha=float(factor) * 2 * BATCH, batch_size=BATCH,
                                  max_iter=20, early_stopping=early_stop, validation_fraction=0.2,
                                  n_iter_no_change=5 if early_stop else 20, random_state=0)
            rows = len(x) if early_stop else len(x) * 8 // 10
            model.fit(x[:rows], y[:rows])
            epochs += model.n_iter_
            loss = min(loss, model.loss_)
        seconds = (time.perf_counter() - begin) / options.sweep_models * 64
        name = "digits-l2-sweep" if early_stop else "digits-l2-sweep-all-epochs"
        peer.report("scikit-learn", name, seconds=seconds, models=options.sweep_models,
                    epochs=epochs, loss=loss)


if __name__ == "__main__":
    run_sweep(peer.parse_arguments())
