#include "occam/layers/integer_lookup.h"

#include <gtest/gtest.h>

#include "tests/experiment/contract.h"
#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using Numbers = std::vector<float>;
using Tokens = std::vector<std::int64_t>;

Numbers result(const IntegerLookup& layer, const Array& x) {
  experiments::Experiment experiment;
  experiment.output(
      "y", Layer(layer).build(experiment.layer_scope("lookup", true), experiment.input("x", x)));
  experiment.run();
  EXPECT_EQ(experiment.declared().whole_inputs.size(), 1u);
  const auto y = experiment.tensor("y");
  return {y.begin(), y.end()};
}

// The examples of Keras's documentation of the class.
TEST(IntegerLookup, PlacesInAVocabulary) {
  const Array x({{12.0f, 1138.0f, 42.0f}, {42.0f, 1000.0f, 36.0f}});
  EXPECT_EQ(result({.vocabulary = {12, 36, 1138, 42}}, x), (Numbers{1, 3, 4, 4, 0, 2}));
  const Array y({{12.0f, 1138.0f, 42.0f}, {37.0f, 1000.0f, 36.0f}});
  EXPECT_EQ(result({.num_oov_indices = 2, .vocabulary = {12, 36, 1138, 42}}, y),
            (Numbers{2, 4, 5, 1, 0, 3}));
}

TEST(IntegerLookup, Columns) {
  IntegerLookup layer{.vocabulary = {12, 36, 1138, 42}, .output_mode = "one_hot"};
  EXPECT_EQ(result(layer, Array({{36.0f}, {7.0f}})), (Numbers{0, 0, 1, 0, 0, 1, 0, 0, 0, 0}));
  const Array x({{12.0f, 1138.0f, 42.0f, 42.0f}, {42.0f, 7.0f, 36.0f, 7.0f}});
  layer.output_mode = "multi_hot";
  EXPECT_EQ(result(layer, x), (Numbers{0, 1, 0, 1, 1, 1, 0, 1, 0, 1}));
  layer.output_mode = "count";
  EXPECT_EQ(result(layer, x), (Numbers{0, 1, 0, 1, 2, 2, 0, 1, 0, 1}));
  // The mask token has no column.
  layer.mask_token = 7;
  EXPECT_EQ(result(layer, x), (Numbers{0, 1, 0, 1, 2, 0, 0, 1, 0, 1}));
  layer.max_tokens = 6;
  layer.pad_to_max_tokens = true;
  EXPECT_EQ(result(layer, x), (Numbers{0, 1, 0, 1, 2, 0, 0, 0, 1, 0, 1, 0}));
}

TEST(IntegerLookup, TokensOfPlaces) {
  EXPECT_EQ(result({.vocabulary = {12, 36, 1138, 42}, .invert = true},
                   Array({{1.0f, 3.0f, 4.0f}, {4.0f, 0.0f, 2.0f}})),
            (Numbers{12, 1138, 42, 42, -1, 36}));
  EXPECT_EQ(result({.mask_token = 9, .oov_token = -7, .vocabulary = {12, 36}, .invert = true},
                   Array({{0.0f, 1.0f, 2.0f, 3.0f, 4.0f}})),
            (Numbers{9, -7, 12, 36, -7}));
}

TEST(IntegerLookup, TheMostFrequentFirst) {
  const Array data({{12.0f, 1138.0f, 42.0f}, {42.0f, 1000.0f, 36.0f}});
  IntegerLookup layer;
  layer.adapt(data);
  EXPECT_EQ(layer.vocabulary, (Tokens{42, 1138, 1000, 36, 12}));
  EXPECT_EQ(result(layer, data), (Numbers{5, 2, 1, 1, 3, 4}));
  IntegerLookup few{.max_tokens = 4, .mask_token = 1138};
  few.adapt(data);
  EXPECT_EQ(few.vocabulary, (Tokens{42, 1000}));
  EXPECT_EQ(result(few, data), (Numbers{1, 0, 2, 2, 3, 1}));
}

TEST(IntegerLookup, SpecialTokensMayStandAtTheHead) {
  EXPECT_EQ((IntegerLookup{.mask_token = 0, .vocabulary = {0, -1, 5, 4}}).tokens(), (Tokens{5, 4}));
  EXPECT_EQ((IntegerLookup{.vocabulary = {-1, 5, 4}}).tokens(), (Tokens{5, 4}));
  EXPECT_EQ((IntegerLookup{.num_oov_indices = 2, .vocabulary = {-1, 5, 4}}).tokens(),
            (Tokens{-1, 5, 4}));
}

TEST(IntegerLookup, SaysWhatItTakes) {
  const auto wanted = [](const IntegerLookup& layer) {
    experiments::Experiment experiment;
    layer.build(experiment.layer_scope("lookup", true),
                experiment.input("x", Array(Shape{1, 1}, Numbers{5})));
    return experiment.declared().whole_inputs.at(0);
  };
  const IntegerLookup open{.vocabulary = {5, -2}},
      closed{.num_oov_indices = 0, .mask_token = 1, .vocabulary = {5, -2}};
  EXPECT_EQ(wanted(open).least, -16777216);
  EXPECT_EQ(wanted(open).most, 16777216);
  EXPECT_TRUE(wanted(open).known.empty());
  EXPECT_EQ(wanted(closed).known, (Tokens{-2, 1, 5}));
}

TEST(IntegerLookup, RefusesWhatCannotBe) {
  const auto said = [](const IntegerLookup& layer) {
    return experiments::refusal([&] { Layer{layer}; });
  };
  EXPECT_EQ(said({.vocabulary = {3, 16777217}}),
            "IntegerLookup: invalid value for vocabulary. Expected whole numbers from -2^24 to "
            "2^24, which float32 holds. Received: vocabulary=16777217");
  EXPECT_EQ(said({.vocabulary = {3, 4, 3}}),
            "IntegerLookup: invalid value for vocabulary. Expected each token once. Received: "
            "vocabulary=3");
  EXPECT_EQ(said({.mask_token = 4, .vocabulary = {3, 4}}),
            "IntegerLookup: invalid value for vocabulary. Expected no mask_token, or all special "
            "tokens at its head. Received: vocabulary=4");
  EXPECT_EQ(said({.oov_token = 4, .vocabulary = {3, 4}}), "");  // unused without invert
  EXPECT_NE(said({.oov_token = 4, .vocabulary = {3, 4}, .invert = true}), "");
  EXPECT_NE(said({.max_tokens = 3, .vocabulary = {3, 4, 5}}), "");
  EXPECT_NE(said({.pad_to_max_tokens = true}), "");
  EXPECT_NE(said({.invert = true, .output_mode = "count"}), "");
  EXPECT_NE(said({.output_mode = "tf_idf"}), "");
  const Array x(Shape{1, 2}, Numbers{1, 2});
  EXPECT_EQ(experiments::refusal([&] { result({}, x); }),
            "IntegerLookup: has no vocabulary. Expected adapt(data) before the layer is used, or "
            "vocabulary as an argument");
  const IntegerLookup counts{.vocabulary = {3}, .output_mode = "count"};
  EXPECT_TRUE(experiments::refusal([&] {
                result(counts, Array(DType::kFloat32, {2, 3, 4}));
              }).starts_with("IntegerLookup: invalid value for output_mode"));
  IntegerLookup layer;
  EXPECT_NE(experiments::refusal([&] { layer.adapt(Array({1.0f, 2.5f})); }), "");
  EXPECT_NE(experiments::refusal([&] { layer.adapt(Array({-1.0f})); }), "");  // oov_token alone
}

}  // namespace
}  // namespace occam::layers
