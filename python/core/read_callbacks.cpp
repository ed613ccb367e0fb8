#include "python/core/read_callbacks.h"

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "occam/callbacks/early_stopping.h"
#include "occam/callbacks/model_checkpoint.h"
#include "occam/callbacks/reduce_lr_on_plateau.h"

namespace occam::python {
namespace {

using callbacks::Callback;

template <class T>
struct KeptAs final : ReadCallbacks::Kept {
  T callback = {};

  /// All but copies of weights.
  Config values() const override {
    Config found = Config::Map();
    for_each_field(T::state_fields(), [&](const auto& field) {
      const auto& member = callback.*(field.member);
      using Member = std::remove_cvref_t<decltype(member)>;
      if constexpr (!std::same_as<Member, std::vector<float>>)
        found.set(std::string(field.name), FieldValue<Member>::write(member));
    });
    return found;
  }
};

struct Made {
  Callback callback;
  std::unique_ptr<ReadCallbacks::Kept> kept;
};

template <class T>
std::optional<Made> made_as(const std::string& name, const Config& arguments,
                            std::ostream& messages) {
  if (name != T::type) return std::nullopt;
  auto kept = std::make_unique<KeptAs<T>>();
  read_config(arguments, kept->callback);
  kept->callback.out = &messages;
  Callback callback(std::ref(kept->callback));
  return Made{std::move(callback), std::move(kept)};
}

}  // namespace

ReadCallbacks::ReadCallbacks() : messages_(nb::module_::import_("sys").attr("stdout")) {}

Callback ReadCallbacks::make(const std::string& name, const Config& arguments) {
  std::optional<Made> made = made_as<callbacks::EarlyStopping>(name, arguments, messages_);
  if (!made) made = made_as<callbacks::ModelCheckpoint>(name, arguments, messages_);
  if (!made) made = made_as<callbacks::ReduceLROnPlateau>(name, arguments, messages_);
  if (!made) return skip(), Callback::catalogue().make(name, arguments);
  kept_.push_back(std::move(made->kept));
  return std::move(made->callback);
}

nb::list ReadCallbacks::left() const {
  nb::list list;
  for (const auto& each : kept_) list.append(each ? object_of(each->values()) : nb::dict());
  return list;
}

}  // namespace occam::python
