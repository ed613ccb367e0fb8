#include "occam/layers/one_hot_embedding.h"

#include <gtest/gtest.h>

#include "tests/experiment/contract.h"

namespace occam::layers {
namespace {

using experiments::Experiment;

// Columns 1 and 2 are one text, column 4 another; 0 and 3 are numbers.
TEST(OneHotEmbedding, PutsRowsOfItsTableBehindTheOtherColumns) {
  const Array x({3, 5}, std::vector<float>{7, 1, 0, 8, 1, 5, 0, 1, 6, 0, 3, 0, 0, 4, 2});
  Experiment experiment;
  experiment.variable("texts/embeddings",
                      Array({3, 2}, std::vector<float>{10, 20, 30, 40, 50, 60}));
  const OneHotEmbedding layer{.starts = {1, 4}, .sizes = {2, 1}, .output_dim = 2};
  const graph::Value y =
      layer.build(experiment.layer_scope("texts", true), experiment.variable("x", x));
  ASSERT_EQ(y.shape(), (Shape{3, 6}));
  experiment.output("y", y);
  experiment.run();
  const auto values = experiment.tensor("y");
  EXPECT_EQ(std::vector<float>(values.begin(), values.end()),
            (std::vector<float>{7, 8, 10, 20, 50, 60,     //
                                5, 6, 30, 40, 0, 0,       //
                                3, 4, 0, 0, 100, 120}));  // no category; twice one
}

TEST(OneHotEmbedding, SaysWhichGroupsCannotBe) {
  const auto message = [](std::vector<Int> starts, std::vector<Int> sizes) {
    return experiments::refusal([&] {
      Experiment experiment;
      const Layer layer = OneHotEmbedding{.starts = starts, .sizes = sizes};
      layer.build(experiment.layer_scope("texts", true),
                  experiment.input("x", Array({1, 5}, std::vector<float>(5))));
    });
  };
  for (const auto& [starts, sizes, says] :
       {std::tuple<std::vector<Int>, std::vector<Int>, std::string>{{}, {}, "0 beside 0"},
        {{0}, {2, 2}, "2 beside 1"},
        {{0}, {0}, "numbers of at least 1. Received: sizes=0"},
        {{-1}, {2}, "-1 where columns are taken up to 0"},
        {{0, 1}, {2, 2}, "1 where columns are taken up to 2"},
        {{3, 0}, {1, 1}, "0 where columns are taken up to 4"},
        {{4}, {2}, "groups of the 5 features"}}) {
    EXPECT_NE(message(starts, sizes).find(says), std::string::npos) << message(starts, sizes);
  }
}

}  // namespace
}  // namespace occam::layers
