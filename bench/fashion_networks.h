#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

#include "occam/occam.h"

/// What the tasks of fashion_sparsity share.
namespace occam::bench {

/// Of a task.
struct Arguments {
  std::filesystem::path folder;
  std::int64_t rows, epochs, count;
  double l1, left;
};

inline constexpr std::int64_t kBatch = 128;

/// To the file and the screen at once, so that a run that is cut short has told it.
void write_line(std::ofstream& lines, const char* line);

/// Fashion-MNIST, its first training rows alone where `rows` is above 0.
data::FashionMnist images_of(std::int64_t rows);

/// 784-units-units-10, every kernel under L1; built and compiled.
Sequential network(double l1, const Optimizer& optimizer, std::uint64_t data_seed,
                   std::int64_t units = 512, const Shape& image = {28, 28});

/// From `rate` down to `left` of it within so many epochs, and at that from then on.
Hyper falling(double rate, double left, std::int64_t rows, std::int64_t epochs);

/// The share of rows whose class has the largest output.
double accuracy(const Array& outputs, const data::Dataset& rows);

/// Of the first 100 images, for Keras.
void write_outputs(const Array& outputs, const std::string& file);

/// Numbers of a model that are not 0.
std::int64_t not_zero(const Sequential& model);

}  // namespace occam::bench
