#include "occam/data/fashion_mnist.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

#include "occam/data/idx.h"
#include "occam/data/input_file.h"

namespace occam::data {
namespace {

namespace fs = std::filesystem;

constexpr std::uint8_t kClasses = 10;

/// folder/stem.gz or folder/stem, whichever exists; "" for neither.
std::string find_file(const fs::path& folder, const std::string& stem) {
  std::error_code ignored;
  for (const std::string& name : {stem + ".gz", stem}) {
    if (fs::exists(folder / name, ignored)) return (folder / name).string();
  }
  return "";
}

std::vector<fs::path> default_folders() {
  std::vector<fs::path> folders;
  if (const char* data = std::getenv("OCCAM_DATA"); data != nullptr && *data != '\0') {
    folders.push_back(fs::path(data) / "fashion-mnist");
    folders.emplace_back(data);
  }
  folders.emplace_back("/usr/share/datasets/fashion-mnist");
  return folders;
}

Dataset load_part(const fs::path& folder, const std::string& part) {
  const std::string images = find_file(folder, part + "-images-idx3-ubyte");
  const std::string labels = find_file(folder, part + "-labels-idx1-ubyte");
  if (images.empty() || labels.empty()) {
    throw UnreadableFile("cannot read Fashion-MNIST in '" + folder.string() + "'. Expected " +
                         part + "-images-idx3-ubyte and " + part +
                         "-labels-idx1-ubyte, each plain or .gz. Received: " +
                         (images.empty() && labels.empty() ? "neither" : "one of them"));
  }
  Dataset dataset{.x = read_idx(images),
                  .y = read_idx(labels),
                  .scale = 1.0f / 255.0f,
                  .feature_names = {},
                  .class_names = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal",
                                  "Shirt", "Sneaker", "Bag", "Ankle boot"}};
  const Shape& shape = dataset.x.shape();
  if (dataset.x.dtype() != DType::kUint8 || shape.rank() != 3 || shape[0] == 0 || shape[1] != 28 ||
      shape[2] != 28) {
    throw FileError("cannot use '" + images + "'. Expected uint8 images of shape (n, 28, 28). " +
                    "Received: " + std::string(name_of(dataset.x.dtype())) + " " + to_text(shape));
  }
  if (dataset.y.dtype() != DType::kUint8 || dataset.y.shape() != Shape{shape[0]}) {
    throw FileError("cannot use '" + labels + "'. Expected uint8 labels of shape (" +
                    std::to_string(shape[0]) + ",). Received: " +
                    std::string(name_of(dataset.y.dtype())) + " " + to_text(dataset.y.shape()));
  }
  std::int64_t row = 0;
  for (const std::uint8_t label : dataset.y.data<std::uint8_t>()) {
    if (label >= kClasses) {
      throw FileError("cannot use '" + labels + "'. Expected labels 0..9. Received: " +
                      std::to_string(label) + " in row " + std::to_string(row));
    }
    ++row;
  }
  return dataset;
}

}  // namespace

FashionMnist load_fashion_mnist(const std::string& folder) {
  const std::vector<fs::path> folders =
      folder.empty() ? default_folders() : std::vector<fs::path>{folder};
  std::string tried;
  for (const fs::path& candidate : folders) {
    if (!find_file(candidate, "train-images-idx3-ubyte").empty()) {
      return {.train = load_part(candidate, "train"), .test = load_part(candidate, "t10k")};
    }
    tried += (tried.empty() ? "'" : ", '") + candidate.string() + "'";
  }
  throw UnreadableFile(
      "cannot find Fashion-MNIST. Expected train-images-idx3-ubyte.gz and its three neighbours: "
      "`apt install dataset-fashion-mnist` brings them to /usr/share/datasets/fashion-mnist, or "
      "set "
      "OCCAM_DATA to their folder. Looked in: " +
      tried);
}

}  // namespace occam::data
