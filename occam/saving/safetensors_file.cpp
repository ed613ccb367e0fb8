#include "occam/saving/safetensors_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include "occam/base/config.h"
#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/saving/json_text.h"
#include "occam/saving/stored_floats.h"

namespace occam::saving {
namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kLongestHeader = 100'000'000;
constexpr std::size_t kMostTensors = 100'000, kLongestName = 4096;

struct Type {
  std::string_view name;
  std::uint64_t bytes;
  std::optional<FloatFormat> floats;
};
constexpr std::array kTypes = {Type{"F32", 4, FloatFormat::kFloat32},
                               Type{"F64", 8, FloatFormat::kFloat64},
                               Type{"F16", 2, FloatFormat::kFloat16},
                               Type{"BF16", 2, FloatFormat::kBfloat16},
                               Type{"BOOL", 1, {}},
                               Type{"U8", 1, {}},
                               Type{"I8", 1, {}},
                               Type{"F8_E5M2", 1, {}},
                               Type{"F8_E4M3", 1, {}},
                               Type{"U16", 2, {}},
                               Type{"I16", 2, {}},
                               Type{"U32", 4, {}},
                               Type{"I32", 4, {}},
                               Type{"U64", 8, {}},
                               Type{"I64", 8, {}}};

const Type* type_named(std::string_view name) {
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const Type& t) { return t.name == name; });
  return found == kTypes.end() ? nullptr : &*found;
}

std::uint64_t length_at(const char* bytes) {
  std::uint64_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    length |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return length;
}

/// One entry of the header.
class Entry {
 public:
  Entry(const std::string& where, const ConfigEntry& entry)
      : what_(where + ": tensor " + in_quotes(entry.key)), value_(entry.value) {
    if (entry.key.size() > kLongestName)
      throw FileError(where + ": a tensor's name has more than 4096 bytes");
    if (value_.entries() == nullptr || value_.entries()->size() != 3)
      refuse("is described by something else than dtype, shape and data_offsets");
  }
  [[noreturn]] void refuse(const std::string& what) const { throw FileError(what_ + " " + what); }

  const Type& type() const {
    const Config* const name = value_.find("dtype");
    if (name == nullptr || name->text() == nullptr) refuse("has no dtype");
    const Type* const type = type_named(*name->text());
    if (type == nullptr) refuse("has the unknown dtype " + in_quotes(*name->text()));
    return *type;
  }
  Shape shape() const {
    std::vector<std::int64_t> sizes = integers("shape", kMostAxes);
    return Shape(std::move(sizes));
  }
  std::pair<std::uint64_t, std::uint64_t> offsets() const {
    const auto both = integers("data_offsets", 2);
    if (both.size() != 2 || both[0] > both[1]) refuse("has data_offsets that are no range");
    return {static_cast<std::uint64_t>(both[0]), static_cast<std::uint64_t>(both[1])};
  }

 private:
  std::vector<std::int64_t> integers(std::string_view key, std::size_t most) const {
    const Config* const value = value_.find(key);
    if (value == nullptr || value->list() == nullptr || value->list()->size() > most)
      refuse("has no " + std::string(key) + " of at most " + std::to_string(most) + " numbers");
    std::vector<std::int64_t> numbers;
    for (const Config& item : *value->list()) {
      if (item.integer() == nullptr || *item.integer() < 0)
        refuse("has a " + std::string(key) + " of something else than integers >= 0");
      numbers.push_back(*item.integer());
    }
    return numbers;
  }

  std::string what_;
  const Config& value_;
};

void check_metadata(const std::string& where, const Config& metadata) {
  if (metadata.entries() == nullptr) throw FileError(where + ": __metadata__ is no object");
  for (const ConfigEntry& entry : *metadata.entries()) {
    if (entry.value.text() == nullptr)
      throw FileError(where + ": __metadata__ holds something else than texts");
  }
}

}  // namespace

std::string safetensors_of(std::span<const NamedArray> arrays) {
  std::vector<const NamedArray*> sorted;
  for (const NamedArray& array : arrays) sorted.push_back(&array);
  std::sort(sorted.begin(), sorted.end(),
            [](const NamedArray* a, const NamedArray* b) { return a->name < b->name; });
  Config::Map header;
  std::size_t end = 0;
  for (const NamedArray* array : sorted) {
    Config::List sizes;
    for (const std::int64_t size : array->shape) sizes.emplace_back(size);
    const std::size_t begin = end;
    end += array->values.size_bytes();
    header.push_back({array->name, Config::map({{"dtype", "F32"},
                                                {"shape", std::move(sizes)},
                                                {"data_offsets", Config::List{begin, end}}})});
  }
  std::string text = json_of(header);
  text.resize((text.size() + 7) / 8 * 8, ' ');  // so that the numbers are aligned
  std::string bytes;
  bytes.reserve(kLengthBytes + text.size() + end);
  for (std::size_t i = 0; i < kLengthBytes; ++i)
    bytes.push_back(static_cast<char>(text.size() >> (8 * i) & 0xff));
  bytes += text;
  for (const NamedArray* array : sorted) {
    bytes.append(reinterpret_cast<const char*>(array->values.data()), array->values.size_bytes());
  }
  return bytes;
}

SafetensorsReader::SafetensorsReader(std::string where, const std::string& bytes)
    : where_(std::move(where)) {
  if (bytes.size() < kLengthBytes)
    throw FileError(where_ + ": has " + std::to_string(bytes.size()) +
                    " bytes. Expected a safetensors file");
  const std::uint64_t length = length_at(bytes.data());
  if (length > kLongestHeader || length > bytes.size() - kLengthBytes) {
    throw FileError(where_ + ": claims a header of " + std::to_string(length) +
                    " bytes. Expected at most 100000000 that are there");
  }
  const std::string_view text(bytes.data() + kLengthBytes, length);
  if (!text.starts_with('{')) throw FileError(where_ + ": is no safetensors file");
  const std::string_view data = std::string_view(bytes).substr(kLengthBytes + length);
  const Config header = config_of_json(where_ + ": its header", text);
  if (header.entries()->size() > kMostTensors)
    throw FileError(where_ + ": has more than 100000 tensors");
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
  for (const ConfigEntry& entry : *header.entries()) {
    if (entry.key == "__metadata__") {
      check_metadata(where_, entry.value);
      continue;
    }
    const Entry read(where_, entry);
    const Type& type = read.type();
    const Shape shape = read.shape();
    const auto [begin, end] = read.offsets();
    if (end > data.size()) read.refuse("lies beyond the end of the file");
    std::uint64_t size = type.bytes;
    for (const std::int64_t axis : shape) {
      // Compared before it can overflow.
      const auto factor = static_cast<std::uint64_t>(axis);
      size = factor != 0 && size > data.size() / factor ? data.size() + 1 : size * factor;
    }
    if (std::find(shape.begin(), shape.end(), 0) != shape.end()) size = 0;
    if (size != end - begin) {
      read.refuse("has " + std::to_string(end - begin) + " bytes, which shape " + to_text(shape) +
                  " of " + std::string(type.name) + " does not take");
    }
    ranges.emplace_back(begin, end);
    tensors_[entry.key] = {std::string(type.name), shape, data.substr(begin, end - begin)};
  }
  std::sort(ranges.begin(), ranges.end());
  std::uint64_t covered = 0;
  for (const auto& [begin, end] : ranges) {
    if (begin != covered)
      throw FileError(where_ + ": two tensors overlap or leave a gap at byte " +
                      std::to_string(std::min(begin, covered)) + " of the data");
    covered = end;
  }
  if (covered != data.size())
    throw FileError(where_ + ": " + std::to_string(data.size() - covered) +
                    " bytes at its end belong to no tensor");
}

std::vector<std::string> SafetensorsReader::names() const {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : tensors_) names.push_back(name);
  return names;
}

bool SafetensorsReader::has(const std::string& name) const { return tensors_.contains(name); }

const SafetensorsReader::Tensor& SafetensorsReader::tensor(const std::string& name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) throw FileError(where_ + ": has no tensor '" + name + "'");
  return found->second;
}

Shape SafetensorsReader::shape(const std::string& name) const { return tensor(name).shape; }

std::int64_t SafetensorsReader::floats(const std::string& name, const Shape& shape,
                                       std::span<float> values) const {
  const Tensor& stored = tensor(name);
  const std::string what = where_ + ": tensor '" + name + "'";
  if (stored.shape != shape)
    throw FileError(what + " has shape " + to_text(stored.shape) + ". Expected " + to_text(shape));
  const std::optional<FloatFormat> format = type_named(stored.type)->floats;
  if (!format) throw FileError(what + " holds " + stored.type + ". Expected F32, F64, F16 or BF16");
  return read_floats(what, stored.bytes, *format, false, values);
}

}  // namespace occam::saving
