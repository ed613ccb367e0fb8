#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "occam/base/config.h"
#include "occam/base/shape.h"

namespace occam::saving {

/// A member of an archive.
struct InspectedMember {
  std::string name;
  std::int64_t bytes = -1;  ///< -1: not known
  std::string fault = {};   ///< empty: it can be read
};

/// A layer that a file describes; those of an inner model stand behind it, one level deeper.
struct InspectedLayer {
  int depth = 0;
  std::string name;
  std::string class_name;
  bool is_operation = false;        ///< of keras.ops
  std::vector<Shape> weights = {};  ///< as they stand in the file
};

/// What is in a model file, as far as it can be told. Nothing in it is believed or run: only JSON
/// is parsed, only shapes of weights are read.
struct Inspection {
  std::int64_t bytes = 0;
  std::vector<InspectedMember> members = {};  ///< of a `.keras` file
  std::vector<std::string> faults = {};       ///< of the file as a whole
  std::string keras_version = {}, saved = {};
  std::string model = {};  ///< "Functional", "Sequential"
  std::vector<InspectedLayer> layers = {};
  std::int64_t parameters = 0;  ///< numbers in all weights
  bool is_compiled = false;
  bool has_state = false;  ///< of occam's: training can go on with the same bits
  Config table = {};       ///< of a table's model, as stored; else null

  bool is_sound() const;
};

/// Throws FileError for a file that cannot be read at all.
Inspection inspect_file(const std::string& path);

}  // namespace occam::saving
