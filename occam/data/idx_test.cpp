#include "occam/data/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <string>

#include "occam/data/test_file.h"

namespace occam::data {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::HasSubstr;

// 2 x 3 bytes; the layout of http://yann.lecun.com/exdb/mnist/, "the IDX file format".
const std::string kMatrix = "\0\0\x08\x02\0\0\0\x02\0\0\0\x03"s + "\x01\x02\x03\xff\x05\x06"s;

std::string refusal(const std::string& bytes, const IdxOptions& options = {}) {
  const TestFile file(bytes, ".idx");
  const std::string message = message_of<FileError>([&] { read_idx(file.path(), options); });
  EXPECT_THAT(message, HasSubstr("'" + file.path() + "'"));
  return message;
}

TEST(IdxTest, PlainAndGzipHoldTheSame) {
  for (const std::string& bytes : {kMatrix, gzip(kMatrix)}) {
    const TestFile file(bytes, ".idx");
    const Array array = read_idx(file.path());
    EXPECT_EQ(array.shape(), (Shape{2, 3}));
    EXPECT_THAT(array.data<std::uint8_t>(), ElementsAre(1, 2, 3, 255, 5, 6));
  }
}

TEST(IdxTest, ReadsSeveralGzipMembersAsOneFile) {
  const TestFile file(gzip(kMatrix.substr(0, 15)) + gzip(kMatrix.substr(15)), ".idx");
  EXPECT_THAT(read_idx(file.path()).data<std::uint8_t>(), ElementsAre(1, 2, 3, 255, 5, 6));
}

TEST(IdxTest, EveryElementTypeIsBigEndian) {
  const auto file_of = [](char type, const std::string& elements) {
    return TestFile("\0\0"s + type + "\x01\0\0\0\x02"s + elements, ".idx");
  };
  // python3 -c "import struct; print(struct.pack('>ii', -2, 66051))", and so on.
  EXPECT_THAT(read_idx(file_of(0x09, "\xfe\x7f").path()).data<std::int32_t>(),
              ElementsAre(-2, 127));
  EXPECT_THAT(read_idx(file_of(0x0B, "\xff\xfe\x01\x02").path()).data<std::int32_t>(),
              ElementsAre(-2, 258));
  EXPECT_THAT(
      read_idx(file_of(0x0C, "\xff\xff\xff\xfe\0\x01\x02\x03"s).path()).data<std::int32_t>(),
      ElementsAre(-2, 66051));
  EXPECT_THAT(read_idx(file_of(0x0D, "\x3f\xa0\0\0\xc0\x20\0\0"s).path()).data<float>(),
              ElementsAre(1.25f, -2.5f));
  EXPECT_THAT(
      read_idx(file_of(0x0E, "\x3f\xf4\0\0\0\0\0\0\xc0\x04\0\0\0\0\0\0"s).path()).data<double>(),
      ElementsAre(1.25, -2.5));
}

TEST(IdxTest, WrongHeaders) {
  EXPECT_THAT(refusal(""), HasSubstr("Received: an empty file"));
  EXPECT_THAT(refusal("a,b\n1,2\n"), HasSubstr("Received: 61 2c 62 0a"));
  EXPECT_THAT(refusal("\0\0\x07\x01\0\0\0\x01x"s), HasSubstr("Received: 00 00 07 01"));
  EXPECT_THAT(refusal("\0\0\x08\0x"s), HasSubstr("a rank of 1 to 32"));
  EXPECT_THAT(refusal("\0\0\x08\x21"s + std::string(132, '\0')), HasSubstr("a rank of 1 to 32"));
  EXPECT_THAT(refusal("\0\0\x08\x03\0\0\0\x01"s), HasSubstr("an IDX header of 16 bytes"));
}

TEST(IdxTest, MissingSurplusAndDamagedBytes) {
  EXPECT_THAT(refusal(kMatrix.substr(0, 17)),
              HasSubstr("Expected 6 bytes of elements for the shape (2, 3) in its header. "
                        "Received: 5 bytes"));
  EXPECT_THAT(refusal(gzip(kMatrix.substr(0, 17))), HasSubstr("Received: 5 bytes"));
  EXPECT_THAT(refusal(kMatrix + "x"), HasSubstr("Expected nothing behind the 6 bytes"));
  EXPECT_THAT(refusal(gzip(kMatrix + "x")), HasSubstr("Expected nothing behind the 6 bytes"));
  EXPECT_THAT(refusal(gzip(kMatrix) + "x"), HasSubstr("a gzip file that ends with its data"));
  const std::string zipped = gzip(kMatrix);
  EXPECT_THAT(refusal(zipped.substr(0, zipped.size() - 5)), HasSubstr("its end is missing"));
  std::string wrong_checksum = zipped;
  wrong_checksum[zipped.size() - 8] ^= 1;
  EXPECT_THAT(refusal(wrong_checksum), HasSubstr("incorrect data check"));
}

TEST(IdxTest, FilesThatCannotBeOpened) {
  EXPECT_THAT(message_of<FileError>([] { read_idx("/no/such/file"); }),
              HasSubstr("'/no/such/file'. Expected a readable file. Received: No such file"));
  EXPECT_THAT(message_of<FileError>([] { read_idx("/tmp"); }), HasSubstr("Received: a folder"));
}

TEST(IdxTest, ALyingHeaderCostsNoMemory) {
  const auto peak_kilobytes = [] {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const long before = peak_kilobytes();
  const std::string lie = "\0\0\x08\x01\x7f\xff\xff\xff"s + "abc";  // 2 GiB declared
  EXPECT_THAT(refusal(lie), HasSubstr("Received: 3 bytes"));
  EXPECT_THAT(refusal(gzip(lie)), HasSubstr("Received: 3 bytes"));
  const std::string square = "\0\0\x0e\x02\xff\xff\xff\xff\xff\xff\xff\xff"s;
  EXPECT_THAT(refusal(square), HasSubstr("declares the shape (4294967295, 4294967295)"));
  EXPECT_THAT(refusal(kMatrix, {.max_bytes = 5}), HasSubstr("Expected at most 5 bytes"));
  EXPECT_LT(peak_kilobytes() - before, 64 * 1024);
}

}  // namespace
}  // namespace occam::data
