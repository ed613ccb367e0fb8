#include "python/core/conversions.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace occam::python {
namespace {

std::optional<DType> dtype_of_numpy(const nb::dlpack::dtype& type) {
  using nb::dlpack::dtype_code;
  if (type.lanes != 1) return std::nullopt;
  switch (static_cast<dtype_code>(type.code)) {
    case dtype_code::Float:
      if (type.bits == 32) return DType::kFloat32;
      if (type.bits == 64) return DType::kFloat64;
      break;
    case dtype_code::Int:
      if (type.bits == 32) return DType::kInt32;
      if (type.bits == 64) return DType::kInt64;
      break;
    case dtype_code::UInt:
    case dtype_code::Bool:
      if (type.bits == 8) return DType::kUint8;
      break;
    default:
      break;
  }
  return std::nullopt;
}

nb::dlpack::dtype numpy_dtype(DType type) {
  switch (type) {
    case DType::kFloat32:
      return nb::dtype<float>();
    case DType::kFloat64:
      return nb::dtype<double>();
    case DType::kInt32:
      return nb::dtype<std::int32_t>();
    case DType::kInt64:
      return nb::dtype<std::int64_t>();
    case DType::kUint8:
      return nb::dtype<std::uint8_t>();
  }
  throw InternalError("internal error: an element type that NumPy has not been told of");
}

template <class T>
Array typed_view(const NumpyArray& array, Shape shape) {
  return Array::view(std::span<const T>(static_cast<const T*>(array.data()), array.size()),
                     std::move(shape));
}

}  // namespace

Config refused(const std::string& where, nb::handle value) {
  throw nb::type_error((where + ": expected a number, a text, a list, a dict or None. Received: " +
                        nb::cast<std::string>(nb::repr(value)))
                           .c_str());
}

Config config_of(const std::string& where, nb::handle value, const OtherValue& other) {
  if (value.is_none()) return {};
  if (nb::isinstance<nb::bool_>(value)) return nb::cast<bool>(value);
  if (nb::isinstance<nb::str>(value)) return nb::cast<std::string>(value);
  if (nb::isinstance<nb::float_>(value)) return nb::cast<double>(value);
  if (nb::isinstance<nb::dict>(value)) {
    Config::Map map;
    for (const auto& [key, item] : nb::borrow<nb::dict>(value)) {
      if (!nb::isinstance<nb::str>(key))
        throw nb::type_error((where + ": a key that is no text").c_str());
      const std::string name = nb::cast<std::string>(key);
      map.push_back({name, config_of(where + ", " + name, item, other)});
    }
    return map;
  }
  if (nb::isinstance<nb::list>(value) || nb::isinstance<nb::tuple>(value)) {
    Config::List list;
    for (const nb::handle item : value) list.push_back(config_of(where, item, other));
    return list;
  }
  if (nb::hasattr(value, "__index__")) {
    const nb::object index = value.attr("__index__")();
    try {
      return nb::cast<std::int64_t>(index);
    } catch (const nb::cast_error&) {
      throw nb::value_error((where + ": an integer beyond 64 bits").c_str());
    }
  }
  if (nb::hasattr(value, "__float__")) return nb::cast<double>(value.attr("__float__")());
  return other(where, value);
}

nb::object object_of(const Config& config) {
  if (const bool* flag = config.boolean()) return nb::bool_(*flag);
  if (const std::int64_t* number = config.integer()) return nb::int_(*number);
  if (const double* number = config.number()) return nb::float_(*number);
  if (const std::string* text = config.text()) return nb::str(text->data(), text->size());
  if (const Config::List* list = config.list()) {
    nb::list items;
    for (const Config& item : *list) items.append(object_of(item));
    return items;
  }
  if (const Config::Map* entries = config.entries()) {
    nb::dict map;
    for (const ConfigEntry& entry : *entries)
      map[nb::str(entry.key.data(), entry.key.size())] = object_of(entry.value);
    return map;
  }
  return nb::none();
}

Array view_of(const NumpyArray& array) {
  const std::optional<DType> type = dtype_of_numpy(array.dtype());
  if (!type)
    throw nb::type_error(
        "an array of an element type that occam has not. Expected float32, float64, int32, int64, "
        "uint8 or bool");
  std::vector<std::int64_t> sizes;
  for (std::size_t axis = 0; axis < array.ndim(); ++axis)
    sizes.push_back(static_cast<std::int64_t>(array.shape(axis)));
  Shape shape = shape_of(sizes);
  switch (*type) {
    case DType::kFloat32:
      return typed_view<float>(array, std::move(shape));
    case DType::kFloat64:
      return typed_view<double>(array, std::move(shape));
    case DType::kInt32:
      return typed_view<std::int32_t>(array, std::move(shape));
    case DType::kInt64:
      return typed_view<std::int64_t>(array, std::move(shape));
    case DType::kUint8:
      return typed_view<std::uint8_t>(array, std::move(shape));
  }
  throw InternalError("internal error: an element type without a view");
}

nb::object numpy_of(Array array) {
  auto kept = std::make_unique<Array>(std::move(array));
  std::vector<std::size_t> sizes;
  for (std::int64_t axis = 0; axis < kept->rank(); ++axis)
    sizes.push_back(static_cast<std::size_t>(kept->shape()[axis]));
  void* const data = const_cast<std::byte*>(kept->bytes());
  const nb::dlpack::dtype type = numpy_dtype(kept->dtype());
  const nb::capsule owner(kept.release(),
                          [](void* self) noexcept { delete static_cast<Array*>(self); });
  return nb::cast(nb::ndarray<nb::numpy>(data, sizes.size(), sizes.data(), owner, nullptr, type));
}

OneOrMany<Array> views_of(const std::vector<NumpyArray>& arrays,
                          const std::vector<std::string>& names) {
  OneOrMany<Array> views;
  if (names.empty()) {
    std::vector<Array> list;
    for (const NumpyArray& array : arrays) list.push_back(view_of(array));
    return views = OneOrMany<Array>(std::move(list));
  }
  for (std::size_t i = 0; i < arrays.size(); ++i) views.add(names[i], view_of(arrays[i]));
  return views;
}

Shape shape_of(const std::vector<std::int64_t>& sizes) { return Shape(sizes); }

nb::tuple tuple_of(const Shape& shape) {
  nb::list sizes;
  for (const std::int64_t size : shape) {
    if (size == kUnknownSize) {
      sizes.append(nb::none());
    } else {
      sizes.append(size);
    }
  }
  return nb::tuple(sizes);
}

nb::dict dict_of(const callbacks::Logs& logs) {
  nb::dict result;
  std::map<std::string, std::vector<float>> several;
  for (const callbacks::LogEntry& entry : logs) {
    if (entry.metric.empty()) {
      result[nb::cast(entry.name)] = entry.value;
      continue;
    }
    std::vector<float>& numbers = several[entry.metric];
    numbers.resize(std::max(numbers.size(), entry.place + 1));
    numbers[entry.place] = static_cast<float>(entry.value);
  }
  for (const auto& [metric, numbers] : several) {
    result[nb::cast(metric)] = numpy_of(Array(Shape{std::ssize(numbers)}, numbers));
  }
  return result;
}

}  // namespace occam::python
