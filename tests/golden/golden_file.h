#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "occam/base/array.h"

namespace occam::golden {

using Json = nlohmann::json;

/// tests/golden/data/<name>.json; its "description" says how to read it.
Json load(std::string_view name);

/// A number; the files write what JSON cannot as "nan", "inf" and "-inf".
double number(const Json& json);

/// Nested lists, row-major; integers (class numbers) too. A number becomes shape ().
Array tensor(const Json& json);
/// The same as a user would pass it: class numbers, which are written without a point, are int32.
Array as_given(const Json& json);

/// The elements, float32 as everywhere in the files.
std::span<const float> values(const Array& array);

/// |actual - expected| <= absolute + relative * |expected|.
struct Tolerance {
  double absolute = 0.0;
  double relative = 0.0;
};

/// Compares with the golden values, reports the first element that is off, and writes the largest
/// errors of the test into its XML record.
class Comparison {
 public:
  /// `name`: of the records, such as "weights". A comparison of nothing fails, unless it may.
  Comparison(std::string name, Tolerance tolerance, bool may_be_empty = false)
      : name_(std::move(name)), tolerance_(tolerance), may_be_empty_(may_be_empty) {}
  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;
  ~Comparison();

  void operator()(std::string_view what, std::span<const float> actual,
                  std::span<const float> expected);
  void operator()(std::string_view what, double actual, double expected);

 private:
  /// True when within the tolerance: NaN equals NaN, infinities only themselves.
  bool fits(double actual, double expected);

  std::string name_;
  Tolerance tolerance_;
  bool may_be_empty_;
  std::size_t compared_ = 0;
  double worst_ = 0.0;           ///< error as a share of what is allowed
  double worst_absolute_ = 0.0;  ///< largest error
};

}  // namespace occam::golden
