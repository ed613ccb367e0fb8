#include "occam/base/shape.h"

#include <algorithm>

#include "occam/base/errors.h"

namespace occam {

std::int64_t checked_mul(std::int64_t a, std::int64_t b) {
  constexpr std::int64_t kLimit = std::int64_t{1} << 62;
  if (a != 0 && b > kLimit / a) {
    throw InvalidArgument(
        "shape: too many elements. Expected a product of sizes below 2^62. Received: " +
        std::to_string(a) + " * " + std::to_string(b));
  }
  return a * b;
}

std::int64_t Shape::size() const {
  std::int64_t total = 1;
  // Before any product: an axis of 0 behind others makes nothing of them.
  for (const std::int64_t dim : dims_) {
    if (dim == 0) return 0;
  }
  if (!is_known()) {
    throw InvalidArgument("shape: Expected known sizes. Received: " + to_text(*this));
  }
  for (const std::int64_t dim : dims_) total = checked_mul(total, dim);
  return total;
}

bool Shape::is_known() const { return std::find(begin(), end(), kUnknownSize) == end(); }

bool Shape::could_be(const Shape& known) const {
  return std::equal(
      begin(), end(), known.begin(), known.end(),
      [](std::int64_t own, std::int64_t size) { return own == size || own == kUnknownSize; });
}

void Shape::throw_no_axis(std::int64_t axis) const {
  const std::string last = std::to_string(rank() - 1);
  throw_invalid_value("Shape", "axis",
                      rank() == 0 ? "none: the shape is a scalar's, ()"
                                  : "an axis from 0 to " + last + " of " + to_text(*this),
                      std::to_string(axis));
}

Shape Shape::with_front(std::int64_t size) const {
  std::vector<std::int64_t> dims{size};
  dims.insert(dims.end(), dims_.begin(), dims_.end());
  return Shape(std::move(dims));
}

namespace {

template <typename Write>
std::string tuple_of(const std::vector<std::int64_t>& numbers, Write write) {
  std::string text = "(";
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) text += ", ";
    text += write(numbers[i]);
  }
  if (numbers.size() == 1) text += ",";
  return text + ")";
}

}  // namespace

std::string to_text(const Shape& shape) {
  return tuple_of(shape.dims(), [](std::int64_t size) {
    return size == kUnknownSize ? std::string("None") : std::to_string(size);
  });
}

std::string tuple_text(const std::vector<std::int64_t>& numbers) {
  return tuple_of(numbers, [](std::int64_t number) { return std::to_string(number); });
}

}  // namespace occam
