#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "occam/occam.h"
#include "tests/golden/golden_file.h"

// Paths of penalised linear models against scikit-learn and adelie, the choice against glmnet's
// rule.
namespace occam::golden {
namespace {

using namespace selection;

std::vector<double> doubles(const Json& json) {
  std::vector<double> values;
  for (const Json& item : json) values.push_back(number(item));
  return values;
}

data::Dataset rows_of(const Json& entry) {
  data::Dataset rows{.x = tensor(entry.at("x")), .y = as_given(entry.at("y"))};
  if (entry.at("kind") == "logistic") rows.y = rows.y.astype(DType::kFloat32);
  if (entry.at("kind") != "softmax" && rows.y.rank() == 1)
    rows.y = rows.y.reshape({rows.rows(), 1});
  return rows;
}

/// One Dense layer at zero, trained by gradient descent on all rows at once.
Part part_of(const Json& entry, const data::Dataset& rows) {
  const std::string kind = entry.at("kind");
  const bool is_linear = kind == "lasso" || kind == "elastic_net" || kind == "group";
  layers::Dense dense{.units = kind == "group" || kind == "softmax" ? 3 : 1,
                      .kernel_initializer = "zeros",
                      .kernel_regularizer = regularizers::L1{0.1},
                      .input_shape = {rows.x.shape()[1]}};
  if (kind == "elastic_net")
    dense.kernel_regularizer = regularizers::L1L2{.l1 = 0.1, .l2 = number(entry.at("l2"))};
  if (kind == "group") dense.kernel_regularizer = regularizers::GroupL1{0.1};
  if (!is_linear) dense.activation = kind == "logistic" ? "sigmoid" : "softmax";
  Part part{.model = Sequential{dense},
            .train = &rows,
            .options = {.batch_size = rows.rows(), .epochs = is_linear ? 1500 : 6000, .verbose = 0},
            .keep_weights = true};
  part.model->compile({.optimizer = optimizers::SGD{.learning_rate = is_linear ? 0.12 : 0.8},
                       .loss = is_linear            ? "mse"
                               : kind == "logistic" ? "binary_crossentropy"
                                                    : "sparse_categorical_crossentropy"});
  return part;
}

TEST(LassoPaths, CoefficientsAndZerosAreThePeers) {
  const Json golden = load("lasso_paths");
  ASSERT_EQ(golden.at("paths").size(), 5u);
  for (const Json& entry : golden.at("paths")) {
    const std::string kind = entry.at("kind");
    const data::Dataset rows = rows_of(entry);
    const Part part = part_of(entry, rows);
    const Path trained = path({&part, 1}, {.values = doubles(entry.at("lambdas"))});
    ASSERT_EQ(trained.size(), entry.at("kernels").size()) << kind;
    Comparison compare(kind, {2e-6, 1e-5});
    for (std::size_t i = 0; i < trained.size(); ++i) {
      const std::string what = kind + " at " + std::to_string(trained.lambdas[i]);
      const Array& kernel = trained.outcomes[0][i].weights[0];
      const Array expected = tensor(entry.at("kernels").at(i));
      compare(what, values(kernel), values(expected));
      std::int64_t zeros = 0;
      for (std::int64_t j = 0; j < kernel.size(); ++j) {
        EXPECT_EQ(kernel.at(j) == 0, expected.at(j) == 0) << what << ", weight " << j;
        zeros += expected.at(j) == 0;
      }
      EXPECT_EQ(trained.outcomes[0][i].support.zeros[0], zeros) << what;
    }
  }
}

// The relaxed lasso: least squares, ridge and logistic regression on what the penalty has kept.
TEST(LassoPaths, RelaxedNetworksAreThePeersOnTheSupport) {
  const Json golden = load("lasso_paths");
  ASSERT_EQ(golden.at("relaxed").size(), 3u);
  for (std::size_t k = 0; k < 3; ++k) {
    const Json &entry = golden.at("paths").at(k), &expected = golden.at("relaxed").at(k);
    const std::string kind = expected.at("kind");
    ASSERT_EQ(entry.at("kind"), kind);
    const data::Dataset rows = rows_of(entry);
    const Part part = part_of(entry, rows);
    const Path trained =
        path({&part, 1}, {.values = doubles(entry.at("lambdas")), .relaxed = true});
    EXPECT_TRUE(trained.relaxed);
    Comparison compare(kind, {1e-5, 1e-5});
    for (std::size_t i = 0; i < trained.size(); ++i) {
      const std::string what = kind + " at " + std::to_string(trained.lambdas[i]);
      const std::vector<Array>& weights = trained.outcomes[0][i].weights;
      const Array kernel = tensor(expected.at("kernels").at(i));
      compare(what, values(weights[0]), values(kernel));
      compare(what, values(weights[1]), values(tensor(expected.at("biases").at(i))));
      for (std::int64_t j = 0; j < kernel.size(); ++j)
        EXPECT_EQ(weights[0].at(j) == 0, kernel.at(j) == 0) << what << ", weight " << j;
    }
  }
}

TEST(LassoPaths, LambdaMaxIsWhereTheFirstWeightAppears) {
  const Json golden = load("lasso_paths");
  for (const Json& entry : golden.at("paths")) {
    const data::Dataset rows = rows_of(entry);
    const Part part = part_of(entry, rows);
    const LambdaMax found = lambda_max(part, "l1");
    EXPECT_TRUE(found.closed_form);
    const double expected = number(entry.at("lambda_max"));
    EXPECT_NEAR(found.value, expected, 1e-6 * expected) << entry.at("kind");
    const Path trained = path({&part, 1}, {.values = {1.001 * expected, 0.99 * expected}});
    EXPECT_TRUE(trained.outcomes[0][0].support.inputs.empty()) << entry.at("kind");
    EXPECT_FALSE(trained.outcomes[0][1].support.inputs.empty()) << entry.at("kind");
  }
}

TEST(LassoPaths, TheChoiceIsGlmnets) {
  Comparison compare("curve", {1e-8, 1e-8});
  const Json golden = load("lasso_paths");
  for (const Json& entry : golden.at("choices")) {
    std::vector<std::vector<double>> scores;
    for (const Json& folds : entry.at("scores")) scores.push_back(doubles(folds));
    const ScoreCurve curve = curve_of(scores, doubles(entry.at("weights")));
    const std::vector<double> means = doubles(entry.at("means")),
                              errors = doubles(entry.at("errors"));
    for (std::size_t i = 0; i < means.size(); ++i) {
      compare("mean", curve.means[i], means[i]);
      compare("standard error", curve.standard_errors[i], errors[i]);
    }
    const Choice expected{entry.at("best").get<std::size_t>(),
                          entry.at("one_se").get<std::size_t>()};
    const Choice made =
        choose(curve, entry.at("direction") == "up" ? Direction::kUp : Direction::kDown);
    EXPECT_EQ(made.best, expected.best);
    EXPECT_EQ(made.one_se, expected.one_se);
  }
}

}  // namespace
}  // namespace occam::golden
