#include "occam/evaluation/predictions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "occam/base/errors.h"

namespace occam::evaluation {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

template <class Call>
std::string refusal(const Call& call) {
  try {
    call();
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Predictions, OneOutputIsTheProbabilityOfClassOne) {
  const ClassPredictions made =
      class_predictions(Array{{1.0f}, {0.0f}}, Array{{0.25f}, {0.75f}}, 2);
  EXPECT_THAT(made.probabilities, ElementsAre(0.75f, 0.25f, 0.25f, 0.75f));
  EXPECT_THAT(made.decisions, ElementsAre(0, 1));
  EXPECT_THAT(made.labels, ElementsAre(1, 0));
  EXPECT_EQ(rows_of(made), 2);
}

TEST(Predictions, TheSmallerClassWinsATie) {
  const Array outputs{{0.25f, 0.375f, 0.375f}};
  EXPECT_THAT(class_predictions(Array{2}, outputs, 3).decisions, ElementsAre(1));
}

TEST(Predictions, RefusalsNameCountRowAndValue) {
  EXPECT_THAT(refusal([] {
                class_predictions(Array{0, 1, 4, 5}, Array{0.f, 0.f, 0.f, 0.f}, 2);
              }),
              HasSubstr("2 other values, the first is 4 in row 3"));
  EXPECT_THAT(refusal([] {
                class_predictions(Array{0, 1}, Array{{0.5f, 0.5f}, {0.5f, std::nanf("")}}, 2);
              }),
              HasSubstr("1 other value, the first is nan in row 2"));
  EXPECT_THAT(refusal([] { class_predictions(Array{0, 1}, Array{0.5f}, 2); }), HasSubstr("(2, 2)"));
  EXPECT_THAT(refusal([] { class_predictions(Array(), Array(), 2); }), HasSubstr("one row"));
  EXPECT_THAT(refusal([] { class_predictions(Array{0}, Array{0.5f}, 1); }),
              HasSubstr("at least 2"));
  EXPECT_THAT(refusal([] {
                number_predictions(Array{1.0}, Array{1.0, 2.0});
              }),
              HasSubstr("1 values"));
  EXPECT_THAT(refusal([] {
                number_predictions(Array{1.0, 2.0}, Array{1.0, double{INFINITY}});
              }),
              HasSubstr("the first is inf in row 2"));
  EXPECT_THAT(refusal([] {
                number_predictions(Array{{1.0, 2.0}}, Array{{1.0, 2.0}});
              }),
              HasSubstr("one value a row"));
}

}  // namespace
}  // namespace occam::evaluation
