#include "occam/selection/constant_units.h"

#include <algorithm>
#include <limits>

#include "occam/layers/add.h"
#include "occam/layers/concatenate.h"
#include "occam/layers/dense.h"
#include "occam/layers/embedding.h"
#include "occam/layers/flatten.h"
#include "occam/models/model.h"
#include "occam/models/parts.h"
#include "occam/selection/unit_groups.h"

namespace occam::selection {
namespace {

using Flags = std::vector<bool>;

/// False of nothing.
bool all_of(const Flags& flags) {
  return !flags.empty() && std::find(flags.begin(), flags.end(), false) == flags.end();
}

Flags of_dense(std::span<const float> kernel, const Flags& in, std::size_t units) {
  Flags out(units, true);
  for (std::size_t r = 0; r < in.size(); ++r) {
    if (in[r]) continue;
    for (std::size_t k = 0; k < units; ++k) {
      if (kernel[r * units + k] != 0) out[k] = false;
    }
  }
  return out;
}

Flags of_table(std::span<const float> table, std::size_t units) {
  Flags out(units, true);
  for (std::size_t i = units; i < table.size(); ++i) {
    if (table[i] != table[i % units]) out[i % units] = false;
  }
  return out;
}

Flags with_factors(Flags flags, std::span<const float> factors) {
  for (std::size_t k = 0; k < factors.size(); ++k) {
    if (factors[k] == 0) flags[k] = true;
  }
  return flags;
}

}  // namespace

std::vector<Flags> constant_units(const ModelPieces& pieces, const models::Topology& flat,
                                  const std::vector<Shape>& shapes) {
  std::vector<Flags> constant;
  for (const models::Topology::Input& input : flat.inputs)
    constant.emplace_back(static_cast<std::size_t>(input.shape.back()), false);
  for (const models::Topology::Call& call : flat.calls) {
    const models::NamedLayer& named = flat.layers[call.layer];
    const Layer& layer = named.layer;
    const Shape& shape = shapes[constant.size()];
    const std::size_t units = shape.rank() == 0 ? 0 : static_cast<std::size_t>(shape.back());
    const Flags& in = constant[call.inputs[0]];
    Flags out(units, false);
    const auto* concatenate = layer.as<layers::Concatenate>();
    const bool joins =
        concatenate != nullptr && (concatenate->axis == -1 || concatenate->axis == shape.rank());
    if (const auto* dense = layer.as<layers::Dense>()) {
      out = of_dense(pieces.values(named.name + "/kernel"), in, units);
      if (mixes_units(dense->activation) && !all_of(out)) out.assign(units, false);
    } else if (layer.as<layers::Embedding>() != nullptr) {
      out = of_table(pieces.values(named.name + "/embeddings"), units);
    } else if (is_unitwise(layer, shape.rank())) {
      out = with_factors(in, pieces.values(named.name + "/gamma"));
      out = with_factors(std::move(out), pieces.values(named.name + "/scale"));
    } else if (layer.as<layers::Flatten>() != nullptr) {
      for (std::size_t k = 0; k < units; ++k) out[k] = in[k % in.size()];
    } else if (joins) {
      out.clear();
      for (const std::size_t value : call.inputs)
        out.insert(out.end(), constant[value].begin(), constant[value].end());
    } else if (concatenate != nullptr || layer.as<layers::Add>() != nullptr) {
      for (std::size_t k = 0; k < units; ++k) {
        out[k] = std::all_of(call.inputs.begin(), call.inputs.end(), [&](std::size_t value) {
          return constant[value].size() == units && constant[value][k];
        });
      }
    }
    // Whatever it computes.
    if (std::all_of(call.inputs.begin(), call.inputs.end(),
                    [&](std::size_t value) { return all_of(constant[value]); }))
      out.assign(units, true);
    constant.push_back(std::move(out));
  }
  return constant;
}

std::vector<std::vector<double>> constants_of(const ModelPieces& pieces,
                                              const models::Topology& flat,
                                              const std::vector<std::size_t>& values) {
  if (values.empty()) return {};
  models::Topology watched = flat;
  watched.outputs.clear();
  for (const std::size_t value : values)
    watched.outputs.push_back({"value" + std::to_string(value), value});
  Model model = models::Parts::functional("constants", std::move(watched));
  pieces.fill(model);
  std::vector<Array> inputs;
  for (const models::Topology::Input& input : flat.inputs)
    inputs.emplace_back(DType::kFloat32, input.shape.with_front(1));
  const Arrays x(std::vector<ArrayRef>(inputs.begin(), inputs.end()));
  std::vector<std::vector<double>> constants;
  for (const Array& output : model.predict_all(x)) {
    const auto units = output.shape().back();
    std::vector<double>& own = constants.emplace_back();
    for (std::int64_t k = 0; k < output.size(); ++k) {
      if (k < units) {
        own.push_back(output.at(k));
      } else if (double& first = own[static_cast<std::size_t>(k % units)]; first != output.at(k)) {
        first = std::numeric_limits<double>::quiet_NaN();
      }
    }
  }
  return constants;
}

}  // namespace occam::selection
