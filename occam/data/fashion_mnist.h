#pragma once

#include <string>

#include "occam/data/dataset.h"

namespace occam::data {

/// 60000 + 10000 grey images of clothes: x (n, 28, 28) uint8 with scale 1/255, y (n,) uint8 in
/// 0..9. Source: Xiao, Rasul, Vollgraf 2017, "Fashion-MNIST"; Debian package dataset-fashion-mnist.
struct FashionMnist {
  Dataset train;
  Dataset test;
};

/// Reads the four files train-/t10k-images-idx3-ubyte and -labels-idx1-ubyte, plain or .gz.
/// folder: where they lie. Empty: $OCCAM_DATA/fashion-mnist, $OCCAM_DATA, then
/// /usr/share/datasets/fashion-mnist, the first that holds them.
/// Errors: UnreadableFile when they are absent (it names the package to install), FileError when
/// damaged.
FashionMnist load_fashion_mnist(const std::string& folder = "");

}  // namespace occam::data
