// Models that differ in their seed alone, and the mean of their predictions: its squared error is
// the mean of theirs less the spread between them. Source: Krogh and Vedelsby 1995.
#include <occam/occam.h>

#include <cmath>
#include <iostream>
#include <random>
#include <vector>

using occam::Array;
namespace layers = occam::layers;

double curve(double x) { return std::sin(3 * x) + 0.5 * x; }

/// Mean squared distance of a[i] and b[i].
double distance(const Array& a, const Array& b) {
  double sum = 0;
  for (std::int64_t i = 0; i < a.size(); ++i) sum += std::pow(a.at(i) - b.at(i), 2);
  return sum / static_cast<double>(a.size());
}

int main() {
  // 40 noisy points of a curve to learn from, 200 exact ones to test on.
  std::mt19937 random(11);
  std::vector<float> inputs, targets, grid, exact;
  const auto uniform = [&] { return static_cast<double>(random()) / 2147483648. - 1; };
  for (int i = 0; i < 40; ++i) {
    const double x = uniform();
    inputs.push_back(static_cast<float>(x));
    targets.push_back(static_cast<float>(curve(x) + 0.4 * uniform()));
  }
  for (int i = 0; i < 200; ++i) {
    grid.push_back(static_cast<float>(i) / 100 - 1);
    exact.push_back(static_cast<float>(curve(grid.back())));
  }
  const Array x({40, 1}, inputs), y({40, 1}, targets), test_x({200, 1}, grid),
      test_y({200, 1}, exact);

  const int members = 5;
  std::vector<Array> predictions;
  std::vector<float> mean(200);
  double single = 0;
  for (int seed = 0; seed < members; ++seed) {
    occam::Sequential model{layers::Dense{.units = 32, .activation = "tanh", .input_shape = {1}},
                            layers::Dense{.units = 32, .activation = "tanh"},
                            layers::Dense{.units = 1}};
    model.set_seed(static_cast<std::uint64_t>(seed));  // before the weights are first used
    model.compile({.optimizer = occam::optimizers::Adam{.learning_rate = 0.01}, .loss = "mse"});
    model.fit(x, y, {.batch_size = 8, .epochs = 200, .verbose = 0});
    predictions.push_back(model.predict(test_x));
    const double error = distance(predictions.back(), test_y);
    std::cout << "seed " << seed << ": error " << error << "\n";
    single += error / members;
    for (std::size_t i = 0; i < mean.size(); ++i)
      mean[i] += static_cast<float>(predictions.back().at(static_cast<std::int64_t>(i))) / members;
  }

  const Array together({200, 1}, mean);
  const double error = distance(together, test_y);
  double spread = 0;
  for (const Array& one : predictions) spread += distance(one, together) / members;
  std::cout << "mean of them " << single << ", together " << error << ", spread " << spread << "\n";
  if (!(single < 0.1) || !(spread > 1e-4) || std::abs(single - spread - error) > 1e-6) {
    std::cerr << "expected good models that differ, and together = mean of them - spread\n";
    return 1;
  }
  return 0;
}
