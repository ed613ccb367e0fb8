#pragma once

#include <functional>
#include <memory>
#include <string>

#include "occam/base/config.h"
#include "occam/training/checkpoint_files.h"

namespace occam::models {

class Network;

/// What a file says of a model and its network does not know.
struct FileForm {
  std::string name = "model";
  bool is_sequential = false;
  /// What whoever made the model makes of its description, which names all of its layers.
  std::function<Config(Config)> described = {};
};

/// The files of a network's fits, for as long as it lives. Declared here, where models are, and
/// defined in saving/checkpoint.cpp, which stands above: the one call upwards
/// (docs/decisions/0019).
std::unique_ptr<training::CheckpointFiles> checkpoint_files(Network& network, FileForm form);

}  // namespace occam::models
