"""Arguments of Keras 3.15.1's classes, in order, with their defaults. Written by tools/golden/keras_signatures.py."""


class REQUIRED:
    """Stands for no default."""


SIGNATURES = {
    "activations": {
    },
    "layers": {
        "Activation": [("activation", REQUIRED)],
        "Add": [],
        "BatchNormalization": [("axis", -1), ("momentum", 0.99), ("epsilon", 0.001), ("center", True), ("scale", True), ("beta_initializer", 'zeros'), ("gamma_initializer", 'ones'), ("moving_mean_initializer", 'zeros'), ("moving_variance_initializer", 'ones'), ("beta_regularizer", None), ("gamma_regularizer", None), ("beta_constraint", None), ("gamma_constraint", None), ("renorm", False), ("renorm_clipping", None), ("renorm_momentum", 0.99), ("synchronized", False)],
        "CategoryEncoding": [("num_tokens", None), ("output_mode", 'multi_hot'), ("sparse", False)],
        "Concatenate": [("axis", -1)],
        "Dense": [("units", REQUIRED), ("activation", None), ("use_bias", True), ("kernel_initializer", 'glorot_uniform'), ("bias_initializer", 'zeros'), ("kernel_regularizer", None), ("bias_regularizer", None), ("activity_regularizer", None), ("kernel_constraint", None), ("bias_constraint", None), ("lora_rank", None), ("lora_alpha", None), ("quantization_config", None)],
        "Dropout": [("rate", REQUIRED), ("noise_shape", None), ("seed", None)],
        "Embedding": [("input_dim", REQUIRED), ("output_dim", REQUIRED), ("embeddings_initializer", 'uniform'), ("embeddings_regularizer", None), ("embeddings_constraint", None), ("mask_zero", False), ("weights", None), ("lora_rank", None), ("lora_alpha", None), ("quantization_config", None)],
        "Flatten": [("data_format", None)],
        "InputLayer": [("shape", None), ("batch_size", None), ("dtype", None), ("sparse", None), ("ragged", None), ("batch_shape", None), ("input_tensor", None), ("optional", False), ("name", None)],
        "LayerNormalization": [("axis", -1), ("epsilon", 0.001), ("center", True), ("scale", True), ("beta_initializer", 'zeros'), ("gamma_initializer", 'ones'), ("beta_regularizer", None), ("gamma_regularizer", None), ("beta_constraint", None), ("gamma_constraint", None)],
        "Normalization": [("axis", -1), ("mean", None), ("variance", None), ("invert", False)],
    },
    "regularizers": {
        "L1": [("l1", 0.01)],
        "L1L2": [("l1", 0.0), ("l2", 0.0)],
        "L2": [("l2", 0.01)],
    },
    "constraints": {
        "MaxNorm": [("max_value", 2), ("axis", 0)],
        "MinMaxNorm": [("min_value", 0.0), ("max_value", 1.0), ("rate", 1.0), ("axis", 0)],
        "NonNeg": [],
        "UnitNorm": [("axis", 0)],
    },
    "initializers": {
        "GlorotUniform": [("seed", None), ("input_axes", None), ("output_axes", None)],
        "HeNormal": [("seed", None), ("input_axes", None), ("output_axes", None)],
        "Ones": [],
        "RandomNormal": [("mean", 0.0), ("stddev", 0.05), ("seed", None)],
        "RandomUniform": [("minval", -0.05), ("maxval", 0.05), ("seed", None)],
        "Zeros": [],
    },
    "losses": {
        "BinaryCrossentropy": [("from_logits", False), ("label_smoothing", 0.0), ("axis", -1), ("reduction", 'sum_over_batch_size'), ("name", 'binary_crossentropy'), ("dtype", None)],
        "CategoricalCrossentropy": [("from_logits", False), ("label_smoothing", 0.0), ("axis", -1), ("reduction", 'sum_over_batch_size'), ("name", 'categorical_crossentropy'), ("dtype", None)],
        "MeanSquaredError": [("reduction", 'sum_over_batch_size'), ("name", 'mean_squared_error'), ("dtype", None)],
        "SparseCategoricalCrossentropy": [("from_logits", False), ("ignore_class", None), ("reduction", 'sum_over_batch_size'), ("axis", -1), ("name", 'sparse_categorical_crossentropy'), ("dtype", None)],
    },
    "metrics": {
        "AUC": [("num_thresholds", 200), ("curve", 'ROC'), ("summation_method", 'interpolation'), ("name", None), ("dtype", None), ("thresholds", None), ("multi_label", False), ("num_labels", None), ("label_weights", None), ("from_logits", False)],
        "Accuracy": [("name", 'accuracy'), ("dtype", None)],
        "BinaryAccuracy": [("name", 'binary_accuracy'), ("dtype", None), ("threshold", 0.5)],
        "CategoricalAccuracy": [("name", 'categorical_accuracy'), ("dtype", None)],
        "F1Score": [("average", None), ("threshold", None), ("name", 'f1_score'), ("dtype", None)],
        "MeanAbsoluteError": [("name", 'mean_absolute_error'), ("dtype", None)],
        "MeanSquaredError": [("name", 'mean_squared_error'), ("dtype", None)],
        "Precision": [("thresholds", None), ("top_k", None), ("class_id", None), ("name", None), ("dtype", None)],
        "R2Score": [("class_aggregation", 'uniform_average'), ("num_regressors", 0), ("name", 'r2_score'), ("dtype", None)],
        "Recall": [("thresholds", None), ("top_k", None), ("class_id", None), ("name", None), ("dtype", None)],
        "RootMeanSquaredError": [("name", 'root_mean_squared_error'), ("dtype", None)],
        "SparseCategoricalAccuracy": [("name", 'sparse_categorical_accuracy'), ("dtype", None)],
    },
    "optimizers": {
        "Adadelta": [("learning_rate", 0.001), ("rho", 0.95), ("epsilon", 1e-07), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "Adafactor": [("learning_rate", 0.001), ("beta_2_decay", -0.8), ("epsilon_1", 1e-30), ("epsilon_2", 0.001), ("clip_threshold", 1.0), ("relative_step", True), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "Adagrad": [("learning_rate", 0.001), ("initial_accumulator_value", 0.1), ("epsilon", 1e-07), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "Adam": [("learning_rate", 0.001), ("beta_1", 0.9), ("beta_2", 0.999), ("epsilon", 1e-07), ("amsgrad", False), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "AdamW": [("learning_rate", 0.001), ("weight_decay", 0.004), ("beta_1", 0.9), ("beta_2", 0.999), ("epsilon", 1e-07), ("amsgrad", False), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "Adamax": [("learning_rate", 0.001), ("beta_1", 0.9), ("beta_2", 0.999), ("epsilon", 1e-07), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "Ftrl": [("learning_rate", 0.001), ("learning_rate_power", -0.5), ("initial_accumulator_value", 0.1), ("l1_regularization_strength", 0.0), ("l2_regularization_strength", 0.0), ("l2_shrinkage_regularization_strength", 0.0), ("beta", 0.0), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "Lamb": [("learning_rate", 0.001), ("beta_1", 0.9), ("beta_2", 0.999), ("epsilon", 1e-07), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "Lion": [("learning_rate", 0.001), ("beta_1", 0.9), ("beta_2", 0.99), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "Nadam": [("learning_rate", 0.001), ("beta_1", 0.9), ("beta_2", 0.999), ("epsilon", 1e-07), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "RMSprop": [("learning_rate", 0.001), ("rho", 0.9), ("momentum", 0.0), ("epsilon", 1e-07), ("centered", False), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
        "SGD": [("learning_rate", 0.01), ("momentum", 0.0), ("nesterov", False), ("weight_decay", None), ("clipnorm", None), ("clipvalue", None), ("global_clipnorm", None), ("use_ema", False), ("ema_momentum", 0.99), ("ema_overwrite_frequency", None), ("loss_scale_factor", None), ("gradient_accumulation_steps", None), ("name", None)],
    },
    "schedules": {
        "CosineDecay": [("initial_learning_rate", REQUIRED), ("decay_steps", REQUIRED), ("alpha", 0.0), ("name", 'CosineDecay'), ("warmup_target", None), ("warmup_steps", 0)],
        "CosineDecayRestarts": [("initial_learning_rate", REQUIRED), ("first_decay_steps", REQUIRED), ("t_mul", 2.0), ("m_mul", 1.0), ("alpha", 0.0), ("name", 'SGDRDecay')],
        "ExponentialDecay": [("initial_learning_rate", REQUIRED), ("decay_steps", REQUIRED), ("decay_rate", REQUIRED), ("staircase", False), ("name", 'ExponentialDecay')],
        "InverseTimeDecay": [("initial_learning_rate", REQUIRED), ("decay_steps", REQUIRED), ("decay_rate", REQUIRED), ("staircase", False), ("name", 'InverseTimeDecay')],
        "PiecewiseConstantDecay": [("boundaries", REQUIRED), ("values", REQUIRED), ("name", 'PiecewiseConstant')],
        "PolynomialDecay": [("initial_learning_rate", REQUIRED), ("decay_steps", REQUIRED), ("end_learning_rate", 0.0001), ("power", 1.0), ("cycle", False), ("name", 'PolynomialDecay')],
    },
    "callbacks": {
        "BackupAndRestore": [("backup_dir", REQUIRED), ("save_freq", 'epoch'), ("double_checkpoint", False), ("delete_checkpoint", True)],
        "CSVLogger": [("filename", REQUIRED), ("separator", ','), ("append", False)],
        "EarlyStopping": [("monitor", 'val_loss'), ("min_delta", 0), ("patience", 0), ("verbose", 0), ("mode", 'auto'), ("baseline", None), ("restore_best_weights", False), ("start_from_epoch", 0)],
        "History": [],
        "LambdaCallback": [("on_epoch_begin", None), ("on_epoch_end", None), ("on_train_begin", None), ("on_train_end", None), ("on_train_batch_begin", None), ("on_train_batch_end", None)],
        "LearningRateScheduler": [("schedule", REQUIRED), ("verbose", 0)],
        "ModelCheckpoint": [("filepath", REQUIRED), ("monitor", 'val_loss'), ("verbose", 0), ("save_best_only", False), ("save_weights_only", False), ("mode", 'auto'), ("save_freq", 'epoch'), ("initial_value_threshold", None)],
        "ReduceLROnPlateau": [("monitor", 'val_loss'), ("factor", 0.1), ("patience", 10), ("verbose", 0), ("mode", 'auto'), ("min_delta", 0.0001), ("cooldown", 0), ("min_lr", 0.0)],
        "SwapEMAWeights": [("swap_on_epoch", False)],
        "TensorBoard": [("log_dir", 'logs'), ("histogram_freq", 0), ("write_graph", True), ("write_images", False), ("write_steps_per_second", False), ("update_freq", 'epoch'), ("profile_batch", 0), ("embeddings_freq", 0), ("embeddings_metadata", None)],
        "TerminateOnNaN": [("raise_error", False)],
    },
}
