#include "occam/models/recipe.h"

#include "occam/layers/activation.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/dense.h"
#include "occam/layers/dropout.h"
#include "occam/layers/flatten.h"
#include "occam/layers/input.h"
#include "occam/metrics/mean_absolute_error.h"
#include "occam/regularizers/l1_l2.h"

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

Sequential network_for(const data::Target& target, const Shape& sample_shape,
                       const Recipe& recipe) {
  check_fields(recipe);
  Sequential model;
  model.add(layers::Input{.shape = Dims(sample_shape)});
  if (sample_shape.rank() > 1) model.add(layers::Flatten{});
  for (const Int units : recipe.layers) {
    // Batch normalization has a shift of its own: a bias before it would do nothing.
    const bool use_bias = !recipe.batch_normalization;
    model.add(
        layers::Dense{.units = units,
                      .use_bias = use_bias,
                      .kernel_initializer = recipe.kernel_initializer,
                      .kernel_regularizer = recipe.kernel_regularizer,
                      .bias_regularizer = use_bias ? recipe.bias_regularizer : Regularizer()});
    if (recipe.batch_normalization) model.add(layers::BatchNormalization{});
    model.add(layers::Activation{.activation = recipe.activation});
    if (!recipe.dropout.is_number() || recipe.dropout.value() > 0)
      model.add(layers::Dropout{.rate = recipe.dropout});
  }
  const bool alone = recipe.layers.empty();
  model.add(layers::Dense{.units = target.outputs(),
                          .activation = activation_for(kind_of(target)),
                          .kernel_initializer = recipe.kernel_initializer,
                          .kernel_regularizer = alone ? recipe.kernel_regularizer : Regularizer(),
                          .bias_regularizer = alone ? recipe.bias_regularizer : Regularizer()});
  return model;
}

CompileOptions compile_options_for(const data::Target& target, const Recipe& recipe) {
  const Loss loss = recipe.loss ? recipe.loss : Loss(usual_loss(kind_of(target)));
  check_loss(loss, target);
  CompileOptions options{.optimizer = recipe.optimizer, .loss = loss};
  if (target.is_classification()) {
    options.metrics = {"accuracy"};
  } else {
    options.metrics = {Metric("mae", metrics::MeanAbsoluteError{.unit = target.scale})};
  }
  return options;
}

}  // namespace occam
