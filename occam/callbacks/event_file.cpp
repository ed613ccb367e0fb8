#include "occam/callbacks/event_file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <vector>

#include "occam/base/errors.h"

namespace occam::callbacks {
namespace {

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// "events.out.tfevents.1700000000.host.4711.0.v2", as TensorFlow names them; the last number
/// counts the files of this process.
std::string file_name() {
  static std::atomic<int> files{0};
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return "events.out.tfevents." + std::to_string(static_cast<std::int64_t>(seconds_now())) + "." +
         host.data() + "." + std::to_string(getpid()) + "." + std::to_string(files++) + ".v2";
}

template <class Number>
void append_little_endian(std::string& bytes, Number number) {
  for (std::size_t i = 0; i < sizeof number; ++i)
    bytes += static_cast<char>(number >> (8 * i) & 0xFF);
}

/// A protobuf message that is being written: fields one after another.
class Message {
 public:
  Message& varint(int field, std::uint64_t value) { return key(field, 0).number(value); }
  Message& fixed64(int field, double value) {
    key(field, 1);
    append_little_endian(bytes_, std::bit_cast<std::uint64_t>(value));
    return *this;
  }
  /// Texts, bytes and messages.
  Message& text(int field, std::string_view value) {
    key(field, 2).number(value.size());
    bytes_ += value;
    return *this;
  }
  Message& message(int field, const Message& value) { return text(field, value.bytes_); }
  const std::string& bytes() const { return bytes_; }

 private:
  Message& key(int field, unsigned wire_type) {
    return number(static_cast<unsigned>(field) << 3 | wire_type);
  }
  Message& number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>((value & 0x7F) | 0x80);
    bytes_ += static_cast<char>(value);
    return *this;
  }

  std::string bytes_;
};

// Numbers of the fields in TensorFlow's .proto files.
namespace event {
constexpr int kWallTime = 1, kStep = 2, kFileVersion = 3, kSummary = 5;
}
namespace summary {
constexpr int kValue = 1, kTag = 1, kTensor = 8, kMetadata = 9;
constexpr int kPluginData = 1, kPluginName = 1, kDataClass = 4;
constexpr std::uint64_t kScalar = 1, kTensorClass = 2;  // DataClass
}  // namespace summary
namespace tensor {
constexpr int kType = 1, kShape = 2, kContent = 4, kDim = 2, kSize = 1;
constexpr std::uint64_t kFloat = 1, kDouble = 2;  // DataType
}  // namespace tensor

/// An event with one value.
std::string event_of(std::string_view tag, std::string_view plugin, std::uint64_t data_class,
                     const Message& tensor, std::int64_t step) {
  Message plugin_data, metadata, value, values, whole;
  plugin_data.text(summary::kPluginName, plugin);
  metadata.message(summary::kPluginData, plugin_data).varint(summary::kDataClass, data_class);
  value.text(summary::kTag, tag)
      .message(summary::kTensor, tensor)
      .message(summary::kMetadata, metadata);
  values.message(summary::kValue, value);
  whole.fixed64(event::kWallTime, seconds_now())
      .varint(event::kStep, static_cast<std::uint64_t>(step))
      .message(event::kSummary, values);
  return whole.bytes();
}

constexpr std::size_t kBuckets = 30;

/// Rows of left edge, right edge, count.
std::array<double, 3 * kBuckets> buckets_of(std::span<const float> values) {
  std::array<double, 3 * kBuckets> rows{};
  std::vector<double> finite;
  for (const float value : values) {
    if (std::isfinite(value)) finite.push_back(static_cast<double>(value));
  }
  if (finite.empty()) return rows;
  const auto [low, high] = std::ranges::minmax(finite);
  const double width = (high - low) / static_cast<double>(kBuckets);
  for (std::size_t i = 0; i < kBuckets; ++i) {
    rows[3 * i] = low + width * static_cast<double>(i);
    rows[3 * i + 1] = i + 1 == kBuckets ? high : low + width * static_cast<double>(i + 1);
  }
  for (const double value : finite) {
    const double place = width > 0 ? std::floor((value - low) / width) : kBuckets;
    ++rows[3 * std::min(static_cast<std::size_t>(place), kBuckets - 1) + 2];
  }
  return rows;
}

}  // namespace

std::uint32_t crc32c(std::string_view bytes) {
  static const auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t rest = i;
      for (int bit = 0; bit < 8; ++bit) rest = rest >> 1 ^ (rest & 1 ? 0x82F63B78u : 0);
      table[i] = rest;
    }
    return table;
  }();
  std::uint32_t crc = ~0u;
  for (const char byte : bytes)
    crc = kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFF] ^ crc >> 8;
  return ~crc;
}

EventFile::EventFile(const std::string& folder) : path_(folder + "/" + file_name()) {
  std::error_code ignored;  // what is wrong with the folder shows when the file is opened
  std::filesystem::create_directories(folder, ignored);
  file_.open(path_, std::ios::binary | std::ios::trunc);
  Message first;
  first.fixed64(event::kWallTime, seconds_now()).text(event::kFileVersion, "brain.Event:2");
  write_event(first.bytes());
  flush();
}

void EventFile::write_event(std::string_view payload) {
  const auto masked = [](std::string_view bytes) {
    const std::uint32_t crc = crc32c(bytes);
    return (crc >> 15 | crc << 17) + 0xA282EAD8u;
  };
  std::string frame;
  append_little_endian(frame, static_cast<std::uint64_t>(payload.size()));
  append_little_endian(frame, masked(frame));
  frame += payload;
  append_little_endian(frame, masked(payload));
  file_ << frame;
}

void EventFile::scalar(std::string_view tag, double value, std::int64_t step) {
  std::string content;
  append_little_endian(content, std::bit_cast<std::uint32_t>(static_cast<float>(value)));
  Message tensor;
  tensor.varint(tensor::kType, tensor::kFloat)
      .message(tensor::kShape, Message())
      .text(tensor::kContent, content);
  write_event(event_of(tag, "scalars", summary::kScalar, tensor, step));
}

void EventFile::histogram(std::string_view tag, std::span<const float> values, std::int64_t step) {
  std::string content;
  for (const double number : buckets_of(values))
    append_little_endian(content, std::bit_cast<std::uint64_t>(number));
  Message shape, tensor;
  for (const std::size_t size : {kBuckets, std::size_t{3}})
    shape.message(tensor::kDim, Message().varint(tensor::kSize, size));
  tensor.varint(tensor::kType, tensor::kDouble)
      .message(tensor::kShape, shape)
      .text(tensor::kContent, content);
  write_event(event_of(tag, "histograms", summary::kTensorClass, tensor, step));
}

void EventFile::flush() {
  file_.flush();
  if (!file_) throw FileError("TensorBoard: cannot write '" + path_ + "': " + std::strerror(errno));
}

}  // namespace occam::callbacks
