// Who is penalised: the table of the weights, and exemptions that no weight has.
#include <gmock/gmock.h>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Sequential network(const Optimizer& optimizer) {
  Sequential model{layers::Dense{.units = 3,
                                 .kernel_regularizer = regularizers::L1L2{0.5, 0.25},
                                 .kernel_constraint = constraints::MaxNorm{2},
                                 .bias_learning_rate_factor = 0.1,
                                 .input_shape = {4}},
                   layers::BatchNormalization{}, layers::Dense{.units = 1, .name = "out"}};
  model.compile({.optimizer = optimizer, .loss = "mse"});
  return model;
}

/// The cells of the line of a weight.
std::vector<std::string> line_of(const std::string& table, const std::string& path) {
  const std::size_t begin = table.find(" " + path + " ");
  if (begin == std::string::npos) return {};
  const std::string line = table.substr(begin, table.find('\n', begin) - begin);
  std::vector<std::string> cells;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = line.find("│", at);
    if (end == std::string::npos) break;
    std::string cell = line.substr(at, end - at);
    cell.erase(0, cell.find_first_not_of(' '));
    cell.erase(cell.find_last_not_of(' ') + 1);
    cells.push_back(cell);
    at = end + std::string("│").size();
  }
  return cells;
}

TEST(PenaltyTable, TellsOfEachWeightWhatItIsPenalisedBy) {
  Sequential model = network(optimizers::AdamW{
      .weight_decay = 0.02, .exclude_from_weight_decay = {"bias", "batch_normalization/"}});
  model.set_hyper("dense/kernel_regularizer/l1", 0.125);  // as it is now
  const std::string table = model.penalty_table();
  EXPECT_THAT(line_of(table, "dense/kernel"),
              ElementsAre("dense/kernel", "(4, 3)", "yes", HasSubstr("l1=0.125, l2=0.25"),
                          HasSubstr("max_value=2"), "0.02", "1"));
  EXPECT_THAT(line_of(table, "dense/bias"),
              ElementsAre("dense/bias", "(3,)", "yes", "-", "-", "exempt", "0.1"));
  EXPECT_THAT(line_of(table, "batch_normalization/moving_mean"),
              ElementsAre("batch_normalization/moving_mean", "(3,)", "no", "-", "-", "-", "-"));
  EXPECT_THAT(line_of(table, "out/kernel"),
              ElementsAre("out/kernel", "(3, 1)", "yes", "-", "-", "0.02", "1"));
  EXPECT_THAT(line_of(network("adam").penalty_table(), "out/kernel")[5], "-");
  // A wrapped optimizer's decay too.
  const Optimizer wrapped = optimizers::Lookahead{
      .optimizer = optimizers::SGD{.weight_decay = 0.5, .exclude_from_weight_decay = {"out/"}}};
  const std::string other = network(wrapped).penalty_table();
  EXPECT_EQ(line_of(other, "dense/kernel")[5], "0.5");
  EXPECT_EQ(line_of(other, "out/kernel")[5], "exempt");
}

TEST(PenaltyTable, AnExemptionThatNoWeightHasIsRefused) {
  std::string refusal;
  try {
    network(optimizers::AdamW{.exclude_from_weight_decay = {"bias", "^dens/"}});
  } catch (const InvalidArgument& error) {
    refusal = error.what();
  }
  EXPECT_THAT(refusal, HasSubstr("no weight's path has '^dens/'. Expected a pattern of one of: "
                                 "dense/kernel, dense/bias, "));
  // A model that is built by its first fit is told then, and trains nothing.
  Sequential later{layers::Dense{.units = 1}};
  later.compile(
      {.optimizer = optimizers::AdamW{.exclude_from_weight_decay = {"gamma"}}, .loss = "mse"});
  const models_testing::Data data = models_testing::regression(10, 3);
  EXPECT_THROW(later.fit(data.x, data.y, {.verbose = 0}), InvalidArgument);
}

}  // namespace
}  // namespace occam
