#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

#include "occam/selection/path.h"

namespace occam::selection {

/// How far each feature reaches into a chain of Dense layers: over all ways from it to an output
/// the sum of the products of |weight|, as a share of the largest; all 0 for a constant network.
/// Other layers between them count as they are. Errors: InvalidArgument for a functional model, one
/// that does not begin with a Dense layer, or weights that are not its.
std::vector<double> reach_of_features(const AnyModel& model, const std::vector<Array>& weights);

/// A second path whose penalty is the adaptive lasso's: lambda sum |w_jk| / r_j^gamma in the first
/// layer, r_j how far feature j reaches (reach_of_features) in a network of the first path, of that
/// part alone: what that hardly used costs more, and what it did without is out. It is trained as
/// the same penalty on features that are multiplied by r_j^gamma: parts() have them, and restore()
/// gives the networks back in the features as they are. A network that reaches nothing leaves its
/// part as it was. Source: Zou 2006, "The adaptive lasso and its oracle properties", equation 4;
/// Buehlmann and Meier 2008 (a lasso first).
class Adapted {
 public:
  /// `networks`: one a part, with weights. gamma > 0. Errors: InvalidArgument for another number of
  /// them, gamma, data that are not float32 of (rows, features); as reach_of_features(). The parts'
  /// data must outlive it, and it the outcomes of parts().
  Adapted(std::span<const Part> parts, std::span<const Outcome> networks, double gamma = 2.0);
  Adapted(const Adapted&) = delete;
  Adapted& operator=(const Adapted&) = delete;

  std::span<const Part> parts() const { return parts_; }
  const std::vector<double>& factors(std::size_t part) const { return factors_[part]; }
  /// The path of parts(), its weights for the data as they were.
  void restore(Path& path) const;

 private:
  const data::Dataset* scaled(const data::Dataset* rows, const std::vector<double>& factors);

  std::vector<Part> parts_;
  std::vector<std::vector<double>> factors_;
  std::deque<data::Dataset> rows_;  ///< stay where they are
};

/// The two paths of adaptive_path().
struct AdaptivePath {
  Path first;                               ///< of the same penalty for all features, never relaxed
  std::vector<std::vector<double>> scores;  ///< of the first, as of scores_of()
  std::size_t pilot = 0;                    ///< place of the first's best network by its mean score
  /// Of the penalty that is adapted to that network, behind it the first's unpenalised one. Empty
  /// where the first was interrupted or networks of it have diverged.
  Path second;

  bool interrupted() const { return first.interrupted || second.interrupted; }
};

/// A path, and a second one whose penalty is adapted to what the first's best network of each part
/// uses: Adapted. Best is the mean score over the parts with test rows, as of choose(). Errors: as
/// path(), choose(); as Adapted, before anything is trained.
AdaptivePath adaptive_path(std::span<const Part> parts, const PathOptions& options,
                           const PartScore& score, Direction direction, double gamma = 2.0);

}  // namespace occam::selection
