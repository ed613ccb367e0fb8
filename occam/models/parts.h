#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "occam/models/model.h"
#include "occam/models/network.h"
#include "occam/models/trainable.h"

namespace occam::models {

/// What saving and selection see of a model beneath the interface for users.
class Parts {
 public:
  /// Throws InvalidArgument, opening with `where`, for a model that is not built.
  static Network& network(const Trainable& model, std::string_view where) {
    return model.network(where);
  }
  /// "sequential", or the name of a Model.
  static std::string_view kind(const Trainable& model) { return model.kind(); }
  static FileForm file_form(const Trainable& model) { return model.file_form(); }
  /// What is known before there are values; none while the inputs' shapes are unknown.
  static std::shared_ptr<const Blueprint> blueprint(const Trainable& model) {
    return model.blueprint();
  }
  /// False before it is built, and of one that is read from a file until it is filled.
  static bool has_values(const Trainable& model);
  /// A functional model of what is described, with initial weights.
  static Model functional(std::string name, Topology topology) {
    return Model(std::move(name), std::move(topology));
  }
  /// From now on files and to_json() have what this makes of the model's description.
  static void describe_by(Trainable& model, std::function<Config(Config)> described);
  /// As it was before it had values; with the options that it was compiled with.
  static void drop_values(Trainable& model);
  /// Values for this blueprint of a model that has none: zeros in place of initial weights, for
  /// somebody who has them all.
  static Network& network_to_fill(Trainable& model, std::shared_ptr<const Blueprint> blueprint);
};

}  // namespace occam::models
