#pragma once

#include <string>
#include <vector>

struct zip;  // of libzip

namespace occam::saving {

struct ZipMember {
  std::string name;
  std::string bytes;
};

/// A zip archive with these members in this order: deflated where they are large, most of their
/// words are 0 and it halves them, else as they are.
std::string zip_of(std::vector<ZipMember> members);
/// The same as pieces that follow each other: the members' bytes are not copied.
std::vector<std::string> zip_pieces_of(std::vector<ZipMember> members);

/// What a model is stored in: members by name, of an archive or a folder.
class Members {
 public:
  virtual ~Members() = default;
  virtual bool has(const std::string& name) const = 0;
  /// Throws FileError for a member that is missing or larger than `most_bytes`.
  virtual std::string read(const std::string& name, std::int64_t most_bytes) const = 0;
};

/// The members of an archive that is in memory. Nothing is written to disk, so their names lead
/// nowhere.
class ZipReader final : public Members {
 public:
  /// Throws FileError, opening with `where`, for what is no whole zip archive, has a name twice or
  /// more than 10000 members. `bytes` must outlive the reader.
  ZipReader(std::string where, const std::string& bytes);
  ZipReader(const ZipReader&) = delete;
  ZipReader& operator=(const ZipReader&) = delete;
  ~ZipReader() override;

  std::vector<std::string> names() const;
  bool has(const std::string& name) const override;
  /// The member's bytes, its checksum compared. Throws FileError for a member that is missing,
  /// encrypted, damaged, larger than `most_bytes`, or that unpacks to far more than it can.
  std::string read(const std::string& name, std::int64_t most_bytes) const override;

 private:
  [[noreturn]] void refuse(const std::string& what) const;

  std::string where_;
  ::zip* archive_ = nullptr;
};

}  // namespace occam::saving
