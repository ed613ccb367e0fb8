#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/models/blueprint.h"

namespace occam::saving {

/// The text at a key of a description, or "" where there is none.
std::string text_at(const Config& object, std::string_view key);

/// Groups of the layers of a description within that of their model, the classes counted in order.
class LayerGroups {
 public:
  explicit LayerGroups(const Config& model);
  /// Of the layer that comes next: "/layers/dense_1", or "" for what has none: the input of a
  /// chain, an operation of keras.ops.
  std::string next(const Config& layer);

 private:
  bool is_chain_;
  std::map<std::string, int> used_;
};

/// Where the numbers of a model stand in Keras's weight file: `layers/<snake_case class>[_k]/vars/
/// <i>`, the classes counted in Keras's order of the layers, inner models likewise.
class WeightPlaces {
 public:
  /// The weights of a layer of the outermost model, inner models included: by their numbers in the
  /// blueprint, the trained ones first.
  struct LayerWeights {
    std::string name;
    std::vector<std::size_t> weights;
  };

  /// A layer of any depth.
  struct Part {
    std::string path;   ///< "inner/dense"
    std::string group;  ///< of its own weights, "/layers/functional/layers/dense/vars"
    std::vector<std::size_t> weights;  ///< as its data sets are counted: the trained ones first
    /// Weights of a layer inside that are its first data sets too.
    std::vector<std::size_t> of_inside = {};

    std::size_t stored() const { return of_inside.size() + weights.size(); }
  };

  /// `model`: its description as Keras writes it, or an outline. Throws FileError, opening with
  /// `where`, for weights that belong to no layer of it.
  WeightPlaces(const std::string& where, const Config& model, const models::Blueprint& blueprint);

  /// Groups that every file has, also without weights, and the name that each bears.
  const std::vector<std::pair<std::string, std::string>>& groups() const { return groups_; }
  /// By weight of the blueprint: its data set.
  const std::vector<std::string>& paths() const { return paths_; }
  /// Data sets that hold the numbers of a weight once more.
  const std::vector<std::pair<std::string, std::size_t>>& copies() const { return copies_; }
  /// The same in files of occam 0.x before layers inside layers had groups of their own.
  const std::vector<std::string>& flat_paths() const { return flat_paths_; }
  /// The trained weights, by their numbers in the blueprint, in the order in which Keras's
  /// optimizer has their memory.
  const std::vector<std::size_t>& trained() const { return trained_; }
  /// In Keras's order of the layers; those without weights too.
  const std::vector<LayerWeights>& layers() const { return layers_; }
  /// The layers that hold weights themselves, those without any too, not the inner models.
  const std::vector<Part>& parts() const { return parts_; }
  /// All weights as Keras lists those of a model: the trained ones first.
  std::vector<std::size_t> in_order() const;

 private:
  std::vector<std::pair<std::string, std::string>> groups_;
  std::vector<std::string> paths_, flat_paths_;
  std::vector<std::pair<std::string, std::size_t>> copies_;
  std::vector<std::size_t> trained_;
  std::vector<LayerWeights> layers_;
  std::vector<Part> parts_;
};

}  // namespace occam::saving
