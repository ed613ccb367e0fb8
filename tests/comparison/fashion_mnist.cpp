// The run that tools/golden/fashion_reference.py makes with Keras, made with occam: Fashion-MNIST,
// 784-512-512-10, batch normalisation before each relu, Adam, batch 128, 15 epochs, five seeds, for
// two pairs of L2 and dropout. Prints a line a run and the means of the last five epochs, beside
// Keras's in tests/golden/data/fashion_mlp.json. usage: occam_fashion_comparison [SEEDS] [THREADS]
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "occam/occam.h"

namespace {

using namespace occam;

struct Setting {
  double l2, dropout;
};

constexpr Setting kSettings[] = {{1e-4, 0.5}, {1e-5, 0.3}};
constexpr int kEpochs = 15, kLast = 5;
constexpr const char* kSeries[] = {"data_loss", "accuracy", "val_loss", "val_data_loss",
                                   "val_accuracy"};
constexpr const char* kNames[] = {"train data loss", "train accuracy", "test loss",
                                  "test data loss", "test accuracy"};

History run(const data::FashionMnist& images, const Setting& setting, std::uint64_t seed,
            int threads) {
  using namespace layers;
  const Regularizer penalty = regularizers::L2{.l2 = setting.l2};
  Sequential model{Flatten{.input_shape = {28, 28}},
                   Dense{.units = 512, .use_bias = false, .kernel_regularizer = penalty},
                   BatchNormalization{},
                   layers::Activation{.activation = "relu"},
                   Dropout{.rate = setting.dropout},
                   Dense{.units = 512, .use_bias = false, .kernel_regularizer = penalty},
                   BatchNormalization{},
                   layers::Activation{.activation = "relu"},
                   Dropout{.rate = setting.dropout},
                   Dense{.units = 10, .activation = "softmax"}};
  model.set_seed(seed);
  model.set_threads(threads);
  model.compile(
      {.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return model.fit(images.train, images.test, {.batch_size = 128, .epochs = kEpochs, .verbose = 0});
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double standard_error(const std::vector<double>& values) {
  const double center = mean(values), n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += (value - center) * (value - center);
  return n > 1 ? std::sqrt(sum / (n - 1) / n) : 0;
}

}  // namespace

int main(int argc, char** argv) {
  const int seeds = argc > 1 ? std::atoi(argv[1]) : 5;
  const int threads = argc > 2 ? std::atoi(argv[2]) : 0;
  const data::FashionMnist images = data::load_fashion_mnist();
  for (const Setting& setting : kSettings) {
    std::vector<std::vector<double>> lasts(std::size(kSeries));
    for (int seed = 0; seed < seeds; ++seed) {
      const History history = run(images, setting, static_cast<std::uint64_t>(seed), threads);
      for (std::size_t s = 0; s < std::size(kSeries); ++s) {
        const auto& values = history[kSeries[s]];
        lasts[s].push_back(mean(std::vector<double>(values.end() - kLast, values.end())));
      }
      std::printf("l2 %g dropout %g seed %d: last test accuracy %.4f\n", setting.l2,
                  setting.dropout, seed, history["val_accuracy"].back());
      std::fflush(stdout);
    }
    std::printf("l2 %g dropout %g, means of the last %d epochs over %d seeds (standard error):\n",
                setting.l2, setting.dropout, kLast, seeds);
    for (std::size_t s = 0; s < std::size(kSeries); ++s) {
      std::printf("  %-16s %.5f (%.5f)\n", kNames[s], mean(lasts[s]), standard_error(lasts[s]));
    }
  }
  return 0;
}
