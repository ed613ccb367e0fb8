#include "occam/saving/table_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "occam/data/table.h"
#include "occam/layers/dense.h"
#include "occam/models/recipe.h"
#include "occam/saving/inspection.h"
#include "occam/saving/json_text.h"
#include "occam/saving/model_file.h"
#include "occam/saving/table_graph.h"

namespace occam {
namespace {

using data::Column;
using data::Table;
using testing::ElementsAre;
using testing::HasSubstr;

struct TemporaryFolder {
  TemporaryFolder()
      : path(std::filesystem::temp_directory_path() /
             ("occam_table_file_test_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(path);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }
  std::filesystem::path path;
};

Table mixed_table(std::int64_t rows) {
  std::vector<double> numbers, dates, target;
  std::vector<std::string> texts;
  for (std::int64_t i = 0; i < rows; ++i) {
    numbers.push_back(i % 7 == 3 ? std::nan("") : 0.1 * static_cast<double>(i % 11));
    dates.push_back(18'000.25 + static_cast<double>(i * 37 % 900));
    texts.push_back(i % 9 == 4 ? "" : "town " + std::to_string(i * i % 12));
    target.push_back(1000.5 + static_cast<double>(i % 11 + i % 5));
  }
  return Table({Column::of_numbers("number", numbers), Column::of_dates("day", dates),
                Column::of_texts("town", texts), Column::of_numbers("y", target)});
}

TableModel model_for(const Table& table, std::size_t networks, const Recipe& recipe) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(table.rows()));
  std::iota(all.begin(), all.end(), 0);
  const data::Target target = data::detect_target(table, "y", data::Problem::kRegression);
  TableModel model;
  model.encoder = data::TableEncoder::fit(table, target, all,
                                          {.standardize_target = true, .max_categories = 9});
  for (const Column& column : table.columns())
    model.columns.push_back({data::form_of(column), column.name() == "y"
                                                        ? data::ColumnRole::kTarget
                                                        : data::ColumnRole::kFeature});
  for (std::size_t i = 0; i < networks; ++i) {
    model.networks.push_back(
        network_for(model.encoder.target, Shape({model.encoder.width()}), recipe));
    model.networks.back().set_seed(i + 5);
    model.networks.back().build(Shape({model.encoder.width()}));
  }
  return model;
}

TEST(TableFileTest, ALoadedModelIsTheSameToTheBit) {
  const TemporaryFolder folder;
  const Table table = mixed_table(120);
  for (const std::size_t networks : {1u, 3u}) {
    const TableModel model =
        model_for(table, networks, {.dropout = 0.2, .batch_normalization = true});
    for (const char* const name : {"m.keras", "m.h5"}) {
      SCOPED_TRACE(name);
      save_table_model(model, folder.file(name));
      EXPECT_TRUE(is_table_model(folder.file(name)));
      const TableModel loaded = load_table_model(folder.file(name));
      EXPECT_EQ(config_of(loaded), config_of(model));
      EXPECT_EQ(loaded.predict(table).numbers, model.predict(table).numbers);
      EXPECT_EQ(loaded.networks.size(), networks);
    }
  }
}

TEST(TableFileTest, AnEnsembleAnswersWithTheMean) {
  const Table table = mixed_table(40);
  const TableModel model = model_for(table, 2, {});
  TableModel first = model, second = model;
  first.networks = {model.networks[0]};
  second.networks = {model.networks[1]};
  const auto both = model.predict(table).numbers;
  const auto a = first.predict(table).numbers, b = second.predict(table).numbers;
  EXPECT_NE(a, b);
  for (std::size_t i = 0; i < both.size(); ++i) EXPECT_NEAR(both[i], (a[i] + b[i]) / 2, 1e-3);
}

TEST(TableFileTest, ColumnsAreComparedByName) {
  const TableModel model = model_for(mixed_table(40), 1, {});
  const Table other({Column::of_numbers("number", std::vector<double>{1}),
                     Column::of_numbers("more", std::vector<double>{1}),
                     Column::of_numbers("y", std::vector<double>{1})});
  const ColumnDifference difference = model.compare(other);
  EXPECT_THAT(difference.missing, ElementsAre("day", "town"));
  EXPECT_THAT(difference.extra, ElementsAre("more"));
}

/// A column of 0 and 1 for a label of "tags".
Column label_column(const std::string& label, std::vector<double> numbers, std::int64_t place) {
  Column column = Column::of_numbers("tags=" + label, std::move(numbers));
  data::ColumnReading reading;
  reading.part = {.column = "tags",
                  .kind = data::PartKind::kLabel,
                  .pattern = "|",
                  .label = label,
                  .place = place,
                  .parts = 3};
  column.set_reading(reading);
  return column;
}

TEST(TableFileTest, PartsOfATextAreOneColumnOfAFile) {
  const Table table({label_column("a", {1, 0, 1, 0, 1}, 0), label_column("b", {0, 1, 1, 0, 0}, 1),
                     label_column("c", {1, 1, 1, 1, 1}, 2),
                     Column::of_numbers("y", std::vector<double>{1, 2, 3, 4, 5})});
  TableModel model = model_for(table, 1, {});
  // A label that is no feature is known all the same: it is none of the unknown ones.
  std::erase_if(model.encoder.features,
                [](const auto& feature) { return feature.name != "tags=a"; });
  EXPECT_THAT(model.columns_in_file(), ElementsAre("tags"));
  EXPECT_EQ(model.reading().forms.size(), 4u);
  const Table other({Column::of_numbers("y", std::vector<double>{1})});
  EXPECT_THAT(model.compare(other).missing, ElementsAre("tags"));
}

TEST(TableFileTest, KerasSeesAnInputAColumnByItsName) {
  const TableModel model = model_for(mixed_table(40), 1, {});
  const Config graph = saving::table_graph(
      model, {Config::map({{"class_name", "Sequential"}, {"config", Config::Map()}})});
  EXPECT_EQ(to_text(*graph.find("config")->find("input_layers")),
            R"({"number": ["number", 0, 0], "day": ["day", 0, 0], "town": ["town", 0, 0]})");
}

TEST(TableFileTest, AModelOfArraysIsExpectedElsewhere) {
  const TemporaryFolder folder;
  const TableModel model = model_for(mixed_table(40), 1, {});
  for (const char* const name : {"table.keras", "table.h5"}) {
    save_table_model(model, folder.file(name));
    try {
      load_model(folder.file(name));
      ADD_FAILURE() << name << " was taken";
    } catch (const FileError& error) {
      EXPECT_THAT(error.what(),
                  testing::HasSubstr("holds a table's model, which takes columns. Expected "
                                     "load_table_model"));
    }
  }
}

TEST(TableFileTest, OtherFilesAreRefused) {
  const TemporaryFolder folder;
  Sequential plain{layers::Dense{.units = 1, .input_shape = {2}}};
  plain.build({2});
  for (const char* const name : {"plain.keras", "plain.h5"}) {
    save_model(plain, folder.file(name));
    EXPECT_FALSE(is_table_model(folder.file(name)));
    try {
      load_table_model(folder.file(name));
      FAIL();
    } catch (const FileError& error) {
      EXPECT_THAT(error.what(), HasSubstr("occam train TABLE --save"));
    }
  }
  const TableModel model = model_for(mixed_table(40), 1, {});
  EXPECT_THROW(save_table_model(model, folder.file("m.txt")), InvalidArgument);
  EXPECT_THROW(save_table_model({}, folder.file("m.keras")), InvalidArgument);
}

TEST(InspectionTest, TellsLayersWithTheShapesInTheFile) {
  const TemporaryFolder folder;
  const TableModel model = model_for(mixed_table(40), 2, {.layers = {4}});
  save_table_model(model, folder.file("m.keras"));
  const saving::Inspection found = saving::inspect_file(folder.file("m.keras"));
  EXPECT_TRUE(found.is_sound());
  EXPECT_EQ(found.model, "Functional");
  std::int64_t kernels = 0;
  for (const saving::InspectedLayer& layer : found.layers) {
    if (layer.class_name != "Dense") continue;
    ASSERT_EQ(layer.weights.size(), 2u);
    EXPECT_EQ(layer.weights[0].back(), layer.weights[1].back());
    kernels += layer.depth;
  }
  EXPECT_EQ(kernels, 4);  // two layers of each of two networks, one level deep

  // The older form has the weights of an inner model in a row.
  save_table_model(model, folder.file("m.h5"));
  const saving::Inspection older = saving::inspect_file(folder.file("m.h5"));
  EXPECT_TRUE(older.is_sound());
  EXPECT_EQ(older.model, "Functional");
  EXPECT_EQ(older.parameters, found.parameters);
  EXPECT_EQ(older.layers.size(), found.layers.size());
  EXPECT_EQ(older.table, found.table);
}

}  // namespace
}  // namespace occam
