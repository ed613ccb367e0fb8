#include "occam/saving/mask_operations.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "occam/base/errors.h"
#include "occam/saving/keras_object.h"

namespace occam::saving {
namespace {

/// What Keras's compute_mask of its layers is made of.
constexpr std::array<std::string_view, 8> kOperations = {
    "NotEqual", "Any", "All", "ExpandDims", "Concatenate", "OnesLike", "LogicalOr", "LogicalAnd"};

const Config* inside(const Config& object, std::string_view outer, std::string_view key) {
  const Config* const value = object.find(outer);
  return value == nullptr ? nullptr : value->find(key);
}

std::optional<double> number_of(const Config* value) {
  if (value == nullptr) return {};
  if (value->integer() != nullptr) return static_cast<double>(*value->integer());
  if (value->number() != nullptr) return *value->number();
  return {};
}

/// The histories of all tensors in a call's argument.
void add_histories(const Config& argument, std::vector<const Config*>& found) {
  if (text_of(argument, "class_name") == "__keras_tensor__") {
    const Config* const history = inside(argument, "config", "keras_history");
    if (history != nullptr && history->list() != nullptr && !history->list()->empty() &&
        history->list()->front().text() != nullptr)
      found.push_back(history);
  } else if (argument.list() != nullptr) {
    for (const Config& each : *argument.list()) add_histories(each, found);
  }
}

class Masks {
 public:
  explicit Masks(const Config::List& objects) {
    for (const Config& object : objects) {
      // Unlike a layer, an operation has no type of its weights; its module is not in every format.
      if (inside(object, "config", "dtype") == nullptr)
        operations_.emplace(text_of(object, "name"), &object);
      const std::string class_name = text_of(object, "class_name");
      const bool masks = class_name == "Masking" || class_name == "Embedding";
      const Config* const zero = inside(object, "config", "mask_zero");
      if (!masks || (class_name == "Embedding" && (zero == nullptr || *zero != Config(true))))
        continue;
      const std::optional<double> value =
          class_name == "Embedding" ? 0.0 : number_of(inside(object, "config", "mask_value"));
      for (const Config* const source : inputs(object))
        if (value) makers_.push_back({source, *value});
    }
  }

  /// Is the tensor of this history made of masks alone? Its operations are then added.
  bool add(const Config& history, std::set<std::string>& names) const {
    const std::string& name = *history.list()->front().text();
    const auto found = operations_.find(name);
    if (found == operations_.end()) return false;
    if (!names.insert(name).second) return true;
    const std::string class_name = text_of(*found->second, "class_name");
    if (std::find(kOperations.begin(), kOperations.end(), class_name) == kOperations.end())
      return false;
    if (class_name == "OnesLike") return true;  // of an input without a mask
    const std::vector<const Config*> needed = inputs(*found->second);
    if (class_name == "NotEqual") return needed.size() == 1 && is_made(*found->second, *needed[0]);
    return std::all_of(needed.begin(), needed.end(),
                       [&](const Config* each) { return add(*each, names); });
  }

  /// The histories of what an object is called on.
  static std::vector<const Config*> inputs(const Config& object) {
    std::vector<const Config*> found;
    const Config* const calls = object.find("inbound_nodes");
    if (calls == nullptr || calls->list() == nullptr) return found;
    for (const Config& call : *calls->list()) {
      if (const Config* const args = call.find("args")) add_histories(*args, found);
    }
    return found;
  }

 private:
  struct Maker {
    const Config* source;
    double value;  ///< what is masked
  };

  bool is_made(const Config& operation, const Config& source) const {
    const Config* const args = (*operation.find("inbound_nodes")->list())[0].find("args");
    const std::optional<double> value = args->list() != nullptr && args->list()->size() == 2
                                            ? number_of(&args->list()->back())
                                            : std::nullopt;
    return value && std::any_of(makers_.begin(), makers_.end(), [&](const Maker& maker) {
             return *maker.source == source && maker.value == *value;
           });
  }

  std::map<std::string, const Config*> operations_;
  std::vector<Maker> makers_;
};

}  // namespace

std::set<std::string> mask_operations(const std::string& where, const Config::List& objects) {
  const Masks masks(objects);
  std::set<std::string> names;
  for (const Config& object : objects) {
    const Config* const calls = object.find("inbound_nodes");
    if (calls == nullptr || calls->list() == nullptr) continue;
    for (const Config& call : *calls->list()) {
      const Config* const mask = inside(call, "kwargs", "mask");
      if (mask == nullptr) continue;
      std::vector<const Config*> histories;
      add_histories(*mask, histories);
      for (const Config* const history : histories) {
        if (masks.add(*history, names)) continue;
        throw_file_error(where, "layer '" + text_of(object, "name") +
                                    "' is called with mask=" + to_text(*history) +
                                    ". Expected the mask of a Masking or an Embedding(mask_zero)");
      }
    }
  }
  return names;
}

}  // namespace occam::saving
