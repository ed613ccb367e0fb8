#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace occam::saving {

/// The floating point numbers that files hold.
enum class FloatFormat : std::uint8_t { kFloat16, kBfloat16, kFloat32, kFloat64 };

std::size_t size_of(FloatFormat format);

/// Stored numbers as float32; float16 and bfloat16 fit exactly. Returns how many of float64 had to
/// be rounded. Throws FileError, opening with `what`, for a number beyond float32's range.
/// REQUIRES: bytes.size() == values.size() * size_of(format).
std::int64_t read_floats(const std::string& what, std::string_view bytes, FloatFormat format,
                         bool big_endian, std::span<float> values);

}  // namespace occam::saving
