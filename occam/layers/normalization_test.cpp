#include "occam/layers/normalization.h"

#include <gmock/gmock.h>

#include <cmath>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using testing::HasSubstr;

std::vector<float> result(const Normalization& layer, const Array& x) {
  experiments::Experiment experiment;
  experiment.output(
      "y", layer.build(experiment.layer_scope("normalization", true), experiment.variable("x", x)));
  experiment.run();
  const auto y = experiment.tensor("y");
  EXPECT_TRUE(experiment.declared().weights.empty());
  return {y.begin(), y.end()};
}

std::string message_of(const std::function<void()>& body) {
  try {
    body();
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Normalization, AdaptsToTheMomentsOfItsRows) {
  const Array rows({{1.0, 8.0}, {2.0, 8.0}, {6.0, 2.0}});
  Normalization layer;
  layer.adapt(rows);
  EXPECT_EQ(layer.mean, ArrayArgument({3.0, 6.0}));
  EXPECT_EQ(layer.variance, ArrayArgument(Array::from<float>({14.0f / 3, 8.0f})));
  const std::vector<float> y = result(layer, rows.astype(DType::kFloat32));
  EXPECT_FLOAT_EQ(y[0], -2 / std::sqrt(14.0f / 3));
  EXPECT_FLOAT_EQ(y[5], -4 / std::sqrt(8.0f));
  layer.invert = true;
  const std::vector<float> back = result(layer, Array({3, 2}, y));
  for (std::int64_t i = 0; i < rows.size(); ++i)
    EXPECT_NEAR(back[static_cast<std::size_t>(i)], rows.at(i), 1e-5);
  // A vector is a sample of one number each, as in fit(); integers are numbers.
  layer.adapt(Array{2, 4, 9});
  EXPECT_EQ(layer.mean, ArrayArgument({5.0f}));
}

/// Far from 0 the squares of single precision would leave nothing.
TEST(Normalization, AdaptsToWhatLiesFarFromZero) {
  Normalization layer;
  layer.adapt(Array{16'777'216.0, 16'777'218.0});
  EXPECT_EQ(layer.mean, ArrayArgument({16'777'217.0f}));
  EXPECT_EQ(layer.variance, ArrayArgument({1.0f}));
}

TEST(Normalization, RefusesWhatIsNoMeanAndVariance) {
  EXPECT_THAT(message_of([] {
                Layer(Normalization{.mean = {1.0, 2.0}});
              }),
              HasSubstr("mean is given without variance"));
  EXPECT_THAT(message_of([] {
                Layer(Normalization{.mean = {1.0, 2.0}, .variance = {1.0}});
              }),
              HasSubstr("variance. Expected the shape of mean, (2,)"));
  EXPECT_THAT(message_of([] { Layer(Normalization{.mean = {1.0}, .variance = {-0.5}}); }),
              HasSubstr("-0.5"));
  EXPECT_THAT(
      message_of([] { Layer(Normalization{.axis = {}, .mean = {1.0}, .variance = {1.0}}); }),
      HasSubstr("mean"));
  const Array x({{1.0f, 2.0f, 3.0f}});
  EXPECT_THAT(message_of([&] { result(Normalization{}, x); }), HasSubstr("adapt(data)"));
  EXPECT_THAT(message_of([&] {
                result(Normalization{.mean = {1.0, 2.0}, .variance = {1.0, 2.0}}, x);
              }),
              HasSubstr("numbers for (3,)"));
  EXPECT_THAT(
      message_of([&] { result(Normalization{.axis = 0, .mean = {1.0}, .variance = {1.0}}, x); }),
      HasSubstr("0 is the batch's"));
  EXPECT_THAT(message_of([] {
                Normalization layer;
                layer.adapt(Array({{1.0, 2.0}, {3.0, std::nan("")}}));
              }),
              HasSubstr("nan, the first in row 1"));
  EXPECT_THAT(message_of([] { Normalization().adapt(Array()); }), HasSubstr("data"));
}

}  // namespace
}  // namespace occam::layers
