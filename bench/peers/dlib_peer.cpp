// dlib, from Debian's libdlib-dev: the dense workloads. It has no L1, and L2 only as a decay of all
// weights in Adam: less work than what the others do.
// usage: dlib_peer WORKLOAD...   Fashion-MNIST's rows: $FASHION_ROWS (60000), its folder: $FASHION
#include <dlib/dnn.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
template <class T>
using Matrix = dlib::matrix<T>;

/// The trainer's own thread is waited for at the end of an epoch.
template <class Trainer, class X, class Y>
void train(const char* workload, Trainer& trainer, const std::vector<X>& x, const std::vector<Y>& y,
           int epochs, std::size_t batch) {
  const std::size_t steps = x.size() / batch;
  double fastest = 1e9, loss = 0;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    const auto begin = Clock::now();
    trainer.clear_average_loss();
    for (std::size_t i = 0; i < steps * batch; i += batch) {
      const auto first = static_cast<std::ptrdiff_t>(i);
      const auto last = static_cast<std::ptrdiff_t>(i + batch);
      trainer.train_one_step(x.begin() + first, x.begin() + last, y.begin() + first);
    }
    trainer.get_net();
    fastest = std::min(fastest, std::chrono::duration<double>(Clock::now() - begin).count());
    loss = trainer.get_average_loss();
  }
  std::printf(
      "{\"peer\": \"dlib\", \"workload\": \"%s\", \"us_per_step\": %.4f, \"epoch_s\": %.6f, "
      "\"loss\": %.6g, \"epochs\": %d}\n",
      workload, fastest / static_cast<double>(steps) * 1e6, fastest, loss, epochs);
}

void run_dense10() {
  using Net = dlib::loss_mean_squared_multioutput<dlib::fc<10, dlib::input<Matrix<float>>>>;
  Net net;
  dlib::dnn_trainer<Net, dlib::sgd> trainer(net, dlib::sgd(0, 0));
  trainer.set_learning_rate(1e-6);
  std::vector<Matrix<float>> x, y;
  const float targets[] = {0, 1, 2, 1, 2};
  for (int row = 0; row < 320; ++row) {
    Matrix<float> features(20, 1), target(10, 1);
    for (int i = 0; i < 20; ++i) features(i) = static_cast<float>(row % 5 * 20 + i);
    target = targets[row % 5];
    x.push_back(features);
    y.push_back(target);
  }
  // As everywhere: kernel ones, bias zero. A forward pass makes the parameters, 20 x 10 + 10.
  net(x[0]);
  auto& parameters = dlib::layer<1>(net).layer_details().get_layer_params();
  std::fill_n(parameters.host(), 200, 1.0f);
  std::fill_n(parameters.host() + 200, 10, 0.0f);
  train("seed-dense10-b1", trainer, x, y, 20, 1);
}

void run_mlp16() {
  using namespace dlib;
  using Net =
      loss_mean_squared<fc<1, relu<fc<16, relu<fc<16, relu<fc<16, input<matrix<float>>>>>>>>>>;
  Net net;
  dnn_trainer<Net, adam> trainer(net, adam(0.0005f, 0.9f, 0.999f));
  trainer.set_learning_rate(1e-3);
  std::mt19937 bits(0);
  std::normal_distribution<float> normal;
  std::vector<Matrix<float>> x;
  std::vector<float> y;
  for (int row = 0; row < 10000; ++row) {
    Matrix<float> features(10, 1);
    for (int i = 0; i < 10; ++i) features(i) = normal(bits);
    x.push_back(features);
    y.push_back(features(0) * features(1) + std::sin(features(2)));
  }
  train("seed-mlp16-b32", trainer, x, y, 10, 32);
}

std::vector<unsigned char> read_bytes(const std::string& name, std::size_t header,
                                      std::size_t count) {
  const char* folder = std::getenv("FASHION");
  const std::string path =
      std::string(folder ? folder : "/usr/share/datasets/fashion-mnist") + "/train-" + name;
  const gzFile file = gzopen(path.c_str(), "rb");
  std::vector<unsigned char> bytes(header + count);
  const bool complete =
      file != nullptr && gzread(file, bytes.data(), static_cast<unsigned>(bytes.size())) ==
                             static_cast<int>(bytes.size());
  if (file != nullptr) gzclose(file);
  if (!complete) throw std::runtime_error("cannot read " + path);
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(header));
  return bytes;
}

void run_fashion() {
  using namespace dlib;
  using Net = loss_multiclass_log<
      fc<10, dropout<relu<bn_fc<fc_no_bias<
                 512, dropout<relu<bn_fc<fc_no_bias<512, input<matrix<unsigned char>>>>>>>>>>>>;
  Net net;
  dnn_trainer<Net, adam> trainer(net, adam(1e-4f, 0.9f, 0.999f));
  trainer.set_learning_rate(1e-3);
  const char* wanted = std::getenv("FASHION_ROWS");
  const auto rows = static_cast<std::size_t>(wanted ? std::atol(wanted) : 60000);
  const auto pixels = read_bytes("images-idx3-ubyte.gz", 16, rows * 784);
  const auto labels = read_bytes("labels-idx1-ubyte.gz", 8, rows);
  std::vector<Matrix<unsigned char>> x(rows, Matrix<unsigned char>(28, 28));
  for (std::size_t row = 0; row < rows; ++row)
    std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(row * 784), 784, x[row].begin());
  const std::vector<unsigned long> y(labels.begin(), labels.end());
  train("fashion-mlp512-b128", trainer, x, y, 3, 128);
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string workload = argv[i];
    if (workload == "seed-dense10-b1") run_dense10();
    if (workload == "seed-mlp16-b32") run_mlp16();
    if (workload == "fashion-mlp512-b128") run_fashion();
  }
}
