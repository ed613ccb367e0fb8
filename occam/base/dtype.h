#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace occam {

/// Element types of arrays. The engine computes in float32; scalars of the plan are float64.
enum class DType : std::uint8_t { kFloat32, kFloat64, kInt32, kInt64, kUint8 };

constexpr std::size_t size_of(DType dtype) {
  switch (dtype) {
    case DType::kFloat32:
    case DType::kInt32:
      return 4;
    case DType::kFloat64:
    case DType::kInt64:
      return 8;
    case DType::kUint8:
      return 1;
  }
  return 0;
}

/// NumPy's name of the type: "float32", "int64", ...
constexpr std::string_view name_of(DType dtype) {
  switch (dtype) {
    case DType::kFloat32:
      return "float32";
    case DType::kFloat64:
      return "float64";
    case DType::kInt32:
      return "int32";
    case DType::kInt64:
      return "int64";
    case DType::kUint8:
      return "uint8";
  }
  return "";
}

template <class T>
struct DTypeOf;
template <>
struct DTypeOf<float> {
  static constexpr DType value = DType::kFloat32;
};
template <>
struct DTypeOf<double> {
  static constexpr DType value = DType::kFloat64;
};
template <>
struct DTypeOf<std::int32_t> {
  static constexpr DType value = DType::kInt32;
};
template <>
struct DTypeOf<std::int64_t> {
  static constexpr DType value = DType::kInt64;
};
template <>
struct DTypeOf<std::uint8_t> {
  static constexpr DType value = DType::kUint8;
};

/// T is one of the five element types.
template <class T>
concept Element = requires {
  DTypeOf<T>::value;
};

template <Element T>
inline constexpr DType dtype_of = DTypeOf<T>::value;

/// T is a number that an array can be made of: an arithmetic type but characters and long double.
template <class T>
concept Number =
    std::is_arithmetic_v<T> && !std::is_same_v<T, char> && !std::is_same_v<T, wchar_t> &&
    !std::is_same_v<T, char8_t> && !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t> &&
    !std::is_same_v<T, long double>;

/// The element type that holds numbers of type T: T itself; uint8 for bool; int32 for integers that
/// fit it; int64 for all others, of which a std::uint64_t from 2^63 on is refused.
template <Number T>
using StoredAs =
    std::conditional_t<Element<T>, T,
                       std::conditional_t<std::is_same_v<T, bool>, std::uint8_t,
                                          std::conditional_t<sizeof(T) + std::is_unsigned_v<T> <= 4,
                                                             std::int32_t, std::int64_t>>>;

/// A sequence of numbers: std::vector, std::span, std::array, ...
template <class Range>
concept NumberRange = Number<typename Range::value_type> && requires(const Range& range) {
  range.size();
  range.begin();
  range.end();
};

/// Calls `body` with a value of the C++ type that `dtype` names: the one switch over dtypes.
template <class Body>
decltype(auto) visit_dtype(DType dtype, Body&& body) {
  switch (dtype) {
    case DType::kFloat64:
      return body(double{});
    case DType::kInt32:
      return body(std::int32_t{});
    case DType::kInt64:
      return body(std::int64_t{});
    case DType::kUint8:
      return body(std::uint8_t{});
    case DType::kFloat32:
      break;
  }
  return body(float{});
}

}  // namespace occam
