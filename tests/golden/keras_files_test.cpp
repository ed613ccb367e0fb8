#include <gtest/gtest.h>

#include <algorithm>

#include "occam/occam.h"
#include "tests/experiment/source_dir.h"
#include "tests/golden/golden_file.h"

namespace occam::golden {
namespace {

std::string file_of(const std::string& name) {
  return experiment::source_dir() + "/tests/golden/data/" + name;
}

struct Case {
  explicit Case(const Json& json) {
    for (const Json& array : json.at("x")) x.push_back(as_given(array));
    for (const Json& array : json.at("y")) y.push_back(as_given(array));
    outputs = json.at("outputs").get<std::vector<std::string>>();
  }
  Arrays inputs() const { return list(x); }
  Arrays targets(const Trainable& model) const {
    Arrays named;
    const auto names = outputs.empty() ? model.output_names() : outputs;
    for (std::size_t i = 0; i < y.size(); ++i) named.add(names[i], y[i]);
    return named;
  }
  static Arrays list(const std::vector<Array>& arrays) {
    return Arrays(std::vector<ArrayRef>(arrays.begin(), arrays.end()));
  }
  std::vector<Array> x, y;
  std::vector<std::string> outputs;  ///< where Keras has them by name, in the order of the file
};

/// Compares every output, by name where the file gives names.
void compare(Comparison& comparison, const Case& of, const Trainable& model, const Json& wanted) {
  const std::vector<Array> predicted = model.predict_all(of.inputs());
  const std::vector<std::string> names = model.output_names();
  ASSERT_EQ(predicted.size(), wanted.size());
  for (std::size_t i = 0; i < predicted.size(); ++i) {
    std::size_t place = i;
    if (!of.outputs.empty()) {
      place = static_cast<std::size_t>(std::find(of.outputs.begin(), of.outputs.end(), names[i]) -
                                       of.outputs.begin());
      ASSERT_LT(place, wanted.size()) << names[i];
    }
    comparison(names[i], values(predicted[i]), values(tensor(wanted[place])));
  }
}

/// Keras's own file, opened, asked, and trained on for three steps with Keras's memory.
void expect_as_in_keras(const std::string& golden, const std::string& start,
                        const std::string& ending) {
  Comparison predictions("predictions", {1e-6, 1e-6}), after("after three steps", {2e-6, 5e-6});
  const Json file = load(golden);
  for (const auto& [name, json] : file.at("cases").items()) {
    SCOPED_TRACE(name);
    const Case of(json);
    Model model = load_model(file_of(start + name + ending));
    compare(predictions, of, model, json.at("predictions"));
    model.fit(of.inputs(), of.targets(model),
              {.batch_size = of.x[0].shape()[0], .epochs = 3, .verbose = 0, .shuffle = false});
    compare(after, of, model, json.at("after_three_steps"));
  }
}

TEST(GoldenKerasFiles, PredictAndTrainOnAsInKeras) {
  expect_as_in_keras("keras_files", "keras_", ".keras");
}

/// Of Keras 2 and 3 in its older form.
TEST(GoldenKerasFiles, OlderFilesToo) { expect_as_in_keras("legacy_files", "legacy_", ".h5"); }

TEST(GoldenKerasFiles, ASequentialStaysOne) {
  Sequential model = load_model<Sequential>(file_of("keras_sequential.keras"));
  EXPECT_EQ(model.layers().size(), 5u);
  EXPECT_EQ(model.layers()[1].as<layers::Dense>()->units, 6);
  EXPECT_THROW(load_model<Sequential>(file_of("keras_functional.keras")), FileError);
}

}  // namespace
}  // namespace occam::golden
