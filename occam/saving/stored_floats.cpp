#include "occam/saving/stored_floats.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "occam/base/errors.h"
#include "occam/base/half.h"

namespace occam::saving {
namespace {

static_assert(std::endian::native == std::endian::little);

template <class Bits>
Bits bits_at(const char* bytes, bool big_endian) {
  unsigned char stored[sizeof(Bits)];
  std::memcpy(stored, bytes, sizeof stored);
  Bits bits = 0;
  for (std::size_t i = 0; i < sizeof(Bits); ++i) {
    const std::size_t place = big_endian ? sizeof(Bits) - 1 - i : i;
    bits = static_cast<Bits>(bits | static_cast<Bits>(stored[i]) << (8 * place));
  }
  return bits;
}

}  // namespace

std::size_t size_of(FloatFormat format) {
  switch (format) {
    case FloatFormat::kFloat16:
    case FloatFormat::kBfloat16:
      return 2;
    case FloatFormat::kFloat32:
      return 4;
    case FloatFormat::kFloat64:
      break;
  }
  return 8;
}

std::int64_t read_floats(const std::string& what, std::string_view bytes, FloatFormat format,
                         bool big_endian, std::span<float> values) {
  check_internal(bytes.size() == values.size() * size_of(format), "other bytes than numbers");
  if (format == FloatFormat::kFloat32 && !big_endian) {
    if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    return 0;
  }
  std::int64_t rounded = 0;
  const char* place = bytes.data();
  for (float& value : values) {
    switch (format) {
      case FloatFormat::kFloat16:
        value = static_cast<float>(number_of_half(bits_at<std::uint16_t>(place, big_endian)));
        break;
      case FloatFormat::kBfloat16:
        value = std::bit_cast<float>(
            static_cast<std::uint32_t>(bits_at<std::uint16_t>(place, big_endian)) << 16);
        break;
      case FloatFormat::kFloat32:
        value = std::bit_cast<float>(bits_at<std::uint32_t>(place, big_endian));
        break;
      case FloatFormat::kFloat64: {
        const auto number = std::bit_cast<double>(bits_at<std::uint64_t>(place, big_endian));
        value = static_cast<float>(number);
        if (std::isfinite(number) && !std::isfinite(value))
          throw FileError(what + " holds " + to_text(number) + ", which is beyond float32");
        rounded += !std::isnan(number) && static_cast<double>(value) != number ? 1 : 0;
        break;
      }
    }
    place += size_of(format);
  }
  return rounded;
}

}  // namespace occam::saving
