// Any bytes as a zip archive: what is read of it is packed again and is the same. Run by
// tools/fuzz.
#include "occam/saving/zip_archive.h"
#include "tests/fuzz/read_arrays_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using occam::saving::ZipMember;
  using occam::saving::ZipReader;
  return occam::fuzz::refused_or_read(data, size, [](const std::string& bytes) {
    const ZipReader archive("file", bytes);
    std::vector<ZipMember> members;
    for (const std::string& name : archive.names()) {
      try {
        ZipMember member{name, archive.read(name, std::int64_t{1} << 24)};
        if (!name.empty() && !name.ends_with('/')) members.push_back(std::move(member));
      } catch (const occam::FileError&) {
      }
    }
    for (const ZipMember& member : members) {
      const std::string again = occam::saving::zip_of({{"member", member.bytes}});
      occam::fuzz::require(ZipReader("file", again).read("member", 1 << 24) == member.bytes,
                           "another member than the one that was packed");
    }
  });
}
