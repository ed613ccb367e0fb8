#pragma once

#include <string>
#include <vector>

#include "occam/saving/zip_archive.h"

namespace occam::saving {

/// Writes the members of a `.keras` file as files of a folder, which is made where it is missing;
/// each file whole or not at all. Throws FileError. Source: Keras 3, Model.save(zipped=False).
void write_folder(const std::string& path, const std::vector<ZipMember>& members);

/// The files of such a folder. A member is a file below the folder: a name that leads elsewhere is
/// not there.
class FolderReader final : public Members {
 public:
  explicit FolderReader(std::string folder) : folder_(std::move(folder)) {}
  bool has(const std::string& name) const override;
  std::string read(const std::string& name, std::int64_t most_bytes) const override;

 private:
  std::string folder_;
};

}  // namespace occam::saving
