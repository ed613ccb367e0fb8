#include "occam/saving/inspection.h"

#include <zlib.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "occam/base/errors.h"
#include "occam/base/quoted.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_format.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/json_text.h"
#include "occam/saving/keras_compile.h"
#include "occam/saving/keras_object.h"
#include "occam/saving/legacy_file.h"
#include "occam/saving/table_file.h"
#include "occam/saving/weight_places.h"
#include "occam/saving/zip_archive.h"

namespace occam::saving {
namespace {

constexpr std::int64_t kMostMember = std::int64_t{1} << 40;
constexpr std::size_t kMostMembers = 10'000, kMostLayers = 10'000;
constexpr int kMostLevelsShown = 32;

using Contents = std::map<std::string, std::string>;

std::uint32_t number_at(const std::string& bytes, std::size_t place, int size) {
  std::uint32_t value = 0;
  for (int i = size - 1; i >= 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[place + static_cast<std::size_t>(i)]);
  return value;
}

/// Members one after the other by their own headers, where the archive's list is gone. Source:
/// APPNOTE.TXT, 4.3.7; only what stands uncompressed is taken.
void scan_members(const std::string& bytes, Inspection& found, Contents& contents) {
  constexpr std::size_t kHeader = 30;
  const std::string_view mark("PK\x03\x04", 4);
  std::size_t place = bytes.find(mark);
  while (place != bytes.npos && place + kHeader <= bytes.size() &&
         found.members.size() < kMostMembers) {
    const std::uint32_t method = number_at(bytes, place + 8, 2);
    const std::uint32_t sum = number_at(bytes, place + 14, 4);
    const std::size_t size = number_at(bytes, place + 18, 4);
    const std::size_t name_size = number_at(bytes, place + 26, 2);
    const std::size_t begin = place + kHeader + name_size + number_at(bytes, place + 28, 2);
    InspectedMember member{
        .name = bytes.substr(place + kHeader, std::min(name_size, bytes.size() - place - kHeader))};
    const bool has_size = method == 0 && (number_at(bytes, place + 6, 2) & 8) == 0;
    if (has_size) member.bytes = static_cast<std::int64_t>(size);
    if (!has_size) {
      member.fault = "cannot be read without the archive's list";
    } else if (begin + size > bytes.size()) {
      member.fault = "is cut off";
    } else {
      std::string content = bytes.substr(begin, size);
      const auto own = ::crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), size);
      if (own != sum) {
        member.fault = "is damaged: its checksum differs";
      } else {
        contents.emplace(member.name, std::move(content));
      }
    }
    const bool whole = has_size && begin + size <= bytes.size();
    found.members.push_back(std::move(member));
    place = bytes.find(mark, whole ? begin + size : place + 4);
  }
}

void list_members(const std::string& path, const std::string& bytes, Inspection& found,
                  Contents& contents) {
  std::unique_ptr<ZipReader> archive;
  try {
    archive = std::make_unique<ZipReader>(path, bytes);
  } catch (const FileError& error) {
    found.faults.emplace_back(error.what());
    return scan_members(bytes, found, contents);
  }
  const std::string lead = path + ": ";
  for (const std::string& name : archive->names()) {
    InspectedMember member{.name = name};
    try {
      std::string content = archive->read(name, kMostMember);
      member.bytes = static_cast<std::int64_t>(content.size());
      contents.emplace(name, std::move(content));
    } catch (const FileError& error) {
      const std::string text = error.what();
      member.fault = text.starts_with(lead) ? text.substr(lead.size()) : text;
    }
    found.members.push_back(std::move(member));
  }
}

/// Goes through the layers of a description as Keras numbers their groups of weights.
class LayerWalk {
 public:
  /// Data sets of a layer's weights, by its group in a `.keras` file, its name and its depth.
  using Sets = std::function<std::vector<std::string>(const std::string&, const std::string&, int)>;

  LayerWalk(const Hdf5Reader* weights, Sets sets, Inspection& found)
      : weights_(weights), sets_(std::move(sets)), found_(found) {}

  void model(const Config& object, const std::string& group, int depth) {
    const Config* const config = object.find("config");
    const Config* const layers = config != nullptr ? config->find("layers") : nullptr;
    if (layers == nullptr || layers->list() == nullptr || depth > kMostLevelsShown) return;
    LayerGroups groups(object);
    for (const Config& layer : *layers->list()) {
      if (found_.layers.size() >= kMostLayers) return;
      const Config* const own = layer.find("config");
      InspectedLayer told{.depth = depth,
                          .name = own != nullptr ? text_of(*own, "name") : "",
                          .class_name = text_of(layer, "class_name")};
      told.is_operation = text_of(layer, "module").starts_with("keras.src.ops");
      const std::string own_group = groups.next(layer);
      if (own_group.empty()) {
        found_.layers.push_back(std::move(told));
        continue;
      }
      const std::string inner = group + own_group;
      read_shapes(sets_(inner, told.name, depth), told);
      found_.layers.push_back(std::move(told));
      model(layer, inner, depth + 1);
    }
  }

 private:
  void read_shapes(const std::vector<std::string>& sets, InspectedLayer& layer) {
    for (const std::string& set : sets) {
      try {
        layer.weights.push_back(weights_->shape(set));
        found_.parameters += layer.weights.back().size();
      } catch (const FileError& error) {
        found_.faults.emplace_back(error.what());
      }
    }
  }

  const Hdf5Reader* weights_;  ///< none: sets_ gives none
  Sets sets_;
  Inspection& found_;
};

/// A text as JSON; null where it is none.
Config json_in(const std::string& name, const std::string& text, Inspection& found) {
  try {
    return config_of_json(name, text);
  } catch (const FileError& error) {
    found.faults.emplace_back(error.what());
    return {};
  }
}
/// A member; null where it is not there too.
Config json_member(const std::string& name, const Contents& contents, Inspection& found) {
  const auto content = contents.find(name);
  return content != contents.end() ? json_in(name, content->second, found) : Config();
}

void take_table(const Config& own, Inspection& found) {
  if (const Config* const table = own.find("table")) found.table = *table;
}

/// A `.h5` file.
void look_inside(const std::string& path, const std::string& bytes, Inspection& found) {
  try {
    const Hdf5Reader file(path, bytes);
    const auto json = [&](const char* attribute) {
      const auto text = file.text("/", attribute);
      return text ? json_in(attribute, *text, found) : Config();
    };
    found.keras_version = file.text("/", "keras_version").value_or("");
    const Config config = json("model_config");
    if (config.is_null())
      found.faults.push_back("has no 'model_config': weights alone, or none of Keras's");
    found.model = text_of(config, "class_name");
    found.is_compiled = !json("training_config").is_null();
    found.has_state = file.text("/", "occam").has_value();
    take_table(json(kTableAttribute), found);
    // Those of an inner model stand in a row with it.
    const auto sets = [&](const std::string&, const std::string& name, int depth) {
      return depth == 0 ? legacy_sets(file, name) : std::vector<std::string>();
    };
    LayerWalk(&file, sets, found).model(config, "", 0);
  } catch (const FileError& error) {
    found.faults.emplace_back(error.what());
  }
}

/// The members of a `.keras` file.
void look_inside(const Contents& contents, Inspection& found) {
  const Config metadata = json_member("metadata.json", contents, found);
  found.keras_version = text_of(metadata, "keras_version");
  found.saved = text_of(metadata, "date_saved");
  found.has_state = contents.contains("occam.json");
  take_table(json_member(kTableMember, contents, found), found);
  std::optional<Hdf5Reader> weights;
  if (const auto bytes = contents.find("model.weights.h5"); bytes != contents.end()) {
    try {
      weights.emplace("model.weights.h5", bytes->second);
    } catch (const FileError& error) {
      found.faults.emplace_back(error.what());
    }
  }
  const Config config = json_member("config.json", contents, found);
  found.model = text_of(config, "class_name");
  const Config* const compiled = compile_config_of(config);
  found.is_compiled =
      compiled != nullptr && compiled->entries() != nullptr && !compiled->entries()->empty();
  const auto sets = [&](const std::string& group, const std::string&, int) {
    std::vector<std::string> names;
    for (std::size_t i = 0; weights; ++i) {
      names.push_back(group + "/vars/" + std::to_string(i));
      if (weights->has(names.back())) continue;
      names.pop_back();
      break;
    }
    return names;
  };
  LayerWalk(weights ? &*weights : nullptr, sets, found).model(config, "", 0);
  for (const char* const needed : {"config.json", "model.weights.h5"}) {
    const bool listed =
        std::any_of(found.members.begin(), found.members.end(),
                    [&](const InspectedMember& member) { return member.name == needed; });
    if (!listed) found.faults.push_back("has no member '" + std::string(needed) + "'");
  }
}

}  // namespace

bool Inspection::is_sound() const {
  return faults.empty() &&
         std::all_of(members.begin(), members.end(),
                     [](const InspectedMember& member) { return member.fault.empty(); });
}

Inspection inspect_file(const std::string& path) {
  const std::string bytes = read_whole_file(path);
  Inspection found{.bytes = static_cast<std::int64_t>(bytes.size())};
  if (bytes.starts_with(hdf5::kSignature)) {
    look_inside(path, bytes, found);
    return found;
  }
  Contents contents;
  list_members(path, bytes, found, contents);
  look_inside(contents, found);
  return found;
}

}  // namespace occam::saving
