#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "occam/base/fields.h"

namespace occam::callbacks {

/// What a run has left in a callback so far, as a checkpoint holds it.
struct RunState {
  struct Floats {
    std::string name;
    std::vector<float> values;
  };
  std::string type = {};
  Config arguments = {};  ///< null: those may differ when the run goes on
  Config values = Config::Map();
  std::vector<Floats> arrays = {};  ///< what is long: copies of weights
};

/// A struct that lists what a run changes in it: `static constexpr auto state_fields()` returns a
/// list of Fields, as fields() does of its arguments. None is listed by a callback whose past
/// does not matter. A vector of float is kept in binary.
template <class T>
concept HasStateFields = requires {
  T::state_fields();
};

/// Watches a run and changes nothing in it: its arguments may differ when the run goes on.
template <class T>
concept ObservesOnly = requires {
  requires T::observes_only;
};

namespace run_state_detail {

[[noreturn]] inline void refuse(std::string_view type, std::string_view name) {
  throw InvalidArgument(std::string(type) + ": no valid '" + std::string(name) +
                        "' among what a run left");
}

template <class T>
constexpr std::string_view type_of() {
  if constexpr (requires { std::string_view(T::type); }) {
    return T::type;
  } else {
    return "Callback";
  }
}

}  // namespace run_state_detail

template <HasStateFields T>
RunState run_state_of(const T& callback) {
  RunState state{std::string(run_state_detail::type_of<T>())};
  if constexpr (HasFields<T> && !ObservesOnly<T>) state.arguments = config_of(callback);
  const auto keep = [&](const auto& field) {
    const auto& member = callback.*(field.member);
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (std::same_as<Member, std::vector<float>>) {
      state.arrays.push_back({std::string(field.name), member});
    } else {
      state.values.set(std::string(field.name), FieldValue<Member>::write(member));
    }
  };
  for_each_field(T::state_fields(), keep);
  return state;
}

/// Gives the members back what run_state_of kept. Throws InvalidArgument, naming the member, for
/// one that is missing or of another kind.
template <HasStateFields T>
void take_run_state(const RunState& state, T& callback) {
  const auto take = [&](const auto& field) {
    auto& member = callback.*(field.member);
    using Member = std::remove_cvref_t<decltype(member)>;
    if constexpr (std::same_as<Member, std::vector<float>>) {
      for (const RunState::Floats& array : state.arrays) {
        if (array.name != field.name) continue;
        member = array.values;
        return;
      }
      run_state_detail::refuse(state.type, field.name);
    } else {
      const Config* const value = state.values.find(field.name);
      if (value == nullptr) run_state_detail::refuse(state.type, field.name);
      auto read = FieldValue<Member>::read(*value);
      if (!read) run_state_detail::refuse(state.type, field.name);
      member = std::move(*read);
    }
  };
  for_each_field(T::state_fields(), take);
}

}  // namespace occam::callbacks
