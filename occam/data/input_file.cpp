#include "occam/data/input_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace occam::data {
namespace {

constexpr std::size_t kBufferSize = std::size_t{1} << 18;

std::string message(std::string_view name, std::string_view place, std::string_view expected,
                    std::string_view received) {
  std::string text = "cannot read ";
  text.append(name).append(place).append(". Expected ").append(expected);
  return text.append(". Received: ").append(received);
}

std::string system_message(int code) { return std::generic_category().message(code); }

}  // namespace

InputFile::InputFile(std::string path)
    : name_(name_of(path)), buffer_(std::make_unique_for_overwrite<std::byte[]>(kBufferSize)) {
  if (path == "-") {
    file_.reset(stdin);
  } else {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) fail_to_read("a file", "a folder");
    file_.reset(std::fopen(path.c_str(), "rb"));
    if (file_ == nullptr) fail_to_read("a readable file", system_message(errno));
    if (std::filesystem::is_regular_file(path, ignored)) {
      const auto size = std::filesystem::file_size(path, ignored);
      if (!ignored) stored_size_ = static_cast<std::int64_t>(size);
    }
  }
  refill();
  compression_ = compression_of(ready_);
  if (compressed()) decompressor_ = make_decompressor(compression_);
}

InputFile::~InputFile() = default;
InputFile::InputFile(InputFile&&) noexcept = default;

void InputFile::fail(std::string_view expected, std::string_view received,
                     std::string_view place) const {
  throw FileError(message(name_, place, expected, received));
}

std::string InputFile::name_of(const std::string& path) {
  return path == "-" ? "standard input" : "'" + path + "'";
}

void InputFile::fail_in(const std::string& path, std::string_view expected,
                        std::string_view received, std::string_view place) {
  throw FileError(message(name_of(path), place, expected, received));
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
  stored_bytes_read_ += static_cast<std::int64_t>(got);
  return got > 0;
}

std::span<const std::byte> InputFile::peek(std::size_t bytes) {
  const std::size_t seen = ahead_.size();
  if (bytes > seen) {
    ahead_.resize(bytes);
    ahead_.resize(seen + read_on(std::span(ahead_).subspan(seen)));
  }
  return std::span(ahead_).first(std::min(bytes, ahead_.size()));
}

std::size_t InputFile::read(std::span<std::byte> out) {
  const std::size_t again = std::min(out.size(), ahead_.size() - ahead_used_);
  std::copy_n(ahead_.begin() + static_cast<std::ptrdiff_t>(ahead_used_), again, out.begin());
  ahead_used_ += again;
  if (again > 0 && ahead_used_ == ahead_.size()) {
    ahead_ = {};
    ahead_used_ = 0;
  }
  return again + (again < out.size() ? read_on(out.subspan(again)) : 0);
}

std::size_t InputFile::read_on(std::span<std::byte> out) {
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

/// Behind a member: another one, or false at the end of the file. Zero bytes are padding.
bool InputFile::begin_member() {
  while (true) {
    const auto used = std::find_if(ready_.begin(), ready_.end(),
                                   [](std::byte byte) { return byte != std::byte{0}; });
    ready_ = ready_.subspan(static_cast<std::size_t>(used - ready_.begin()));
    if (!ready_.empty()) break;
    if (!refill()) return false;
  }
  if (ready_.size() < 4) refill();
  if (compression_of(ready_) != compression_) {
    const std::string name(compression_name(compression_));
    fail("a " + name + " file that ends with its data", "more bytes");
  }
  decompressor_->restart();
  between_members_ = false;
  return true;
}

std::size_t InputFile::read_compressed(std::span<std::byte> out) {
  const std::string name(compression_name(compression_));
  std::size_t done = 0;
  while (done < out.size()) {
    if (between_members_ && !begin_member()) break;
    if (ready_.empty()) refill();  // at the end of the file some output may still be due
    const Decompressor::Step step = decompressor_->run(ready_, out.subspan(done));
    if (!step.damage.empty()) fail("a valid " + name + " file", step.damage);
    const bool stuck = step.taken + step.written == 0 && !step.ended;
    if (stuck) fail("a complete " + name + " file", "its end is missing");
    ready_ = ready_.subspan(step.taken);
    done += step.written;
    between_members_ = step.ended;
  }
  return done;
}

}  // namespace occam::data
