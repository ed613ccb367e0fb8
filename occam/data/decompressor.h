#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "occam/data/reading.h"

namespace occam::data {

/// Decompresses one member (gzip) or frame (zstd) of a file after the other.
class Decompressor {
 public:
  /// What one call has done.
  struct Step {
    std::size_t taken = 0;    ///< bytes of the input
    std::size_t written = 0;  ///< bytes of the output
    bool ended = false;       ///< the member
    std::string damage = {};  ///< what is wrong with the input; empty: nothing
  };

  virtual ~Decompressor() = default;
  virtual Step run(std::span<const std::byte> in, std::span<std::byte> out) = 0;
  /// Begins a new member.
  virtual void restart() = 0;
};

/// How a file with these first bytes is compressed.
Compression compression_of(std::span<const std::byte> first);
/// REQUIRES: not kNone.
std::unique_ptr<Decompressor> make_decompressor(Compression compression);
/// "gzip", "zstd", "uncompressed".
std::string_view compression_name(Compression compression);

}  // namespace occam::data
