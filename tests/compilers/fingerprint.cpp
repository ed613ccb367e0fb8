// Trains a few small networks and prints a hash of every weight and logged value: builds of
// different compilers on one machine must print the same lines (tools/compare_compilers.sh).
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "occam/occam.h"

namespace {

using namespace occam;

/// FNV-1a over the bytes given so far.
class Hash {
 public:
  void add(const void* data, std::size_t bytes) {
    const auto* p = static_cast<const unsigned char*>(data);
    for (std::size_t i = 0; i < bytes; ++i) value_ = (value_ ^ p[i]) * 1099511628211ull;
  }
  unsigned long long value() const { return value_; }

 private:
  unsigned long long value_ = 14695981039346656037ull;
};

void train(const char* name, Sequential model, CompileOptions options, const Array& x,
           const Array& y) {
  model.set_seed(11);
  model.set_threads(2);
  model.compile(std::move(options));
  const History history =
      model.fit(x, y, {.batch_size = 48, .epochs = 4, .verbose = 0, .validation_split = 0.2});
  Hash hash;
  for (const Array& weight : model.get_weights())
    hash.add(weight.bytes(), static_cast<std::size_t>(weight.size()) * 4);
  for (const auto& [key, values] : history.history())
    hash.add(values.data(), values.size() * sizeof(double));
  std::printf("%s %016llx loss %.17g\n", name, hash.value(), history["loss"].back());
}

}  // namespace

int main() {
  using layers::Activation;
  using layers::BatchNormalization;
  using layers::Dense;
  using layers::Dropout;
  constexpr std::int64_t kRows = 500, kCols = 37;
  std::vector<float> x(kRows * kCols), number(kRows), yes(kRows);
  std::vector<std::int32_t> label(kRows);
  for (std::int64_t r = 0; r < kRows; ++r) {
    for (std::int64_t c = 0; c < kCols; ++c) {
      // Arithmetic that every compiler does alike: no library function.
      x[static_cast<std::size_t>(r * kCols + c)] =
          static_cast<float>((r * 7919 + c * 104729 + r * c * 31) % 2001 - 1000) / 500.0f;
    }
    const float* row = &x[static_cast<std::size_t>(r * kCols)];
    number[static_cast<std::size_t>(r)] = row[0] * row[1] + row[2];
    yes[static_cast<std::size_t>(r)] = row[0] > row[3] ? 1.0f : 0.0f;
    label[static_cast<std::size_t>(r)] = row[4] > 0.5f ? 2 : row[5] > 0 ? 1 : 0;
  }
  const Array inputs({kRows, kCols}, x);
  train(
      "elastic-adam",
      {Dense{
           .units = 64, .activation = "relu", .kernel_regularizer = regularizers::L1L2{1e-4, 1e-3}},
       Dense{.units = 300, .activation = "tanh", .kernel_initializer = "he_normal"},
       Dropout{.rate = 0.2}, Dense{.units = 1}},
      {.optimizer = "adam", .loss = "mse", .metrics = {"mae"}}, inputs, Array::from(number));
  train("batchnorm-softmax-adam",
        {Dense{.units = 700, .use_bias = false, .kernel_regularizer = "l2"}, BatchNormalization{},
         Activation{.activation = "relu"}, Dropout{.rate = 0.3},
         Dense{.units = 3, .activation = "softmax"}},
        {.optimizer = "adam", .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}},
        inputs, Array::from(label));
  train("sigmoid-nesterov",
        {Dense{.units = 20, .activation = "sigmoid", .kernel_regularizer = "l1"},
         Dense{.units = 1, .activation = "sigmoid"}},
        {.optimizer = optimizers::SGD{.learning_rate = 0.05, .momentum = 0.9, .nesterov = true},
         .loss = "binary_crossentropy",
         .metrics = {"accuracy"}},
        inputs, Array::from(yes));
  return 0;
}
