#include "occam/saving/npz_file.h"

#include <optional>
#include <string_view>
#include <utility>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/data/npy_header.h"
#include "occam/saving/stored_floats.h"

namespace occam::saving {
namespace {

constexpr std::string_view kEnding = ".npy";
constexpr std::int64_t kMostBytes = std::int64_t{1} << 42;
constexpr std::size_t kVersionEnd = 8;  ///< behind magic and version

std::string npy_of(const NamedArray& array) {
  std::string bytes = data::npy_start("<f4", array.shape);
  bytes.append(reinterpret_cast<const char*>(array.values.data()), array.values.size_bytes());
  return bytes;
}

/// Numbers whose first axis runs fastest, in the usual order.
void from_fortran_order(const Shape& shape, std::span<float> values) {
  const std::vector<float> stored(values.begin(), values.end());
  std::vector<std::int64_t> index(shape.dims().size());
  std::vector<std::size_t> strides;
  std::size_t stride = 1;
  for (const std::int64_t size : shape) {
    strides.push_back(stride);
    stride *= static_cast<std::size_t>(size);
  }
  std::size_t place = 0;
  for (float& value : values) {
    value = stored[place];
    for (std::size_t axis = index.size(); axis-- > 0;) {
      place += strides[axis];
      if (++index[axis] < shape.dims()[axis]) break;
      place -= strides[axis] * static_cast<std::size_t>(shape.dims()[axis]);
      index[axis] = 0;
    }
  }
}

}  // namespace

std::string npz_of(std::span<const NamedArray> arrays) {
  std::vector<ZipMember> members;
  for (const NamedArray& array : arrays)
    members.push_back({array.name + std::string(kEnding), npy_of(array)});
  return zip_of(std::move(members));
}

/// A member, its header read and its size compared with it.
struct NpzReader::Stored {
  std::string bytes;
  data::NpyHeader header;
  Shape shape;
  std::size_t start = 0;  ///< of the numbers
  std::string_view numbers() const { return std::string_view(bytes).substr(start); }
};

NpzReader::NpzReader(std::string where, const std::string& bytes)
    : where_(std::move(where)), archive_(where_, bytes) {
  for (const std::string& member : archive_.names()) {
    if (!member.ends_with(kEnding))
      throw FileError(where_ + ": has the member " + in_quotes(member) +
                      ". Expected arrays, *.npy");
    names_.push_back(member.substr(0, member.size() - kEnding.size()));
  }
}

std::vector<std::string> NpzReader::names() const { return names_; }

bool NpzReader::has(const std::string& name) const {
  return archive_.has(name + std::string(kEnding));
}

NpzReader::Stored NpzReader::stored(const std::string& name) const {
  const std::string what = where_ + ": array '" + name + "'";
  if (!archive_.has(name + std::string(kEnding)))
    throw FileError(where_ + ": has no array '" + name + "'");
  Stored stored{archive_.read(name + std::string(kEnding), kMostBytes), {}, {}, 0};
  const std::string_view bytes = stored.bytes;
  const auto byte = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i]));
  };
  if (!bytes.starts_with(data::kNpyMagic) || bytes.size() < kVersionEnd + 4 || byte(6) < 1 ||
      byte(6) > 3)
    throw FileError(what + " is no NPY array 1.0 to 3.0");
  const std::size_t width = byte(6) == 1 ? 2 : 4;
  std::size_t length = 0;
  for (std::size_t i = 0; i < width; ++i) length |= byte(kVersionEnd + i) << (8 * i);
  const std::size_t start = kVersionEnd + width;
  if (length > bytes.size() - start) throw FileError(what + " has a header that is cut off");
  std::optional<data::NpyHeader> header = data::npy_header_of(bytes.substr(start, length));
  if (!header) throw FileError(what + " has no header of an array");
  if (!header->holds_numbers())
    throw FileError(what + " holds " + in_quotes(header->type) +
                    ". Expected floating point numbers");
  if (header->shape.size() > kMostAxes) throw FileError(what + " has more than 32 axes");
  stored.start = start + length;
  stored.shape = Shape(header->shape);
  if (header->too_large)
    throw FileError(what + " claims shape " + to_text(stored.shape) +
                    ". Expected at most 2^56 numbers");
  const auto size = static_cast<std::uint64_t>(stored.shape.size()) * header->item_bytes;
  if (stored.numbers().size() != size) {
    throw FileError(what + " claims shape " + to_text(stored.shape) + ", which its " +
                    std::to_string(stored.numbers().size()) + " bytes are not");
  }
  stored.header = std::move(*header);
  return stored;
}

Shape NpzReader::shape(const std::string& name) const { return stored(name).shape; }

std::int64_t NpzReader::floats(const std::string& name, const Shape& shape,
                               std::span<float> values) const {
  const Stored array = stored(name);
  const std::string what = where_ + ": array '" + name + "'";
  if (array.shape != shape)
    throw FileError(what + " has shape " + to_text(array.shape) + ". Expected " + to_text(shape));
  const data::NpyHeader& header = array.header;
  if (header.kind != 'f')
    throw FileError(what + " holds '" + header.type + "'. Expected floating point numbers");
  const FloatFormat format = header.item_bytes == 2   ? FloatFormat::kFloat16
                             : header.item_bytes == 4 ? FloatFormat::kFloat32
                                                      : FloatFormat::kFloat64;
  const std::int64_t rounded =
      read_floats(what, array.numbers(), format, header.big_endian, values);
  if (header.fortran && shape.rank() > 1) from_fortran_order(shape, values);
  return rounded;
}

}  // namespace occam::saving
