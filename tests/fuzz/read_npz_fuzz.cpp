// Any bytes as an npz archive, and as the one array of one. Run by tools/fuzz.
#include "occam/saving/npz_file.h"
#include "tests/fuzz/read_arrays_fuzz.h"

namespace {

void read(const std::string& bytes) {
  const occam::saving::NpzReader file("file", bytes);
  occam::fuzz::read_arrays(file, file.names(), bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return occam::fuzz::refused_or_read(data, size, [](const std::string& bytes) {
    // Behind the archive's checksums nothing would be found.
    if (!bytes.starts_with("PK")) read(occam::saving::zip_of({{"a.npy", bytes}}));
    read(bytes);
  });
}
