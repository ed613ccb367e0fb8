// libtorch, PyTorch from C++: the two tiny workloads.
// usage: libtorch_peer THREADS WORKLOAD...
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

using Clock = std::chrono::steady_clock;

/// Keras's initial weights, so that losses can be compared.
void initialise(torch::nn::Module& module) {
  if (auto* linear = module.as<torch::nn::Linear>()) {
    torch::NoGradGuard no_gradient;
    torch::nn::init::xavier_uniform_(linear->weight);
    torch::nn::init::zeros_(linear->bias);
  }
}

template <class Model, class Loss>
void train(const char* workload, Model& model, torch::optim::Optimizer& optimizer,
           const torch::Tensor& x, const torch::Tensor& y, int epochs, std::int64_t batch,
           const Loss& loss_of) {
  const std::int64_t rows = x.size(0), steps = (rows + batch - 1) / batch;
  double fastest = 1e9;
  torch::Tensor total;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    const auto begin = Clock::now();
    const auto order = torch::randperm(rows);
    total = torch::zeros({});
    for (std::int64_t i = 0; i < rows; i += batch) {
      const auto index = order.slice(0, i, std::min(rows, i + batch));
      optimizer.zero_grad();
      const auto loss = loss_of(model->forward(x.index_select(0, index)), y.index_select(0, index));
      loss.backward();
      optimizer.step();
      total += loss.detach();
    }
    fastest = std::min(fastest, std::chrono::duration<double>(Clock::now() - begin).count());
  }
  std::printf(
      "{\"peer\": \"libtorch\", \"workload\": \"%s\", \"us_per_step\": %.4f, \"epoch_s\": %.6f, "
      "\"loss\": %.6g, \"epochs\": %d}\n",
      workload, fastest / static_cast<double>(steps) * 1e6, fastest,
      total.item<double>() / static_cast<double>(steps), epochs);
}

void run_dense10() {
  torch::nn::Linear model(20, 10);
  initialise(*model);
  {
    torch::NoGradGuard no_gradient;
    torch::nn::init::ones_(model->weight);
  }
  const auto x = torch::arange(100.0f).reshape({5, 20}).repeat({64, 1});
  const auto y = torch::tensor({0.0f, 1.0f, 2.0f, 1.0f, 2.0f}).repeat({64}).unsqueeze(1);
  torch::optim::SGD optimizer(model->parameters(), 1e-6);
  train("seed-dense10-b1", model, optimizer, x, y, 20, 1,
        [](const torch::Tensor& output, const torch::Tensor& target) {
          return (output - target).square().mean();
        });
}

void run_mlp16() {
  using torch::nn::Linear, torch::nn::ReLU;
  Linear a(10, 16), b(16, 16), c(16, 16), d(16, 1);
  torch::nn::Sequential model(a, ReLU(), b, ReLU(), c, ReLU(), d);
  model->apply(initialise);
  const auto x = torch::randn({10000, 10});
  const auto y = x.slice(1, 0, 1) * x.slice(1, 1, 2) + torch::sin(x.slice(1, 2, 3));
  torch::optim::Adam optimizer(model->parameters());
  train("seed-mlp16-b32", model, optimizer, x, y, 10, 32,
        [&](const torch::Tensor& output, const torch::Tensor& target) {
          return torch::mse_loss(output, target) + 0.001 * a->weight.square().sum() +
                 0.001 * b->weight.abs().sum() + 0.001 * c->weight.abs().sum() +
                 0.01 * c->weight.square().sum();
        });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) torch::set_num_threads(std::atoi(argv[1]));
  torch::manual_seed(0);
  for (int i = 2; i < argc; ++i) {
    if (argv[i] == std::string("seed-dense10-b1")) run_dense10();
    if (argv[i] == std::string("seed-mlp16-b32")) run_mlp16();
  }
}
