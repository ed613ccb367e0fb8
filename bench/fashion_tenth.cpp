#include "bench/fashion_tenth.h"

#include <cmath>
#include <cstdio>
#include <numeric>
#include <utility>
#include <vector>

namespace occam::bench {
namespace {

data::Dataset with_pixels(data::Dataset images, const std::vector<std::int64_t>& pixels) {
  const std::int64_t all = images.x.shape()[1], kept = std::ssize(pixels);
  Array x(DType::kUint8, {images.rows(), kept});
  const auto from = images.x.data<std::uint8_t>();
  const auto to = x.mutable_data<std::uint8_t>();
  for (std::int64_t i = 0; i < images.rows() * kept; ++i) {
    to[static_cast<std::size_t>(i)] =
        from[static_cast<std::size_t>(i / kept * all + pixels[static_cast<std::size_t>(i % kept)])];
  }
  images.x = std::move(x);
  return images;
}

/// How a network is trained (on): AdamW from 0.001 down, a decay and dropout behind the hidden
/// layers.
struct LastRule {
  double decay, dropout;
  std::int64_t epochs;
};

/// A network of these widths, with these weights where there are some, trained by the rule.
Sequential trained(const std::vector<std::int64_t>& widths, const std::vector<Array>& weights,
                   std::uint64_t seed, const data::Dataset& train, const LastRule& rule) {
  Sequential model{layers::Input{.shape = {train.x.shape()[1]}}};
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    model.add(layers::Dense{.units = widths[i], .activation = "relu"});
    if (rule.dropout > 0) model.add(layers::Dropout{.rate = rule.dropout});
  }
  model.add(layers::Dense{.units = widths.back(), .activation = "softmax"});
  model.set_seed(0);
  model.set_data_seed(seed);
  model.set_threads(1);
  model.compile({.optimizer = optimizers::AdamW{.learning_rate =
                                                    falling(0.001, 1e-6, train.rows(), rule.epochs),
                                                .weight_decay = rule.decay},
                 .loss = "sparse_categorical_crossentropy"});
  if (!weights.empty()) model.set_weights(weights);
  model.fit(train, {.batch_size = kBatch, .epochs = static_cast<int>(rule.epochs), .verbose = 0});
  return model;
}

/// What L1 has left of a network that reads only the pixels it needs.
struct Left {
  std::vector<Array> weights;  ///< kernel and bias of each layer
  std::vector<std::int64_t> widths, pixels;
  std::int64_t not_zero;
  double accuracy;
};

/// The full network of an order of the rows under L1, made small.
Left left_by(double l1, const data::FashionMnist& images, std::int64_t epochs, std::uint64_t seed) {
  Sequential model = network(
      l1, optimizers::RAMDA{.learning_rate = falling(0.001, 1e-6, images.train.rows(), epochs)},
      seed, 512, {784});
  model.fit(images.train, {.batch_size = kBatch, .epochs = static_cast<int>(epochs), .verbose = 0});
  const auto small = selection::shrink(model, {.inputs = true});
  Left left{.weights = small.model.get_weights(),
            .widths = {},
            .pixels = small.features[0],
            .not_zero = not_zero(small.model),
            .accuracy = accuracy(model.predict(images.test), images.test)};
  for (std::size_t i = 1; i < left.weights.size(); i += 2)
    left.widths.push_back(left.weights[i].size());
  return left;
}

}  // namespace

void tenth(const Arguments& arguments) {
  data::FashionMnist images = images_of(arguments.rows);
  const bool choosing = arguments.count < 0;
  if (choosing) {
    std::vector<std::int64_t> learnt(static_cast<std::size_t>(images.train.rows() - 10'000)),
        watched(10'000);
    std::iota(learnt.begin(), learnt.end(), 0);
    std::iota(watched.begin(), watched.end(), std::ssize(learnt));
    images.test = data::take_rows(images.train, watched);
    images.train = data::take_rows(images.train, learnt);
  }
  for (data::Dataset* part : {&images.train, &images.test})
    part->x = part->x.reshape({part->rows(), 784});
  std::ofstream lines(arguments.folder / (choosing ? "tenth_choice.csv" : "tenth.csv"));
  lines << "network,seed,lambda,pixels,hidden_units,parameters,not_zero_under_l1,accuracy_under_l1,"
           "decay,dropout,epochs,accuracy,file_bytes,file\n";
  const auto tell = [&](const std::string& name, std::uint64_t seed, const Sequential& model,
                        const Left* left, const LastRule& rule, const data::Dataset& test) {
    const std::string file = name + "_" + std::to_string(seed) + ".keras";
    const std::string whole = (arguments.folder / file).string();
    const Array outputs = model.predict(test);
    if (!choosing) {
      Sequential saved = model;  // without the optimizer's memory
      saved.compile({.optimizer = "adam", .loss = "sparse_categorical_crossentropy"});
      save_model(saved, whole);
      write_outputs(outputs, whole + ".csv");
    }
    const selection::ModelSize size = selection::size_of(model);
    char line[300];
    std::snprintf(line, sizeof line, "%s,%d,%.6g,%d,%d,%d,%d,%.4f,%g,%g,%d,%.4f,%d,%s",
                  name.c_str(), static_cast<int>(seed), left == nullptr ? 0.0 : arguments.l1,
                  static_cast<int>(test.x.shape()[1]), static_cast<int>(size.units - 10),
                  static_cast<int>(size.parameters),
                  left == nullptr ? 0 : static_cast<int>(left->not_zero),
                  left == nullptr ? 0.0 : left->accuracy, rule.decay, rule.dropout,
                  static_cast<int>(rule.epochs), accuracy(outputs, test),
                  choosing ? 0 : static_cast<int>(std::filesystem::file_size(whole)), file.c_str());
    write_line(lines, line);
  };
  const std::int64_t epochs = arguments.epochs;
  if (choosing) {
    constexpr std::uint64_t kSeed = 3;
    const Left left = left_by(arguments.l1, images, epochs, kSeed);
    const data::Dataset train = with_pixels(images.train, left.pixels);
    const data::Dataset test = with_pixels(images.test, left.pixels);
    for (const std::int64_t last : {30, 60, 120}) {
      for (const double dropout : {0.0, 0.1, 0.2, 0.3}) {
        const LastRule rule{0.1, dropout, last};
        tell("small", kSeed, trained(left.widths, left.weights, kSeed, train, rule), &left, rule,
             test);
      }
    }
    return;
  }
  constexpr LastRule kRule{0.1, 0.2, 60};  // tenth_choice.csv
  for (std::uint64_t seed = 0; seed < static_cast<std::uint64_t>(arguments.count); ++seed) {
    const Left left = left_by(arguments.l1, images, epochs, seed);
    const data::Dataset test = with_pixels(images.test, left.pixels);
    const Sequential small =
        trained(left.widths, left.weights, seed, with_pixels(images.train, left.pixels), kRule);
    tell("small", seed, small, &left, kRule, test);
    std::ofstream pixels(arguments.folder / ("small_" + std::to_string(seed) + ".keras.pixels"));
    for (const std::int64_t pixel : left.pixels) pixels << pixel << '\n';
    // 784 w + w + w^2 + w + 10 w + 10 numbers.
    const double parameters = static_cast<double>(selection::size_of(small).parameters);
    const auto width = static_cast<std::int64_t>(std::sqrt(398.0 * 398.0 + parameters - 10) - 398);
    const LastRule both{kRule.decay, kRule.dropout, epochs + kRule.epochs};
    tell("plain", seed, trained({width, width, 10}, {}, seed, images.train, both), nullptr, both,
         images.test);
    for (const LastRule& rule : {LastRule{0, 0, epochs}, both}) {
      tell(rule.decay == 0 ? "full" : "full_regularized", seed,
           trained({512, 512, 10}, {}, seed, images.train, rule), nullptr, rule, images.test);
    }
  }
}

}  // namespace occam::bench
