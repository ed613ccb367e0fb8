#include "bench/fashion_networks.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <vector>

namespace occam::bench {

void write_line(std::ofstream& lines, const char* line) {
  lines << line << std::endl;
  std::printf("%s\n", line);
  std::fflush(stdout);
}

data::FashionMnist images_of(std::int64_t rows) {
  data::FashionMnist images = data::load_fashion_mnist();
  if (rows > 0) {
    std::vector<std::int64_t> first(static_cast<std::size_t>(rows));
    std::iota(first.begin(), first.end(), 0);
    images.train = data::take_rows(images.train, first);
  }
  return images;
}

Sequential network(double l1, const Optimizer& optimizer, std::uint64_t data_seed,
                   std::int64_t units, const Shape& image) {
  const Regularizer penalty = regularizers::L1{.l1 = l1};
  const auto hidden = [&] {
    return layers::Dense{.units = units, .activation = "relu", .kernel_regularizer = penalty};
  };
  Sequential model{
      layers::Flatten{.input_shape = image}, hidden(), hidden(),
      layers::Dense{.units = 10, .activation = "softmax", .kernel_regularizer = penalty}};
  model.set_seed(0);
  model.set_data_seed(data_seed);
  model.set_threads(1);  // two that wait for each other lose most beside other programs
  model.compile(
      {.optimizer = optimizer, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return model;
}

Hyper falling(double rate, double left, std::int64_t rows, std::int64_t epochs) {
  const std::int64_t steps = (rows + kBatch - 1) / kBatch * std::max<std::int64_t>(1, epochs);
  return schedules::CosineDecay{
      .initial_learning_rate = rate, .decay_steps = static_cast<double>(steps), .alpha = left};
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

void write_outputs(const Array& outputs, const std::string& file) {
  std::ofstream made(file);
  for (std::int64_t k = 0; k < 100 * 10; ++k) {
    char number[40];
    std::snprintf(number, sizeof number, "%.9g%c", outputs.at(k), k % 10 == 9 ? '\n' : ',');
    made << number;
  }
}

std::int64_t not_zero(const Sequential& model) {
  std::int64_t count = 0;
  for (const Array& weights : model.get_weights())
    for (std::int64_t i = 0; i < weights.size(); ++i) count += weights.at(i) != 0;
  return count;
}

}  // namespace occam::bench
