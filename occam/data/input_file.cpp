#include "occam/data/input_file.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace occam::data {
namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 18;

bool starts_as_gzip(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

std::string message(std::string_view name, std::string_view place, std::string_view expected,
                    std::string_view received) {
  std::string text = "cannot read ";
  text.append(name).append(place).append(". Expected ").append(expected);
  return text.append(". Received: ").append(received);
}

std::string system_message(int code) { return std::generic_category().message(code); }

}  // namespace

struct InputFile::Inflater {
  // 15 + 16: the largest window, gzip framing.
  Inflater() {
    const int code = inflateInit2(&stream, 15 + 16);
    if (code == Z_MEM_ERROR) throw std::bad_alloc();
    check_internal(code == Z_OK, "inflateInit2");
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream{};
  bool between_members = false;  ///< a gzip file may hold several members, one after the other
};

InputFile::InputFile(std::string path)
    : name_(path == "-" ? "standard input" : "'" + path + "'"),
      buffer_(std::make_unique_for_overwrite<std::byte[]>(kBufferSize)) {
  if (path == "-") {
    file_.reset(stdin);
  } else {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) fail_to_read("a file", "a folder");
    file_.reset(std::fopen(path.c_str(), "rb"));
    if (file_ == nullptr) fail_to_read("a readable file", system_message(errno));
    if (std::filesystem::is_regular_file(path, ignored)) {
      const auto size = std::filesystem::file_size(path, ignored);
      if (!ignored) plain_size_ = static_cast<std::int64_t>(size);
    }
  }
  refill();
  if (starts_as_gzip(ready_)) {
    inflater_ = std::make_unique<Inflater>();
    plain_size_.reset();
  }
}

InputFile::~InputFile() = default;
InputFile::InputFile(InputFile&&) noexcept = default;

void InputFile::fail(std::string_view expected, std::string_view received,
                     std::string_view place) const {
  throw FileError(message(name_, place, expected, received));
}

void InputFile::fail_to_read(std::string_view expected, std::string_view received) const {
  throw UnreadableFile(message(name_, "", expected, received));
}

/// Reads the next bytes of the file behind the unused ones; false at its end.
bool InputFile::refill() {
  std::copy(ready_.begin(), ready_.end(), buffer_.get());
  const std::size_t kept = ready_.size();
  errno = 0;
  const std::size_t got = std::fread(buffer_.get() + kept, 1, kBufferSize - kept, file_.get());
  if (got == 0 && std::ferror(file_.get()) != 0)
    fail_to_read("a readable file", system_message(errno));
  ready_ = {buffer_.get(), kept + got};
  return got > 0;
}

std::size_t InputFile::read(std::span<std::byte> out) {
  return compressed() ? read_compressed(out) : read_plain(out);
}

std::size_t InputFile::read_plain(std::span<std::byte> out) {
  std::size_t done = 0;
  while (done < out.size()) {
    if (ready_.empty() && !refill()) break;
    const std::size_t count = std::min(ready_.size(), out.size() - done);
    std::memcpy(out.data() + done, ready_.data(), count);
    ready_ = ready_.subspan(count);
    done += count;
  }
  return done;
}

std::size_t InputFile::read_compressed(std::span<std::byte> out) {
  z_stream& stream = inflater_->stream;
  std::size_t done = 0;
  while (done < out.size()) {
    if (inflater_->between_members) {
      if (ready_.size() < 2) refill();
      if (ready_.empty()) break;
      if (!starts_as_gzip(ready_)) fail("a gzip file that ends with its data", "more bytes");
      inflateReset(&stream);
      inflater_->between_members = false;
    }
    if (ready_.empty() && !refill()) fail("a complete gzip file", "its end is missing");
    stream.next_in = reinterpret_cast<Bytef*>(ready_.data());
    stream.avail_in = static_cast<uInt>(ready_.size());
    const std::size_t room = std::min<std::size_t>(out.size() - done, UINT_MAX);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + done);
    stream.avail_out = static_cast<uInt>(room);
    const int code = inflate(&stream, Z_NO_FLUSH);
    if (code == Z_MEM_ERROR) throw std::bad_alloc();
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) {
      fail("a valid gzip file", stream.msg != nullptr ? stream.msg : "damaged data");
    }
    ready_ = ready_.last(stream.avail_in);
    done += room - stream.avail_out;
    inflater_->between_members = code == Z_STREAM_END;
  }
  return done;
}

}  // namespace occam::data
