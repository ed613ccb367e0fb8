#include "occam/selection/shrink_table.h"

#include <algorithm>
#include <utility>

namespace occam::selection {
namespace {

void add(ModelSize& sum, const ModelSize& size) {
  sum.units += size.units;
  sum.parameters += size.parameters;
  sum.bytes += size.bytes;
}

/// Features that a network reads, or that it keeps so as to have one.
std::vector<bool> read_features(const TableModel& model) {
  std::vector<bool> read(static_cast<std::size_t>(model.encoder.width()), false);
  for (const Sequential& network : model.networks) {
    const Shrunk<Sequential> small = shrink(network, {.inputs = true});
    for (const std::int64_t feature : small.features[0])
      read[static_cast<std::size_t>(feature)] = true;
  }
  return read;
}

}  // namespace

ShrunkTable shrink(const TableModel& model, const ShrinkOptions& options) {
  model.check();
  ShrunkTable result{model, {}, {}, {}};
  ShrinkOptions own = options;
  if (options.inputs) {
    const std::vector<bool> read = read_features(model);
    std::vector<data::FeatureColumn>& left = result.model.encoder.features;
    left.clear();
    std::int64_t first = 0;
    for (const data::FeatureColumn& group : model.encoder.features) {
      const std::int64_t end = first + group.width();
      if (std::find(read.begin() + first, read.begin() + end, true) != read.begin() + end) {
        left.push_back(group);
        for (std::int64_t feature = first; feature < end; ++feature) own.needed.push_back(feature);
      }
      first = end;
    }
    const std::vector<std::string> names = result.model.encoder.columns();
    for (const std::string& name : model.encoder.columns()) {
      if (std::find(names.begin(), names.end(), name) == names.end())
        result.columns.push_back(name);
    }
  }
  for (Sequential& network : result.model.networks) {
    Shrunk<Sequential> small = shrink(network, own);
    add(result.before, small.before);
    add(result.after, small.after);
    network = std::move(small.model);
  }
  return result;
}

}  // namespace occam::selection
