#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/train_flags.h"
#include "occam/base/range.h"
#include "occam/selection/search_space.h"

namespace occam::cli {

/// A flag of occam train that occam tune takes several values of.
struct SearchFlag {
  using Scale = selection::SearchAxis::Scale;

  std::string_view flag;
  std::string_view axis;   ///< the hyper-parameter, by the end of its path, or the shape's name
  std::string_view usual;  ///< what is searched when it is not given
  std::string_view help;
  Range range;
  Scale scale = Scale::kLogarithmic;
  bool integer = false;
  std::optional<double> TrainFlags::*number = nullptr;  ///< where its one value would be; or none
};

/// Units of each hidden layer, and how many layers.
inline constexpr std::string_view kWidth = "width", kDepth = "depth", kBatchNorm = "batch_norm";

/// --width, --depth, and the numbers.
std::span<const SearchFlag> search_flags();

/// "16,32,64", "1e-4:1e-1", "0,1e-6:1e-2". Throws UsageError.
std::vector<selection::SearchItem> parse_items(const SearchFlag& flag, const std::string& text);

selection::SearchAxis axis_of(const SearchFlag& flag, std::vector<selection::SearchItem> items);

}  // namespace occam::cli
