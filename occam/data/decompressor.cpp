#include "occam/data/decompressor.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <climits>
#include <initializer_list>
#include <new>

#include "occam/base/errors.h"

namespace occam::data {
namespace {

class GzipDecompressor final : public Decompressor {
 public:
  // 15 + 16: the largest window, gzip framing.
  GzipDecompressor() {
    const int code = inflateInit2(&stream_, 15 + 16);
    if (code == Z_MEM_ERROR) throw std::bad_alloc();
    check_internal(code == Z_OK, "inflateInit2");
  }
  ~GzipDecompressor() override { inflateEnd(&stream_); }
  GzipDecompressor(const GzipDecompressor&) = delete;
  GzipDecompressor& operator=(const GzipDecompressor&) = delete;

  void restart() override { inflateReset(&stream_); }

  Step run(std::span<const std::byte> in, std::span<std::byte> out) override {
    const std::size_t offered = std::min<std::size_t>(in.size(), UINT_MAX);
    const std::size_t room = std::min<std::size_t>(out.size(), UINT_MAX);
    // zlib does not write to its input.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(in.data()));
    stream_.avail_in = static_cast<uInt>(offered);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(room);
    const int code = inflate(&stream_, Z_NO_FLUSH);
    if (code == Z_MEM_ERROR) throw std::bad_alloc();
    Step step{offered - stream_.avail_in, room - stream_.avail_out, code == Z_STREAM_END, ""};
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
      step.damage = stream_.msg != nullptr ? stream_.msg : "damaged data";
    }
    return step;
  }

 private:
  z_stream stream_{};
};

class ZstdDecompressor final : public Decompressor {
 public:
  ZstdDecompressor() : stream_(ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }

  void restart() override { ZSTD_initDStream(stream_.get()); }

  Step run(std::span<const std::byte> in, std::span<std::byte> out) override {
    ZSTD_inBuffer input{in.data(), in.size(), 0};
    ZSTD_outBuffer output{out.data(), out.size(), 0};
    const std::size_t code = ZSTD_decompressStream(stream_.get(), &output, &input);
    Step step{input.pos, output.pos, code == 0, ""};
    if (ZSTD_isError(code) != 0) step.damage = ZSTD_getErrorName(code);
    return step;
  }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_;
};

bool starts_with(std::span<const std::byte> bytes, std::initializer_list<unsigned char> start) {
  return bytes.size() >= start.size() &&
         std::equal(start.begin(), start.end(), bytes.begin(),
                    [](unsigned char a, std::byte b) { return std::byte{a} == b; });
}

}  // namespace

Compression compression_of(std::span<const std::byte> first) {
  if (starts_with(first, {0x1f, 0x8b})) return Compression::kGzip;
  if (starts_with(first, {0x28, 0xb5, 0x2f, 0xfd})) return Compression::kZstd;
  const bool skippable = first.size() >= 4 && (std::to_integer<int>(first[0]) & 0xf0) == 0x50 &&
                         starts_with(first.subspan(1), {0x2a, 0x4d, 0x18});
  return skippable ? Compression::kZstd : Compression::kNone;
}

std::unique_ptr<Decompressor> make_decompressor(Compression compression) {
  switch (compression) {
    case Compression::kGzip:
      return std::make_unique<GzipDecompressor>();
    case Compression::kZstd:
      return std::make_unique<ZstdDecompressor>();
    case Compression::kNone:
      break;
  }
  throw InternalError("internal error: nothing to decompress");
}

std::string_view compression_name(Compression compression) {
  switch (compression) {
    case Compression::kGzip:
      return "gzip";
    case Compression::kZstd:
      return "zstd";
    case Compression::kNone:
      break;
  }
  return "uncompressed";
}

}  // namespace occam::data
