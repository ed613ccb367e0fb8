#include "occam/selection/shrink_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "occam/base/random.h"
#include "occam/models/recipe.h"
#include "occam/selection/prediction_seconds.h"

namespace occam::selection {
namespace {

using data::Column;
using data::Table;
using testing::ElementsAre;

/// Columns: a number, one with missing cells (whose flag is a feature), texts, a date.
Table mixed_table(const std::vector<std::string>& without = {}) {
  std::vector<double> size, age, day, target;
  std::vector<std::string> town;
  for (std::int64_t i = 0; i < 60; ++i) {
    size.push_back(0.1 * static_cast<double>(i % 11));
    age.push_back(i % 7 == 3 ? std::nan("") : static_cast<double>(i % 5));
    day.push_back(18'000.25 + static_cast<double>(i * 37 % 900));
    town.push_back("town " + std::to_string(i * i % 12));
    target.push_back(1000.5 + static_cast<double>(i % 11 + i % 5));
  }
  std::vector<Column> columns;
  const auto add = [&](Column column) {
    if (std::find(without.begin(), without.end(), column.name()) == without.end())
      columns.push_back(std::move(column));
  };
  add(Column::of_numbers("size", size));
  add(Column::of_numbers("age", age));
  add(Column::of_dates("day", day));
  add(Column::of_texts("town", town));
  add(Column::of_numbers("y", target));
  return Table(std::move(columns));
}

/// Networks of random weights whose first kernel has rows of zeros for these features.
TableModel model_for(const Table& table, std::size_t networks,
                     const std::vector<std::string>& unread) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(table.rows()));
  std::iota(all.begin(), all.end(), 0);
  TableModel model;
  const data::Target target = data::detect_target(table, "y", data::Problem::kRegression);
  model.encoder = data::TableEncoder::fit(table, target, all, {.standardize_target = true});
  for (const Column& column : table.columns())
    model.columns.push_back({data::form_of(column), column.name() == "y"
                                                        ? data::ColumnRole::kTarget
                                                        : data::ColumnRole::kFeature});
  const std::vector<std::string> names = model.encoder.feature_names();
  for (std::size_t m = 0; m < networks; ++m) {
    Sequential network =
        network_for(model.encoder.target, Shape({model.encoder.width()}), {.layers = {6, 5}});
    network.build(Shape({model.encoder.width()}));
    std::vector<Array> weights = network.get_weights();
    for (std::size_t i = 0; i < weights.size(); ++i) {
      for (std::int64_t k = 0; k < weights[i].size(); ++k) {
        float& value = weights[i].mutable_data<float>()[static_cast<std::size_t>(k)];
        value = 2 * random_uniform({m + 1, static_cast<std::uint32_t>(i)}, 0,
                                   static_cast<std::uint64_t>(k)) -
                1;
        const std::string& feature = names[static_cast<std::size_t>(k / 6) % names.size()];
        if (i == 0 && std::find(unread.begin(), unread.end(), feature) != unread.end()) value = 0;
      }
    }
    network.set_weights(weights);
    model.networks.push_back(std::move(network));
  }
  model.check();
  return model;
}

TEST(ShrinkTable, AsksOnlyForColumnsThatANetworkReads) {
  const Table table = mixed_table();
  const TableModel all = model_for(table, 1, {});
  std::vector<std::string> unread{"size", "age missing", "town=town 1"};
  for (const std::string& feature : all.encoder.feature_names()) {
    if (feature.starts_with("day")) unread.push_back(feature);
  }
  for (const std::size_t networks : {1u, 2u}) {
    const TableModel model = model_for(table, networks, unread);
    const ShrunkTable small = shrink(model);
    EXPECT_THAT(small.columns, ElementsAre("size", "day"));
    EXPECT_THAT(small.model.encoder.columns(), ElementsAre("age", "town"));
    // The flag of missing cells goes alone; of the texts all categories stay.
    EXPECT_EQ(small.model.encoder.width(), 1 + small.model.encoder.features[1].width());
    EXPECT_LT(small.after.parameters, small.before.parameters);
    small.model.check();
    const std::vector<double> before = model.predict(table).numbers;
    const std::vector<double> after = small.model.predict(mixed_table({"size", "day"})).numbers;
    ASSERT_EQ(before.size(), after.size());
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(before[i], after[i], 1e-3);
    EXPECT_THAT(small.model.compare(mixed_table({"size", "day"})).missing, ElementsAre());
    EXPECT_THAT(small.model.compare(table).extra, ElementsAre());
  }
}

TEST(ShrinkTable, LeavesWhatIsReadAlone) {
  const TableModel model = model_for(mixed_table(), 2, {});
  const ShrunkTable small = shrink(model);
  EXPECT_EQ(config_of(small.model), config_of(model));
  EXPECT_EQ(small.after.parameters, small.before.parameters);
}

TEST(PredictionSeconds, GrowWithTheRows) {
  Sequential model = model_for(mixed_table(), 1, {}).networks[0];
  model.set_threads(1);
  EXPECT_GT(prediction_seconds(model, 100'000), prediction_seconds(model, 10));
  EXPECT_THROW(prediction_seconds(model, 0), InvalidArgument);
}

}  // namespace
}  // namespace occam::selection
