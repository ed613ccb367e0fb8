"""The programs that tutorials on regularization with tf.keras print, as they stand."""

import numpy as np


def test_weight_penalties():
    import occam as tf
    from occam.keras import regularizers
    model = tf.keras.models.Sequential()
    model.add(tf.keras.layers.Dense(16, kernel_regularizer=regularizers.l2(0.001), activation='relu', input_shape=(10,)))
    model.add(tf.keras.layers.Dense(16, kernel_regularizer=regularizers.l1(0.001), activation='relu'))
    model.add(tf.keras.layers.Dense(16, kernel_regularizer=regularizers.L1L2(0.001, 0.01), activation='relu'))
    assert [layer.count_params() for layer in model.layers] == [176, 272, 272]
    kernel = model.layers[2].get_weights()[0]
    expected = 0.001 * np.abs(kernel).sum() + 0.01 * np.square(kernel).sum()
    assert np.isclose(model.layers[2].losses[0], expected, rtol=1e-5)


def test_dropout_on_an_array():
    import occam as tf
    tf.keras.utils.set_random_seed(1)
    layer = tf.keras.layers.Dropout(0.2, input_shape=(2,))
    data = np.arange(1, 11).reshape(5, 2).astype(np.float32)
    outputs = [np.asarray(layer(data, training=True)) for _ in range(200)]
    for output in outputs:
        assert np.all((output == 0) | np.isclose(output, data / 0.8))
    share = np.mean([np.mean(output == 0) for output in outputs])
    assert abs(share - 0.2) < 0.03  # 2000 draws: standard deviation 0.009
    assert len({output.tobytes() for output in outputs}) > 50
    np.testing.assert_array_equal(layer(data), data)
    text = str(layer(data, training=True))
    assert text.startswith("tf.Tensor(\n[[") and text.endswith("shape=(5, 2), dtype=float32)")


def test_early_stopping_of_a_run_that_diverges():
    import occam as tf
    callback = tf.keras.callbacks.EarlyStopping(monitor='loss', patience=3)
    model = tf.keras.models.Sequential([tf.keras.layers.Dense(10)])
    model.compile(tf.keras.optimizers.SGD(), loss='mse')
    history = model.fit(np.arange(100).reshape(5, 20), np.array([0, 1, 2, 1, 2]), epochs=10, batch_size=1, callbacks=[callback], verbose=1)
    assert len(history.history['loss']) == 4
    assert history.history['loss'][0] > 1e15 and not np.isfinite(history.history['loss'][-1])


def test_early_stopping_on_held_out_rows():
    import occam as tf
    tf.keras.utils.set_random_seed(3)
    x = np.random.normal(size=(200, 5)).astype(np.float32)
    y = x[:, :1] + 0.5 * np.random.normal(size=(200, 1)).astype(np.float32)
    model = tf.keras.Sequential([tf.keras.layers.Dense(64, activation='relu'), tf.keras.layers.Dense(1)])
    model.compile(optimizer='adam', loss='mse')
    stop = tf.keras.callbacks.EarlyStopping(monitor='val_loss', patience=5)
    history = model.fit(x, y, validation_split=0.25, epochs=500, callbacks=[stop], verbose=0)
    losses = history.history['val_loss']
    assert len(losses) < 500 and len(losses) - 1 - int(np.argmin(losses)) == 5
    assert stop.stopped_epoch == len(losses) - 1
    assert set(history.history) == {'loss', 'val_loss'}


def test_batch_normalization():
    import occam as tf
    layer = tf.keras.layers.BatchNormalization(epsilon=0.001, center=True, scale=True, beta_initializer='zeros', gamma_initializer='ones')
    x = np.array([[1, 10], [2, 30], [6, 20]], np.float32)
    normalized = (x - x.mean(0)) / np.sqrt(x.var(0) + 0.001)
    np.testing.assert_allclose(layer(x, training=True), normalized, rtol=1e-5)
