// A model that is saved, loaded and trained on: the same bits as one that never was saved. One
// layer is the program's own; the file names it, the program brings it.

#include <filesystem>
#include <iostream>
#include <vector>

#include "occam/occam.h"

namespace {

using namespace occam;

/// x * factor, a number that can be changed and is saved.
struct Amplify {
  Hyper factor = 1.0;
  std::string name = {};

  static constexpr std::string_view type = "Amplify";
  static constexpr auto fields() {
    return occam::Fields{Field{"factor", &Amplify::factor, "what the input is multiplied by"},
                         Field{"name", &Amplify::name, "its name in the model"}};
  }
  graph::Value build(const layers::Scope& scope, const graph::Value& input) const {
    return input * scope.hyper(*this, &Amplify::factor);
  }
};

}  // namespace

int main() {
  std::vector<float> features, targets;
  for (int i = 0; i < 300; ++i) features.push_back(0.1f * static_cast<float>(i * 17 % 31) - 1.5f);
  for (int i = 0; i < 100; ++i) {
    const auto row = static_cast<std::size_t>(i) * 3;
    targets.push_back(features[row] - 2 * features[row + 1] + 0.5f);
  }
  const Array x({100, 3}, features), y({100, 1}, targets);

  Sequential model{layers::Dense{.units = 8, .activation = "relu", .input_shape = {3}},
                   layers::Dropout{.rate = 0.1}, Amplify{.factor = 1.5}, layers::Dense{.units = 1}};
  model.compile({.optimizer = "adam", .loss = "mse"});
  model.fit(x, y, {.epochs = 5, .verbose = 0});

  const std::string path =
      (std::filesystem::temp_directory_path() / "occam_example.keras").string();
  save_model(model, path);
  Model loaded = load_model(path, {.custom = custom_objects<Amplify>()});
  std::filesystem::remove(path);

  model.fit(x, y, {.epochs = 5, .verbose = 0});
  loaded.fit(x, y, {.epochs = 5, .verbose = 0});
  const Array a = model.predict(x), b = loaded.predict(x);
  for (std::int64_t i = 0; i < a.size(); ++i) {
    if (a.at(i) != b.at(i)) {
      std::cerr << "row " << i << ": " << a.at(i) << " and " << b.at(i) << '\n';
      return 1;
    }
  }
  std::cout << "100 predictions, the same bits; factor " << loaded.hyper("amplify/factor") << '\n';
  return 0;
}
