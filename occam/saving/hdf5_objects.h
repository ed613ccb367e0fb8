#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace occam::saving::hdf5 {

/// A part of a file, taken from its start on. Throws FileError where it ends too early.
class Cursor {
 public:
  Cursor(const std::string& where, std::string_view bytes) : where_(where), rest_(bytes) {}
  std::uint64_t number(std::size_t bytes);  ///< little-endian
  std::string_view take(std::uint64_t bytes);
  std::string_view rest() const { return rest_; }
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  const std::string& where_;
  std::string_view rest_;
};

struct HeaderMessage {
  std::uint16_t type = 0;
  std::uint8_t flags = 0;
  std::string_view body;
  /// Stands elsewhere, in a form that is not read.
  bool is_shared() const { return (flags & 2) != 0; }
};

/// A group or a data set: its header's messages, and of a group the members.
struct Object {
  std::vector<HeaderMessage> messages;
  std::map<std::string, std::size_t> members;  ///< indices of objects; kElsewhere: a link
  bool is_group = false;
  const HeaderMessage* find(std::uint16_t type) const;
};
inline constexpr std::size_t kElsewhere = ~std::size_t{0};

/// All objects of a file, the root first. Each is reached once, each structure read once: more
/// work than the file has bytes is refused.
class Objects {
 public:
  Objects(const std::string& where, std::string_view bytes);
  const std::vector<Object>& all() const { return objects_; }
  /// The bytes of a structure, which count as read.
  std::string_view part(std::uint64_t place, std::uint64_t size) const;
  /// Counts bytes as read. Throws FileError when they are far more than the file has.
  void count(std::uint64_t bytes) const;
  [[noreturn]] void refuse(const std::string& what) const;

 private:
  struct Pending {
    std::size_t object;
    std::uint64_t place;
    int depth;
  };
  std::uint64_t root_header() const;
  void read_header(const Pending& pending);
  void read_old_messages(std::string_view block, Object& object);
  void read_new_header(std::uint64_t place, Object& object);
  void read_members(const Pending& pending);
  void read_table(const HeaderMessage& table, const Pending& pending);
  void read_symbols(std::uint64_t place, std::string_view names, const Pending& pending);
  void read_link(const HeaderMessage& link, const Pending& pending);
  void add_member(std::string_view name, std::uint64_t place, bool is_link, const Pending& pending);

  const std::string& where_;
  std::string_view bytes_;
  std::vector<Object> objects_;
  std::vector<Pending> pending_;
  std::set<std::uint64_t> headers_;  ///< places of those that were reached
  mutable std::uint64_t read_ = 0;   ///< bytes of structures
};

}  // namespace occam::saving::hdf5
