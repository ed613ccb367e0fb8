#include "occam/saving/keras_classes.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <span>
#include <type_traits>

#include "occam/activations/activation.h"
#include "occam/layers/layer.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/optimizers/optimizer.h"

namespace occam::saving {
namespace {

using Names = std::span<const std::string_view>;

// What Keras 3.6 exports, where every later version has it too, and what a later version brought.
constexpr std::string_view kLayers[] = {"Activation",
                                        "ActivityRegularization",
                                        "Add",
                                        "AlphaDropout",
                                        "Average",
                                        "BatchNormalization",
                                        "CategoryEncoding",
                                        "Concatenate",
                                        "Conv1D",
                                        "Conv2D",
                                        "Cropping1D",
                                        "Dense",
                                        "Discretization",
                                        "Dot",
                                        "Dropout",
                                        "ELU",
                                        "EinsumDense",
                                        "Embedding",
                                        "Flatten",
                                        "GaussianDropout",
                                        "GaussianNoise",
                                        "GlobalAveragePooling1D",
                                        "GlobalMaxPooling1D",
                                        "GroupNormalization",
                                        "Hashing",
                                        "Identity",
                                        "InputLayer",
                                        "IntegerLookup",
                                        "LayerNormalization",
                                        "LeakyReLU",
                                        "Masking",
                                        "Maximum",
                                        "Minimum",
                                        "Multiply",
                                        "Normalization",
                                        "PReLU",
                                        "Permute",
                                        "RMSNormalization",
                                        "ReLU",
                                        "RepeatVector",
                                        "Rescaling",
                                        "Reshape",
                                        "Softmax",
                                        "SpatialDropout1D",
                                        "SpectralNormalization",
                                        "StringLookup",
                                        "Subtract",
                                        "TimeDistributed",
                                        "UnitNormalization",
                                        "UpSampling1D",
                                        "ZeroPadding1D"};
constexpr std::string_view kActivations[] = {
    "celu",           "elu",         "exponential", "gelu",       "glu",      "hard_shrink",
    "hard_sigmoid",   "hard_silu",   "hard_tanh",   "leaky_relu", "linear",   "log_sigmoid",
    "log_softmax",    "mish",        "relu",        "relu6",      "selu",     "sigmoid",
    "silu",           "soft_shrink", "softmax",     "softplus",   "softsign", "sparse_plus",
    "sparse_sigmoid", "squareplus",  "tanh",        "tanh_shrink"};
constexpr std::string_view kInitializers[] = {"Constant",        "GlorotNormal",    "GlorotUniform",
                                              "HeNormal",        "HeUniform",       "Identity",
                                              "LecunNormal",     "LecunUniform",    "Ones",
                                              "Orthogonal",      "RandomNormal",    "RandomUniform",
                                              "TruncatedNormal", "VarianceScaling", "Zeros"};
constexpr std::string_view kRegularizers[] = {"L1", "L1L2", "L2", "OrthogonalRegularizer"};
constexpr std::string_view kConstraints[] = {"MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"};
constexpr std::string_view kSchedules[] = {
    "CosineDecay",      "CosineDecayRestarts",    "ExponentialDecay",
    "InverseTimeDecay", "PiecewiseConstantDecay", "PolynomialDecay"};
constexpr std::string_view kOptimizers[] = {"Adadelta", "Adafactor", "Adagrad", "Adam",
                                            "AdamW",    "Adamax",    "Ftrl",    "Lamb",
                                            "Lion",     "Nadam",     "RMSprop", "SGD"};
constexpr std::string_view kLosses[] = {"BinaryCrossentropy",
                                        "BinaryFocalCrossentropy",
                                        "CategoricalCrossentropy",
                                        "CategoricalFocalCrossentropy",
                                        "CategoricalGeneralizedCrossEntropy",
                                        "CategoricalHinge",
                                        "Circle",
                                        "CosineSimilarity",
                                        "Dice",
                                        "Hinge",
                                        "Huber",
                                        "KLDivergence",
                                        "LogCosh",
                                        "MeanAbsoluteError",
                                        "MeanAbsolutePercentageError",
                                        "MeanSquaredError",
                                        "MeanSquaredLogarithmicError",
                                        "Poisson",
                                        "SparseCategoricalCrossentropy",
                                        "SquaredHinge",
                                        "Tversky"};
constexpr std::string_view kMetrics[] = {"AUC",
                                         "Accuracy",
                                         "BinaryAccuracy",
                                         "BinaryCrossentropy",
                                         "BinaryIoU",
                                         "CategoricalAccuracy",
                                         "CategoricalCrossentropy",
                                         "CategoricalHinge",
                                         "ConcordanceCorrelation",
                                         "CosineSimilarity",
                                         "F1Score",
                                         "FBetaScore",
                                         "FalseNegatives",
                                         "FalsePositives",
                                         "Hinge",
                                         "IoU",
                                         "KLDivergence",
                                         "LogCoshError",
                                         "MeanAbsoluteError",
                                         "MeanAbsolutePercentageError",
                                         "MeanIoU",
                                         "MeanSquaredError",
                                         "MeanSquaredLogarithmicError",
                                         "OneHotIoU",
                                         "OneHotMeanIoU",
                                         "PearsonCorrelation",
                                         "Poisson",
                                         "Precision",
                                         "PrecisionAtRecall",
                                         "R2Score",
                                         "Recall",
                                         "RecallAtPrecision",
                                         "RootMeanSquaredError",
                                         "SensitivityAtSpecificity",
                                         "SparseCategoricalAccuracy",
                                         "SparseCategoricalCrossentropy",
                                         "SparseTopKCategoricalAccuracy",
                                         "SpecificityAtSensitivity",
                                         "SquaredHinge",
                                         "TopKCategoricalAccuracy",
                                         "TrueNegatives",
                                         "TruePositives"};

struct Facts {
  std::string_view noun, module;
  Names names;
};

const Facts& facts_of(Concept what) {
  static const Facts kFacts[] = {{"layer", "keras.layers", kLayers},
                                 {"activation", "keras.activations", kActivations},
                                 {"initializer", "keras.initializers", kInitializers},
                                 {"regularizer", "keras.regularizers", kRegularizers},
                                 {"constraint", "keras.constraints", kConstraints},
                                 {"schedule", "keras.optimizers.schedules", kSchedules},
                                 {"optimizer", "keras.optimizers", kOptimizers},
                                 {"loss", "keras.losses", kLosses},
                                 {"metric", "keras.metrics", kMetrics}};
  return kFacts[static_cast<std::size_t>(what)];
}

/// body(std::type_identity<Layer>()) for kLayer, and so on.
template <class Body>
auto with_holder(Concept what, const Body& body) {
  switch (what) {
    case Concept::kActivation:
      return body(std::type_identity<Activation>());
    case Concept::kInitializer:
      return body(std::type_identity<Initializer>());
    case Concept::kRegularizer:
      return body(std::type_identity<Regularizer>());
    case Concept::kConstraint:
      return body(std::type_identity<Constraint>());
    case Concept::kSchedule:
      return body(std::type_identity<Schedule>());
    case Concept::kOptimizer:
      return body(std::type_identity<Optimizer>());
    case Concept::kLoss:
      return body(std::type_identity<Loss>());
    case Concept::kMetric:
      return body(std::type_identity<Metric>());
    case Concept::kLayer:
      break;
  }
  return body(std::type_identity<Layer>());
}

struct Argument {
  Concept what;
  std::string_view class_name;  ///< "": of all classes
  std::string_view name;
};

const Argument kOwnArguments[] = {
    {Concept::kLayer, "Dense", "neural_tangent"},
    {Concept::kLayer, "Dense", "kernel_learning_rate_factor"},
    {Concept::kLayer, "Dense", "bias_learning_rate_factor"},
    {Concept::kLoss, "SparseCategoricalCrossentropy", "label_smoothing"},
    {Concept::kOptimizer, "", "exclude_from_weight_decay"},
    {Concept::kMetric, "", "unit"}};

/// How Keras's class of the same name behaves, where occam has a choice that it does not need to
/// know: they stand beside its config.
struct SilentArgument {
  Argument argument;
  Config of_keras;
};

const std::vector<SilentArgument>& silent_arguments() {
  static const std::vector<SilentArgument> kSilent = {
      {{Concept::kRegularizer, "L1", "proximal"}, false},
      {{Concept::kRegularizer, "L1", "sparsity"}, nullptr},
      {{Concept::kRegularizer, "L1L2", "proximal"}, false},
      {{Concept::kMetric, "Accuracy", "exact"}, true}};
  return kSilent;
}

struct ForeignArgument {
  Argument argument;
  bool any = false;  ///< every value means what occam does
  Config accepted = {};
};

/// Arguments of Keras's without a counterpart. Of none (null) each is accepted: it asks for
/// nothing.
const std::vector<ForeignArgument>& foreign_arguments() {
  using enum Concept;
  static const std::vector<ForeignArgument> kForeign = {
      {{kLayer, "", "name"}, true},
      {{kLayer, "", "trainable"}, false, true},
      {{kLayer, "", "batch_input_shape"}, true},  // of Keras 2, which has an InputLayer too
      {{kLayer, "BatchNormalization", "synchronized"}, false, false},
      {{kLayer, "BatchNormalization", "renorm"}, false, false},
      {{kLayer, "BatchNormalization", "renorm_momentum"}, true},
      {{kLayer, "AlphaDropout", "seed"}, true},
      {{kLayer, "Discretization", "sparse"}, false, false},
      {{kLayer, "Dropout", "seed"}, true},
      {{kLayer, "GaussianDropout", "seed"}, true},
      {{kLayer, "GaussianNoise", "seed"}, true},
      {{kLayer, "SpatialDropout1D", "seed"}, true},
      {{kLayer, "SpatialDropout1D", "noise_shape"}, true},
      {{kLayer, "Embedding", "input_length"}, true},
      {{kLayer, "Flatten", "data_format"}, false, "channels_last"},
      {{kLayer, "IntegerLookup", "vocabulary_dtype"}, false, "int64"},
      {{kLayer, "IntegerLookup", "vocabulary_size"}, true},
      {{kLayer, "IntegerLookup", "sparse"}, false, false},
      {{kLayer, "IntegerLookup", "oov_method"}, false, "floormod"},
      {{kInitializer, "", "seed"}, true},
      {{kSchedule, "", "name"}, true},
      {{kOptimizer, "", "name"}, true},
      {{kOptimizer, "", "jit_compile"}, true},
      {{kOptimizer, "", "is_legacy_optimizer"}, true},
      {{kLoss, "", "name"}, true},
      {{kLoss, "", "axis"}, false, -1},
      {{kLoss, "", "fn"}, true},
      {{kMetric, "", "name"}, true},
      {{kMetric, "", "axis"}, false, -1},
      {{kMetric, "AUC", "num_labels"}, true},
      {{kMetric, "OneHotIoU", "sparse_y_pred"}, false, false},
      {{kMetric, "OneHotMeanIoU", "sparse_y_pred"}, false, false},
  };
  return kForeign;
}

bool is(const Argument& argument, Concept what, std::string_view class_name,
        std::string_view name) {
  return argument.what == what && argument.name == name &&
         (argument.class_name.empty() || argument.class_name == class_name);
}

bool is_float32(const Config& dtype) {
  const Config* const arguments = dtype.find("config");
  const Config* const name = arguments != nullptr ? arguments->find("name") : &dtype;
  return name != nullptr && name->text() != nullptr && *name->text() == "float32";
}

}  // namespace

std::string_view noun_of(Concept what) { return facts_of(what).noun; }

std::string_view module_of(Concept what) { return facts_of(what).module; }

bool is_in_keras(Concept what, std::string_view class_name) {
  const Names names = facts_of(what).names;
  return std::find(names.begin(), names.end(), class_name) != names.end();
}

std::optional<std::vector<FieldInfo>> fields_of(Concept what, std::string_view class_name,
                                                bool only_custom) {
  using Result = std::optional<std::vector<FieldInfo>>;
  return with_holder(what, [&]<class H>(std::type_identity<H>) -> Result {
    const auto* const entry =
        only_custom ? CustomMembers<H>::find(class_name) : H::catalogue().find_if_known(class_name);
    return entry != nullptr ? Result(entry->fields()) : std::nullopt;
  });
}

std::string known_classes(Concept what) {
  return with_holder(what, []<class H>(std::type_identity<H>) {
    std::string text;
    for (const auto& entry : H::catalogue().entries())
      text += (text.empty() ? "" : ", ") + std::string(entry.type);
    return text;
  });
}

std::optional<Concept> concept_of_argument(std::string_view name) {
  if (name.ends_with("activation")) return Concept::kActivation;
  if (name.ends_with("initializer")) return Concept::kInitializer;
  if (name.ends_with("regularizer")) return Concept::kRegularizer;
  if (name.ends_with("constraint")) return Concept::kConstraint;
  if (name == "learning_rate") return Concept::kSchedule;
  if (name == "optimizer") return Concept::kOptimizer;
  if (name == "layer") return Concept::kLayer;
  return std::nullopt;
}

bool is_own_argument(Concept what, std::string_view class_name, std::string_view argument) {
  return std::any_of(std::begin(kOwnArguments), std::end(kOwnArguments),
                     [&](const Argument& own) { return is(own, what, class_name, argument); });
}

bool takes_trainable(std::string_view layer_class) {
  return layer_class != "SpatialDropout1D" && layer_class != "Discretization";
}

std::vector<ConfigEntry> silent_arguments_of(Concept what, std::string_view class_name) {
  std::vector<ConfigEntry> result;
  for (const SilentArgument& each : silent_arguments()) {
    if (each.argument.what == what && each.argument.class_name == class_name)
      result.push_back({std::string(each.argument.name), each.of_keras});
  }
  return result;
}

Foreign foreign_argument(Concept what, std::string_view class_name, const ConfigEntry& argument,
                         Config& expected) {
  if (argument.key == "dtype") {
    expected = "float32";
    return argument.value.is_null() || is_float32(argument.value) ? Foreign::kAccepted
                                                                  : Foreign::kRefused;
  }
  if (argument.value.is_null()) return Foreign::kAccepted;
  Foreign found = Foreign::kUnknown;
  for (const ForeignArgument& known : foreign_arguments()) {
    if (!is(known.argument, what, class_name, argument.key)) continue;
    if (known.any) return Foreign::kIgnored;
    if (argument.value == known.accepted) return Foreign::kAccepted;
    if (found == Foreign::kUnknown) expected = known.accepted;
    found = Foreign::kRefused;
  }
  return found;
}

bool is_model_class(std::string_view class_name) {
  return class_name == "Sequential" || class_name == "Functional" || class_name == "Model";
}

std::string keras_snake_case(std::string_view class_name) {
  // keras.src.utils.naming.to_snake_case, by the same two replacements.
  static const std::regex kNoWord("\\W+"), kWord("(.)([A-Z][a-z]+)"), kCase("([a-z])([A-Z])");
  std::string text = std::regex_replace(std::string(class_name), kNoWord, "");
  text = std::regex_replace(text, kWord, "$1_$2");
  text = std::regex_replace(text, kCase, "$1_$2");
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace occam::saving
