#pragma once

#include <string>
#include <vector>

#include "occam/base/config.h"
#include "occam/models/model.h"
#include "occam/models/sequential.h"

namespace occam::saving {

/// A model's description out of a file.
struct StoredModel {
  bool is_sequential = false;
  std::string name;
  std::vector<Layer> layers;              ///< of a chain; an Input may be the first
  std::vector<Node> inputs, outputs;      ///< of any other
  std::vector<std::string> output_names;  ///< where they are not those of the layers

  Sequential sequential() const;
  Model functional() const;
};

/// Throws FileError, opening with `where`, for what is no model that occam knows.
StoredModel stored_model(const std::string& where, const Config& model);

}  // namespace occam::saving
