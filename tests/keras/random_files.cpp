// Random models in every form of file, for random_files_test.py, which opens them elsewhere and
// writes its own.
// usage: occam_random_files write FOLDER COUNT      models 0, 1, ... COUNT - 1
//        occam_random_files check FOLDER            what others wrote: every *.back.json

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tests/keras/random_model.h"

namespace {

using namespace occam;
using Json = nlohmann::json;
using keras_files::RandomModel;

/// Of predictions, in those that are large of their size.
constexpr double kMostError = 1e-5;

Json json_of(const Array& array) {
  std::vector<double> flat;
  for (std::int64_t i = 0; i < array.size(); ++i) flat.push_back(array.at(i));
  return {{"shape", array.shape().dims()},
          {"values", flat},
          {"integers", array.dtype() == DType::kInt32}};
}
Json json_of(const std::vector<Array>& arrays) {
  Json list = Json::array();
  for (const Array& array : arrays) list.push_back(json_of(array));
  return list;
}
Array array_of(const Json& json) {
  return Array(Shape(json.at("shape").get<std::vector<std::int64_t>>()),
               json.at("values").get<std::vector<float>>());
}
Arrays by_position(const std::vector<Array>& arrays) {
  return Arrays(std::vector<ArrayRef>(arrays.begin(), arrays.end()));
}

void write(const std::string& folder, std::uint32_t number, std::set<std::string>& types) {
  const std::string base = folder + "/" + std::to_string(number);
  RandomModel random = keras_files::random_model(number);
  Model& model = random.model;
  types.insert(random.types.begin(), random.types.end());
  CompileOptions options{.optimizer = "adam"};
  if (random.targets.size() == 1) {
    options.loss = "mse";
  } else {
    for (const std::string& output : model.output_names()) options.loss.add(output, Loss("mse"));
  }
  model.compile(options);
  const Arrays x = by_position(random.inputs);
  model.fit(x, by_position(random.targets), {.batch_size = 3, .epochs = 2, .verbose = 0});
  save_model(model, base + ".keras");
  save_model(model, base + ".h5");
  for (const char* ending : {".weights.h5", ".safetensors", ".npz"})
    save_weights(model, base + ending);
  export_onnx(model, base + ".onnx");
  const Json record = {{"name", std::to_string(number)},
                       {"x", json_of(random.inputs)},
                       {"input_names", model.input_names()},
                       {"weight_paths", model.weight_paths()},
                       {"weights", json_of(model.get_weights())},
                       {"is_kerass", random.is_kerass},
                       {"predictions", json_of(model.predict_all(x))}};
  std::ofstream(base + ".json") << record;
}

bool check(const std::string& folder, const std::filesystem::path& path) {
  std::ifstream stream(path);
  const Json record = Json::parse(stream);
  Model model = load_model(folder + "/" + record.at("model").get<std::string>(),
                           {.compile = record.value("compile", true)});
  if (record.contains("weights"))
    load_weights(model, folder + "/" + record.at("weights").get<std::string>());
  std::vector<Array> x;
  for (const Json& input : record.at("x")) x.push_back(array_of(input));
  const std::vector<Array> predictions = model.predict_all(by_position(x));
  double error = predictions.size() == record.at("predictions").size() ? 0 : HUGE_VAL;
  for (std::size_t i = 0; i < predictions.size() && error == 0; ++i) {
    const Array wanted = array_of(record.at("predictions")[i]);
    if (wanted.shape() != predictions[i].shape()) error = HUGE_VAL;
    for (std::int64_t k = 0; k < wanted.size() && error < HUGE_VAL; ++k) {
      error = std::max(error, std::fabs(predictions[i].at(k) - wanted.at(k)) /
                                  std::max(1.0, std::fabs(wanted.at(k))));
    }
  }
  if (error <= record.value("most_error", kMostError)) return true;
  std::cerr << path.filename().string() << ": predictions differ by " << error << '\n';
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 2 ? argv[1] : "";
  const occam::WarningCatcher silent([](const occam::Warning&) {});
  if (command == "write" && argc == 4) {
    std::set<std::string> types;
    for (int i = 0; i < std::stoi(argv[3]); ++i)
      write(argv[2], static_cast<std::uint32_t>(i), types);
    types.insert("InputLayer");
    for (const auto& entry : occam::Layer::catalogue().entries()) {
      if (!types.contains(std::string(entry.type)))
        std::cout << "no random model has a " << entry.type << '\n';
    }
    return 0;
  }
  if (command == "check" && argc == 3) {
    int good = 0, bad = 0;
    for (const auto& entry : std::filesystem::directory_iterator(argv[2])) {
      if (!entry.path().string().ends_with(".back.json")) continue;
      try {
        ++(check(argv[2], entry.path()) ? good : bad);
      } catch (const std::exception& error) {
        std::cerr << entry.path().filename().string() << ": " << error.what() << '\n';
        ++bad;
      }
    }
    std::cout << good << " passed, " << bad << " failed\n";
    return good > 0 && bad == 0 ? 0 : 1;
  }
  std::cerr << "usage: occam_random_files write FOLDER COUNT | check FOLDER\n";
  return 2;
}
