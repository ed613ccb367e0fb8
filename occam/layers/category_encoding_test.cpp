#include "occam/layers/category_encoding.h"

#include <gtest/gtest.h>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using Numbers = std::vector<float>;

Numbers result(const std::string& mode, const Array& x) {
  experiments::Experiment experiment;
  experiment.output("y", CategoryEncoding{.num_tokens = 4, .output_mode = mode}.build(
                             experiment.layer_scope("encoding", true), experiment.input("x", x)));
  experiment.run();
  EXPECT_EQ(experiment.declared().whole_inputs.size(), 1u);
  const auto y = experiment.tensor("y");
  return {y.begin(), y.end()};
}

TEST(CategoryEncoding, OneColumnForEachNumber) {
  const Array x({{3.0f, 1.0f, 3.0f}, {0.0f, 0.0f, 0.0f}});
  EXPECT_EQ(result("multi_hot", x), (Numbers{0, 1, 0, 1, 1, 0, 0, 0}));
  EXPECT_EQ(result("count", x), (Numbers{0, 1, 0, 2, 3, 0, 0, 0}));
  EXPECT_EQ(result("one_hot", Array({{2.0f}, {0.0f}})), (Numbers{0, 0, 1, 0, 1, 0, 0, 0}));
  EXPECT_EQ(result("one_hot", Array({{2.0f, 3.0f}})), (Numbers{0, 0, 1, 0, 0, 0, 0, 1}));
}

TEST(CategoryEncoding, RefusesWhatItCannotEncode) {
  EXPECT_THROW(Layer(CategoryEncoding{}), InvalidArgument);
  EXPECT_THROW(Layer(CategoryEncoding{.num_tokens = 3, .output_mode = "binary"}), InvalidArgument);
  EXPECT_THROW(result("count", Array(DType::kFloat32, {2, 3, 4})), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
