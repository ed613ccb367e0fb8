#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "occam/base/holder.h"
#include "tests/experiment/experiment.h"
#include "tests/experiment/refusal.h"

namespace occam::experiments {

/// Values to try for a field beside its default: inside its range, its choices, members by name.
std::vector<Config> candidates(const FieldInfo& field);
/// Values of its kind that a field has to refuse: beyond its range, not finite, beyond float32.
std::vector<Config> refused_values(const FieldInfo& field);
/// Values of kinds that a field does not have.
std::vector<Config> other_kinds(const FieldInfo& field);

/// A member with its defaults and, one each, with what its fields accept beside them.
template <class H>
std::vector<H> variants(const typename Catalogue<H>::Entry& entry) {
  std::vector<H> made = {entry.make()};
  for (const FieldInfo& field : entry.fields()) {
    for (const Config& value : candidates(field)) {
      Config arguments = *entry.make().config().find("config");
      arguments.set(std::string(field.name), value);
      // A value that contradicts another member's default is left out.
      if (refusal([&] { entry.read(arguments); }).empty()) made.push_back(entry.read(arguments));
    }
  }
  return made;
}

template <class H>
void expect_round_trip(const H& member) {
  const Config config = member.config();
  const std::optional<H> again = FieldValue<H>::read(config);
  ASSERT_TRUE(again) << to_text(config);
  EXPECT_TRUE(*again == member) << to_text(config);
  EXPECT_TRUE(again->config() == config) << to_text(config) << " != " << to_text(again->config());
}

/// One field of a member: every value that it accepts is kept, any other refused by name.
template <class H>
void expect_field(const typename Catalogue<H>::Entry& entry, const FieldInfo& field) {
  const Config standard = *entry.make().config().find("config");
  const std::string name(field.name);
  SCOPED_TRACE(name);
  EXPECT_FALSE(field.doc.empty());
  const auto with = [&](const Config& value) {
    Config arguments = standard;
    arguments.set(name, value);
    return entry.read(arguments);
  };
  std::size_t accepted = 0;
  for (const Config& value : candidates(field)) {
    if (!refusal([&] { with(value); }).empty()) continue;
    ++accepted;
    const H made = with(value);
    expect_round_trip(made);
    EXPECT_EQ(made == entry.read(standard), *standard.find(name) == value) << to_text(value);
    if (value.text() == nullptr) {
      // A whole number is written as a number where the field takes numbers.
      EXPECT_EQ(to_text(*made.config().find("config")->find(name)), to_text(value));
    }
  }
  EXPECT_GT(accepted, 0u) << "accepts none of the values tried";
  for (const Config& value : refused_values(field)) {
    const std::string message = refusal([&] { with(value); });
    EXPECT_TRUE(message.starts_with(entry.type)) << message;
    EXPECT_NE(message.find(name), std::string::npos) << message;
    const std::string shown = value.text() != nullptr ? *value.text() : to_text(value);
    EXPECT_NE(message.find(shown), std::string::npos) << shown << ": " << message;
  }
  for (const Config& value : other_kinds(field)) {
    const std::string message = refusal([&] { with(value); });
    EXPECT_TRUE(message.starts_with(std::string(entry.type) + ": invalid value for " + name))
        << to_text(value) << ": " << message;
  }
}

/// What holds for every member of a concept's catalogue: names are unique, fields documented,
/// configs round trips, arguments checked.
template <class H>
void expect_described() {
  std::set<std::string_view> names;
  std::size_t count = 0;
  for (const std::string_view name : H::catalogue().names()) {
    names.insert(name);
    ++count;
  }
  EXPECT_EQ(names.size(), count) << "a name stands twice in the catalogue";
  for (const auto& entry : H::catalogue().entries()) {
    SCOPED_TRACE(entry.name);
    EXPECT_EQ(entry.make().type(), entry.type);
    expect_round_trip(entry.make());
    std::set<std::string_view> field_names;
    for (const FieldInfo& field : entry.fields()) {
      EXPECT_TRUE(field_names.insert(field.name).second) << field.name;
      expect_field<H>(entry, field);
    }
    Config arguments = *entry.make().config().find("config");
    arguments.set("no_such_argument", 1);
    EXPECT_NE(refusal([&] { entry.read(arguments); }).find("no_such_argument"), std::string::npos);
  }
  EXPECT_NE(refusal([] { H::catalogue().make("no such member"); }).find("no such member"),
            std::string::npos);
}

/// Runs what `describe` builds and keeps as a stack of three, its hyper-parameters set to different
/// values, and each member alone: the same bits.
void expect_slices_equal_solo(const std::function<void(Experiment&)>& describe);

}  // namespace occam::experiments
