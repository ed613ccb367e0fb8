// What a fit holds out by name, and the warning where its labels are others than the rest's.
#include <gmock/gmock.h>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::classes;
using models_testing::Data;
using models_testing::expect_same_history;
using models_testing::expect_same_weights;
using models_testing::regression;
using testing::HasSubstr;

template <class Body>
std::string warnings_of(const Body& body) {
  std::string text;
  const WarningCatcher catcher([&](const Warning& warning) { text += warning.text + "\n"; });
  body();
  return text;
}

Sequential classifier(std::uint64_t seed = 1) {
  Sequential model{layers::Dense{.units = 3, .activation = "softmax", .input_shape = {4}}};
  model.set_seed(seed);
  model.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy"});
  return model;
}

FitOptions with(const data::SplitRule& split, double share = 0.2) {
  FitOptions options{.epochs = 2, .verbose = 0};
  options.validation_split = share;
  options.split = split;
  return options;
}

Array held_rows(const Array& array, const std::vector<std::int64_t>& rows) {
  const std::int64_t width = array.size() / array.shape()[0];
  std::vector<float> values;
  for (const std::int64_t row : rows) {
    for (std::int64_t i = 0; i < width; ++i)
      values.push_back(static_cast<float>(array.at(row * width + i)));
  }
  return Array(array.shape().tail().with_front(static_cast<std::int64_t>(rows.size())), values);
}

TEST(HeldOut, ASplitByNameIsTheOneOfItsRows) {
  const Data data = classes(60, 4, 3);
  std::vector<std::int64_t> labels, groups;
  std::vector<double> times;
  for (std::int64_t row = 0; row < 60; ++row) {
    labels.push_back(static_cast<std::int64_t>(data.y.at(row)));
    groups.push_back(row % 11);
    times.push_back(static_cast<double>(row * 17 % 60));
  }
  const data::SplitOptions options{.validation = 0.2, .data_seed = 5};
  const std::vector<std::pair<data::SplitRule, data::Split>> cases{
      {"random", data::split_random(60, options)},
      {"stratified", data::split_stratified(labels, options)},
      {data::SplitRule::by_group(groups), data::split_group(groups, options)},
      {data::SplitRule::by_time(times), data::split_time(times, options)}};
  for (const auto& [rule, split] : cases) {
    SCOPED_TRACE(rule.name());
    Sequential by_name = classifier(), by_rows = classifier();
    by_name.set_data_seed(5);
    by_rows.set_data_seed(5);
    FitOptions watched{.epochs = 2, .verbose = 0};
    watched.validation_data = {held_rows(data.x, split.validation),
                               held_rows(data.y, split.validation)};
    const History a = by_name.fit(data.x, data.y, with(rule));
    const History b =
        by_rows.fit(held_rows(data.x, split.train), held_rows(data.y, split.train), watched);
    expect_same_history(a, b, "history");
    expect_same_weights(by_name, by_rows, "weights");
  }
}

TEST(HeldOut, SortedLabelsAreWarnedOf) {
  Data data = regression(300, 4);
  std::vector<std::int32_t> sorted, mixed, tail;
  for (int row = 0; row < 300; ++row) {
    sorted.push_back(row / 100);
    mixed.push_back(row % 3);
    tail.push_back(row < 240 ? row % 2 : row % 2 * 2);  // class 2 stands in the last rows alone
  }
  const auto told = [&](const std::vector<std::int32_t>& labels, const data::SplitRule& split) {
    return warnings_of([&] { classifier().fit(data.x, Array::from(labels), with(split)); });
  };
  // 60 rows of class 2, of which training has 40.
  EXPECT_THAT(told(sorted, "last"), HasSubstr("class 2 is 100 % of them and 17 % of the others"));
  EXPECT_THAT(told(sorted, "last"), HasSubstr("Expected rows in no order, or .split = "));
  EXPECT_THAT(told(tail, "last"), HasSubstr("30 of them are of class 2, which training has not"));
  EXPECT_EQ(told(sorted, "stratified"), "");
  EXPECT_EQ(told(sorted, "random"), "");
  EXPECT_EQ(told(mixed, "last"), "");
}

TEST(HeldOut, NumbersThatRiseAreWarnedOf) {
  const Data data = regression(200, 4);
  std::vector<float> rising;
  for (int row = 0; row < 200; ++row) rising.push_back(0.01f * static_cast<float>(row));
  const auto told = [&](const Array& y, const data::SplitRule& split) {
    return warnings_of([&] {
      Sequential model{layers::Dense{.units = 1, .input_shape = {4}}};
      model.compile({.optimizer = "adam", .loss = "mse"});
      model.fit(data.x, y, with(split));
    });
  };
  // Means of 0, ..., 1.59 and of 1.60, ..., 1.99.
  EXPECT_THAT(told(Array::from(rising), "last"), HasSubstr("mean 1.795, of the others 0.795"));
  EXPECT_EQ(told(Array::from(rising), "random"), "");
  EXPECT_EQ(told(data.y, "last"), "");
}

// A draw of many: rows in no order are next to never warned of.
TEST(HeldOut, ChanceIsNotWarnedOf) {
  int warned = 0;
  for (std::uint64_t draw = 0; draw < 300; ++draw) {
    const Data data = regression(50, 4);
    std::vector<std::int32_t> labels;
    for (std::uint64_t row = 0; row < 50; ++row)
      labels.push_back(static_cast<std::int32_t>(3 * random_uniform({draw, 9}, 0, row)));
    warned += !warnings_of([&] {
                 FitOptions options = with("last");
                 options.epochs = 0;
                 classifier().fit(data.x, Array::from(labels), options);
               }).empty();
  }
  EXPECT_LE(warned, 3);
}

TEST(HeldOut, StratifiedNeedsClasses) {
  const Data data = regression(40, 4);
  Sequential model{layers::Dense{.units = 1, .input_shape = {4}}};
  model.compile({.optimizer = "adam", .loss = "mse"});
  EXPECT_THROW(model.fit(data.x, data.y, with("stratified")), InvalidArgument);
  EXPECT_THROW(model.fit(data.x, data.y, with(data::SplitRule::by_group({1, 2, 3}))),
               InvalidArgument);
}

}  // namespace
}  // namespace occam
