#include "occam/saving/hdf5_writer.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <string_view>
#include <utility>

#include "occam/base/errors.h"
#include "occam/saving/hdf5_format.h"

namespace occam::saving {
namespace {

using namespace hdf5;

// Sizes of group nodes, which the superblock names: h5py's.
constexpr std::size_t kLeafK = 4, kInternalK = 16;
constexpr std::size_t kSymbols = 2 * kLeafK, kChildren = 2 * kInternalK;
constexpr std::size_t kSuperblock = 96, kSymbolBytes = 40;
constexpr std::size_t kSmallestHeap = 4096, kMostTexts = 60'000;

void put(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}
void pad(std::string& out) { out.resize((out.size() + 7) / 8 * 8); }

/// An 8-byte boundary behind what is there.
std::uint64_t start_part(std::string& out) {
  pad(out);
  return out.size();
}

std::string float32_type() {
  std::string type;
  put(type, 1 << 4 | kFloatingPoint, 1);
  put(type, 0x1f20, 3);  // little-endian, implied leading bit, sign in bit 31
  put(type, 4, 4);
  put(type, 0, 2);
  put(type, 32, 2);
  put(type, 23, 1), put(type, 8, 1);  // exponent
  put(type, 0, 1), put(type, 23, 1);  // mantissa
  put(type, 127, 4);
  return type;
}
std::string int64_type() {
  std::string type;
  put(type, 1 << 4 | kFixedPoint, 1);
  put(type, 0x08, 3);  // signed
  put(type, 8, 4);
  put(type, 0, 2);
  put(type, 64, 2);
  return type;
}
/// UTF-8 of any length, in a global heap.
std::string text_type() {
  std::string type;
  put(type, 1 << 4 | kVariableLength, 1);
  put(type, 0x0101, 3);
  put(type, 16, 4);
  put(type, 1 << 4 | kFixedPoint, 1);  // its bytes
  put(type, 0, 3);
  put(type, 1, 4);
  put(type, 0, 2);
  put(type, 8, 2);
  return type;
}
std::string bytes_type(std::size_t size) {
  std::string type;
  put(type, 1 << 4 | kString, 1);
  put(type, 0x01, 3);  // padded with zeros
  put(type, size, 4);
  return type;
}

std::string dataspace(const Shape& shape) {
  std::string space;
  put(space, 1, 1);
  put(space, static_cast<std::uint64_t>(shape.rank()), 1);
  put(space, 0, 6);
  for (const std::int64_t size : shape) put(space, static_cast<std::uint64_t>(size), 8);
  return space;
}

struct Attribute {
  std::string name, type, space, value;
  std::string text = {};  ///< in the global heap when the type is text_type()
};

struct Set {
  std::string type, space;
  std::string_view numbers;
  std::string own;  ///< a copy, a single number, or zeros
};

struct Address {
  std::uint64_t header = 0, tree = 0, heap = 0;
  bool is_group = false;
};

/// An object's header: version 1, one block of messages.
class Header {
 public:
  void add(std::uint16_t type, std::string body, std::uint8_t flags = 0) {
    pad(body);
    check_internal(body.size() < 65'528, "an HDF5 message is too long");
    put(messages_, type, 2);
    put(messages_, body.size(), 2);
    put(messages_, flags, 1);
    put(messages_, 0, 3);
    messages_ += body;
    ++count_;
  }
  std::uint64_t write(std::string& out) const {
    const std::uint64_t place = start_part(out);
    put(out, 1, 2);
    put(out, count_, 2);
    put(out, 1, 4);  // one link to it
    put(out, messages_.size(), 4);
    put(out, 0, 4);
    out += messages_;
    return place;
  }

 private:
  std::string messages_;
  std::uint64_t count_ = 0;
};

void add_attribute(Header& header, const Attribute& attribute) {
  std::string body;
  put(body, 1, 2);
  put(body, attribute.name.size() + 1, 2);
  put(body, attribute.type.size(), 2);
  put(body, attribute.space.size(), 2);
  body += attribute.name + '\0';
  pad(body);
  body += attribute.type;
  pad(body);
  body += attribute.space;
  pad(body);
  body += attribute.value;
  header.add(kAttribute, std::move(body));
}

}  // namespace

struct Hdf5Writer::Node {
  std::map<std::string, std::unique_ptr<Node>> members;
  std::vector<Attribute> attributes;
  std::unique_ptr<Set> set;

  void collect_texts(std::vector<Attribute*>& texts) {
    for (Attribute& attribute : attributes) {
      if (!attribute.text.empty()) texts.push_back(&attribute);
    }
    for (auto& [name, member] : members) member->collect_texts(texts);
  }
  std::size_t size() const {
    std::size_t bytes = 512 + 64 * attributes.size() + (set ? set->numbers.size() : 1024);
    for (const auto& [name, member] : members) bytes += member->size();
    return bytes;
  }

  Address write(std::string& out) const {
    if (set) return write_set(out);
    std::vector<Address> places;
    for (const auto& [name, member] : members) places.push_back(member->write(out));
    std::vector<std::uint64_t> names;
    Address place;
    place.is_group = true;
    place.heap = write_names(out, names);
    place.tree = write_tree(out, names, places);
    Header header;
    std::string table;
    put(table, place.tree, 8);
    put(table, place.heap, 8);
    header.add(kSymbolTable, std::move(table));
    for (const Attribute& attribute : attributes) add_attribute(header, attribute);
    place.header = header.write(out);
    return place;
  }

 private:
  Address write_set(std::string& out) const {
    const std::string_view numbers = set->own.empty() ? set->numbers : set->own;
    std::uint64_t place = kUndefined;
    if (!numbers.empty()) {
      place = start_part(out);
      out += numbers;
    }
    Header header;
    header.add(kDataspace, set->space);
    header.add(kDatatype, set->type, 1);
    header.add(kFillValue, std::string("\2\2\2\1\0\0\0\0", 8), 1);  // zero, written if set
    std::string layout;
    put(layout, 3, 1), put(layout, 1, 1);  // version 3, contiguous
    put(layout, place, 8);
    put(layout, numbers.size(), 8);
    header.add(kLayout, std::move(layout));
    return {header.write(out), 0, 0, false};
  }

  /// The local heap: the members' names; `names` gets their places in it.
  std::uint64_t write_names(std::string& out, std::vector<std::uint64_t>& names) const {
    std::string data(8, '\0');  // the empty name, before all others
    for (const auto& [name, member] : members) {
      names.push_back(data.size());
      data += name + '\0';
      pad(data);
    }
    const std::uint64_t place = start_part(out);
    out += "HEAP";
    put(out, 0, 4);
    put(out, data.size(), 8);
    put(out, 1, 8);  // nothing is free
    put(out, place + 32, 8);
    out += data;
    return place;
  }

  /// The B-tree over nodes of a few symbols, built from below.
  static std::uint64_t write_tree(std::string& out, const std::vector<std::uint64_t>& names,
                                  const std::vector<Address>& places) {
    struct Part {
      std::uint64_t place, last_name;
    };
    std::vector<Part> parts;
    for (std::size_t first = 0; first < names.size(); first += kSymbols) {
      const std::size_t end = std::min(first + kSymbols, names.size());
      parts.push_back({start_part(out), names[end - 1]});
      out += "SNOD";
      put(out, 1, 2);
      put(out, end - first, 2);
      for (std::size_t i = first; i < end; ++i) put_symbol(out, names[i], places[i]);
      out.resize(out.size() + (first + kSymbols - end) * kSymbolBytes);
    }
    for (std::uint64_t level = 0;; ++level) {
      constexpr std::size_t kNode = 24 + 8 * (2 * kChildren + 1);
      std::vector<Part> above;
      const std::uint64_t base = start_part(out);
      const std::size_t count =
          std::max<std::size_t>(1, (parts.size() + kChildren - 1) / kChildren);
      std::uint64_t before = 0;  // the last name left of a node
      for (std::size_t node = 0; node < count; ++node) {
        const std::size_t first = node * kChildren, end = std::min(first + kChildren, parts.size());
        const std::uint64_t place = base + node * kNode;
        out += "TREE";
        put(out, 0, 1);
        put(out, level, 1);
        put(out, end - first, 2);
        put(out, node == 0 ? kUndefined : place - kNode, 8);
        put(out, node + 1 == count ? kUndefined : place + kNode, 8);
        put(out, before, 8);
        for (std::size_t i = first; i < end; ++i) {
          put(out, parts[i].place, 8);
          put(out, before = parts[i].last_name, 8);
        }
        out.resize(place + kNode);
        above.push_back({place, before});
      }
      if (count == 1) return base;
      parts = std::move(above);
    }
  }

 public:
  static void put_symbol(std::string& out, std::uint64_t name, const Address& place) {
    put(out, name, 8);
    put(out, place.header, 8);
    put(out, place.is_group ? 1 : 0, 4);
    put(out, 0, 4);
    put(out, place.tree, 8);
    put(out, place.heap, 8);
  }
};

Hdf5Writer::Hdf5Writer() : root_(std::make_unique<Node>()) {}
Hdf5Writer::~Hdf5Writer() = default;

Hdf5Writer::Node& Hdf5Writer::node(const std::string& path) {
  Node* node = root_.get();
  std::size_t start = 0;
  while (start < path.size()) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    if (end > start) {
      check_internal(node->set == nullptr, "a data set has no members");
      std::unique_ptr<Node>& member = node->members[path.substr(start, end - start)];
      if (!member) member = std::make_unique<Node>();
      node = member.get();
    }
    start = end + 1;
  }
  return *node;
}

void Hdf5Writer::group(const std::string& path, const std::string& name) {
  if (name.empty()) {
    node(path);
  } else {
    text(path, "name", name);
  }
}

void Hdf5Writer::text(const std::string& path, const std::string& attribute, std::string value) {
  Attribute made{attribute, text_type(), dataspace({}), std::string(16, '\0'), std::move(value)};
  node(path).attributes.push_back(std::move(made));
}

void Hdf5Writer::texts(const std::string& path, const std::string& attribute,
                       std::vector<std::string> values) {
  std::size_t longest = 1;
  for (const std::string& value : values) longest = std::max(longest, value.size());
  std::string bytes;
  for (std::string& value : values) {
    value.resize(longest);
    bytes += value;
  }
  node(path).attributes.push_back({attribute, bytes_type(longest),
                                   dataspace({static_cast<std::int64_t>(values.size())}),
                                   std::move(bytes)});
}

void Hdf5Writer::floats(const std::string& path, const Shape& shape,
                        std::span<const float> values) {
  floats_in_place(path, shape, values);
  Set& set = *node(path).set;
  set.own = std::string(set.numbers);
}

void Hdf5Writer::floats_in_place(const std::string& path, const Shape& shape,
                                 std::span<const float> values) {
  check_internal(static_cast<std::int64_t>(values.size()) == shape.size(), "another size");
  const std::string_view numbers(reinterpret_cast<const char*>(values.data()), values.size_bytes());
  node(path).set = std::make_unique<Set>(Set{float32_type(), dataspace(shape), numbers, {}});
}

void Hdf5Writer::zeros(const std::string& path, const Shape& shape) {
  std::string own(static_cast<std::size_t>(shape.size()) * sizeof(float), '\0');
  node(path).set = std::make_unique<Set>(Set{float32_type(), dataspace(shape), {}, std::move(own)});
}

void Hdf5Writer::number(const std::string& path, float value) {
  std::string own(sizeof value, '\0');
  std::memcpy(own.data(), &value, sizeof value);
  node(path).set = std::make_unique<Set>(Set{float32_type(), dataspace({}), {}, std::move(own)});
}

void Hdf5Writer::integer(const std::string& path, std::int64_t value) {
  std::string own;
  put(own, static_cast<std::uint64_t>(value), 8);
  node(path).set = std::make_unique<Set>(Set{int64_type(), dataspace({}), {}, std::move(own)});
}

std::string Hdf5Writer::bytes() const {
  std::string out;
  out.reserve(kSuperblock + root_->size());
  out.resize(kSuperblock);
  std::vector<Attribute*> texts;
  root_->collect_texts(texts);
  for (std::size_t first = 0; first < texts.size(); first += kMostTexts) {
    const std::size_t end = std::min(first + kMostTexts, texts.size());
    const std::uint64_t place = start_part(out);
    std::string objects;
    for (std::size_t i = first; i < end; ++i) {
      const std::string& value = texts[i]->text;
      put(objects, i - first + 1, 2);
      put(objects, 0, 6);
      put(objects, value.size(), 8);
      objects += value;
      pad(objects);
      std::string& element = texts[i]->value;
      element.clear();
      put(element, value.size(), 4);
      put(element, place, 8);
      put(element, i - first + 1, 4);
    }
    // The rest is one free object, whose number is 0.
    const std::size_t size = std::max(kSmallestHeap, 16 + objects.size() + 16);
    out += "GCOL";
    put(out, 1, 4);
    put(out, size, 8);
    out += objects;
    put(out, 0, 8);
    put(out, size - 16 - objects.size(), 8);
    out.resize(place + size);
  }
  const Address root = root_->write(out);
  pad(out);
  std::string block(kSignature);
  put(block, 0, 5);  // version 0 of the superblock and its parts
  put(block, 8, 1), put(block, 8, 1), put(block, 0, 1);
  put(block, kLeafK, 2), put(block, kInternalK, 2);
  put(block, 0, 4);
  put(block, 0, 8);
  put(block, kUndefined, 8);
  put(block, out.size(), 8);
  put(block, kUndefined, 8);
  Node::put_symbol(block, 0, root);
  check_internal(block.size() == kSuperblock, "the superblock has another size");
  std::copy(block.begin(), block.end(), out.begin());
  return out;
}

}  // namespace occam::saving
