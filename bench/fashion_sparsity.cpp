// A network 784-512-512-10 on Fashion-MNIST under L1 with proximal steps, every kernel penalised.
//
//   fashion_sparsity settle FOLDER [ROWS EPOCHS SEEDS L1]   do zeros stay? SGD, Adam, RAMDA
//   fashion_sparsity path FOLDER [ROWS EPOCHS LAMBDAS]      a network a lambda, made small
//
// Lines of CSV in FOLDER/settle.csv and path.csv; the small networks too, with their outputs of the
// first test images, which fashion_sparsity.py compares with what Keras makes of the files. ROWS 0:
// all 60,000 images. docs/paths.md is made from the lines.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "bench/options.h"
#include "occam/occam.h"

namespace occam::bench {
namespace {

struct Arguments {
  std::filesystem::path folder;
  std::int64_t rows, epochs, count;
  double l1;
};

data::FashionMnist images_of(std::int64_t rows) {
  data::FashionMnist images = data::load_fashion_mnist();
  if (rows > 0) {
    std::vector<std::int64_t> first(static_cast<std::size_t>(rows));
    std::iota(first.begin(), first.end(), 0);
    images.train = data::take_rows(images.train, first);
  }
  return images;
}

Sequential network(double l1, const Optimizer& optimizer, std::uint64_t data_seed) {
  const Regularizer penalty = regularizers::L1{.l1 = l1};
  const auto hidden = [&] {
    return layers::Dense{.units = 512, .activation = "relu", .kernel_regularizer = penalty};
  };
  Sequential model{
      layers::Flatten{.input_shape = {28, 28}}, hidden(), hidden(),
      layers::Dense{.units = 10, .activation = "softmax", .kernel_regularizer = penalty}};
  model.set_seed(0);
  model.set_data_seed(data_seed);
  model.compile(
      {.optimizer = optimizer, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return model;
}

double share(const std::vector<bool>& flags) {
  return static_cast<double>(std::count(flags.begin(), flags.end(), true)) /
         static_cast<double>(flags.size());
}

/// Sees which weights come to 0 or leave it from one of the last epochs to the next.
struct Watch {
  static constexpr std::int64_t kEpochs = 10;
  static constexpr std::string_view type = "Watch";

  struct Seen {
    std::vector<bool> before, zeros, changed;  ///< a bit a weight of the kernels
    double test_accuracy = 0;
  };
  std::shared_ptr<Seen> seen = std::make_shared<Seen>();

  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t index, const Logs& logs) {
    seen->test_accuracy = logs.at("val_accuracy");
    if (index + 1 < control.epochs() - kEpochs) return;
    seen->zeros.clear();
    control.visit_sparse_weights([&](std::string_view, std::span<const float> kernel) {
      for (const float weight : kernel) seen->zeros.push_back(weight == 0);
    });
    if (seen->before.empty()) {
      seen->changed.assign(seen->zeros.size(), false);
    } else {
      for (std::size_t i = 0; i < seen->zeros.size(); ++i)
        if (seen->zeros[i] != seen->before[i]) seen->changed[i] = true;
    }
    seen->before = seen->zeros;
  }
};

void settle(const Arguments& arguments) {
  const std::vector<std::pair<std::string, Optimizer>> rules = {
      {"SGD", optimizers::SGD{.learning_rate = 0.05, .momentum = 0.9}},
      {"Adam", optimizers::Adam{}},
      {"RAMDA", optimizers::RAMDA{}}};
  const data::FashionMnist images = images_of(arguments.rows);
  std::ofstream lines(arguments.folder / "settle.csv");
  lines << "optimizer,seed,rows,epochs,l1,zeros,changed_in_last_10,test_accuracy,overlap_with_seed_"
           "0\n";
  for (const auto& [name, optimizer] : rules) {
    std::vector<bool> first;
    for (std::int64_t seed = 0; seed < arguments.count; ++seed) {
      Sequential model = network(arguments.l1, optimizer, static_cast<std::uint64_t>(seed));
      const Watch watch;
      model.fit(images.train, images.test,
                {.batch_size = 128,
                 .epochs = static_cast<int>(arguments.epochs),
                 .verbose = 0,
                 .callbacks = {watch}});
      const Watch::Seen& seen = *watch.seen;
      if (seed == 0) first = seen.zeros;
      std::int64_t both = 0, either = 0;
      for (std::size_t i = 0; i < first.size(); ++i) {
        both += first[i] && seen.zeros[i];
        either += first[i] || seen.zeros[i];
      }
      char line[200];
      std::snprintf(line, sizeof line, "%s,%d,%d,%d,%g,%.6f,%.6f,%.4f,%.6f", name.c_str(),
                    static_cast<int>(seed), static_cast<int>(images.train.rows()),
                    static_cast<int>(arguments.epochs), arguments.l1, share(seen.zeros),
                    share(seen.changed), seen.test_accuracy,
                    either == 0 ? 1.0 : static_cast<double>(both) / static_cast<double>(either));
      lines << line << std::endl;
      std::printf("%s\n", line);
    }
  }
}

double accuracy(const Array& outputs, const data::Dataset& rows) {
  const std::int64_t classes = outputs.shape()[1];
  std::int64_t right = 0;
  for (std::int64_t r = 0; r < rows.rows(); ++r) {
    std::int64_t best = 0;
    for (std::int64_t k = 1; k < classes; ++k)
      if (outputs.at(r * classes + k) > outputs.at(r * classes + best)) best = k;
    right += static_cast<double>(best) == rows.y.at(r);
  }
  return static_cast<double>(right) / static_cast<double>(rows.rows());
}

double largest_difference(const Array& a, const Array& b) {
  double most = 0;
  for (std::int64_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a.at(i) - b.at(i)));
  return most;
}

/// The images stay 28 x 28: the file takes what the full network does.
void path(const Arguments& arguments) {
  constexpr double kLargest = 3e-3, kRatio = 1e-3;
  const data::FashionMnist images = images_of(arguments.rows);
  std::vector<double> lambdas = selection::geometric(kLargest, kRatio, arguments.count);
  lambdas.push_back(0);
  std::ofstream lines(arguments.folder / "path.csv");
  lines << "lambda,test_accuracy,zeros,units,parameters,full_file_bytes,file_bytes,full_us,us,"
           "largest_difference,file\n";
  for (std::size_t i = 0; i < lambdas.size(); ++i) {
    const selection::Part part{
        .model = network(1e-4, optimizers::Adam{}, 0),
        .train = &images.train,
        .test = &images.test,
        .options = {.batch_size = 128, .epochs = static_cast<int>(arguments.epochs), .verbose = 0},
        .keep_weights = true};
    const selection::Path one = selection::path({&part, 1}, {.values = {lambdas[i]}});
    const selection::Outcome& outcome = one.outcomes[0][0];
    const Sequential full = selection::network_of(part, one.setting(0), outcome);
    const auto small = selection::shrink(full);
    const std::string name = "lambda_" + std::to_string(i) + ".keras";
    const auto file = arguments.folder / name, whole = arguments.folder / "full.keras";
    save_model(small.model, file.string());
    save_model(full, whole.string());
    const Array outputs = small.model.predict(images.test);
    std::ofstream made(file.string() + ".csv");
    for (std::int64_t k = 0; k < 100 * 10; ++k) {
      char number[40];
      std::snprintf(number, sizeof number, "%.9g%c", outputs.at(k), k % 10 == 9 ? '\n' : ',');
      made << number;
    }
    char line[300];
    std::snprintf(line, sizeof line, "%.6g,%.4f,%.6f,%d,%d,%d,%d,%.2f,%.2f,%.3g,%s", lambdas[i],
                  accuracy(outcome.outputs, images.test),
                  selection::zero_share(full, outcome.support),
                  static_cast<int>(outcome.support.units), static_cast<int>(small.after.parameters),
                  static_cast<int>(std::filesystem::file_size(whole)),
                  static_cast<int>(std::filesystem::file_size(file)),
                  1e6 * selection::prediction_seconds(full, 1, 200),
                  1e6 * selection::prediction_seconds(small.model, 1, 200),
                  largest_difference(outputs, outcome.outputs), name.c_str());
    lines << line << std::endl;
    std::printf("%s\n", line);
    std::fflush(stdout);
  }
}

std::int64_t number_at(int argc, char** argv, int place, std::int64_t usual) {
  return argc > place ? std::stoll(argv[place]) : usual;
}

void run(int argc, char** argv) {
  const std::string what = argc > 2 ? argv[1] : "";
  if (what != "settle" && what != "path")
    throw std::invalid_argument("expected settle or path, and a folder");
  std::filesystem::create_directories(argv[2]);
  Arguments arguments{.folder = argv[2],
                      .rows = number_at(argc, argv, 3, 0),
                      .epochs = number_at(argc, argv, 4, what == "path" ? 30 : 60),
                      .count = number_at(argc, argv, 5, what == "path" ? 20 : 5),
                      .l1 = argc > 6 ? std::stod(argv[6]) : 1e-4};
  (what == "path" ? path : settle)(arguments);
}

}  // namespace
}  // namespace occam::bench

int main(int argc, char** argv) {
  return occam::bench::exit_code_of("fashion_sparsity", [&] { occam::bench::run(argc, argv); });
}
