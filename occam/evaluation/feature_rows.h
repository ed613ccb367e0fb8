#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <cstdint>
#include <vector>

#include "occam/data/dataset.h"

/// Internal: the features of a data set as Eigen's matrices. No public header includes it.
namespace occam::evaluation {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXd;

/// Chosen rows of a data set, read in blocks so that no second copy of all stands in memory.
class FeatureRows {
 public:
  /// REQUIRES: dataset outlives it; rows within it.
  FeatureRows(const data::Dataset& dataset, std::vector<std::int64_t> rows);

  std::int64_t rows() const { return static_cast<std::int64_t>(rows_.size()); }
  std::int64_t features() const { return features_; }
  /// From now on the means of the chosen rows are taken off what is read.
  void centre();
  const Vector& means() const { return means_; }  ///< zeros before centre()
  /// Chosen rows [begin, end).
  Matrix read(std::int64_t begin, std::int64_t end) const;
  /// use(begin, block) for consecutive blocks of rows.
  template <class Use>
  void for_each_block(const Use& use) const {
    constexpr std::int64_t kRows = 1024;
    for (std::int64_t begin = 0; begin < rows(); begin += kRows) {
      use(begin, read(begin, std::min(rows(), begin + kRows)));
    }
  }
  /// y of the chosen rows, which is one number a row.
  Vector targets() const;

 private:
  const data::Dataset& dataset_;
  std::vector<std::int64_t> rows_;
  std::int64_t features_ = 0;
  Vector means_;
};

/// Throws InvalidArgument unless there are `least` rows or more, one number a row in y, and all
/// numbers are finite: counts, the first row from 1 and the feature.
void check_training(const char* where, const data::Dataset& train, std::int64_t least);

/// All rows, or `most` of them drawn at random, ascending.
std::vector<std::int64_t> draw_rows(std::int64_t rows, std::int64_t most, std::uint64_t seed);

}  // namespace occam::evaluation
