#include "occam/saving/hdf5_objects.h"

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/saving/hdf5_format.h"

namespace occam::saving::hdf5 {
namespace {

constexpr int kDeepest = 64;
constexpr std::uint64_t kMostLevels = 32;  ///< of a B-tree
constexpr std::size_t kLongestName = 4096;
/// How often a whole file may be read: what is sound is read once, texts of attributes again.
constexpr std::uint64_t kMostReads = 4;

}  // namespace

void Cursor::refuse(const std::string& what) const { throw FileError(where_ + ": " + what); }

std::string_view Cursor::take(std::uint64_t bytes) {
  if (bytes > rest_.size()) refuse("is a damaged HDF5 file: a part of it ends too early");
  const std::string_view taken = rest_.substr(0, bytes);
  rest_.remove_prefix(bytes);
  return taken;
}

std::uint64_t Cursor::number(std::size_t bytes) {
  const std::string_view taken = take(bytes);
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(taken[i])) << (8 * i);
  return value;
}

const HeaderMessage* Object::find(std::uint16_t type) const {
  for (const HeaderMessage& message : messages) {
    if (message.type == type) return &message;
  }
  return nullptr;
}

Objects::Objects(const std::string& where, std::string_view bytes) : where_(where), bytes_(bytes) {
  objects_.emplace_back();
  pending_.push_back({0, root_header(), 0});
  headers_.insert(pending_.back().place);
  while (!pending_.empty()) {
    const Pending next = pending_.back();
    pending_.pop_back();
    read_header(next);
    read_members(next);
  }
}

void Objects::refuse(const std::string& what) const { throw FileError(where_ + ": " + what); }

std::string_view Objects::part(std::uint64_t place, std::uint64_t size) const {
  if (place > bytes_.size() || size > bytes_.size() - place)
    refuse("is a damaged HDF5 file: a part of it lies beyond its end");
  count(size);
  return bytes_.substr(place, size);
}

void Objects::count(std::uint64_t bytes) const {
  read_ += bytes;
  if (read_ > kMostReads * bytes_.size()) refuse("is a damaged HDF5 file: parts of it overlap");
}

std::uint64_t Objects::root_header() const {
  if (!bytes_.starts_with(kSignature)) refuse("is no HDF5 file");
  Cursor block(where_, bytes_.substr(kSignature.size()));
  const std::uint64_t version = block.number(1);
  const auto check_widths = [&] {
    if (block.number(1) != 8 || block.number(1) != 8)
      refuse("has HDF5 addresses of another width than 8 bytes");
  };
  if (version <= 1) {
    block.take(4);
    check_widths();
    block.take(version == 0 ? 9 : 13);
  } else if (version <= 3) {
    check_widths();
    block.take(1);
  } else {
    refuse("is an HDF5 file of version " + std::to_string(version) + ". Expected 0 to 3");
  }
  if (block.number(8) != 0) refuse("has an HDF5 file inside another one");
  block.take(8);
  const std::uint64_t end = block.number(8);
  if (end > bytes_.size()) {
    refuse("is cut off: it has " + std::to_string(bytes_.size()) + " of " + std::to_string(end) +
           " bytes");
  }
  if (version <= 1) block.take(16);
  return block.number(8);
}

void Objects::read_header(const Pending& pending) {
  Object& object = objects_[pending.object];
  if (part(pending.place, 4) == "OHDR") {
    read_new_header(pending.place, object);
  } else {
    Cursor prefix(where_, part(pending.place, 16));
    if (prefix.number(1) != 1) refuse("is a damaged HDF5 file: an object has no header");
    prefix.take(7);
    read_old_messages(part(pending.place + 16, prefix.number(4)), object);
  }
  object.is_group = object.find(kSymbolTable) != nullptr || object.find(kLinkInfo) != nullptr;
}

void Objects::read_old_messages(std::string_view first, Object& object) {
  std::vector<std::string_view> blocks{first};
  while (!blocks.empty()) {
    Cursor block(where_, blocks.back());
    blocks.pop_back();
    while (block.rest().size() >= 8) {
      HeaderMessage message;
      message.type = static_cast<std::uint16_t>(block.number(2));
      const std::uint64_t size = block.number(2);
      message.flags = static_cast<std::uint8_t>(block.number(1));
      block.take(3);
      message.body = block.take(size);
      if (message.type == kContinuation) {
        Cursor next(where_, message.body);
        const std::uint64_t place = next.number(8), length = next.number(8);
        blocks.push_back(part(place, length));
      } else {
        object.messages.push_back(message);
      }
    }
  }
}

void Objects::read_new_header(std::uint64_t place, Object& object) {
  constexpr std::uint64_t kChecksum = 4, kMark = 4;
  Cursor start(where_, bytes_.substr(place + kMark));
  if (start.number(1) != 2) refuse("is a damaged HDF5 file: an object has no header");
  const std::uint64_t flags = start.number(1);
  if ((flags & 0x20) != 0) start.take(16);  // times
  if ((flags & 0x10) != 0) start.take(4);   // limits of attributes
  const std::uint64_t size = start.number(std::size_t{1} << (flags & 3));
  const std::uint64_t begin = bytes_.size() - start.rest().size();
  std::vector<std::string_view> blocks{part(begin, size)};
  const std::size_t order = (flags & 0x04) != 0 ? 2 : 0;
  while (!blocks.empty()) {
    Cursor block(where_, blocks.back());
    blocks.pop_back();
    while (block.rest().size() >= 4 + order) {
      HeaderMessage message;
      message.type = static_cast<std::uint16_t>(block.number(1));
      const std::uint64_t length = block.number(2);
      message.flags = static_cast<std::uint8_t>(block.number(1));
      block.take(order);
      message.body = block.take(length);
      if (message.type == kContinuation) {
        Cursor next(where_, message.body);
        const std::uint64_t at = next.number(8), bytes = next.number(8);
        if (bytes < kMark + kChecksum) refuse("is a damaged HDF5 file: an object's header");
        const std::string_view whole = part(at, bytes);
        if (!whole.starts_with("OCHK")) refuse("is a damaged HDF5 file: an object's header");
        blocks.push_back(whole.substr(kMark, bytes - kMark - kChecksum));
      } else {
        object.messages.push_back(message);
      }
    }
  }
}

void Objects::read_members(const Pending& pending) {
  // The messages are views: adding members may move the objects.
  const std::vector<HeaderMessage> messages = objects_[pending.object].messages;
  for (const HeaderMessage& message : messages) {
    const bool is_of_members =
        message.type == kSymbolTable || message.type == kLinkInfo || message.type == kLink;
    if (is_of_members && message.is_shared()) refuse("has a group in an unusual form");
    if (message.type == kSymbolTable) read_table(message, pending);
    if (message.type == kLink) read_link(message, pending);
    if (message.type == kLinkInfo) {
      Cursor info(where_, message.body);
      info.take(1);
      if ((info.number(1) & 1) != 0) info.take(8);
      if (info.number(8) != kUndefined) {
        refuse(
            "keeps a group's members in a fractal heap. Expected the form that h5py writes "
            "without libver='latest'");
      }
    }
  }
}

void Objects::read_table(const HeaderMessage& table, const Pending& pending) {
  Cursor both(where_, table.body);
  const std::uint64_t tree = both.number(8);
  Cursor heap(where_, part(both.number(8), 32));
  if (heap.take(4) != "HEAP") refuse("is a damaged HDF5 file: a group has no names");
  heap.take(4);
  const std::uint64_t size = heap.number(8);
  heap.take(8);
  const std::string_view names = part(heap.number(8), size);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> nodes{{tree, kMostLevels}};
  while (!nodes.empty()) {
    const auto [place, most] = nodes.back();
    nodes.pop_back();
    Cursor node(where_, part(place, 24));
    if (node.take(4) != "TREE" || node.number(1) != 0)
      refuse("is a damaged HDF5 file: a group has no tree");
    const std::uint64_t level = node.number(1), count = node.number(2);
    if (level >= most) refuse("is a damaged HDF5 file: a group's tree has no leaves");
    Cursor entries(where_, part(place + 24, 8 + 16 * count));
    entries.take(8);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::uint64_t child = entries.number(8);
      entries.take(8);
      if (level == 0) {
        read_symbols(child, names, pending);
      } else {
        nodes.emplace_back(child, level);
      }
    }
  }
}

void Objects::read_symbols(std::uint64_t place, std::string_view names, const Pending& pending) {
  constexpr std::uint64_t kSymbol = 40;
  Cursor node(where_, part(place, 8));
  if (node.take(4) != "SNOD") refuse("is a damaged HDF5 file: a group has no symbols");
  node.take(2);
  const std::uint64_t count = node.number(2);
  Cursor symbols(where_, part(place + 8, kSymbol * count));
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::uint64_t name = symbols.number(8), header = symbols.number(8);
    const bool is_link = symbols.number(4) == 2;
    symbols.take(20);
    if (name >= names.size()) refuse("is a damaged HDF5 file: a name lies beyond its heap");
    const std::string_view text = names.substr(name, kLongestName + 1);
    const std::size_t end = text.find('\0');
    if (end == text.npos) refuse("has a name of more than 4096 bytes");
    add_member(text.substr(0, end), header, is_link, pending);
  }
}

void Objects::read_link(const HeaderMessage& link, const Pending& pending) {
  Cursor body(where_, link.body);
  body.take(1);
  const std::uint64_t flags = body.number(1);
  const bool is_link = (flags & 0x08) != 0 && body.number(1) != 0;
  if ((flags & 0x04) != 0) body.take(8);
  if ((flags & 0x10) != 0) body.take(1);
  const std::uint64_t length = body.number(std::size_t{1} << (flags & 3));
  if (length > kLongestName) refuse("has a name of more than 4096 bytes");
  const std::string_view name = body.take(length);
  add_member(name, is_link ? 0 : body.number(8), is_link, pending);
}

void Objects::add_member(std::string_view name, std::uint64_t place, bool is_link,
                         const Pending& pending) {
  if (name.empty() || name.find('/') != name.npos)
    refuse("has a member with the name " + in_quotes(name));
  const std::size_t index = is_link ? kElsewhere : objects_.size();
  if (!objects_[pending.object].members.emplace(std::string(name), index).second)
    refuse("has two members with the name " + in_quotes(name));
  if (is_link) return;
  if (pending.depth >= kDeepest) refuse("has groups in more than 64 levels");
  if (!headers_.insert(place).second)
    refuse("gives one object two names, one of them " + in_quotes(name) + ". Expected no links");
  objects_.emplace_back();
  pending_.push_back({index, place, pending.depth + 1});
}

}  // namespace occam::saving::hdf5
