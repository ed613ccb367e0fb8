#include "occam/callbacks/event_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <iterator>

#include "occam/base/errors.h"

namespace occam::callbacks {
namespace {

// RFC 3720, appendix B.4.
TEST(EventFile, Crc32cOfThePublishedVectors) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43u);
  std::string rising;
  for (char c = 0; c < 32; ++c) rising += c;
  EXPECT_EQ(crc32c(rising), 0x46DD794Eu);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283u);
}

class EventFolder : public ::testing::Test {
 protected:
  ~EventFolder() override { std::filesystem::remove_all(folder_); }
  std::string only_file() const {
    std::string found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      EXPECT_EQ(found, "");
      found = entry.path();
    }
    return found;
  }
  const std::string folder_ =
      testing::TempDir() + "occam_events_" + std::to_string(getpid()) + "/a/b";
};

/// The payloads of whole frames.
std::vector<std::string> frames_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::vector<std::string> payloads;
  std::size_t at = 0;
  while (at + 12 <= bytes.size()) {
    std::uint64_t length;
    std::memcpy(&length, bytes.data() + at, 8);
    payloads.push_back(bytes.substr(at + 12, length));
    at += 16 + length;
  }
  EXPECT_EQ(at, bytes.size());
  return payloads;
}

TEST_F(EventFolder, FramesAfterTheVersionOneAValue) {
  EventFile events(folder_);
  EXPECT_NE(only_file().find("/events.out.tfevents."), std::string::npos);
  events.scalar("epoch_loss", 0.5, 300);
  const float values[] = {1, 2, 2};
  events.histogram("kernel/histogram", values, 1);
  events.flush();
  const std::vector<std::string> frames = frames_of(only_file());
  ASSERT_EQ(frames.size(), 3u);
  // wall_time (1, fixed64), then file_version (3, text).
  EXPECT_EQ(frames[0].substr(9),
            "\x1A\x0D"
            "brain.Event:2");
  EXPECT_EQ(frames[0][0], '\x09');
  // step (2, varint): 300 is AC 02.
  EXPECT_EQ(frames[1].substr(9, 3), "\x10\xAC\x02");
  EXPECT_NE(frames[1].find("epoch_loss"), std::string::npos);
  EXPECT_NE(frames[1].find(std::string("\x22\x04\x00\x00\x00\x3F", 6)), std::string::npos)
      << "tensor_content (4) of the float 0.5";
  EXPECT_NE(frames[2].find("histograms"), std::string::npos);
}

TEST(EventFile, SaysWhatCannotBeWritten) {
  try {
    EventFile events("/proc/no/such");
    FAIL();
  } catch (const FileError& error) {
    EXPECT_NE(std::string(error.what()).find("/proc/no/such/events.out"), std::string::npos);
  }
}

}  // namespace
}  // namespace occam::callbacks
