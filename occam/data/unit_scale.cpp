#include "occam/data/unit_scale.h"

#include <array>
#include <string>

#include "occam/data/unit_text.h"

namespace occam::data {
namespace {

enum class Quantity { kLength, kMass, kVolume, kFrequency, kPower, kData };

struct KnownUnit {
  std::string_view key = {};  ///< unit_key
  Quantity quantity = Quantity::kLength;
  double size = 1.0;
};

constexpr std::array<KnownUnit, 41> kUnits = {{{"mm", Quantity::kLength, 1e-3},
                                               {"cm", Quantity::kLength, 1e-2},
                                               {"m", Quantity::kLength, 1},
                                               {"meter", Quantity::kLength, 1},
                                               {"km", Quantity::kLength, 1e3},
                                               {"in", Quantity::kLength, 0.0254},
                                               {"\"", Quantity::kLength, 0.0254},
                                               {"inch", Quantity::kLength, 0.0254},
                                               {"ft", Quantity::kLength, 0.3048},
                                               {"feet", Quantity::kLength, 0.3048},
                                               {"yd", Quantity::kLength, 0.9144},
                                               {"mi", Quantity::kLength, 1609.344},
                                               {"mile", Quantity::kLength, 1609.344},
                                               {"mg", Quantity::kMass, 1e-3},
                                               {"g", Quantity::kMass, 1},
                                               {"gram", Quantity::kMass, 1},
                                               {"kg", Quantity::kMass, 1e3},
                                               {"oz", Quantity::kMass, 28.349523125},
                                               {"lb", Quantity::kMass, 453.59237},
                                               {"pound", Quantity::kMass, 453.59237},
                                               {"ml", Quantity::kVolume, 1e-3},
                                               {"mL", Quantity::kVolume, 1e-3},
                                               {"cl", Quantity::kVolume, 1e-2},
                                               {"l", Quantity::kVolume, 1},
                                               {"L", Quantity::kVolume, 1},
                                               {"liter", Quantity::kVolume, 1},
                                               {"Hz", Quantity::kFrequency, 1},
                                               {"kHz", Quantity::kFrequency, 1e3},
                                               {"MHz", Quantity::kFrequency, 1e6},
                                               {"GHz", Quantity::kFrequency, 1e9},
                                               {"W", Quantity::kPower, 1},
                                               {"kW", Quantity::kPower, 1e3},
                                               {"MW", Quantity::kPower, 1e6},
                                               {"GW", Quantity::kPower, 1e9},
                                               {"B", Quantity::kData, 1},
                                               {"kB", Quantity::kData, 1e3},
                                               {"KB", Quantity::kData, 1e3},
                                               {"MB", Quantity::kData, 1e6},
                                               {"GB", Quantity::kData, 1e9},
                                               {"TB", Quantity::kData, 1e12},
                                               {"PB", Quantity::kData, 1e15}}};

const KnownUnit* unit_named(std::string_view unit) {
  const std::string key = unit_key(unit);
  for (const KnownUnit& known : kUnits) {
    if (known.key == key) return &known;
  }
  return nullptr;
}

}  // namespace

std::optional<double> unit_ratio(std::string_view of, std::string_view in) {
  const KnownUnit *const one = unit_named(of), *const other = unit_named(in);
  if (one == nullptr || other == nullptr || one->quantity != other->quantity) return std::nullopt;
  return one->size / other->size;
}

}  // namespace occam::data
