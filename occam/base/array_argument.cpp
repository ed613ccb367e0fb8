#include "occam/base/array_argument.h"

#include <utility>

namespace occam {
namespace {

constexpr std::int64_t kMostAxes = 32;

/// The elements from `next` on as lists of the axes from `axis` on.
Config lists_of(const Array& array, std::int64_t axis, std::int64_t& next) {
  if (axis == array.rank()) return array.at(next++);
  Config::List list;
  for (std::int64_t i = 0; i < array.shape()[axis]; ++i)
    list.push_back(lists_of(array, axis + 1, next));
  return list;
}

/// Appends the numbers of nested lists. False where rows differ in length or depth.
bool take(const Config& config, std::size_t axis, const std::vector<std::int64_t>& sizes,
          std::vector<double>& values) {
  if (axis == sizes.size()) {
    const auto number = FieldValue<double>::read(config);
    if (number) values.push_back(*number);
    return number.has_value();
  }
  const Config::List* const list = config.list();
  if (list == nullptr || static_cast<std::int64_t>(list->size()) != sizes[axis]) return false;
  for (const Config& item : *list) {
    if (!take(item, axis + 1, sizes, values)) return false;
  }
  return true;
}

}  // namespace

bool ArrayArgument::operator==(const ArrayArgument& other) const {
  if (array_.shape() != other.array_.shape()) return false;
  for (std::int64_t i = 0; i < array_.size(); ++i) {
    if (array_.at(i) != other.array_.at(i)) return false;
  }
  return true;
}

Config FieldValue<ArrayArgument>::write(const ArrayArgument& value) {
  if (!value.has_value()) return {};
  std::int64_t next = 0;
  return lists_of(value.array(), 0, next);
}

std::optional<ArrayArgument> FieldValue<ArrayArgument>::read(const Config& config) {
  if (config.is_null()) return ArrayArgument();
  std::vector<std::int64_t> sizes;
  for (const Config* level = &config; level->list() != nullptr; level = &level->list()->front()) {
    sizes.push_back(static_cast<std::int64_t>(level->list()->size()));
    if (sizes.back() == 0 || sizes.size() > kMostAxes) return std::nullopt;
  }
  std::vector<double> values;
  if (!take(config, 0, sizes, values)) return std::nullopt;
  return ArrayArgument(Array(Shape(std::move(sizes)), values));
}

}  // namespace occam
