#include "occam/data/idx.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "occam/data/input_file.h"

namespace occam::data {
namespace {

constexpr std::size_t kMaxRank = 32;
constexpr std::size_t kChunk = std::size_t{1} << 22;

struct IdxHeader {
  std::uint8_t type = 0;
  Shape shape;
};

std::uint32_t big_endian_32(const std::byte* bytes) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | std::to_integer<std::uint32_t>(bytes[i]);
  return value;
}

std::string hexadecimal(std::span<const std::byte> bytes) {
  std::string text;
  for (const std::byte byte : bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    if (!text.empty()) text += ' ';
    text += digits[std::to_integer<std::size_t>(byte) >> 4];
    text += digits[std::to_integer<std::size_t>(byte) & 15];
  }
  return text.empty() ? "an empty file" : text;
}

/// Bytes an element takes in the file; 0 for an unknown type code.
std::size_t file_size_of(std::uint8_t type) {
  switch (type) {
    case 0x08:
    case 0x09:
      return 1;
    case 0x0B:
      return 2;
    case 0x0C:
    case 0x0D:
      return 4;
    case 0x0E:
      return 8;
    default:
      return 0;
  }
}

DType dtype_of_code(std::uint8_t type) {
  switch (type) {
    case 0x08:
      return DType::kUint8;
    case 0x0D:
      return DType::kFloat32;
    case 0x0E:
      return DType::kFloat64;
    default:
      return DType::kInt32;
  }
}

IdxHeader read_header(InputFile& file) {
  std::array<std::byte, 4> magic;
  const std::size_t got = file.read(magic);
  IdxHeader header;
  header.type = std::to_integer<std::uint8_t>(magic[2]);
  const auto rank = std::to_integer<std::size_t>(magic[3]);
  if (got < 4 || magic[0] != std::byte{0} || magic[1] != std::byte{0} ||
      file_size_of(header.type) == 0 || rank == 0 || rank > kMaxRank) {
    file.fail("an IDX file: 00 00, a type of 08 09 0b 0c 0d 0e, a rank of 1 to 32",
              hexadecimal(std::span(magic).first(got)));
  }
  std::vector<std::byte> sizes(4 * rank);
  if (file.read(sizes) < sizes.size()) {
    file.fail("an IDX header of " + std::to_string(4 + sizes.size()) + " bytes", "fewer bytes");
  }
  std::vector<std::int64_t> dims;
  for (std::size_t i = 0; i < rank; ++i) dims.push_back(big_endian_32(&sizes[4 * i]));
  header.shape = Shape(std::move(dims));
  return header;
}

/// The bytes of all elements, or FileError when that is no sensible number.
std::size_t declared_bytes(const InputFile& file, const IdxHeader& header, std::int64_t limit) {
  try {
    const auto width = static_cast<std::int64_t>(file_size_of(header.type));
    const std::int64_t bytes = checked_mul(header.shape.size(), width);
    if (bytes <= limit) return static_cast<std::size_t>(bytes);
  } catch (const InvalidArgument&) {
    // More than 2^62: as below.
  }
  file.fail("at most " + std::to_string(limit) + " bytes of elements",
            "a header that declares the shape " + to_text(header.shape));
}

[[noreturn]] void fail_short(const InputFile& file, const IdxHeader& header, std::int64_t got) {
  const auto width = static_cast<std::int64_t>(file_size_of(header.type));
  file.fail(std::to_string(header.shape.size() * width) + " bytes of elements for the shape " +
                to_text(header.shape) + " in its header",
            std::to_string(got) + " bytes");
}

/// Reads `total` bytes; memory grows only as bytes really arrive.
std::vector<std::vector<std::byte>> read_chunks(InputFile& file, const IdxHeader& header,
                                                std::size_t total) {
  std::vector<std::vector<std::byte>> chunks;
  for (std::size_t done = 0; done < total;) {
    auto& chunk = chunks.emplace_back(std::min(kChunk, total - done));
    const std::size_t got = file.read(chunk);
    done += got;
    if (got < chunk.size()) fail_short(file, header, static_cast<std::int64_t>(done));
  }
  return chunks;
}

/// One element of `width` big-endian bytes.
template <class Bits>
Bits big_endian(const std::byte* bytes) {
  Bits value = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i) {
    value = static_cast<Bits>(static_cast<std::uint64_t>(value) << 8 |
                              std::to_integer<std::uint64_t>(bytes[i]));
  }
  return value;
}

template <class Bits, class Stored, class T>
void decode(std::span<const std::byte> bytes, std::span<T> out, std::size_t first) {
  for (std::size_t i = 0; i * sizeof(Bits) < bytes.size(); ++i) {
    out[first + i] =
        static_cast<T>(std::bit_cast<Stored>(big_endian<Bits>(&bytes[i * sizeof(Bits)])));
  }
}

void decode_chunk(std::uint8_t type, std::span<const std::byte> bytes, Array& array,
                  std::size_t first) {
  switch (type) {
    case 0x08:
      std::memcpy(array.mutable_data<std::uint8_t>().data() + first, bytes.data(), bytes.size());
      return;
    case 0x09:
      return decode<std::uint8_t, std::int8_t>(bytes, array.mutable_data<std::int32_t>(), first);
    case 0x0B:
      return decode<std::uint16_t, std::int16_t>(bytes, array.mutable_data<std::int32_t>(), first);
    case 0x0C:
      return decode<std::uint32_t, std::int32_t>(bytes, array.mutable_data<std::int32_t>(), first);
    case 0x0D:
      return decode<std::uint32_t, float>(bytes, array.mutable_data<float>(), first);
    default:
      return decode<std::uint64_t, double>(bytes, array.mutable_data<double>(), first);
  }
}

Array read(const std::string& path, const IdxOptions& options) {
  InputFile file(path);
  const IdxHeader header = read_header(file);
  const std::size_t total = declared_bytes(file, header, options.max_bytes);
  if (file.plain_size().has_value()) {
    const std::int64_t held = *file.plain_size() - (4 + 4 * header.shape.rank());
    if (held < static_cast<std::int64_t>(total)) fail_short(file, header, held);
  }
  std::vector<std::vector<std::byte>> chunks = read_chunks(file, header, total);
  std::byte surplus;
  if (file.read(std::span(&surplus, 1)) != 0) {
    file.fail("nothing behind the " + std::to_string(total) + " bytes of elements that the shape " +
                  to_text(header.shape) + " needs",
              "more bytes");
  }
  Array array(dtype_of_code(header.type), header.shape);
  std::size_t first = 0;
  for (std::vector<std::byte>& chunk : chunks) {
    decode_chunk(header.type, chunk, array, first);
    first += chunk.size() / file_size_of(header.type);
    std::vector<std::byte>().swap(chunk);
  }
  return array;
}

}  // namespace

Array read_idx(const std::string& path, const IdxOptions& options) {
  return with_memory_for("reading '" + path + "'", "Fewer or smaller samples need less",
                         [&] { return read(path, options); });
}

}  // namespace occam::data
