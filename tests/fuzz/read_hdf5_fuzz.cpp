// Any bytes as an HDF5 file. Run by tools/fuzz.
#include "occam/saving/hdf5_reader.h"
#include "tests/fuzz/read_arrays_fuzz.h"

namespace {

using occam::saving::Hdf5Reader;

/// Paths of all members, at most so many.
void collect(const Hdf5Reader& file, const std::string& group, std::vector<std::string>& paths) {
  for (const std::string& name : file.members(group)) {
    const std::string path = group + "/" + name;
    paths.push_back(path);
    try {
      if (file.has(path)) collect(file, path, paths);
    } catch (const occam::FileError&) {  // a link
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return occam::fuzz::refused_or_read(data, size, [](const std::string& bytes) {
    const Hdf5Reader file("file", bytes);
    std::vector<std::string> paths;
    collect(file, "", paths);
    occam::fuzz::read_arrays(file, paths, bytes.size());
    paths.emplace_back("/");
    for (const std::string& path : paths) {
      for (const char* name : {"name", "model_config", "layer_names", "weight_names"}) {
        try {
          std::size_t total = 0;
          if (const auto texts = file.texts(path, name)) {
            for (const std::string& text : *texts) total += text.size();
          }
          occam::fuzz::require(total <= 4 * bytes.size(), "texts that are larger than their file");
          file.integer(path);
        } catch (const occam::FileError&) {
        }
      }
    }
  });
}
