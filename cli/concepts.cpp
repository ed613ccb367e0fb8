#include "cli/concepts.h"

#include <fmt/format.h>

#include <functional>

#include "cli/arguments.h"
#include "cli/help.h"
#include "cli/train_flags.h"
#include "occam/activations/activation.h"
#include "occam/callbacks/callback.h"
#include "occam/constraints/constraint.h"
#include "occam/initializers/initializer.h"
#include "occam/layers/layer.h"
#include "occam/losses/loss.h"
#include "occam/metrics/metric.h"
#include "occam/models/recipe.h"
#include "occam/ops/schedule.h"
#include "occam/optimizers/optimizer.h"
#include "occam/regularizers/regularizer.h"

namespace occam::cli {
namespace {

/// "a finite number >= 0 or a schedule", "one of auto, min, max", "true or false".
std::string accepted(const FieldInfo& field) {
  if (field.choices.count > 0) {
    std::vector<std::string> texts(field.choices.begin(), field.choices.end());
    return "one of " + join(texts);
  }
  constexpr std::string_view kNumber = "a number";
  if (field.noun == "an integer") return to_text(field.range, true);
  if (!field.noun.starts_with(kNumber)) return std::string(field.noun);
  return to_text(field.range, false) + std::string(field.noun.substr(kNumber.size()));
}

/// What the name alone means, as a flag says it.
template <class H>
std::string meaning_of(const typename Catalogue<H>::Entry& entry) {
  try {
    return flag_text(entry.make());
  } catch (const InvalidArgument&) {
    return std::string(entry.name);  // nothing: an argument is needed, such as units
  }
}

std::string field_lines(const std::vector<FieldInfo>& fields) {
  std::string text;
  for (const FieldInfo& field : fields) {
    text += wrapped(fmt::format("  {}={}", field.name, flag_text(field.standard)),
                    fmt::format("{}: {}", accepted(field), field.doc));
  }
  return text;
}

template <class H>
std::string described(const typename Catalogue<H>::Entry& entry) {
  std::string also;
  if (entry.type != entry.name) also += ", " + std::string(entry.type);
  for (const std::string_view alias : entry.aliases) also += ", " + std::string(alias);
  std::string text = std::string(entry.name);
  if (!also.empty()) text += " (also " + also.substr(2) + ")";
  text += '\n' + field_lines(entry.fields());
  // The name alone may mean other values than the defaults beside given arguments.
  const std::string alone = meaning_of<H>(entry);
  if (alone != entry.name) text += fmt::format("  {} alone means {}\n", entry.name, alone);
  return text;
}

struct Concept {
  std::string_view name;
  std::string_view use;  ///< where its members are named
  std::function<std::string(std::string_view member)> members;
};

template <class H>
Concept concept_of(std::string_view name, std::string_view use) {
  return {name, use, [](std::string_view member) {
            std::string text;
            for (const auto& entry : H::catalogue().entries()) {
              if (member.empty() || entry.is(member)) text += '\n' + described<H>(entry);
            }
            if (text.empty()) member_of<H>("help", {std::string(member), {}});
            return text;
          }};
}

std::string recipes(std::string_view member) {
  std::string text;
  for (const auto& [name, recipe] :
       {std::pair<std::string, Recipe>{"tabular", tabular_recipe({}, 1000, 10)},
        {"simple", Recipe()}}) {
    if (member.empty() || member == name)
      text += "\n" + name + "\n" + field_lines(recipe_arguments(recipe));
  }
  if (text.empty()) refuse_value("help", "tabular or simple", std::string(member));
  return text;
}

/// Of members that no flag takes.
constexpr std::string_view kLibrary = "the C++ library and model files";

const std::vector<Concept>& concepts() {
  static const std::vector<Concept> all = {
      concept_of<Activation>("activations", "--activation"),
      concept_of<callbacks::Callback>("callbacks", kLibrary),
      concept_of<Constraint>("constraints", kLibrary),
      concept_of<Initializer>("initializers", "--kernel-initializer"),
      concept_of<Layer>("layers", kLibrary),
      concept_of<Loss>("losses", "--loss"),
      concept_of<Metric>("metrics", kLibrary),
      concept_of<Optimizer>("optimizers", "--optimizer"),
      {"recipes", "--recipe, with the arguments that are no flags of their own", recipes},
      concept_of<Regularizer>("regularizers", "--kernel-regularizer and --bias-regularizer"),
      concept_of<Schedule>("schedules", "arguments that take a number or a schedule")};
  return all;
}

}  // namespace

std::string under_flag(std::string_view flag, std::string_view member, std::string message) {
  // "Optimizer: unknown name 'adamm'": the flag says it.
  const std::size_t place = message.find(fmt::format(": unknown name '{}'", member));
  if (place != message.npos && message.find(' ') > place) message = message.substr(place + 2);
  return std::string(flag) + ": " + message;
}

Spec parse_member(std::string_view flag, std::string_view text) {
  try {
    return parse_spec(flag, text);
  } catch (const InvalidArgument& error) {
    throw UsageError(error.what());
  }
}

std::string flag_text(const Config& value) {
  if (value.is_null()) return "none";
  if (const std::string* text = value.text()) return *text;
  if (const Config::List* list = value.list()) {
    std::string text;
    for (const Config& item : *list) text += (text.empty() ? "" : ",") + flag_text(item);
    return text.empty() ? "none" : text;
  }
  if (const Config* name = value.find("class_name")) return *name->text();
  return to_text(value);
}

std::string flag_text(std::string_view name, std::span<const FieldInfo> fields,
                      const Config& arguments) {
  std::string text(name);
  char sign = ':';
  for (const FieldInfo& field : fields) {
    const Config& value = *arguments.find(field.name);
    if (value == field.standard) continue;
    text += fmt::format("{}{}={}", sign, field.name, flag_text(value));
    sign = ',';
  }
  return text;
}

std::vector<std::string> concept_names() {
  std::vector<std::string> names;
  for (const Concept& each : concepts()) names.emplace_back(each.name);
  return names;
}

std::string concept_help(std::string_view name, std::string_view member) {
  for (const Concept& each : concepts()) {
    if (each.name != name) continue;
    return fmt::format(
        "The {}, for {}.\nA member is named alone, or with arguments: NAME:ARGUMENT=VALUE,...; "
        "those\nnot given have the values shown.\n{}",
        each.name, each.use, each.members(member));
  }
  return {};
}

}  // namespace occam::cli
