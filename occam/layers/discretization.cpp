#include "occam/layers/discretization.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "occam/layers/category_encoding.h"
#include "occam/ops/arithmetic.h"
#include "occam/ops/broadcast.h"
#include "occam/ops/fill_like.h"
#include "occam/ops/greater.h"
#include "occam/ops/sum.h"

namespace occam::layers {
namespace {

/// Numbers in order and how many rows each stands for.
struct Summary {
  std::vector<float> values, weights;
};

/// NumPy's interp: linear between the knots x, ascending; beyond them the first and the last y.
double interpolated(double at, const std::vector<double>& x, const std::vector<double>& y) {
  if (at <= x.front()) return y.front();
  if (at >= x.back()) return y.back();
  const auto high = static_cast<std::size_t>(std::upper_bound(x.begin(), x.end(), at) - x.begin());
  const double slope = (y[high] - y[high - 1]) / (x[high] - x[high - 1]);
  return slope * (at - x[high - 1]) + y[high - 1];
}

/// Every so many-th of the sorted numbers, each for as many rows.
Summary summarized(std::vector<float> rows, double epsilon) {
  std::sort(rows.begin(), rows.end());
  const double step = std::max(static_cast<double>(rows.size()) / (1.0 / epsilon), 1.0);
  Summary result;
  for (auto i = static_cast<std::size_t>(step - 1); i < rows.size();
       i += static_cast<std::size_t>(step)) {
    result.values.push_back(rows[i]);
    result.weights.push_back(static_cast<float>(step));
  }
  return result;
}

/// The quantiles epsilon, 2 epsilon, ..., 1 of a summary that has more numbers than these.
Summary compressed(const Summary& summary, double epsilon) {
  if (static_cast<double>(summary.values.size()) * epsilon < 1) return summary;
  float total = 0;  // in float32, as NumPy adds
  std::vector<float> sums;
  for (const float weight : summary.weights) sums.push_back(total += weight);
  std::vector<double> shares, counts(sums.begin(), sums.end());
  for (const float sum : sums) shares.push_back(static_cast<double>(sum / total));
  const std::vector<double> values(summary.values.begin(), summary.values.end());
  Summary result;
  double before = 0;
  for (std::int64_t i = 0; i < static_cast<std::int64_t>(std::ceil(1.0 / epsilon)); ++i) {
    const double share = epsilon + static_cast<double>(i) * epsilon;
    const double count = interpolated(share, shares, counts);
    result.values.push_back(static_cast<float>(interpolated(share, shares, values)));
    result.weights.push_back(static_cast<float>(count - before));
    before = count;
  }
  return result;
}

}  // namespace

void Discretization::check() const {
  if (!bin_boundaries && !num_bins.has_value()) {
    throw InvalidArgument(std::string(type) +
                          ": neither bin_boundaries nor num_bins is given. Expected one of them");
  }
  const std::vector<double>& given = bin_boundaries.items();
  for (std::size_t i = 0; i < given.size(); ++i) {
    check_float32(type, "bin_boundaries", given[i], Range());
    if (i > 0 && given[i] < given[i - 1]) {
      throw_invalid_value(type, "bin_boundaries", "numbers that do not fall",
                          to_text(given[i]) + " behind " + to_text(given[i - 1]));
    }
  }
}

void Discretization::adapt(const Array& data) {
  if (!num_bins.has_value()) {
    throw InvalidArgument(
        std::string(type) +
        ": adapt() of a layer with bin_boundaries. Expected num_bins in place of them");
  }
  std::vector<float> rows(static_cast<std::size_t>(data.size()));
  for (std::int64_t i = 0; i < data.size(); ++i) {
    const double value = data.at(i);
    if (!std::isfinite(static_cast<float>(value))) {
      throw InvalidArgument(std::string(type) + ": data holds " + to_text(value) +
                            ". Expected finite numbers");
    }
    rows[static_cast<std::size_t>(i)] = static_cast<float>(value);
  }
  if (rows.empty()) throw_invalid_value(type, "data", "numbers", "shape " + to_text(data.shape()));
  Summary found = compressed(summarized(std::move(rows), epsilon), epsilon);
  found = compressed(found, 1.0 / static_cast<double>(num_bins.value()));
  bin_boundaries = std::vector<double>(found.values.begin(), found.values.end() - 1);
}

graph::Value Discretization::build(const Scope& scope, const graph::Value& input) const {
  if (!bin_boundaries) {
    throw InvalidArgument(std::string(type) +
                          ": has no bin_boundaries. Expected adapt(data) before the layer is used, "
                          "or bin_boundaries as an argument");
  }
  const auto count = static_cast<std::int64_t>(bin_boundaries.items().size());
  graph::Value place = ops::fill_like(input, 0.0);
  if (count > 0) {
    const std::vector<float> held(bin_boundaries.items().begin(), bin_boundaries.items().end());
    std::vector<std::int64_t> sizes(input.shape().begin(), input.shape().end());
    sizes.push_back(count);
    const Shape grid(sizes);
    const graph::Value beyond = ops::greater(
        ops::broadcast_rows(scope.constant("bin_boundaries", Array({count}, held)), grid),
        ops::broadcast_columns(input, grid));
    place = static_cast<double>(count) - ops::sum(beyond, {input.shape().rank()});
  }
  if (output_mode == "int") return place;
  return encoded(type, place, count + 1, output_mode);
}

}  // namespace occam::layers
