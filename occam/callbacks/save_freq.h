#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "occam/base/errors.h"
#include "occam/base/field_value.h"

namespace occam::callbacks {

/// When a callback saves: "epoch", at the end of each, or a number of batches, counted over all
/// epochs. Source: Keras 3, save_freq.
class SaveFreq {
 public:
  template <std::integral T>
  SaveFreq(T batches) : batches_(static_cast<std::int64_t>(batches)) {}  // NOLINT: implicit
  template <std::convertible_to<std::string_view> Text>
  SaveFreq(const Text& text) {  // NOLINT: implicit by design
    if (std::string_view(text) != "epoch") {
      throw_invalid_value("SaveFreq", "save_freq", "'epoch' or a number of batches",
                          "'" + std::string(std::string_view(text)) + "'");
    }
  }

  /// None: each epoch.
  std::optional<std::int64_t> batches() const { return batches_; }
  /// Counts a batch. True when it is time, and the count begins anew.
  bool count(std::int64_t& batches_since_save) const {
    if (!batches_ || ++batches_since_save < *batches_) return false;
    batches_since_save = 0;
    return true;
  }
  bool operator==(const SaveFreq&) const = default;

 private:
  std::optional<std::int64_t> batches_;
};

}  // namespace occam::callbacks

namespace occam {

template <>
struct FieldValue<callbacks::SaveFreq> {
  static constexpr std::string_view noun = "an integer or 'epoch'";
  static constexpr bool whole = true, single = false;
  static Config write(const callbacks::SaveFreq& freq) {
    return freq.batches() ? Config(*freq.batches()) : Config("epoch");
  }
  static std::optional<callbacks::SaveFreq> read(const Config& config) {
    if (const std::string* text = config.text()) {
      if (*text == "epoch") return callbacks::SaveFreq(*text);
      return std::nullopt;
    }
    const auto batches = FieldValue<Int>::read(config);
    if (!batches) return std::nullopt;
    return callbacks::SaveFreq(static_cast<long long>(*batches));
  }
  static std::optional<double> number(const callbacks::SaveFreq& freq) {
    return freq.batches() ? std::optional(static_cast<double>(*freq.batches())) : std::nullopt;
  }
};

}  // namespace occam
