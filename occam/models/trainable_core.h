#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "occam/models/network.h"
#include "occam/models/trainable.h"

namespace occam {

namespace models {

/// Of arrays, or references to some.
template <class List>
std::vector<Shape> shapes_of(const List& arrays) {
  std::vector<Shape> shapes;
  for (const ArrayRef array : arrays) shapes.push_back(array.get().shape());
  return shapes;
}

}  // namespace models

/// What a model has beside its description: options, values, seeds, threads.
struct Trainable::Core {
  Core() = default;
  Core(const Core& other)
      : options(other.options),
        blueprint(other.blueprint),
        input_shapes(other.input_shapes),
        network(other.network
                    ? std::make_unique<models::Network>(*other.network, std::vector<int>{0})
                    : nullptr),
        checked(other.checked),
        hypers(other.hypers),
        pool(other.pool),
        seed(other.seed),
        data_seed(other.data_seed),
        threads(other.threads) {}

  const std::shared_ptr<runtime::ThreadPool>& thread_pool() {
    if (!pool) pool = runtime::shared_pool(threads);
    return pool;
  }
  std::unique_ptr<models::Network> make_network(
      std::shared_ptr<const models::Blueprint> of,
      models::Weights weights = models::Weights::kInitial) {
    auto made = std::make_unique<models::Network>(std::move(of), std::vector<std::uint64_t>{seed},
                                                  data_seed.value_or(seed), thread_pool(), weights);
    for (const auto& [path, value] : hypers) made->set_hyper(path, 0, value);
    return made;
  }

  std::function<Config(Config)> described;             ///< FileForm::described; not of copies
  std::shared_ptr<const CompileOptions> options;       ///< shared with what is compiled for them
  std::shared_ptr<const models::Blueprint> blueprint;  ///< of a network to come
  std::vector<Shape> input_shapes;                     ///< told by build(); none: the description's
  std::unique_ptr<models::Network> network;
  bool checked = false;                                ///< the options against the outputs
  std::vector<std::pair<std::string, double>> hypers;  ///< set before there is a network
  std::shared_ptr<runtime::ThreadPool> pool;
  std::uint64_t seed = 0;
  std::optional<std::uint64_t> data_seed;  ///< none: the seed
  int threads = 0;
  std::mutex mutex;  ///< of the network and the blueprint while they are made
};

}  // namespace occam
