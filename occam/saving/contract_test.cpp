#include <gtest/gtest.h>

#include "occam/activations/activation.h"
#include "occam/layers/layer.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/optimizers/optimizer.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_object.h"

namespace occam::saving {
namespace {

/// Numbers and choices other than the standard ones, where the field accepts them.
Config other_value(const FieldInfo& field) {
  if (field.choices.count > 1) return *(field.choices.begin() + 1);
  switch (concept_of_argument(field.name).value_or(Concept::kLayer)) {
    case Concept::kActivation:
      return Activation("tanh").config();
    case Concept::kInitializer:
      return Initializer("he_normal").config();
    case Concept::kRegularizer:
      return Regularizer("l1_l2").config();
    case Concept::kConstraint:
      return Constraint("min_max_norm").config();
    default:
      break;
  }
  const Config& standard = field.standard;
  if (const bool* value = standard.boolean()) return !*value;
  if (const std::int64_t* value = standard.integer())
    return field.range.contains(static_cast<double>(*value + 1)) ? Config(*value + 1) : standard;
  if (const double* value = standard.number()) {
    for (const double candidate : {*value + 0.125, *value * 0.5, 0.25}) {
      if (field.range.contains(candidate)) return candidate;
    }
  }
  return standard;
}

/// Every member, with its standard arguments and with others one at a time, as a file has it.
/// Returns how many others differ from the standard ones.
template <class H>
std::size_t expect_round_trip(Concept what) {
  std::size_t others = 0;
  const auto through_a_file = [&](const H& member) {
    const std::string text = json_of(keras_object(what, member.config()));
    const Config back = described_object(what, "the file", config_of_json("the file", text));
    const auto read = FieldValue<H>::read(back);
    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_TRUE(*read == member) << text << "\n" << to_text(member.config());
  };
  for (const auto& entry : H::catalogue().entries()) {
    SCOPED_TRACE(entry.type);
    const H member = entry.make();
    through_a_file(member);
    const Config arguments = *member.config().find("config");
    for (const FieldInfo& field : entry.fields()) {
      // A layer's name and shape are written by its model.
      if (what == Concept::kLayer && (field.name == "name" || field.name.ends_with("shape")))
        continue;
      Config changed = arguments;
      changed.set(std::string(field.name), other_value(field));
      std::optional<H> other;
      try {
        other = entry.read(changed);
      } catch (const InvalidArgument&) {  // not together with the others
        continue;
      }
      SCOPED_TRACE(field.name);
      through_a_file(*other);
      if (!(*other == member)) ++others;
    }
  }
  return others;
}

TEST(SavingContract, Layers) { EXPECT_GE(expect_round_trip<Layer>(Concept::kLayer), 25u); }
TEST(SavingContract, Activations) { expect_round_trip<Activation>(Concept::kActivation); }
TEST(SavingContract, Initializers) { expect_round_trip<Initializer>(Concept::kInitializer); }
TEST(SavingContract, Regularizers) {
  EXPECT_GE(expect_round_trip<Regularizer>(Concept::kRegularizer), 3u);
}
TEST(SavingContract, Constraints) {
  EXPECT_GE(expect_round_trip<Constraint>(Concept::kConstraint), 5u);
}
TEST(SavingContract, Schedules) { EXPECT_GE(expect_round_trip<Schedule>(Concept::kSchedule), 5u); }
TEST(SavingContract, Optimizers) {
  EXPECT_GE(expect_round_trip<Optimizer>(Concept::kOptimizer), 10u);
}
TEST(SavingContract, Losses) { EXPECT_GE(expect_round_trip<Loss>(Concept::kLoss), 3u); }
TEST(SavingContract, Metrics) { EXPECT_GE(expect_round_trip<Metric>(Concept::kMetric), 8u); }

/// A schedule, which Keras knows only as a learning rate, makes its owner a class of occam's.
TEST(SavingContract, WhatKerasCannotHoldIsRegistered) {
  const Regularizer numbers = "l2";
  const Config with_schedule = Config::map(
      {{"class_name", "L2"}, {"config", Config::map({{"l2", Schedule("cosine_decay").config()}})}});
  const auto module_of_object = [](const Config& object) { return *object.find("module")->text(); };
  EXPECT_EQ(module_of_object(keras_object(Concept::kRegularizer, numbers.config())),
            "keras.regularizers");
  const Config own = keras_object(Concept::kRegularizer, with_schedule);
  EXPECT_EQ(*own.find("registered_name")->text(), "occam>L2");
  const Regularizer scheduled = Regularizer::catalogue().make("L2", *with_schedule.find("config"));
  EXPECT_TRUE(*FieldValue<Regularizer>::read(described_object(Concept::kRegularizer, "x", own)) ==
              scheduled);
  Config arguments = *Optimizer("adam").config().find("config");
  arguments.set("learning_rate", Schedule("cosine_decay").config());
  const Optimizer adam = Optimizer::catalogue().make("Adam", arguments);
  EXPECT_EQ(module_of_object(keras_object(Concept::kOptimizer, adam.config())), "keras.optimizers");
}

/// Keras refuses an argument that it does not know, whatever its value.
TEST(SavingContract, ArgumentsOfOurOwnAreWrittenOnlyWhereTheyMatter) {
  const auto dense = [](bool neural_tangent) {
    const Config arguments = Config::map({{"units", 3}, {"neural_tangent", neural_tangent}});
    return keras_object(Concept::kLayer, Layer::catalogue().make("Dense", arguments).config());
  };
  const Config plain = dense(false), own = dense(true);
  EXPECT_EQ(*plain.find("module")->text(), "keras.layers");
  for (const char* name :
       {"neural_tangent", "kernel_learning_rate_factor", "bias_learning_rate_factor"})
    EXPECT_EQ(plain.find("config")->find(name), nullptr) << name;
  EXPECT_EQ(*own.find("registered_name")->text(), "occam>Dense");
  const Config loss = keras_object(Concept::kLoss, Loss("scce").config());
  EXPECT_EQ(loss.find("config")->find("label_smoothing"), nullptr);
}

TEST(SavingContract, SnakeCaseIsKerass) {
  EXPECT_EQ(keras_snake_case("BatchNormalization"), "batch_normalization");
  EXPECT_EQ(keras_snake_case("PReLU"), "p_re_lu");
  EXPECT_EQ(keras_snake_case("R2Score"), "r2_score");
  EXPECT_EQ(keras_snake_case("SGD"), "sgd");
}

}  // namespace
}  // namespace occam::saving
