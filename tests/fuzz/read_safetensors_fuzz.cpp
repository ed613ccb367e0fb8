// Any bytes as a safetensors file. Run by tools/fuzz.
#include "occam/saving/safetensors_file.h"
#include "tests/fuzz/read_arrays_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return occam::fuzz::refused_or_read(data, size, [](const std::string& bytes) {
    const occam::saving::SafetensorsReader file("file", bytes);
    occam::fuzz::read_arrays(file, file.names(), bytes.size());
  });
}
