#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_codes.h"
#include "occam/base/holder.h"

namespace occam::cli {

/// A library's message about a member as one about the flag that names it.
std::string under_flag(std::string_view flag, std::string_view member, std::string message);

/// The member that a flag's value names: "l2", "l1l2:l1=1e-5,l2=1e-4"; "none" for nothing, where
/// the concept knows that. Throws UsageError, naming the flag.
template <class H>
H member_of(std::string_view flag, const Spec& spec) {
  if constexpr (std::default_initializable<H>) {
    if (spec.name == "none" && spec.arguments.is_null()) return {};
  }
  try {
    return H::catalogue().make(spec.name, spec.arguments);
  } catch (const InvalidArgument& error) {
    throw UsageError(under_flag(flag, spec.name, error.what()));
  }
}
/// Throws UsageError for a text that is no name with arguments.
Spec parse_member(std::string_view flag, std::string_view text);

/// What a flag would say for a config's value: "16,16", "0.5", "none".
std::string flag_text(const Config& value);
/// The same for a member, with the arguments that differ from their defaults: "l2:l2=0.1".
std::string flag_text(std::string_view name, std::span<const FieldInfo> fields,
                      const Config& arguments);
template <class H>
std::string flag_text(const H& member) {
  if constexpr (std::default_initializable<H>) {
    if (!member) return "none";
  }
  const auto& entry = H::catalogue().find(member.type());
  return flag_text(entry.name, entry.fields(), *member.config().find("config"));
}

/// Names of the members of H: "adam, sgd".
template <class H>
std::string member_names() {
  std::string text;
  for (const auto& entry : H::catalogue().entries())
    text += (text.empty() ? "" : ", ") + std::string(entry.name);
  return text;
}
/// Names of the members of H that have this argument.
template <class H>
std::string members_with(std::string_view argument) {
  std::string text;
  for (const auto& entry : H::catalogue().entries()) {
    for (const FieldInfo& field : entry.fields()) {
      if (field.name == argument) text += (text.empty() ? "" : ", ") + std::string(entry.name);
    }
  }
  return text;
}

/// What `occam help` knows beside the commands: "optimizers", "regularizers", ...
std::vector<std::string> concept_names();
/// The members of a concept, or one of them, with their arguments. Throws UsageError for an
/// unknown member; empty for an unknown concept.
std::string concept_help(std::string_view name, std::string_view member);

}  // namespace occam::cli
