#pragma once

#include <concepts>
#include <type_traits>

#include "occam/ops/schedule.h"

namespace occam {

/// A hyper-parameter of a description: a number that becomes an input of the plan, so that it may
/// be changed after the model is built and may differ between the members of a stack, or a schedule
/// that works one out from the step.
class Hyper {
 public:
  template <class T>
  requires std::is_arithmetic_v<T> Hyper(T value)  // NOLINT: implicit by design
      : value_(static_cast<double>(value)) {}
  template <class T>
  requires ScheduleLike<T> || std::same_as<T, Schedule> Hyper(T schedule)  // NOLINT
      : schedule_(std::move(schedule)) {}
  bool is_number() const { return !schedule_; }
  /// REQUIRES: is_number().
  double value() const { return value_; }
  /// None for a number.
  const Schedule& schedule() const { return schedule_; }
  bool operator==(const Hyper&) const = default;

 private:
  double value_ = 0;
  Schedule schedule_;
};

/// A hyper-parameter or nothing (Keras's None): what is not there costs nothing.
class MaybeHyper {
 public:
  MaybeHyper() = default;
  template <class T>
  requires std::constructible_from<Hyper, T> MaybeHyper(T value)
      : has_value_(true), hyper_(std::move(value)) {}  // NOLINT: implicit by design
  bool has_value() const { return has_value_; }
  /// REQUIRES: has_value().
  const Hyper& hyper() const { return hyper_; }
  bool operator==(const MaybeHyper&) const = default;

 private:
  bool has_value_ = false;
  Hyper hyper_ = 0;
};

template <>
struct FieldValue<Hyper> {
  static constexpr std::string_view noun = "a number or a schedule";
  static constexpr bool whole = false, single = true;
  static Config write(const Hyper& hyper) {
    return hyper.is_number() ? Config(hyper.value()) : hyper.schedule().config();
  }
  static std::optional<Hyper> read(const Config& config) {
    if (const auto number = FieldValue<double>::read(config)) return Hyper(*number);
    if (config.is_null()) return std::nullopt;
    const auto schedule = FieldValue<Schedule>::read(config);
    return schedule ? std::optional<Hyper>(*schedule) : std::nullopt;
  }
  static std::optional<double> number(const Hyper& hyper) {
    return hyper.is_number() ? std::optional(hyper.value()) : std::nullopt;
  }
};

template <>
struct FieldValue<MaybeHyper> {
  static constexpr std::string_view noun = "a number, a schedule or none";
  static constexpr bool whole = false, single = true;
  static Config write(const MaybeHyper& hyper) {
    return hyper.has_value() ? FieldValue<Hyper>::write(hyper.hyper()) : Config();
  }
  static std::optional<MaybeHyper> read(const Config& config) {
    if (config.is_null()) return MaybeHyper();
    const auto hyper = FieldValue<Hyper>::read(config);
    return hyper ? std::optional<MaybeHyper>(*hyper) : std::nullopt;
  }
  static std::optional<double> number(const MaybeHyper& hyper) {
    return hyper.has_value() ? FieldValue<Hyper>::number(hyper.hyper()) : std::nullopt;
  }
};

}  // namespace occam
