#include "occam/data/input_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zstd.h>

#include <string>
#include <vector>

#include "occam/data/test_file.h"

namespace occam::data {
namespace {

using testing::HasSubstr;

std::string zstd(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

std::string all_of(InputFile& file, std::size_t step) {
  std::string text;
  std::vector<std::byte> chunk(step);
  while (const std::size_t got = file.read(chunk)) {
    text.append(reinterpret_cast<const char*>(chunk.data()), got);
  }
  return text;
}

std::string contents(std::string_view stored, std::size_t step = 1000) {
  const TestFile test_file(stored);
  InputFile file(test_file.path());
  return all_of(file, step);
}

std::string read_refusal(std::string_view stored) {
  return message_of<FileError>([&] { contents(stored); });
}

std::string lengthy() {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += std::to_string(i * 7919 % 104729) + ',';
  return text;
}

TEST(InputFileTest, PlainGzipAndZstd) {
  const std::string text = lengthy();
  for (const std::size_t step : {std::size_t{7}, std::size_t{4096}, std::size_t{1} << 22}) {
    EXPECT_EQ(contents(text, step), text);
    EXPECT_EQ(contents(gzip(text), step), text);
    EXPECT_EQ(contents(zstd(text), step), text);
  }
}

TEST(InputFileTest, MembersAndPadding) {
  const std::string zeros(100'000, '\0');
  for (const auto pack : {gzip, zstd}) {
    EXPECT_EQ(contents(pack("a") + pack("") + pack("b")), "ab");
    EXPECT_EQ(contents(pack("a") + zeros), "a");
    EXPECT_EQ(contents(pack("a") + std::string(3, '\0') + pack("b") + zeros), "ab");
    EXPECT_THAT(read_refusal(pack("a") + "x"),
                HasSubstr("that ends with its data. Received: more bytes"));
    EXPECT_THAT(read_refusal(pack("a") + zeros + "x"), HasSubstr("more bytes"));
    const std::string whole = pack(lengthy());
    for (const std::size_t bytes : {std::size_t{5}, whole.size() / 2, whole.size() - 1}) {
      EXPECT_THAT(read_refusal(whole.substr(0, bytes)), HasSubstr("its end is missing")) << bytes;
    }
  }
  std::string damaged = gzip(lengthy());
  damaged[damaged.size() / 2] ^= 0x55;
  EXPECT_THAT(read_refusal(damaged), HasSubstr("a valid gzip file"));
  damaged = zstd(lengthy());
  damaged[damaged.size() / 2] ^= 0x55;
  EXPECT_THAT(read_refusal(damaged), HasSubstr("a valid zstd file"));
}

TEST(InputFileTest, PeekDoesNotTake) {
  for (const std::string& stored : {std::string("abcdef"), gzip("abcdef"), zstd("abcdef")}) {
    const TestFile test_file(stored);
    InputFile file(test_file.path());
    EXPECT_EQ(file.peek(2).size(), 2U);
    EXPECT_EQ(std::to_integer<char>(file.peek(100)[5]), 'f');
    EXPECT_EQ(file.peek(100).size(), 6U);
    EXPECT_EQ(std::to_integer<char>(file.peek(1)[0]), 'a');
    EXPECT_EQ(all_of(file, 4), "abcdef");
    EXPECT_EQ(*file.stored_size(), static_cast<std::int64_t>(stored.size()));
    EXPECT_EQ(file.stored_bytes_used(), static_cast<std::int64_t>(stored.size()));
  }
}

}  // namespace
}  // namespace occam::data
