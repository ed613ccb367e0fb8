#include "occam/layers/embedding.h"

#include <gtest/gtest.h>

#include "tests/experiment/experiment.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

TEST(Embedding, GivesTheTablesRows) {
  Experiment experiment;
  const Embedding embedding{.input_dim = 5, .output_dim = 2};
  const graph::Value codes =
      experiment.input("codes", Array({2, 3}, std::vector<float>{4, 0, 1, 1, 4, 3}));
  const graph::Value rows = embedding.build(experiment.layer_scope("embedding", false), codes);
  EXPECT_EQ(rows.shape(), (Shape{2, 3, 2}));
  experiment.output("rows", rows);
  experiment.run();
  experiment.set("embedding/embeddings",
                 std::vector<float>{0, 0.5f, 1, 1.5f, 2, 2.5f, 3, 3.5f, 4, 4.5f});
  experiment.run();
  const auto values = experiment.tensor("rows");
  EXPECT_EQ(std::vector<float>(values.begin(), values.end()),
            (std::vector<float>{4, 4.5f, 0, 0.5f, 1, 1.5f, 1, 1.5f, 4, 4.5f, 3, 3.5f}));
}

TEST(Embedding, DeclaresItsTable) {
  Experiment experiment;
  const Embedding embedding{.input_dim = 5,
                            .output_dim = 2,
                            .embeddings_regularizer = "l2",
                            .embeddings_constraint = "non_neg"};
  embedding.build(experiment.layer_scope("embedding", true),
                  experiment.input("codes", Array(DType::kFloat32, {2, 3})));
  const Declared& declared = experiment.declared();
  ASSERT_EQ(declared.values.size(), 1u);
  EXPECT_EQ(declared.values[0].shape(), (Shape{5, 2}));
  EXPECT_TRUE(declared.penalties[0]);
  EXPECT_EQ(declared.weights[0].constraint.type(), "NonNeg");
}

TEST(Embedding, NeedsBothSizes) {
  EXPECT_THROW(Layer(Embedding{.output_dim = 2}), InvalidArgument);
  EXPECT_THROW(Layer(Embedding{.input_dim = 2}), InvalidArgument);
  EXPECT_THROW(Layer(Embedding{.input_dim = 1 << 25, .output_dim = 2}), InvalidArgument);
}

}  // namespace
}  // namespace occam::layers
