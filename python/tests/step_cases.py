"""Programs that train step by step: run on occam by test_gradient_tape.py and test_own_steps.py, on Keras by tools/golden/step_values.py.

Each is a function of (tf, keras) and returns numbers by name.
"""

import numpy as np

_RNG = np.random.default_rng(7)
X = _RNG.normal(size=(40, 5)).astype(np.float32)
Y = (2 * X[:, :1] - X[:, 1:2] + 0.1 * _RNG.normal(size=(40, 1))).astype(np.float32)
CLASSES = (X[:, 0] + X[:, 1] > 0).astype(np.int32) + (X[:, 2] > 1)


def set_weights(model, seed=1):
    """The same on both sides; statistics stay."""
    rng = np.random.default_rng(seed)
    model.set_weights([weight.numpy() if "moving" in weight.path else 0.3 * rng.normal(size=weight.shape).astype(np.float32) for weight in model.weights])


def plain(value):
    """Numbers as lists that JSON holds."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return None if value is None else np.asarray(value, np.float64).tolist()


def functional(keras, model=None, activation="tanh"):
    inputs = keras.Input((5,))
    hidden = keras.layers.Dense(6, activation=activation, kernel_regularizer="l2")(inputs)
    made = (model or keras.Model)(inputs, keras.layers.Dense(1)(hidden))
    set_weights(made)
    return made


# --- gradients

def of_variables(tf, keras):
    w, b, x = tf.Variable([[1.0], [2.0]]), tf.Variable(0.5), tf.constant([[1.0, 2.0], [3.0, 4.0]])
    unused = tf.Variable(1.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x @ w + b
        loss = tf.reduce_mean(y**2)
    return {"loss": loss, "listed": tape.gradient(loss, [w, b, unused]), "named": tape.gradient(loss, {"b": b, "w": w}),
            "zeros": tape.gradient(loss, [b, unused], unconnected_gradients="zero"), "of_sum": tape.gradient([y, loss], w), "weighted": tape.gradient(y, w, output_gradients=tf.constant([[1.0], [-2.0]]))}


def of_watched(tf, keras):
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        inside = tf.exp(-x) * tf.sin(x)
        y = tf.reduce_sum(inside * inside + 3 * x, axis=1)
    a, b = tf.Variable(1.5), tf.Variable(2.0, trainable=False)
    with tf.GradientTape() as second:
        second.watch(b)
        product = a * b
    with tf.GradientTape(watch_accessed_variables=False) as third:
        third.watch(b)
        other = a * b
    return {"by_x": tape.gradient(y, x), "by_inside": tape.gradient(y, inside), "both": tape.gradient(y, [x, inside]), "by_both": second.gradient(product, [a, b]),
            "by_watched": third.gradient(other, [a, b])}


def of_gradients(tf, keras):
    z = tf.Variable(3.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            cube = z**3
        first = inner.gradient(cube, z)
    return {"first": first, "second": outer.gradient(first, z)}


def jacobians(tf, keras):
    x, w = tf.constant(X[:3, :2]), tf.constant([[1.0, 2.0, 3.0], [0.5, -1.0, 0.0]])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = tf.tanh(x @ w)
    return {"jacobian": tape.jacobian(y, x), "batch": tape.batch_jacobian(y, x)}


def penalty_on_gradients(tf, keras):
    model = functional(keras)
    x = tf.constant(X[:8])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = model(x)
        norm = tf.sqrt(tf.reduce_sum(tf.square(inner.gradient(y, [x])[0]), axis=1))
        penalty = tf.reduce_mean((norm - 1.0) ** 2)
    return {"penalty": penalty, "gradients": outer.gradient(penalty, model.trainable_weights)}


# --- loops

def loop_with_all(tf, keras):
    """A model of one's own with a layer of one's own, statistics, a model inside, penalties and add_loss."""
    penalty = keras.regularizers.L1(0.01)

    class Linear(keras.layers.Layer):
        def build(self, input_shape):
            self.w = self.add_weight(shape=(input_shape[-1], 4), initializer="ones", name="w", regularizer=penalty)

        def call(self, x):
            self.add_loss(0.1 * tf.reduce_mean(tf.square(x)))
            return tf.matmul(x, self.w)

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.first, self.norm = Linear(), keras.layers.BatchNormalization()
            self.last = keras.layers.Dense(1, kernel_regularizer="l2", activity_regularizer=keras.regularizers.L2(0.05))
            self.inner = keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(4, activation="relu")])

        def call(self, x, training=False):
            return self.last(self.inner(self.norm(self.first(x), training=training)))

    model = Own()
    model(X[:2])
    set_weights(model)
    optimizer, metric, losses = keras.optimizers.SGD(0.1, momentum=0.9), keras.metrics.MeanAbsoluteError(), []
    for _ in range(4):
        with tf.GradientTape() as tape:
            predicted = model(X, training=True)
            loss = tf.reduce_mean(tf.square(Y - predicted)) + sum(model.losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        metric.update_state(Y, predicted)
        losses.append(loss)
    return {"losses": losses, "metric": metric.result(), "weights": model.get_weights(), "predicted": model.predict(X[:4], verbose=0)}


def loop_of_sequential(tf, keras):
    model = keras.Sequential([keras.layers.Input((5,)), keras.layers.Dense(8, activation="tanh", kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02)),
                              keras.layers.BatchNormalization(), keras.layers.Dense(3, activation="softmax")])
    set_weights(model)
    optimizer, loss_of = keras.optimizers.Adam(0.05), keras.losses.SparseCategoricalCrossentropy()
    accuracy, losses = keras.metrics.SparseCategoricalAccuracy(), []
    for begin in range(0, 40, 10):
        rows = slice(begin, begin + 10)
        with tf.GradientTape() as tape:
            predicted = model(X[rows], training=True)
            loss = loss_of(CLASSES[rows], predicted, sample_weight=np.arange(1, 11, dtype=np.float32))
            loss += sum(model.losses)
        optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_weights), model.trainable_weights))
        accuracy.update_state(CLASSES[rows], predicted)
        losses.append(float(loss))
    return {"losses": losses, "accuracy": accuracy.result(), "weights": model.get_weights()}


def parts_of_a_model(tf, keras):
    """Called by themselves they have the gradients of the whole, and the other way round."""
    encoder = keras.Sequential([keras.layers.Input((5,)), keras.layers.Dense(2)])
    decoder = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(5)])
    set_weights(encoder)
    set_weights(decoder, 2)
    whole = keras.Sequential([keras.layers.Input((5,)), encoder, decoder])
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(keras.losses.mean_squared_error(X, decoder(encoder(X))))
    by_whole = tape.gradient(loss, whole.trainable_weights)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(keras.losses.mean_squared_error(X, whole(X)))
    by_parts = tape.gradient(loss, encoder.trainable_weights + decoder.trainable_weights)
    encoder.trainable = False
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(keras.losses.mean_squared_error(X, whole(X)))
    return {"by_whole": by_whole, "by_parts": by_parts, "frozen": tape.gradient(loss, whole.trainable_weights)}


# --- steps of one's own in fit

def history(found):
    return {name: values for name, values in sorted(found.history.items())}


def own_train_step(tf, keras):
    class Own(keras.Model):
        def train_step(self, data):
            x, y = data
            with tf.GradientTape() as tape:
                y_pred = self(x, training=True)
                loss = self.compute_loss(y=y, y_pred=y_pred)
            self.optimizer.apply(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
            for metric in self.metrics:
                if metric.name == "loss":
                    metric.update_state(loss)
                else:
                    metric.update_state(y, y_pred)
            return {metric.name: metric.result() for metric in self.metrics}

    model = functional(keras, Own)
    model.compile("adam", "mse", metrics=["mae"])
    found = model.fit(X, Y, epochs=3, shuffle=False, verbose=0, validation_split=0.2, batch_size=8)
    again = model.fit(X, Y, epochs=1, shuffle=False, verbose=0)
    return {"history": history(found), "again": history(again), "evaluated": model.evaluate(X, Y, verbose=0),
            "predicted": model.predict(X[:4], verbose=0)}


def own_metrics(tf, keras):
    class Own(keras.Model):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.told, self.error, self.loss_of = keras.metrics.Mean(name="loss"), keras.metrics.MeanAbsoluteError(name="mae"), keras.losses.MeanSquaredError()

        def train_step(self, data):
            x, y = data
            with tf.GradientTape() as tape:
                y_pred = self(x, training=True)
                loss = self.loss_of(y, y_pred)
            self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
            self.told.update_state(loss)
            self.error.update_state(y, y_pred)
            return {"loss": self.told.result(), "mae": self.error.result()}

        def test_step(self, data):
            x, y = data
            y_pred = self(x, training=False)
            self.told.update_state(self.loss_of(y, y_pred))
            self.error.update_state(y, y_pred)
            return {metric.name: metric.result() for metric in self.metrics}

        @property
        def metrics(self):
            return [self.told, self.error]

    model = functional(keras, Own)
    model.compile(optimizer=keras.optimizers.SGD(0.3))
    stopping = keras.callbacks.EarlyStopping("val_loss", patience=1, restore_best_weights=True)
    found = model.fit(X, Y, epochs=12, shuffle=False, verbose=0, batch_size=10, validation_data=(X[:20], Y[:20]), callbacks=[stopping])
    return {"history": history(found), "evaluated": model.evaluate(X, Y, verbose=0)}


def own_loss(tf, keras):
    class Own(keras.Model):
        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            return tf.reduce_mean(tf.abs(y - y_pred)) + 0.01 * sum(tf.reduce_sum(weight**2) for weight in self.trainable_weights)

    model = functional(keras, Own)
    model.compile("sgd", "mse", metrics=["mae"])
    return {"history": history(model.fit(X, Y, epochs=2, shuffle=False, verbose=0))}


def weights_of_samples(tf, keras):
    class Own(keras.Model):
        def train_step(self, data):
            x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
            with tf.GradientTape() as tape:
                y_pred = self(x, training=True)
                loss = self.compute_loss(x=x, y=y, y_pred=y_pred, sample_weight=sample_weight)
            self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
            for metric in self.metrics:
                if metric.name == "loss":
                    metric.update_state(loss)
                else:
                    metric.update_state(y, y_pred, sample_weight=sample_weight)
            return self.get_metrics_result()

    inputs = keras.Input((5,))
    model = Own(inputs, keras.layers.Dense(3, activation="softmax")(inputs))
    set_weights(model)
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"], weighted_metrics=["accuracy"])
    found = model.fit(X, CLASSES, epochs=2, shuffle=False, verbose=0, class_weight={0: 1.0, 1: 2.0, 2: 3.0})
    return {"evaluated": model.evaluate(X, CLASSES, verbose=0), "history": history(found), "weights": model.get_weights(), "on_batch": model.train_on_batch(X, CLASSES, return_dict=True)}


def several_outputs(tf, keras):
    class Own(keras.Model):
        def test_step(self, data):
            return super().test_step(data)

    inputs = keras.Input((5,))
    model = Own(inputs, {"a": keras.layers.Dense(1, name="a")(inputs), "b": keras.layers.Dense(3, activation="softmax", name="b")(inputs)})
    set_weights(model)
    model.compile("sgd", {"a": "mse", "b": "sparse_categorical_crossentropy"}, loss_weights={"a": 0.5, "b": 2.0}, metrics={"b": ["accuracy"]})
    found = model.fit(X, {"a": Y, "b": CLASSES}, epochs=2, shuffle=False, verbose=0, batch_size=20)
    return {"history": history(found), "evaluated": model.evaluate(X, {"a": Y, "b": CLASSES}, verbose=0, return_dict=True, batch_size=20)}


def own_predict_step(tf, keras):
    class Own(keras.Model):
        def predict_step(self, data):
            return 2.0 * self(data, training=False)

    return {"predicted": functional(keras, Own).predict(X, batch_size=16, verbose=0)}


def part_that_call_does_not_ask(tf, keras):
    """A student that learns of a teacher in compute_loss: the teacher's weights are the model's too, and are trained."""
    class Distilled(keras.Model):
        def __init__(self, student, teacher):
            super().__init__()
            self.teacher, self.student = teacher, student

        def call(self, x):
            return self.student(x)

        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            return keras.losses.KLDivergence()(tf.nn.softmax(self.teacher(x, training=False) / 3.0), tf.nn.softmax(y_pred / 3.0))

    student, teacher = (keras.Sequential([keras.layers.Input((5,)), keras.layers.Dense(units, activation="relu"), keras.layers.Dense(3)]) for units in (4, 8))
    set_weights(student)
    set_weights(teacher, 2)
    model = Distilled(student, teacher)
    model.compile("adam", metrics=["sparse_categorical_accuracy"])
    found = model.fit(X, CLASSES, epochs=2, shuffle=False, verbose=0)
    return {"history": history(found), "weights": [tuple(weight.shape) for weight in model.weights], "student": student.get_weights(), "teacher": teacher.get_weights()}


GRADIENTS = [of_variables, of_watched, of_gradients, jacobians, penalty_on_gradients, loop_with_all, loop_of_sequential, parts_of_a_model]
STEPS = [own_train_step, own_metrics, own_loss, weights_of_samples, several_outputs, own_predict_step, part_that_call_does_not_ask]
