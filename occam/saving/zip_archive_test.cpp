#include "occam/saving/zip_archive.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "occam/base/random.h"

namespace occam::saving {
namespace {

/// So many words, one in `every` of them not 0.
std::string words(std::size_t count, std::size_t every) {
  std::string bytes(4 * count, '\0');
  for (std::size_t i = 0; i < count; i += every) {
    const float value = random_uniform({3, 0}, 0, i) + 0.5f;
    bytes.replace(4 * i, 4, reinterpret_cast<const char*>(&value), 4);
  }
  return bytes;
}

std::string back(const std::string& archive, const std::string& name) {
  return ZipReader("archive", archive).read(name, std::int64_t{1} << 30);
}

// libzip, which reads, is the oracle of what is written.
TEST(ZipArchive, MembersOfZerosAreDeflatedAndReadAsTheyWere) {
  // Around the pieces of 2^18 bytes in which they are deflated.
  for (const std::size_t count : {1u << 14, 65535u, 65536u, 65537u, 300'000u}) {
    const std::string sparse = words(count, 20), dense = words(count, 1);
    const std::string archive =
        zip_of({{"dense", dense}, {"sparse", sparse}, {"tail", sparse + "abc"}, {"empty", ""}});
    EXPECT_EQ(back(archive, "sparse"), sparse);
    EXPECT_EQ(back(archive, "tail"), sparse + "abc");
    EXPECT_EQ(back(archive, "dense"), dense);
    EXPECT_EQ(back(archive, "empty"), "");
    EXPECT_LT(zip_of({{"sparse", sparse}}).size(), sparse.size() / 4);
    EXPECT_GT(zip_of({{"dense", dense}}).size(), dense.size());
  }
}

TEST(ZipArchive, WhatIsSmallIsStored) {
  const std::string zeros(60'000, '\0');
  EXPECT_GT(zip_of({{"zeros", zeros}}).size(), zeros.size());
}

TEST(ZipArchive, WhatAReaderWouldTakeForABombIsStored) {
  const std::string zeros(std::size_t{20} << 20, '\0');
  const std::string archive = zip_of({{"zeros", zeros}});
  EXPECT_GT(archive.size(), zeros.size());
  EXPECT_EQ(back(archive, "zeros"), zeros);
}

TEST(ZipArchive, DamageToADeflatedMemberIsSeen) {
  const std::string sparse = words(20'000, 20), whole = zip_of({{"sparse", sparse}});
  for (std::size_t place = 60; place + 120 < whole.size(); place += whole.size() / 50) {
    std::string damaged = whole;
    damaged[place] = static_cast<char>(damaged[place] ^ 0x55);
    EXPECT_ANY_THROW(back(damaged, "sparse")) << place;
  }
}

}  // namespace
}  // namespace occam::saving
