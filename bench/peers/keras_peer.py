"""Keras on TensorFlow, in three settings: as it comes, 32 steps an execution, and that with XLA."""

import os
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf

import peer

keras = tf.keras
layers, regularizers = keras.layers, keras.regularizers

VARIANTS = {
    "default": {},
    "steps_per_execution=32": {"steps_per_execution": 32},
    "steps_per_execution=32, XLA": {"steps_per_execution": 32, "jit_compile": True},
}


class EpochTimes(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.begin = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.begin)


def dense10():
    return keras.Sequential([layers.Input((20,)), layers.Dense(10, kernel_initializer="ones")])


def mlp16():
    return keras.Sequential([
        layers.Input((10,)),
        layers.Dense(16, activation="relu", kernel_regularizer=regularizers.L2(0.001)),
        layers.Dense(16, activation="relu", kernel_regularizer=regularizers.L1(0.001)),
        layers.Dense(16, activation="relu", kernel_regularizer=regularizers.L1L2(0.001, 0.01)),
        layers.Dense(1),
    ])


def fashion_mlp512():
    model = keras.Sequential([layers.Input((784,))])
    for _ in range(2):
        model.add(layers.Dense(512, use_bias=False, kernel_regularizer=regularizers.L2(1e-4)))
        model.add(layers.BatchNormalization())
        model.add(layers.Activation("relu"))
        model.add(layers.Dropout(0.5))
    model.add(layers.Dense(10, activation="softmax"))
    return model


def train(workload, model, table, epochs, batch_size, optimizer, **compile_options):
    x, y = table
    for variant, options in VARIANTS.items():
        network = model()
        network.compile(optimizer(), **compile_options, **options)
        times = EpochTimes()
        history = network.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0,
                              callbacks=[times])
        steps = -(-len(x) // batch_size)
        peer.report("keras", workload, variant=variant,
                    **peer.epoch_fields(times.seconds, steps, history.history["loss"][-1]))


def run_dense10(options):
    x, y = peer.counting_rows()
    train("seed-dense10-b1", dense10, (x, y[:, None]), 20, 1,
          optimizer=lambda: keras.optimizers.SGD(1e-6), loss="mse")


def run_mlp16(options):
    train("seed-mlp16-b32", mlp16, peer.normal_rows(), 10, 32, optimizer=keras.optimizers.Adam,
          loss="mse")


def run_fashion(options):
    train("fashion-mlp512-b128", fashion_mlp512, peer.fashion_rows(options.fashion_rows), 3, 128,
          optimizer=keras.optimizers.Adam, loss="sparse_categorical_crossentropy",
          metrics=["accuracy"])


def run_predict_all(options):
    x, _ = peer.fashion_rows(options.fashion_rows)
    for variant, setting in (("default", {}), ("XLA", {"jit_compile": True})):
        model = fashion_mlp512()
        model.compile(**setting)
        seconds = []
        for _ in range(3):
            begin = time.perf_counter()
            model.predict(x, batch_size=1024, verbose=0)
            seconds.append(time.perf_counter() - begin)
        peer.report("keras", "fashion-mlp512-predict60k", variant=variant, seconds=min(seconds[1:]))


def run_predict_one(options):
    row = peer.fashion_rows(1)[0]
    model = fashion_mlp512()
    model.predict(row, verbose=0)
    us = peer.median_us(lambda: model.predict(row, verbose=0), 30)
    peer.report("keras", "fashion-mlp512-predict1", variant="predict", us=us)
    function = tf.function(lambda batch: model(batch, training=False))
    tensor = tf.constant(row)
    function(tensor)
    us = peer.median_us(lambda: function(tensor).numpy(), 200)
    peer.report("keras", "fashion-mlp512-predict1", variant="tf.function", us=us)


def run_sweep(options):
    """One network after the other, as Keras has it; 8 of the 64, times 8."""
    x, y = peer.digits_rows()
    for early_stop in (True, False):
        epochs, best = 0, float("inf")
        begin = time.perf_counter()
        for factor in peer.sweep_factors(options.sweep_models):
            keras.backend.clear_session()
            penalty = regularizers.L2(float(factor))
            model = keras.Sequential([
                layers.Input((64,)),
                layers.Dense(64, activation="relu", kernel_regularizer=penalty),
                layers.Dense(64, activation="relu", kernel_regularizer=penalty),
                layers.Dense(10, activation="softmax"),
            ])
            model.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
            stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5)
            history = model.fit(x, y, epochs=20, batch_size=32, validation_split=0.2, verbose=0,
                                callbacks=[stop] if early_stop else [])
            epochs += len(history.epoch)
            best = min(best, history.history["val_loss"][-1])
        seconds = (time.perf_counter() - begin) / options.sweep_models * 64
        name = "digits-l2-sweep" if early_stop else "digits-l2-sweep-all-epochs"
        peer.report("keras", name, seconds=seconds, models=options.sweep_models, epochs=epochs,
                    loss=best)


def run_startup(options):
    x, y = peer.counting_rows()
    model = dense10()
    model.compile(keras.optimizers.SGD(1e-6), loss="mse")
    history = model.fit(x[:1], y[:1, None], batch_size=1, verbose=0)
    peer.report("keras", "startup", loss=history.history["loss"][-1], **peer.memory_mb())


WORKLOADS = {
    "startup": run_startup,
    "seed-dense10-b1": run_dense10,
    "seed-mlp16-b32": run_mlp16,
    "fashion-mlp512-b128": run_fashion,
    "fashion-mlp512-predict60k": run_predict_all,
    "fashion-mlp512-predict1": run_predict_one,
    "digits-l2-sweep": run_sweep,
}

if __name__ == "__main__":
    arguments = peer.parse_arguments()
    tf.config.threading.set_intra_op_parallelism_threads(arguments.threads)
    tf.config.threading.set_inter_op_parallelism_threads(arguments.threads)
    for name in arguments.workload:
        WORKLOADS[name](arguments)
