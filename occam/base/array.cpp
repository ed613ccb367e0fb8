#include "occam/base/array.h"

#include <cmath>
#include <limits>
#include <utility>

namespace occam {
namespace {

/// Whether `value`, truncated when To is an integer type, is a To.
template <class To, class From>
bool holds(From value) {
  if constexpr (std::is_floating_point_v<To>) {
    if constexpr (!std::is_floating_point_v<From>) return true;
    return !std::isfinite(static_cast<double>(value)) || std::isfinite(static_cast<To>(value));
  } else if constexpr (std::is_floating_point_v<From>) {
    const double number = std::trunc(static_cast<double>(value));
    // Both bounds are powers of two or 0: exact. NaN is in no range.
    return number >= static_cast<double>(std::numeric_limits<To>::min()) &&
           number < std::ldexp(1.0, std::numeric_limits<To>::digits);
  } else {
    return std::in_range<To>(value);
  }
}

/// "(1, 2)" of element 7 in shape (2, 5).
std::string index_text(std::size_t flat, const Shape& shape) {
  std::vector<std::int64_t> index(static_cast<std::size_t>(shape.rank()));
  auto rest = static_cast<std::int64_t>(flat);
  for (std::size_t axis = index.size(); axis-- > 0;) {
    const std::int64_t size = shape[static_cast<std::int64_t>(axis)];
    index[axis] = rest % size;
    rest /= size;
  }
  return tuple_text(index);
}

}  // namespace

Array::Array(DType dtype, Shape shape) : dtype_(dtype), shape_(std::move(shape)) {
  for (const std::int64_t dim : shape_) {
    if (dim < 0) throw_invalid_value("Array", "shape", "sizes >= 0", tuple_text(shape_.dims()));
  }
  size_ = shape_.size();
  const std::int64_t bytes = checked_mul(size_, static_cast<std::int64_t>(size_of(dtype)));
  try {
    owned_.resize(static_cast<std::size_t>(bytes));
  } catch (const std::bad_alloc&) {
    throw_out_of_memory("Array of shape " + to_text(shape_) + " of " + std::string(name_of(dtype)),
                        bytes, -1, "");
  }
}

Array::Array(const void* data, std::size_t count, DType dtype, Shape shape)
    : dtype_(dtype),
      shape_(std::move(shape)),
      size_(shape_.size()),
      viewed_(static_cast<const std::byte*>(data)) {
  if (static_cast<std::int64_t>(count) != size_) {
    throw_invalid_value("Array::view", "values",
                        std::to_string(size_) + " elements for shape " + to_text(shape_),
                        std::to_string(count) + " elements");
  }
}

Array Array::arange(std::int64_t start, std::int64_t stop) {
  Array result(DType::kInt64, Shape{stop > start ? stop - start : 0});
  std::int64_t value = start;
  for (std::int64_t& element : result.mutable_data<std::int64_t>()) element = value++;
  return result;
}

Array Array::reshape(Shape shape) const {
  std::vector<std::int64_t> dims = shape.dims();
  std::int64_t known = 1;
  std::int64_t* unknown = nullptr;
  for (std::int64_t& dim : dims) {
    if (dim >= 0) {
      known = checked_mul(known, dim);
    } else if (dim == -1 && unknown == nullptr) {
      unknown = &dim;
    } else {
      throw_invalid_value("Array::reshape", "shape", "sizes >= 0 with at most one -1",
                          tuple_text(shape.dims()));
    }
  }
  if (unknown != nullptr && known > 0) *unknown = size_ / known;
  const Shape wanted(dims);
  if (unknown != nullptr ? known == 0 || wanted.size() != size_ : known != size_) {
    throw_invalid_value("Array::reshape", "shape",
                        "a shape of " + std::to_string(size_) + " elements",
                        tuple_text(shape.dims()));
  }
  Array result = *this;
  result.shape_ = wanted;
  return result;
}

Array Array::astype(DType dtype) const {
  Array result(dtype, shape_);
  visit_dtype(dtype_, [&]<class From>(From) {
    const auto from = data<From>();
    visit_dtype(dtype, [&]<class To>(To) {
      const auto to = result.mutable_data<To>();
      for (std::size_t i = 0; i < from.size(); ++i) {
        if (!holds<To>(from[i])) {
          throw_invalid_value(
              "Array::astype", "values",
              "numbers that " + std::string(name_of(dtype)) + " can hold",
              to_text(static_cast<double>(from[i])) + " at " + index_text(i, shape_));
        }
        to[i] = static_cast<To>(from[i]);
      }
    });
  });
  return result;
}

Array Array::rows(std::int64_t begin, std::int64_t end) const {
  if (shape_.rank() == 0 || begin < 0 || end < begin || end > shape_[0]) {
    throw_invalid_value("Array::rows", "range",
                        "0 <= begin <= end <= " + std::to_string(rank() == 0 ? 0 : shape_[0]),
                        std::to_string(begin) + ".." + std::to_string(end));
  }
  const std::int64_t row = shape_.tail().size();
  Array result;
  result.dtype_ = dtype_;
  result.shape_ = shape_.tail().with_front(end - begin);
  result.size_ = (end - begin) * row;
  result.viewed_ = bytes() + static_cast<std::size_t>(begin * row) * size_of(dtype_);
  return result;
}

double Array::at(std::int64_t flat) const {
  if (flat < 0 || flat >= size_) {
    throw_invalid_value(
        "Array::at", "flat",
        "an index from 0 to below " + std::to_string(size_) + ", the number of elements",
        std::to_string(flat));
  }
  return visit_dtype(dtype_, [&]<class T>(T) {
    return static_cast<double>(data<T>()[static_cast<std::size_t>(flat)]);
  });
}

void Array::check_dtype(DType wanted) const {
  if (wanted != dtype_) {
    throw_invalid_value("Array::data", "T", std::string(name_of(dtype_)),
                        std::string(name_of(wanted)));
  }
}

void Array::check_count(std::size_t count) const {
  if (static_cast<std::int64_t>(count) == size_) return;
  throw_invalid_value("Array", "values",
                      std::to_string(size_) + " elements for shape " + to_text(shape_),
                      std::to_string(count) + " elements");
}

void Array::throw_too_large(std::uint64_t value) {
  throw_invalid_value("Array", "values", "integers below 2^63, that int64 can hold",
                      std::to_string(value));
}

void Array::check_row(const Shape& whole, const Shape& next, std::size_t index) {
  if (next == whole.tail()) return;
  throw_invalid_value("Array", "rows", "rows of one shape, as the first: " + to_text(whole.tail()),
                      "row " + std::to_string(index) + " of shape " + to_text(next));
}

void Array::check_owned() const {
  if (!owns())
    throw InvalidArgument(
        "Array::mutable_data: the array views memory that it does not own. Copy it first.");
}

}  // namespace occam
