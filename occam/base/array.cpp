#include "occam/base/array.h"

#include <utility>

namespace occam {

Array::Array(DType dtype, Shape shape) : dtype_(dtype), shape_(std::move(shape)) {
  for (const std::int64_t dim : shape_) {
    if (dim < 0) throw_invalid_value("Array", "shape", "sizes >= 0", to_text(shape_));
  }
  size_ = shape_.size();
  owned_.resize(
      static_cast<std::size_t>(checked_mul(size_, static_cast<std::int64_t>(size_of(dtype)))));
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
                          to_text(shape));
    }
  }
  if (unknown != nullptr && known > 0) *unknown = size_ / known;
  const Shape wanted(dims);
  if (unknown != nullptr ? known == 0 || wanted.size() != size_ : known != size_) {
    throw_invalid_value("Array::reshape", "shape",
                        "a shape of " + std::to_string(size_) + " elements", to_text(shape));
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
      for (std::size_t i = 0; i < from.size(); ++i) to[i] = static_cast<To>(from[i]);
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
  check_internal(flat >= 0 && flat < size_, "Array::at out of range");
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

void Array::check_owned() const {
  if (!owns())
    throw InvalidArgument(
        "Array::mutable_data: the array views memory that it does not own. Copy it first.");
}

}  // namespace occam
