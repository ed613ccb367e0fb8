// Expected numbers: scikit-learn 1.9.1, SimpleImputer + StandardScaler fitted on rows 0..3 and cast
// to float32; OneHotEncoder(handle_unknown="ignore").
#include "occam/data/table_encoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/csv.h"
#include "occam/data/split.h"
#include "occam/data/test_file.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::FloatEq;
using testing::HasSubstr;

const double kMissing = std::nan("");
const std::vector<std::int64_t> kTraining{0, 1, 2, 3};
const std::vector<std::int64_t> kAll{0, 1, 2, 3, 4, 5};

Column ages() { return Column::of_numbers("age", {17, 40.5, kMissing, 63, 22, kMissing}); }
Column heights() { return Column::of_numbers("height", {1.5, 1.5, 1.5, 1.5, 1.9, 1.7}); }
Column jobs() {
  return Column::of_texts(
      "job", std::vector<std::string>{"cook", "smith", "cook", "baker", "miller", "smith"});
}
Column answers() {
  return Column::of_texts("y", std::vector<std::string>{"no", "yes", "no", "no", "yes", "yes"});
}

/// One encoded column of numbers, fitted on kTraining and applied to all rows.
std::vector<float> encoded(Column column, MissingPolicy missing) {
  const Table table({std::move(column), answers()});
  const TableEncoder encoder =
      TableEncoder::fit(table, detect_target(table, "y"), kTraining, {.missing = missing});
  const Array x = encoder.transform(table, kAll).dataset.x;
  return {x.data<float>().begin(), x.data<float>().end()};
}

TEST(TableEncoderTest, FillsThenStandardises) {
  EXPECT_THAT(encoded(ages(), MissingPolicy::kMean),
              ElementsAre(FloatEq(-1.424349308013916f), FloatEq(0.020494233816862106f), 0.0f,
                          FloatEq(1.4038550853729248f), FloatEq(-1.1169357299804688f), 0.0f));
  EXPECT_THAT(encoded(ages(), MissingPolicy::kMedian),
              ElementsAre(FloatEq(-1.429416537284851f), FloatEq(0.015370070934295654f),
                          FloatEq(0.015370070934295654f), FloatEq(1.3986763954162598f),
                          FloatEq(-1.122015118598938f), FloatEq(0.015370070934295654f)));
  EXPECT_THAT(encoded(ages(), MissingPolicy::kZero),
              ElementsAre(FloatEq(-0.5511754155158997f), FloatEq(0.4356910288333893f),
                          FloatEq(-1.2650787830352783f), FloatEq(1.3805631399154663f),
                          FloatEq(-0.34120380878448486f), FloatEq(-1.2650787830352783f)));
}

TEST(TableEncoderTest, AConstantColumnIsCentredOnly) {
  EXPECT_THAT(encoded(heights(), MissingPolicy::kRefuse),
              ElementsAre(0.0f, 0.0f, 0.0f, 0.0f, FloatEq(0.4f), FloatEq(0.2f)));
}

TEST(TableEncoderTest, DropsRows) {
  const Table table({ages(), answers()});
  const TableEncoder encoder = TableEncoder::fit(table, detect_target(table, "y"), kTraining,
                                                 {.missing = MissingPolicy::kDrop});
  const EncodedTable all = encoder.transform(table, kAll);
  EXPECT_THAT(all.rows, ElementsAre(0, 1, 3, 4));
  EXPECT_THAT(all.dataset.x.data<float>(), ElementsAre(FloatEq(-1.2335227f), FloatEq(0.017748527f),
                                                       FloatEq(1.2157742f), FloatEq(-0.96729475f)));
  EXPECT_THAT(all.dataset.y.data<float>(), ElementsAre(0.0f, 1.0f, 0.0f, 1.0f));
  EXPECT_THROW(encoder.transform(table, std::vector<std::int64_t>{2, 5}), InvalidArgument);
}

TEST(TableEncoderTest, TextsBecomeOneHot) {
  const Table table({jobs(), heights(), answers()});
  const TableEncoder encoder =
      TableEncoder::fit(table, detect_target(table, "y"), kTraining, {.exclude = {"height"}});
  EXPECT_THAT(encoder.feature_names(), ElementsAre("job=baker", "job=cook", "job=smith"));
  const EncodedTable all = encoder.transform(table, kAll);
  EXPECT_EQ(to_text(all.dataset.x),
            "[[0. 1. 0.]\n [0. 0. 1.]\n [0. 1. 0.]\n [1. 0. 0.]\n [0. 0. 0.]\n [0. 0. 1.]]");
  ASSERT_EQ(all.unknown.size(), 1u);
  EXPECT_EQ(all.unknown[0].column, "job");
  EXPECT_EQ(all.unknown[0].cells, 1);
  EXPECT_EQ(all.unknown[0].first_row, 4);
  EXPECT_EQ(all.unknown[0].example, "miller");
  EXPECT_EQ(all.dataset.y.shape(), (Shape{6, 1}));
  EXPECT_THAT(all.dataset.class_names, ElementsAre("no", "yes"));
}

TEST(TableEncoderTest, AnotherTableNeedsNoTargetAndMayOrderItsColumns) {
  const Table table({jobs(), heights(), answers()});
  const TableEncoder encoder =
      TableEncoder::fit(table, detect_target(table, "y"), kAll, {.standardize = false});
  const Table other({Column::of_numbers("height", {1.25, 2}),
                     Column::of_texts("job", std::vector<std::string>{"smith", "pilot"})});
  const EncodedTable encoded = encoder.transform_features(other, std::vector<std::int64_t>{1, 0});
  EXPECT_EQ(to_text(encoded.dataset.x),
            "[[0.   0.   0.   0.   2.  ]\n [0.   0.   0.   1.   1.25]]");
  ASSERT_EQ(encoded.unknown.size(), 1u);
  EXPECT_EQ(encoded.unknown[0].example, "pilot");
  EXPECT_EQ(encoded.dataset.y.size(), 0);
  EXPECT_THROW(encoder.transform(other, std::vector<std::int64_t>{0}), InvalidArgument);
  const Table wrong({heights(), Column::of_numbers("job", {1, 2, 3, 4, 5, 6})});
  EXPECT_THAT(message_of<InvalidArgument>([&] { encoder.transform_features(wrong, kAll); }),
              HasSubstr("'job'. Expected texts as in training"));
}

TEST(TableEncoderTest, Targets) {
  const Table three(
      {heights(), Column::of_texts("y", std::vector<std::string>{"b", "c", "a", "a", "b", "b"})});
  const TableEncoder classes = TableEncoder::fit(three, detect_target(three, "y"), kAll);
  EXPECT_EQ(to_text(classes.transform(three, kAll).dataset.y), "[1 2 0 0 1 1]");

  const Table table({heights(), Column::of_numbers("y", {17, 40.5, 63, 22, 1, 1.5})});
  const std::vector<std::int64_t> rows{0, 1, 2};
  const TableEncoder regression =
      TableEncoder::fit(table, detect_target(table, "y"), rows, {.standardize_target = true});
  const std::vector<std::int64_t> four{0, 1, 2, 3};
  const Array y = regression.transform(table, four).dataset.y;
  EXPECT_EQ(y.shape(), (Shape{4, 1}));
  EXPECT_THAT(y.data<float>(), ElementsAre(FloatEq(-1.2335227f), FloatEq(0.017748527f),
                                           FloatEq(1.2157742f), FloatEq(-0.96729475f)));
  EXPECT_NEAR(regression.target.original(static_cast<double>(y.at(3))), 22.0, 1e-5);
  const TableEncoder plain = TableEncoder::fit(table, detect_target(table, "y"), rows);
  EXPECT_EQ(plain.transform(table, four).dataset.y.at(1), 40.5);
}

TEST(TableEncoderTest, MissingCellsAreRefusedWithTheirPlace) {
  const Table table({ages(), answers()});
  const Target target = detect_target(table, "y");
  EXPECT_EQ(message_of<InvalidArgument>([&] { TableEncoder::fit(table, target, kAll); }),
            "TableEncoder: invalid value for missing cells. Expected none, or missing=drop, mean, "
            "median or zero. Received: missing cells=2, the first in row 3, column 'age'");
  const std::vector<std::string> holes{"no", "yes", "", "no", "yes", "yes"};
  const Table no_target({heights(), Column::of_texts("y", holes)});
  EXPECT_THAT(message_of<InvalidArgument>([&] {
                TableEncoder::fit(no_target, target, kAll, {.missing = MissingPolicy::kMean});
              }),
              HasSubstr("none in the target, or missing=drop. Received: missing cells=1, the first "
                        "in row 3, column 'y'"));
}

TEST(TableEncoderTest, Refusals) {
  const Table table({heights(), jobs(), answers()});
  const Target target = detect_target(table, "y");
  const auto refuses = [&](const EncoderOptions& options) {
    return message_of<InvalidArgument>([&] { TableEncoder::fit(table, target, kAll, options); });
  };
  EXPECT_THAT(refuses({.exclude = {"hieght"}}), HasSubstr("Did you mean 'height'?"));
  EXPECT_THAT(refuses({.max_categories = 3}), HasSubstr("1 to 3 different texts"));
  EXPECT_THAT(refuses({.exclude = {"height", "job"}}), HasSubstr("a column beside the target"));
  EXPECT_THROW(TableEncoder::fit(table, target, {}), InvalidArgument);
  EXPECT_THROW(TableEncoder::fit(table, target, std::vector<std::int64_t>{6}), InvalidArgument);

  const double infinity = std::numeric_limits<double>::infinity();
  const Table infinite({Column::of_numbers("a", {1, infinity, 3, 4, 5, 6}), answers()});
  EXPECT_THAT(message_of<InvalidArgument>([&] { TableEncoder::fit(infinite, target, kAll); }),
              HasSubstr("inf in row 2, column 'a'"));
  const Table wide({Column::of_numbers("a", {1, 1e300, 3, 4, 5, 6}), answers()});
  EXPECT_THROW(TableEncoder::fit(wide, target, kAll), InvalidArgument);
  const TableEncoder as_is = TableEncoder::fit(wide, target, kAll, {.standardize = false});
  EXPECT_THAT(message_of<InvalidArgument>([&] { as_is.transform(wide, kAll); }),
              HasSubstr("numbers within float32. Received: table=1e+300 in row 2, column 'a'"));
  const Table empty({Column::of_numbers("a", std::vector<double>(6, kMissing)), answers()});
  EXPECT_THROW(TableEncoder::fit(empty, target, kAll, {.missing = MissingPolicy::kMean}),
               InvalidArgument);
}

// StandardScaler().fit(X[:400]).transform(X) of sklearn's load_breast_cancer().
TEST(TableEncoderTest, BreastCancerTable) {
  const Table table = read_csv(OCCAM_SOURCE_DIR "/data/breast_cancer.csv");
  ASSERT_EQ(table.rows(), 569);
  ASSERT_EQ(table.columns().size(), 31u);
  const Target target = detect_target(table, "diagnosis");
  EXPECT_THAT(target.classes, ElementsAre("benign", "malignant"));
  std::vector<std::int64_t> rows(569);
  std::iota(rows.begin(), rows.end(), 0);
  const TableEncoder encoder = TableEncoder::fit(table, target, std::span(rows).first(400));
  const Dataset dataset = encoder.transform(table, rows).dataset;
  check_dataset(dataset);
  EXPECT_EQ(dataset.x.shape(), (Shape{569, 30}));
  EXPECT_FLOAT_EQ(static_cast<float>(dataset.x.at(0)), 1.0265791f);
  EXPECT_FLOAT_EQ(static_cast<float>(dataset.x.at(1)), -2.0824337f);
  EXPECT_FLOAT_EQ(static_cast<float>(dataset.x.at(569 * 30 - 1)), -0.7424186f);
  const auto x = dataset.x.data<float>();
  EXPECT_NEAR(std::accumulate(x.begin(), x.end(), 0.0), -657.308280483533, 1e-4);
  const auto y = dataset.y.data<float>();
  EXPECT_EQ(std::accumulate(y.begin(), y.end(), 0.0), 212.0);  // malignant
}

TEST(TableEncoderTest, WineTable) {
  const Table table = read_csv(OCCAM_SOURCE_DIR "/data/wine.csv");
  const Target target = detect_target(table, "cultivator");
  EXPECT_EQ(target.outputs(), 3);
  const Split split =
      split_stratified(class_labels(target, table), {.validation = 0.2, .data_seed = 7});
  const TableEncoder encoder = TableEncoder::fit(table, target, split.train);
  const EncodedTable validation = encoder.transform(table, split.validation);
  EXPECT_EQ(validation.dataset.x.shape(), (Shape{36, 13}));
  EXPECT_EQ(validation.dataset.y.dtype(), DType::kInt32);
}

}  // namespace
}  // namespace occam::data
