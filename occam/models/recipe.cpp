#include "occam/models/recipe.h"

#include <algorithm>
#include <bit>

#include "occam/initializers/random_normal.h"
#include "occam/layers/activation.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/clip.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/flatten.h"
#include "occam/layers/input.h"
#include "occam/layers/one_hot_embedding.h"
#include "occam/layers/parametric_activation.h"
#include "occam/layers/periodic_embedding.h"
#include "occam/layers/scaling.h"
#include "occam/layers/smooth_clip.h"
#include "occam/metrics/mean_absolute_error.h"
#include "occam/optimizers/adam.h"
#include "occam/regularizers/l1_l2.h"
#include "occam/schedules/cosine_log.h"
#include "occam/schedules/flat_cosine.h"

namespace occam {
namespace {

TargetKind kind_of(const data::Target& target) {
  if (!target.is_classification()) return TargetKind::kNumbers;
  return target.is_binary() ? TargetKind::kProbabilities : TargetKind::kClassNumbers;
}

std::string_view activation_for(TargetKind kind) {
  if (kind == TargetKind::kNumbers) return "linear";
  return kind == TargetKind::kProbabilities ? "sigmoid" : "softmax";
}

std::string_view usual_loss(TargetKind kind) {
  if (kind == TargetKind::kNumbers) return "mean_squared_error";
  return kind == TargetKind::kProbabilities ? "binary_crossentropy"
                                            : "sparse_categorical_crossentropy";
}

std::string kind_text(TargetKind kind) {
  switch (kind) {
    case TargetKind::kNumbers:
      return "numbers";
    case TargetKind::kProbabilities:
      return "two classes";
    case TargetKind::kDistributions:
      return "classes written as rows of 0 and 1";
    case TargetKind::kClassNumbers:
      return "more than two classes";
    case TargetKind::kGroups:
      return "which samples belong together";
    case TargetKind::kAsGiven:
      return "targets as they are given, which a table's are not: they are standardised, or "
             "classes";
  }
  return "";
}

void check_loss(const Loss& loss, const data::Target& target) {
  const TargetKind kind = kind_of(target);
  if (loss.target_kind() != kind) {
    std::string fitting;
    for (const auto& entry : Loss::catalogue().entries()) {
      if (entry.make().target_kind() == kind)
        fitting += (fitting.empty() ? "" : ", ") + std::string(entry.name);
    }
    throw InvalidArgument(
        "loss: " + std::string(loss.name()) + " is for " + kind_text(loss.target_kind()) +
        ", and '" + target.name + "' has " +
        (target.is_classification() ? std::to_string(target.classes.size()) + " classes"
                                    : std::string("numbers")) +
        ". Expected one of " + fitting + ". Received: " + std::string(loss.name()));
  }
  if (!loss.has_fields()) return;
  const Config config = loss.config();
  const Config* const logits = config.find("config")->find("from_logits");
  if (logits != nullptr && *logits == Config(true)) {
    throw InvalidArgument(
        "loss: the network gives probabilities, not logits. Expected from_logits=false. Received: "
        "from_logits=true");
  }
}

// Of the learning rate: what Holzmueller et al. 2024, table A.1, gives these weights.
constexpr double kEmbeddingRate = 0.1, kScalingRate = 6.0, kBiasRate = 0.1, kActivationRate = 0.1;

/// The vectors of what has more categories than RealMLP makes one-hot, and its size of them; their
/// initial values are those of pytabkit 1.7.3.
layers::OneHotEmbedding category_embedding(const TrainingFacts& facts) {
  constexpr std::int64_t kOneHot = 9, kSize = 8;
  layers::OneHotEmbedding layer{
      .output_dim = kSize, .embeddings_initializer = initializers::RandomNormal{.stddev = 1.0}};
  for (std::size_t i = 0; i < facts.one_hot_sizes.size(); ++i) {
    if (facts.one_hot_sizes[i] <= kOneHot) continue;
    layer.starts.push_back(facts.one_hot_starts[i]);
    layer.sizes.push_back(facts.one_hot_sizes[i]);
  }
  return layer;
}

/// Where columns are behind an embedding, which takes its groups out in front of them.
std::vector<Int> places_behind(const layers::OneHotEmbedding& layer, std::vector<Int> columns) {
  std::size_t group = 0;
  std::int64_t taken = 0;
  for (Int& column : columns) {
    for (; group < layer.starts.size() && layer.starts[group] < column; ++group)
      taken += layer.sizes[group];
    column = column - taken;
  }
  return columns;
}

/// Steps of a whole fit.
double steps_of(const Recipe& recipe, const TrainingFacts& facts) {
  if (facts.rows < 1) {
    throw_invalid_value("Recipe", "facts.rows", "the number of training rows, to know the steps",
                        std::to_string(facts.rows));
  }
  const std::int64_t batch = recipe.batch_size;
  return static_cast<double>((facts.rows + batch - 1) / batch * recipe.epochs);
}

/// A number that flat_cosine lets fall; as it is otherwise.
Hyper falling(const Hyper& hyper, const Recipe& recipe, const TrainingFacts& facts) {
  if (!recipe.flat_cosine || !hyper.is_number() || hyper.value() == 0) return hyper;
  return schedules::FlatCosine{.initial_value = hyper.value(),
                               .decay_steps = steps_of(recipe, facts)};
}

/// The same member of its catalogue with another value of one argument, where it has that.
template <class H>
H with_argument(const H& member, const std::string& name, const Config& value) {
  Config arguments = *member.config().find("config");
  if (arguments.find(name) == nullptr) return member;
  arguments.set(name, value);
  return H::catalogue().make(member.type(), arguments);
}

/// The optimizer with the recipe's schedules in the place of its numbers.
Optimizer scheduled(const Optimizer& optimizer, const Recipe& recipe, const TrainingFacts& facts) {
  if (!optimizer.has_fields()) return optimizer;
  Optimizer result = optimizer;
  const auto number_of = [&](std::string_view name) {
    const Config config = optimizer.config();
    const Config* const found = config.find("config")->find(name);
    return found != nullptr ? FieldValue<double>::read(*found) : std::nullopt;
  };
  if (const auto rate = number_of("learning_rate"); rate && recipe.cosine_log) {
    const Schedule waves =
        schedules::CosineLog{.initial_value = *rate, .decay_steps = steps_of(recipe, facts)};
    result = with_argument(result, "learning_rate", waves.config());
  }
  if (const auto decay = number_of("weight_decay")) {
    result = with_argument(result, "weight_decay",
                           FieldValue<Hyper>::write(falling(*decay, recipe, facts)));
  }
  return result;
}

}  // namespace

Recipe fashion_mnist_recipe() {
  return {.layers = {512, 512},
          .kernel_regularizer = regularizers::L1L2{.l2 = 1e-4},
          .dropout = 0.5,
          .batch_normalization = true,
          .batch_size = 128,
          .epochs = 15,
          .patience = 0,
          .validation_split = 0,
          .test_split = 0};
}

Recipe tabular_recipe(const data::Target& target, std::int64_t rows, std::int64_t features) {
  TrainingFacts facts{.rows = rows};
  for (std::int64_t i = 0; i < features; ++i) facts.numeric_columns.push_back(i);
  return tabular_recipe(target, facts, features);
}

Recipe tabular_recipe(const data::Target& target, const TrainingFacts& facts,
                      std::int64_t features) {
  constexpr std::int64_t kEpochs = 256, kFewestEpochs = 16, kWork = 3'000'000'000;
  constexpr std::int64_t kNetworks = 4;
  // RealMLP was made for a thousand rows and more: with its batches fewer rows are too few steps.
  constexpr std::int64_t kSteps = 8, kSmallestBatch = 32, kBatch = 256;
  const bool classes = target.is_classification();
  const auto share = static_cast<std::uint64_t>(std::max<std::int64_t>(1, facts.rows / kSteps));
  const std::int64_t batch =
      std::clamp(static_cast<std::int64_t>(std::bit_floor(share)), kSmallestBatch, kBatch);
  const std::int64_t steps = std::max<std::int64_t>(1, (facts.rows + batch - 1) / batch);
  const layers::OneHotEmbedding vectors = category_embedding(facts);
  std::int64_t inputs = features;
  for (const Int& size : vectors.sizes) inputs += vectors.output_dim - size;
  const std::int64_t units = inputs > 1000 ? 128 : 256;
  // Of the first layer, which has four inputs of a number with its waves, and of the next two.
  inputs += 3 * std::ssize(facts.numeric_columns);
  const std::int64_t weights = (inputs + 2 * units) * units;
  const std::int64_t epochs = std::clamp(kWork / (steps * weights), kFewestEpochs, kEpochs);
  const std::int64_t networks = kWork / (epochs * steps * weights);
  return {.layers = {Int(units), Int(units), Int(units)},
          .activation = classes ? "selu" : "mish",
          .kernel_initializer = "unit_deviation",
          .bias_initializer = "hull_bias",
          .dropout = 0.15,
          .optimizer = optimizers::Adam{.learning_rate = classes ? 0.04 : 0.2,
                                        .beta_2 = 0.95,
                                        .epsilon = 1e-8,
                                        .weight_decay = 0.02,
                                        .exclude_from_weight_decay = {"/bias$"}},
          .smooth_clip = true,
          .category_embedding = true,
          .numeric_embedding = true,
          .scaling = true,
          .neural_tangent = true,
          .parametric_activation = true,
          .cosine_log = true,
          .flat_cosine = true,
          .label_smoothing = 0.1,
          .clip_predictions = true,
          .last_of_best = true,
          .ensemble = std::clamp<std::int64_t>(networks, 1, kNetworks),
          .batch_size = batch,
          .epochs = epochs,
          .patience = 0};
}

Sequential network_for(const data::Target& target, const Shape& sample_shape, const Recipe& recipe,
                       const TrainingFacts& facts) {
  check_fields(recipe);
  Sequential model;
  model.add(layers::Input{.shape = Dims(sample_shape)});
  if (sample_shape.rank() > 1) model.add(layers::Flatten{});
  if (recipe.smooth_clip) model.add(layers::SmoothClip{});
  std::vector<Int> numbers = facts.numeric_columns;
  if (layers::OneHotEmbedding vectors = category_embedding(facts);
      recipe.category_embedding && !vectors.starts.empty()) {
    numbers = places_behind(vectors, std::move(numbers));
    model.add(std::move(vectors));
  }
  if (recipe.numeric_embedding && !numbers.empty()) {
    model.add(layers::PeriodicEmbedding{.columns = std::move(numbers),
                                        .learning_rate_factor = kEmbeddingRate});
  }
  if (recipe.scaling) {
    model.add(layers::Scaling{.scale_regularizer = recipe.scale_regularizer,
                              .scale_learning_rate_factor = kScalingRate});
  }
  const Hyper dropout = falling(recipe.dropout, recipe, facts);
  // Batch normalization has a shift of its own: a bias before it would do nothing.
  const bool use_bias = !recipe.batch_normalization;
  layers::Dense dense{.use_bias = use_bias,
                      .kernel_initializer = recipe.kernel_initializer,
                      .bias_initializer = recipe.bias_initializer,
                      .kernel_regularizer = recipe.kernel_regularizer,
                      .bias_regularizer = use_bias ? recipe.bias_regularizer : Regularizer(),
                      .neural_tangent = recipe.neural_tangent};
  if (recipe.neural_tangent) dense.bias_learning_rate_factor = kBiasRate;
  for (const Int units : recipe.layers) {
    dense.units = units;
    model.add(dense);
    if (recipe.batch_normalization) model.add(layers::BatchNormalization{});
    if (recipe.parametric_activation) {
      model.add(layers::ParametricActivation{.activation = recipe.activation,
                                             .alpha_learning_rate_factor = kActivationRate});
    } else {
      model.add(layers::Activation{.activation = recipe.activation});
    }
    if (!recipe.dropout.is_number() || recipe.dropout.value() > 0)
      model.add(layers::Dropout{.rate = dropout});
  }
  dense.units = target.outputs();
  dense.activation = activation_for(kind_of(target));
  dense.use_bias = true;
  if (!recipe.layers.empty()) {
    dense.kernel_regularizer = recipe.output_regularizer;
    dense.bias_regularizer = Regularizer();
  }
  model.add(dense);
  if (recipe.clip_predictions && !target.is_classification() && facts.low < facts.high)
    model.add(layers::Clip{.low = facts.low, .high = facts.high});
  return model;
}

CompileOptions compile_options_for(const data::Target& target, const Recipe& recipe,
                                   const TrainingFacts& facts) {
  Loss loss = recipe.loss ? recipe.loss : Loss(usual_loss(kind_of(target)));
  check_loss(loss, target);
  if (recipe.label_smoothing.has_value() && target.is_classification() && loss.has_fields())
    loss = with_argument(loss, "label_smoothing", Config(recipe.label_smoothing.value()));
  CompileOptions options{.optimizer = scheduled(recipe.optimizer, recipe, facts), .loss = loss};
  if (target.is_classification()) {
    options.metrics = {"accuracy"};
  } else {
    options.metrics = {Metric("mae", metrics::MeanAbsoluteError{.unit = target.scale})};
  }
  return options;
}

FitOptions fit_options_for(const Recipe& recipe, const TrainingFacts& facts) {
  constexpr double kFewSteps = 100;
  return {.batch_size = recipe.batch_size,
          .epochs = recipe.epochs,
          .refresh_statistics =
              recipe.batch_normalization &&
              steps_of(recipe, facts) / static_cast<double>(recipe.epochs) < kFewSteps};
}

callbacks::EarlyStopping early_stopping_for(const data::Target& target, const Recipe& recipe) {
  callbacks::EarlyStopping stop{
      .monitor = "val_loss", .patience = recipe.patience, .restore_best_weights = true};
  if (!recipe.last_of_best) return stop;
  if (target.is_classification()) stop.monitor = "val_accuracy";
  if (recipe.patience == 0) stop.patience = recipe.epochs;
  stop.last_of_best = true;
  return stop;
}

}  // namespace occam
