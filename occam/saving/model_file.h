#pragma once

#include <concepts>
#include <string>
#include <variant>
#include <vector>

#include "occam/base/array.h"
#include "occam/models/model.h"
#include "occam/models/sequential.h"
#include "occam/saving/custom_objects.h"

namespace occam {

/// Numbers at a place of a file's weights.
struct StoredNumbers {
  std::string path;  ///< "/layers/text_vectorization/vars/idf_weights"
  Array values;      ///< float32
};

struct SaveOptions {
  bool zipped = true;  ///< false: a folder, which is no `.keras` file but holds its parts
  /// What a `.keras` file or a folder has besides the model's own weights, of layers in front of
  /// it.
  std::vector<StoredNumbers> beside = {};
  bool include_optimizer = true;  ///< of a `.h5` file alone; false: nothing of compile
};

/// Writes a built model to a `.keras` file, or a `.h5` one of Keras's older form, which Keras 3.6
/// and later open: description, weights, compile options, optimizer's memory; beside that what
/// training needs to go on with the same bits. Whole or not at all: an old file stays until then.
/// Errors: InvalidArgument for what cannot be saved (a struct without fields()), before anything
/// is written; FileError where it cannot be written. Source: Keras 3, Model.save.
/// Without `zipped` a folder of the archive's members, each of them whole or not at all.
void save_model(const Trainable& model, const std::string& path, const SaveOptions& options = {});

struct LoadOptions {
  CustomObjects custom = {};  ///< structs of your own that the file names
  bool compile = true;        ///< false: for prediction alone; what the model trains by is not read
};

struct LoadWeightsOptions {
  /// Layers whose weights do not fit the file's keep theirs, with a warning that names them.
  bool skip_mismatch = false;
  /// Of a `.h5` file of a whole model: layers by their names, whatever their order; those that the
  /// file or the model has not are left alone.
  bool by_name = false;
};

/// A layer that kept its weights.
struct SkippedLayer {
  std::string layer;   ///< its name, within inner models its path
  std::string reason;  ///< what was expected and what the file has
};

namespace saving {
template <class Kind>
Kind load(const std::string& path, const LoadOptions& options);
template <>
Sequential load(const std::string& path, const LoadOptions& options);
template <>
Model load(const std::string& path, const LoadOptions& options);

/// For whom makes the layers of a file himself: its description, which is Keras's.
Config model_description(const std::string& path);
/// Then gives a built model of these layers, and compiled as the file says or not, the file's
/// numbers: weights, and of a compiled model the optimizer's memory and what training needs to go
/// on.
void load_values(Trainable& model, const std::string& path);
/// The layers of a built model that hold weights, and their groups in Keras's files, which begin
/// with "/".
std::vector<LayerPart> stored_parts(const Trainable& model);
/// The weights alone of a model file.
std::vector<SkippedLayer> load_weights_of_model(Trainable& model, const std::string& path,
                                                const LoadWeightsOptions& options);
}  // namespace saving

/// Reads a model from a `.keras` or `.h5` file of occam's or Keras's. Any is a Model; one that
/// holds a Sequential is also a `load_model<Sequential>(path)`. Nothing in the file is run, and no
/// other file is opened. Errors: FileError, which names the layer and what is wrong or unknown.
/// Source: Keras 3, saving.load_model.
template <class Kind = Model>
requires std::same_as<Kind, Model> || std::same_as<Kind, Sequential> Kind
load_model(const std::string& path, const LoadOptions& options = {}) {
  return saving::load<Kind>(path, options);
}

/// The same as what it was saved as.
std::variant<Sequential, Model> load_saved_model(const std::string& path,
                                                 const LoadOptions& options = {});

/// Writes the weights alone, to a `.weights.h5` file of Keras's, or to a `.safetensors` or `.npz`
/// file as float32 under their paths, "dense/kernel". Source: Keras 3, Model.save_weights.
void save_weights(const Trainable& model, const std::string& path);
/// Reads them into a built model of the same layers; float16, bfloat16 and float64 numbers too, the
/// latter rounded with a warning. Of a `.keras` or `.h5` file of a whole model its weights. Throws
/// FileError when they do not fit: the model stays as it was; or tells which layers kept theirs.
/// Source: Keras 3, Model.load_weights.
std::vector<SkippedLayer> load_weights(Trainable& model, const std::string& path,
                                       const LoadWeightsOptions& options = {});

/// The description and compile options as Keras's JSON: the config.json of a file.
/// Source: Keras 3, Model.to_json.
std::string to_json(const Trainable& model);

}  // namespace occam
