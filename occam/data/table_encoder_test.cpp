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
#include "occam/data/read_table.h"
#include "occam/data/split.h"
#include "occam/data/table_testing.h"
#include "occam/data/test_file.h"
#include "tests/experiment/source_dir.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::FloatEq;
using testing::HasSubstr;
using testing::IsEmpty;

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
  const TableEncoder encoder = TableEncoder::fit(table, detect_target(table, "y"), kTraining,
                                                 {.missing = missing, .indicators = false});
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
      TableEncoder::fit(table, detect_target(table, "y"), kAll, {.scaling = FeatureScaling::kNone});
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
              HasSubstr("numbers in 'job', which had texts"));
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
  const EncoderOptions refuse{.missing = MissingPolicy::kRefuse};
  EXPECT_EQ(message_of<InvalidArgument>([&] { TableEncoder::fit(table, target, kAll, refuse); }),
            "TableEncoder: invalid value for missing cells. Expected none, or missing=drop, mean, "
            "median or zero. Received: missing cells=2, the first in row 3, column 'age'");
  const Table two({ages(), answers(), Column::of_numbers("b", {kMissing, 1, 2, 3, 4, 5})});
  EXPECT_THAT(message_of<InvalidArgument>([&] { TableEncoder::fit(two, target, kAll, refuse); }),
              HasSubstr("=3 in 2 columns: 'age' 2, the first in row 3; 'b' 1, the first in row 1"));
}

TEST(TableEncoderTest, RowsWithoutATargetAreLeftOutOrRefused) {
  const std::vector<std::string> holes{"no", "yes", "", "no", "yes", ""};
  const Table table({heights(), Column::of_texts("y", holes)});
  const Target target = detect_target(table, "y");
  EXPECT_THAT(TableEncoder::fit(table, target, kAll).transform(table, kAll).rows,
              ElementsAre(0, 1, 3, 4));
  EXPECT_EQ(message_of<InvalidArgument>([&] {
              TableEncoder::fit(table, target, kAll, {.missing_target = MissingTarget::kRefuse});
            }),
            "TableEncoder: invalid value for missing targets. Expected none, or "
            "missing_target=drop. Received: missing targets=2, the first in row 3, column 'y'");
}

// sklearn's SimpleImputer(strategy="median", add_indicator=True): 0,0,1,0,0,1 beside the numbers.
TEST(TableEncoderTest, AnIndicatorStandsBesideFilledNumbers) {
  const Table table({ages(), heights(), answers()});
  const Target target = detect_target(table, "y");
  const TableEncoder encoder = TableEncoder::fit(table, target, kTraining);
  EXPECT_THAT(encoder.feature_names(), ElementsAre("age", "age missing", "height"));
  const Array x = encoder.transform(table, kAll).dataset.x;
  const std::vector<float> expected{0, 0, 1, 0, 0, 1};
  for (std::size_t row = 0; row < 6; ++row) {
    EXPECT_EQ(x.data<float>()[row * 3 + 1], expected[row]) << row;
  }
  // Nothing missing in training: nothing to learn from an indicator.
  const std::vector<std::int64_t> full{0, 1, 3, 4};
  EXPECT_THAT(TableEncoder::fit(table, target, full).feature_names(), ElementsAre("age", "height"));
  // Of one value with gaps the gaps alone tell something.
  const Table flag({Column::of_numbers("a", {1, kMissing, 1, kMissing, 1, 1}), answers()});
  EXPECT_THAT(TableEncoder::fit(flag, target, kAll).feature_names(), ElementsAre("a missing"));
}

TEST(TableEncoderTest, NumbersThatAreNoneCountAsMissing) {
  const double infinity = std::numeric_limits<double>::infinity();
  const Table table({Column::of_numbers("a", {1, infinity, 3, -infinity, 5, 1e300}), answers()});
  const Target target = detect_target(table, "y");
  const Array x = TableEncoder::fit(table, target, kAll, {.scaling = FeatureScaling::kNone})
                      .transform(table, kAll)
                      .dataset.x;
  EXPECT_THAT(x.data<float>(), ElementsAre(1, 0, 3, 1, 3, 0, 3, 1, 5, 0, 3, 1));  // median 3
  EXPECT_THAT(message_of<InvalidArgument>([&] {
                TableEncoder::fit(table, target, kAll, {.missing = MissingPolicy::kRefuse});
              }),
              HasSubstr("=3, the first in row 2, column 'a'"));
}

TEST(TableEncoderTest, MissingTextsAreACategory) {
  const Table table(
      {Column::of_texts("job", std::vector<std::string>{"b", "", "a", "a", "", "c"}), answers()});
  const TableEncoder encoder = TableEncoder::fit(table, detect_target(table, "y"), kTraining);
  EXPECT_THAT(encoder.feature_names(), ElementsAre("job=a", "job=b", "job missing"));
  const EncodedTable all = encoder.transform(table, kAll);
  EXPECT_EQ(to_text(all.dataset.x),
            "[[0. 1. 0.]\n [0. 0. 1.]\n [1. 0. 0.]\n [1. 0. 0.]\n [0. 0. 1.]\n [0. 0. 0.]]");
}

TEST(TableEncoderTest, BeyondAHundredTextsFrequentOnesKeepAFeature) {
  std::vector<std::string> texts;
  const auto add = [&](const std::string& text, int count) {
    texts.insert(texts.end(), count, text);
  };
  for (int i = 0; i < 100; ++i) add("usual" + std::to_string(i), 12);
  add("ten", 10);
  add("nine", 9);
  std::vector<std::string> y;
  for (std::size_t i = 0; i < texts.size(); ++i) y.emplace_back(i % 2 == 0 ? "no" : "yes");
  const Table table({Column::of_texts("t", texts), Column::of_texts("y", y)});
  const Target target = detect_target(table, "y");
  std::vector<std::int64_t> rows(texts.size());
  std::iota(rows.begin(), rows.end(), 0);
  const TableEncoder by_rule = TableEncoder::fit(table, target, rows);
  EXPECT_EQ(by_rule.features[0].categories.size(), 101u);
  EXPECT_THAT(by_rule.features[0].rare, ElementsAre("nine"));
  const TableEncoder told = TableEncoder::fit(table, target, rows, {.max_categories = 100});
  EXPECT_THAT(told.features[0].rare, ElementsAre("nine", "ten"));
  // Nothing is asked of a frequent text that is not asked of a rarer one.
  for (int i = 0; i < 11'000; ++i) texts.push_back("often" + std::to_string(i % 9));
  for (std::size_t i = y.size(); i < texts.size(); ++i) y.emplace_back(i % 2 == 0 ? "no" : "yes");
  const Table more({Column::of_texts("t", texts), Column::of_texts("y", y)});
  rows.resize(texts.size());
  std::iota(rows.begin(), rows.end(), 0);
  EXPECT_THAT(TableEncoder::fit(more, detect_target(more, "y"), rows).features[0].rare, IsEmpty());
  // Fewer rows are enough in a larger table; of many rows further features are at most 50 million
  // numbers.
  EXPECT_EQ(least_rows_beyond_usual(5'000), 10);
  EXPECT_EQ(least_rows_beyond_usual(10'000), 5);
  for (const std::int64_t many : {20'000, 50'000, 300'000, 3'000'000})
    EXPECT_LE(many / least_rows_beyond_usual(many) * many, 50'000'000) << many;
}

// sklearn's OneHotEncoder(min_frequency=2, max_categories=...) puts the infrequent together, too.
TEST(TableEncoderTest, RareTextsShareAFeature) {
  std::vector<std::string> texts, y;
  for (const char letter : {'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'}) {
    for (int i = 0; i < 3; ++i) texts.emplace_back(1, letter);
  }
  for (const char* const once : {"x", "y"}) texts.emplace_back(once);
  for (std::size_t i = 0; i < texts.size(); ++i) y.emplace_back(i % 2 == 0 ? "no" : "yes");
  const Table table({Column::of_texts("t", texts), Column::of_texts("y", y)});
  const Target target = detect_target(table, "y");
  std::vector<std::int64_t> rows(texts.size());
  std::iota(rows.begin(), rows.end(), 0);
  const TableEncoder encoder = TableEncoder::fit(table, target, rows);
  ASSERT_EQ(encoder.features.size(), 1u);
  EXPECT_EQ(encoder.features[0].width(), 10);  // nine letters and one for x and y
  EXPECT_THAT(encoder.features[0].rare, ElementsAre("x", "y"));
  EXPECT_EQ(encoder.feature_names().back(), "t other");
  const TableEncoder three = TableEncoder::fit(table, target, rows, {.max_categories = 3});
  EXPECT_THAT(three.feature_names(), ElementsAre("t=a", "t=b", "t=c", "t other"));
  // Texts that training never saw are not those that it saw rarely.
  const Table other({Column::of_texts("t", std::vector<std::string>{"x", "new", "b"})});
  const std::vector<std::int64_t> all{0, 1, 2};
  EXPECT_EQ(to_text(three.transform_features(other, all).dataset.x),
            "[[0. 0. 0. 1.]\n [0. 0. 0. 0.]\n [0. 1. 0. 0.]]");
  // As numbers for an Embedding: 0 is unknown, then the features in their order.
  const TableEncoder codes =
      TableEncoder::fit(table, target, rows, {.max_categories = 3, .codes_above = 2});
  EXPECT_EQ(codes.features[0].kind, FeatureKind::kCode);
  EXPECT_EQ(codes.features[0].choices(), 4);
  EXPECT_EQ(to_text(codes.transform_features(other, all).dataset.x), "[[4.]\n [0.]\n [2.]]");
}

// Days by Python's datetime: 2021-03-04 is a Thursday, 2024-02-29 one as well, 1969-12-28 a Sunday.
TEST(TableEncoderTest, BlanksAndCaseTellNoTextsApart) {
  const Table table = read("t,y\nRed,Yes\nblue,no\nRed,no\nblue,Yes\n");
  const Table fresh = read("t,y\nRED,yes\n\"blue \",NO\ngreen,no\n");
  const std::vector<std::int64_t> rows = {0, 1, 2, 3}, three = {0, 1, 2};
  TableEncoder encoder = TableEncoder::fit(table, detect_target(table, "y"), rows);
  EncodedTable encoded = encoder.transform(fresh, three);
  EXPECT_THAT(encoded.dataset.x.data<float>(), ElementsAre(1, 0, 0, 1, 0, 0));
  EXPECT_THAT(encoded.dataset.y.data<float>(), ElementsAre(0, 1, 1));  // Yes is before no
  ASSERT_EQ(encoded.unknown.size(), 1U);
  EXPECT_EQ(encoded.unknown[0].example, "green");
  // Read with text_columns they are told apart, by the encoder too.
  const Table exact =
      read("t,y\nRed,Yes\nblue,no\nRed,no\nblue,Yes\n", {.text_columns = {"t", "y"}});
  encoder = TableEncoder::fit(exact, detect_target(exact, "y"), rows);
  EXPECT_EQ(encoder.transform_features(fresh, three).unknown[0].cells, 3);
  EXPECT_THROW(encoder.transform(fresh, three), InvalidArgument);
}

TEST(TableEncoderTest, DatesAreTakenApart) {
  const Table table({Column::of_dates("born", {18690.25, 19782, -4, kMissing}),
                     Column::of_texts("y", std::vector<std::string>{"a", "b", "a", "b"})});
  const std::vector<std::int64_t> rows{0, 1, 2, 3};
  const TableEncoder encoder =
      TableEncoder::fit(table, detect_target(table, "y"), rows,
                        {.indicators = false, .scaling = FeatureScaling::kNone});
  EXPECT_THAT(encoder.feature_names(),
              ElementsAre("born year", "born month", "born weekday", "born hour", "born days"));
  const Array x = encoder.transform(table, rows).dataset.x;
  const auto values = x.data<float>();
  EXPECT_THAT(values.subspan(0, 5), ElementsAre(2021, 3, 4, 6, 18694.25f));
  EXPECT_THAT(values.subspan(5, 5), ElementsAre(2024, 2, 4, 0, 19786));
  EXPECT_THAT(values.subspan(10, 5), ElementsAre(1969, 12, 7, 0, 0));
  EXPECT_THAT(values.subspan(15, 5), ElementsAre(2021, 3, 4, 0, 18694.25f));  // medians
  // Of one year without a time: neither.
  const Table one_year({Column::of_dates("d", {18690, 18800, 18900, 18901}),
                        Column::of_texts("y", std::vector<std::string>{"a", "b", "a", "b"})});
  EXPECT_THAT(TableEncoder::fit(one_year, detect_target(one_year, "y"), rows).feature_names(),
              ElementsAre("d month", "d weekday", "d days"));
}

TEST(TableEncoderTest, Refusals) {
  const Table table({heights(), jobs(), answers()});
  const Target target = detect_target(table, "y");
  const auto refuses = [&](const EncoderOptions& options) {
    return message_of<InvalidArgument>([&] { TableEncoder::fit(table, target, kAll, options); });
  };
  EXPECT_THAT(refuses({.exclude = {"hieght"}}), HasSubstr("Did you mean 'height'?"));
  EXPECT_THAT(refuses({.max_categories = 0}), HasSubstr("max_categories"));
  EXPECT_THAT(refuses({.exclude = {"height", "job"}}), HasSubstr("beside the target 'y'"));
  EXPECT_THROW(TableEncoder::fit(table, target, {}), InvalidArgument);
  EXPECT_THROW(TableEncoder::fit(table, target, std::vector<std::int64_t>{6}), InvalidArgument);
  const Table empty({Column::of_numbers("a", std::vector<double>(6, kMissing)), answers()});
  EXPECT_THROW(TableEncoder::fit(empty, target, kAll), InvalidArgument);
}

TEST(TableEncoderTest, FeaturesBeyondFloat32AreCounted) {
  const Table train({Column::of_numbers("a", {1, 2, 1, 2, 1, 2}), answers()});
  TableEncoder encoder = TableEncoder::fit(train, detect_target(train, "y"), kAll);
  encoder.features[0].scale = 1e-30;
  const Table table({Column::of_numbers("a", {0, 1e20, 1, -1e20, 1, 2})});
  EXPECT_THAT(message_of<InvalidArgument>([&] { encoder.transform_features(table, kAll); }),
              HasSubstr("numbers within float32. Received: table=2, the first in row 2"));
}

TEST(TableEncoderTest, OtherKindsOfColumnsAreRefusedTogether) {
  const Table train({heights(), jobs(), answers()});
  const TableEncoder encoder = TableEncoder::fit(train, detect_target(train, "y"), kAll);
  const Table wrong({Column::of_texts("height", std::vector<std::string>{"tall"}),
                     Column::of_numbers("job", {1})});
  EXPECT_THAT(message_of<InvalidArgument>(
                  [&] { encoder.transform_features(wrong, std::vector<std::int64_t>{0}); }),
              HasSubstr("texts in 'height', which had numbers; numbers in 'job', which had texts"));
  // A column without a value is read as numbers, whatever it would hold.
  const Table gaps({heights(), Column::of_numbers("job", std::vector<double>(6, kMissing))});
  EXPECT_EQ(encoder.transform_features(gaps, kAll).dataset.x.shape(), (Shape{6, 5}));
}

// StandardScaler().fit(X[:400]).transform(X) of sklearn's load_breast_cancer().
TEST(TableEncoderTest, BreastCancerTable) {
  const Table table = read_table(experiment::source_dir() + "/data/breast_cancer.csv");
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
  const Table table = read_table(experiment::source_dir() + "/data/wine.csv");
  const Target target = detect_target(table, "cultivator");
  EXPECT_EQ(target.outputs(), 3);
  const Split split =
      split_stratified(class_labels(target, table), {.validation = 0.2, .data_seed = 7});
  const TableEncoder encoder = TableEncoder::fit(table, target, split.train);
  const EncodedTable validation = encoder.transform(table, split.validation);
  EXPECT_EQ(validation.dataset.x.shape(), (Shape{36, 13}));
  EXPECT_EQ(validation.dataset.y.dtype(), DType::kInt32);
}

// 1, 2, 4, 100: median 3, quartiles 1.75 and 28, which an outlier moves less than mean and spread.
TEST(TableEncoder, ScalesRobustly) {
  const Table table({Column::of_numbers("x", {1, 2, 4, 100}), Column::of_numbers("c", {7, 7, 7, 7}),
                     Column::of_numbers("y", {0.5, 1.5, 2.5, 3.25})});
  const std::vector<std::int64_t> rows = {0, 1, 2, 3};
  const TableEncoder encoder = TableEncoder::fit(table, detect_target(table, "y"), rows,
                                                 {.scaling = FeatureScaling::kRobust});
  const Array x = encoder.transform(table, rows).dataset.x;
  const float expected[] = {-2, -1, 1, 97};
  for (std::int64_t i = 0; i < 4; ++i) {
    EXPECT_FLOAT_EQ(x.at(2 * i), expected[i] / 26.25f);
    EXPECT_EQ(x.at(2 * i + 1), 0);
  }
}

}  // namespace
}  // namespace occam::data
