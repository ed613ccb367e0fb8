#include "occam/saving/hdf5_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "occam/base/errors.h"
#include "occam/saving/hdf5_format.h"
#include "occam/saving/hdf5_objects.h"
#include "occam/saving/stored_floats.h"

namespace occam::saving {
namespace {

using namespace hdf5;

constexpr std::uint64_t kMostNumbers = std::uint64_t{1} << 40;

struct Datatype {
  std::uint8_t type_class = 0;
  std::uint32_t bits = 0;
  std::uint64_t size = 0;
  std::string_view properties;
};

struct Dataspace {
  Shape shape;
  std::uint64_t count = 1;
};

/// Form of IEEE 754 numbers and of bfloat16 in a datatype.
struct FloatForm {
  FloatFormat format;
  std::uint8_t size, exponent_place, exponent_bits, mantissa_bits;
  std::uint32_t bias;
};
constexpr std::array kFloatForms = {FloatForm{FloatFormat::kFloat32, 4, 23, 8, 23, 127},
                                    FloatForm{FloatFormat::kFloat64, 8, 52, 11, 52, 1023},
                                    FloatForm{FloatFormat::kFloat16, 2, 10, 5, 10, 15},
                                    FloatForm{FloatFormat::kBfloat16, 2, 7, 8, 7, 127}};

}  // namespace

struct Hdf5Reader::File {
  std::string where;
  std::string_view bytes;
  Objects objects;
  mutable std::map<std::uint64_t, std::map<std::uint64_t, std::string_view>> heaps;

  File(std::string name, std::string_view content)
      : where(std::move(name)), bytes(content), objects(where, bytes) {
    check_apart();
  }

  [[noreturn]] void refuse(const std::string& what) const { throw FileError(where + ": " + what); }

  /// None for a path that leads to nothing.
  const Object* find(const std::string& path) const {
    const Object* object = &objects.all()[0];
    for (std::size_t start = 0; start < path.size();) {
      const std::size_t end = std::min(path.find('/', start), path.size());
      if (end > start) {
        const auto member = object->members.find(path.substr(start, end - start));
        if (member == object->members.end()) return nullptr;
        if (member->second == kElsewhere)
          refuse("'" + path.substr(0, end) + "' leads elsewhere. Expected no links");
        object = &objects.all()[member->second];
      }
      start = end + 1;
    }
    return object;
  }
  const Object& at(const std::string& path) const {
    const Object* const object = find(path);
    if (object == nullptr) refuse("has no '" + path + "'");
    return *object;
  }

  const HeaderMessage& message(const Object& object, Message type, const std::string& what) const {
    const HeaderMessage* const found = object.find(type);
    if (found == nullptr || found->is_shared()) refuse(what + " is no array of numbers");
    return *found;
  }

  Datatype datatype(std::string_view body) const {
    Cursor cursor(where, body);
    Datatype type;
    type.type_class = static_cast<std::uint8_t>(cursor.number(1) & 15);
    type.bits = static_cast<std::uint32_t>(cursor.number(3));
    type.size = cursor.number(4);
    type.properties = cursor.rest();
    return type;
  }

  Dataspace dataspace(std::string_view body, const std::string& what) const {
    Cursor cursor(where, body);
    const std::uint64_t version = cursor.number(1), rank = cursor.number(1);
    cursor.take(1);
    const std::uint64_t kind = cursor.number(1);
    if (version == 1) cursor.take(4);
    if (version < 1 || version > 2 || rank > 32 || (version == 2 && kind > 2))
      refuse(what + " is no array of at most 32 axes");
    Dataspace space;
    if (version == 2 && kind == 2) space.count = 0;  // nothing at all
    std::vector<std::int64_t> sizes;
    for (std::uint64_t i = 0; i < rank; ++i) {
      const std::uint64_t size = cursor.number(8);
      if (size > kMostNumbers || (size > 0 && space.count > kMostNumbers / size))
        refuse(what + " claims more than 2^40 numbers");
      space.count *= size;
      sizes.push_back(static_cast<std::int64_t>(size));
    }
    space.shape = Shape(std::move(sizes));
    return space;
  }

  struct Numbers {
    Datatype type;
    Shape shape;
    std::string_view bytes;
  };

  Numbers numbers(const std::string& path) const {
    const Object& object = at(path);
    const std::string what = "'" + path + "'";
    if (object.is_group) refuse(what + " holds no numbers");
    Numbers found;
    found.type = datatype(message(object, kDatatype, what).body);
    if (found.type.type_class != kFloatingPoint && found.type.type_class != kFixedPoint)
      refuse(what + " holds no numbers");
    if (object.find(kExternalFiles) != nullptr) refuse(what + " lies in another file");
    if (object.find(kFilters) != nullptr) refuse(what + " is compressed. Expected plain numbers");
    const Dataspace space = dataspace(message(object, kDataspace, what).body, what);
    found.shape = space.shape;
    Cursor layout(where, message(object, kLayout, what).body);
    const std::uint64_t version = layout.number(1), kind = layout.number(1);
    if ((version != 3 && version != 4) || kind > 1)
      refuse(what + " does not stand in the file in one piece");
    // A size that is only claimed takes no memory.
    const std::uint64_t size = found.type.size;
    const bool fits = size >= 1 && size <= 8 && space.count <= bytes.size() / size;
    const auto refuse_size = [&] {
      refuse(what + " claims shape " + to_text(found.shape) + ", which is not in the file");
    };
    if (!fits) refuse_size();
    const std::uint64_t needed = size * space.count;
    if (kind == 0) {
      const std::uint64_t there = layout.number(2);
      if (there < needed || layout.rest().size() < needed) refuse_size();
      found.bytes = layout.take(needed);
      return found;
    }
    const std::uint64_t place = layout.number(8), there = layout.number(8);
    if (needed == 0) return found;
    if (place >= bytes.size() || there < needed || needed > bytes.size() - place) refuse_size();
    found.bytes = bytes.substr(place, needed);
    return found;
  }

  /// Data sets that share bytes would make more of a file than it has.
  void check_apart() const {
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
    for (const Object& object : objects.all()) {
      const HeaderMessage* const layout = object.find(kLayout);
      if (layout == nullptr || layout->body.size() < 18) continue;
      Cursor cursor(where, layout->body);
      const std::uint64_t version = cursor.number(1), kind = cursor.number(1);
      const std::uint64_t place = cursor.number(8), size = cursor.number(8);
      if (version >= 3 && kind == 1 && size > 0 && place < bytes.size())
        ranges.emplace_back(place, std::min<std::uint64_t>(size, bytes.size() - place));
    }
    std::sort(ranges.begin(), ranges.end());
    for (std::size_t i = 1; i < ranges.size(); ++i) {
      if (ranges[i].first < ranges[i - 1].first + ranges[i - 1].second)
        refuse("has two data sets that overlap at byte " + std::to_string(ranges[i].first));
    }
  }

  /// A text in a global heap.
  std::string heap_text(std::uint64_t place, std::uint64_t index) const {
    auto heap = heaps.find(place);
    if (heap == heaps.end()) {
      heap = heaps.emplace(place, std::map<std::uint64_t, std::string_view>()).first;
      Cursor start(where, objects.part(place, 16));
      if (start.take(4) != "GCOL") refuse("is a damaged HDF5 file: a text has no heap");
      start.take(4);
      const std::uint64_t size = start.number(8);
      if (size < 16) refuse("is a damaged HDF5 file: a text has no heap");
      Cursor rest(where, objects.part(place + 16, size - 16));
      while (rest.rest().size() >= 16) {
        const std::uint64_t number = rest.number(2);
        rest.take(6);
        const std::uint64_t length = rest.number(8);
        if (number == 0) break;  // the free rest
        heap->second.emplace(number, rest.take(length));
        rest.take(std::min<std::uint64_t>((8 - length % 8) % 8, rest.rest().size()));
      }
    }
    const auto found = heap->second.find(index);
    if (found == heap->second.end()) refuse("is a damaged HDF5 file: a text is not in its heap");
    return std::string(found->second);
  }

  std::optional<std::vector<std::string>> texts(const std::string& path,
                                                const std::string& name) const {
    for (const HeaderMessage& message : at(path).messages) {
      if (message.type != kAttribute) continue;
      const std::string what = "the attribute '" + name + "' of '" + path + "'";
      Cursor body(where, message.body);
      const std::uint64_t version = body.number(1), flags = body.number(1);
      const std::uint64_t name_size = body.number(2), type_size = body.number(2),
                          space_size = body.number(2);
      if (version == 3) body.take(1);
      const auto padded = [&](std::uint64_t size) {
        return version == 1 ? (size + 7) / 8 * 8 : size;
      };
      const std::string_view label = body.take(padded(name_size));
      if (label.substr(0, label.find('\0')) != name) continue;
      if (version < 1 || version > 3 || (version > 1 && (flags & 3) != 0) || message.is_shared())
        refuse(what + " has an unusual form");
      const Datatype type = datatype(body.take(padded(type_size)));
      const Dataspace space = dataspace(body.take(padded(space_size)), what);
      if (space.count == 0) return std::vector<std::string>();
      const bool is_long = type.type_class == kVariableLength && (type.bits & 15) == 1;
      if ((!is_long && type.type_class != kString) || type.size == 0 ||
          (is_long && type.size != 16) || space.count > body.rest().size() / type.size)
        refuse(what + " is no text");
      std::vector<std::string> values;
      for (std::uint64_t i = 0; i < space.count; ++i) {
        Cursor element(where, body.take(type.size));
        if (is_long) {
          const std::uint64_t length = element.number(4), place = element.number(8);
          std::string text = length == 0 ? "" : heap_text(place, element.number(4));
          if (length > text.size()) refuse(what + " is cut off");
          text.resize(length);
          objects.count(length);  // several may be one text
          values.push_back(std::move(text));
        } else {
          const std::string_view text = element.take(type.size);
          values.emplace_back(text.substr(0, text.find('\0')));
        }
      }
      return values;
    }
    return std::nullopt;
  }
};

Hdf5Reader::Hdf5Reader(std::string where, const std::string& bytes)
    : file_(std::make_unique<File>(std::move(where), bytes)) {}

Hdf5Reader::~Hdf5Reader() = default;

bool Hdf5Reader::has(const std::string& path) const { return file_->find(path) != nullptr; }

std::vector<std::string> Hdf5Reader::members(const std::string& group) const {
  std::vector<std::string> names;
  const Object* const object = file_->find(group);
  if (object == nullptr) return names;
  for (const auto& [name, member] : object->members) names.push_back(name);
  return names;
}

std::optional<std::string> Hdf5Reader::text(const std::string& path,
                                            const std::string& attribute) const {
  const auto values = file_->texts(path, attribute);
  if (!values) return std::nullopt;
  if (values->size() != 1)
    file_->refuse("the attribute '" + attribute + "' of '" + path + "' is no single text");
  return values->front();
}

std::optional<std::vector<std::string>> Hdf5Reader::texts(const std::string& path,
                                                          const std::string& attribute) const {
  return file_->texts(path, attribute);
}

Shape Hdf5Reader::shape(const std::string& path) const { return file_->numbers(path).shape; }

std::int64_t Hdf5Reader::floats(const std::string& path, const Shape& shape,
                                std::span<float> values) const {
  const File::Numbers stored = file_->numbers(path);
  const std::string what = "'" + path + "'";
  if (stored.shape != shape) {
    file_->refuse(what + " has shape " + to_text(stored.shape) + ". Expected " + to_text(shape));
  }
  const Datatype& type = stored.type;
  if (type.type_class != kFloatingPoint) file_->refuse(what + " holds no floating point numbers");
  Cursor properties(file_->where, type.properties);
  const std::uint64_t offset = properties.number(2), precision = properties.number(2);
  const std::uint64_t exponent_place = properties.number(1), exponent_bits = properties.number(1);
  const std::uint64_t mantissa_place = properties.number(1), mantissa_bits = properties.number(1);
  const std::uint64_t bias = properties.number(4);
  for (const FloatForm& form : kFloatForms) {
    if (type.size != form.size || offset != 0 || precision != 8u * form.size ||
        exponent_place != form.exponent_place || exponent_bits != form.exponent_bits ||
        mantissa_place != 0 || mantissa_bits != form.mantissa_bits || bias != form.bias ||
        (type.bits & 0x40) != 0 || (type.bits >> 8 & 0xff) != 8u * form.size - 1)
      continue;
    check_internal(static_cast<std::int64_t>(values.size()) == shape.size(), "another size");
    return read_floats(file_->where + ": " + what, stored.bytes, form.format, (type.bits & 1) != 0,
                       values);
  }
  file_->refuse(what + " holds floating point numbers of an unknown form");
}

std::int64_t Hdf5Reader::integer(const std::string& path) const {
  const File::Numbers stored = file_->numbers(path);
  if (stored.shape.rank() != 0 || stored.type.type_class != kFixedPoint ||
      (stored.type.bits & 1) != 0)
    file_->refuse("'" + path + "' is no integer");
  const std::uint64_t value = Cursor(file_->where, stored.bytes).number(stored.bytes.size());
  if (stored.bytes.size() == 8 || (stored.type.bits & 8) == 0)
    return static_cast<std::int64_t>(value);
  const auto unused = static_cast<int>(64 - 8 * stored.bytes.size());
  return static_cast<std::int64_t>(value << unused) >> unused;
}

}  // namespace occam::saving
