#pragma once

#include <cstdint>
#include <vector>

#include "occam/evaluation/predictions.h"

namespace occam::evaluation {

/// How often each class was answered for each. Source: scikit-learn, confusion_matrix.
struct ConfusionTable {
  std::int64_t classes = 0;
  std::vector<std::int64_t> counts = {};  ///< (true class, answered class), row-major

  std::int64_t at(std::int64_t truth, std::int64_t answer) const {
    return counts[static_cast<std::size_t>(truth * classes + answer)];
  }
};

ConfusionTable confusion_table(const ClassPredictions& predictions);

}  // namespace occam::evaluation
