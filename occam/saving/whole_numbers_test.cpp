#include "occam/saving/whole_numbers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "occam/base/warnings.h"
#include "occam/layers/activation.h"
#include "occam/layers/concatenate.h"
#include "occam/layers/dense.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/layers/input.h"
#include "occam/layers/integer_lookup.h"
#include "occam/layers/layer_normalization.h"
#include "occam/layers/normalization.h"
#include "occam/models/model.h"
#include "occam/models/sequential.h"
#include "occam/saving/model_file.h"

namespace occam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> warnings_of_saving(const Trainable& model) {
  std::vector<std::string> texts;
  const WarningCatcher catcher([&](const Warning& warning) { texts.push_back(warning.text); });
  save_model(model, testing::TempDir() + "occam_whole_numbers.keras");
  return texts;
}

layers::IntegerLookup lookup(const std::string& mode) {
  return {.vocabulary = {4, 1, 0}, .output_mode = mode, .input_shape = {2}};
}

// What Keras 3.15.1 does behind a lookup, layer by layer.
TEST(WholeNumbers, LayersThatNeedFloatsAreTold) {
  for (const char* mode : {"multi_hot", "count", "int"}) {
    EXPECT_THAT(warnings_of_saving(Sequential{lookup(mode), layers::LayerNormalization{}}),
                ElementsAre(HasSubstr("'layer_normalization' on what 'integer_lookup' gives")))
        << mode;
    for (const char* name : {"elu", "selu", "silu", "mish", "softplus", "sigmoid", "softmax"}) {
      EXPECT_THAT(
          warnings_of_saving(Sequential{lookup(mode), layers::Activation{.activation = name}}),
          ElementsAre(HasSubstr("'activation' on what")))
          << name;
    }
    for (const char* name : {"linear", "relu", "leaky_relu", "tanh"}) {
      EXPECT_THAT(
          warnings_of_saving(Sequential{lookup(mode), layers::Activation{.activation = name}}),
          IsEmpty())
          << name;
    }
  }
  EXPECT_THAT(warnings_of_saving(Sequential{lookup("int"),
                                            layers::Embedding{.input_dim = 4, .output_dim = 2},
                                            layers::Flatten{}, layers::LayerNormalization{}}),
              IsEmpty());
  EXPECT_THAT(warnings_of_saving(Sequential{lookup("count"), layers::Dense{.units = 2},
                                            layers::LayerNormalization{}}),
              IsEmpty());
  EXPECT_THAT(
      warnings_of_saving(Sequential{
          lookup("count"), layers::Normalization{.mean = {0, 0, 0, 0}, .variance = {1, 1, 1, 1}},
          layers::LayerNormalization{}}),
      IsEmpty());
}

TEST(WholeNumbers, GoThroughLayersThatKeepThemAndModelsInside) {
  EXPECT_THAT(warnings_of_saving(Sequential{lookup("count"), layers::Flatten{},
                                            layers::Activation{.activation = "relu"},
                                            layers::LayerNormalization{.name = "deep"}}),
              ElementsAre(HasSubstr("'deep' on what 'integer_lookup' gives")));
  const Node code = Input({.shape = {2}}), number = Input({.shape = {3}});
  const Node counts = lookup("count")(code);
  const Node mixed = layers::Concatenate{}({counts, number});
  EXPECT_THAT(warnings_of_saving(Model(
                  {.inputs = {code, number}, .outputs = layers::LayerNormalization{}(mixed)})),
              IsEmpty());
  const Node twice = layers::Concatenate{}({counts, counts});
  EXPECT_THAT(
      warnings_of_saving(Model({.inputs = code, .outputs = layers::LayerNormalization{}(twice)})),
      testing::SizeIs(1));
  const Node in = Input({.shape = {4}});
  const Layer inner =
      Model({.inputs = in, .outputs = layers::LayerNormalization{}(in)}).as_layer("inner");
  EXPECT_THAT(warnings_of_saving(Model({.inputs = code, .outputs = inner(counts)})),
              ElementsAre(HasSubstr("'inner/layer_normalization' on what")));
}

}  // namespace
}  // namespace occam
