#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include "occam/base/catalogue.h"
#include "occam/base/described.h"

namespace occam {

/// Holds one struct of a concept behind its interface, or none: what Regularizer, Loss, Layer ...
/// derive from. Copies share the struct, which never changes.
template <class Interface>
class Holder {
 public:
  explicit operator bool() const { return held_ != nullptr; }
  /// The class name: "L2"; "none" when empty.
  std::string_view type() const { return held_ ? held_->type() : std::string_view("none"); }
  bool has_fields() const { return !held_ || held_->has_fields(); }
  /// {"class_name": "L2", "config": {"l2": 0.01}} as Keras writes it, or null when empty. Throws
  /// InvalidArgument for a struct without fields().
  Config config() const {
    if (!held_) return {};
    return Config::map({{"class_name", held_->type()}, {"config", held_->config()}});
  }
  friend bool operator==(const Holder& a, const Holder& b) {
    return a.held_ == b.held_ || (a.held_ && b.held_ && a.held_->equals(*b.held_));
  }
  /// What a file describes. REQUIRES: not empty.
  const Described& described() const { return held_->itself(); }
  /// The held struct when it is a T, else null.
  template <class T>
  const T* as() const {
    const auto* const found = dynamic_cast<const Describes<T, Interface>*>(held_.get());
    return found != nullptr ? &found->described : nullptr;
  }

 protected:
  Holder() = default;
  explicit Holder(std::shared_ptr<const Interface> held) : held_(std::move(held)) {}
  /// REQUIRES: not empty.
  const Interface& held() const { return *held_; }
  const Interface* identity() const { return held_.get(); }

 private:
  std::shared_ptr<const Interface> held_;
};

/// A holder whose members have a catalogue.
template <class H>
concept Catalogued = requires {
  { H::catalogue() } -> std::same_as<const Catalogue<H>&>;
};

/// A config reads as null (none), a name, or {"class_name", "config"}.
template <Catalogued H>
struct FieldValue<H> {
  static constexpr std::string_view noun = "a name, a class_name with its config, or none";
  static Config write(const H& holder) { return holder.config(); }
  static std::optional<H> read(const Config& config) {
    if (config.is_null()) {
      if constexpr (std::default_initializable<H>) {
        return H();
      } else {
        return std::nullopt;
      }
    }
    if (const std::string* name = config.text()) return H(*name);
    const Config* const class_name = config.find("class_name");
    if (class_name == nullptr || class_name->text() == nullptr) return std::nullopt;
    const Config* const arguments = config.find("config");
    return H::catalogue().make(*class_name->text(), arguments ? *arguments : Config());
  }
};

}  // namespace occam
