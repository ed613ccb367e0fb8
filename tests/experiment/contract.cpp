#include "tests/experiment/contract.h"

#include <algorithm>
#include <limits>

#include "occam/activations/activation.h"
#include "occam/ops/schedule.h"
#include "occam/optimizers/optimizer.h"

namespace occam::experiments {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

bool has(const FieldInfo& field, std::string_view word) {
  return field.noun.find(word) != std::string_view::npos;
}
bool is_whole(const FieldInfo& field) { return field.noun.starts_with("an integer"); }
bool is_number(const FieldInfo& field) { return has(field, "number") || is_whole(field); }

std::vector<double> numbers_within(const Range& range) {
  const bool low = std::isfinite(range.low), high = std::isfinite(range.high);
  std::vector<double> numbers;
  if (low && high) {
    numbers = {range.low + 0.3 * (range.high - range.low),
               range.low + 0.7 * (range.high - range.low), range.low, range.high};
  } else if (low) {
    numbers = {range.low + 0.25, range.low + 3, range.low};
  } else if (high) {
    numbers = {range.high - 0.25, range.high - 3, range.high};
  } else {
    numbers = {-0.7, 0.2, 3};
  }
  std::erase_if(numbers, [&](double number) { return !range.contains(number); });
  return numbers;
}

template <class H>
void append_names(std::vector<Config>& values) {
  for (const auto& entry : H::catalogue().entries()) values.emplace_back(entry.name);
}

}  // namespace

std::vector<Config> candidates(const FieldInfo& field) {
  std::vector<Config> values;
  if (const bool* standard = field.standard.boolean()) values.emplace_back(!*standard);
  for (const std::string_view choice : field.choices) values.emplace_back(choice);
  if (is_whole(field)) {
    for (const double number : numbers_within(field.range))
      values.emplace_back(static_cast<std::int64_t>(std::ceil(number)));
  } else if (is_number(field)) {
    for (const double number : numbers_within(field.range)) values.emplace_back(number);
  }
  if (has(field, "schedule")) append_names<Schedule>(values);
  if (field.noun == "a text" && field.choices.count == 0) values.emplace_back("another");
  if (has(field, "list")) {
    values.emplace_back(Config::List{3, 2});
    values.emplace_back(Config::List{4});
    values.emplace_back(Config::List{3.5, 2.25});
    values.emplace_back(Config::List{0.75, 0.25});
    values.emplace_back(Config::List{"bias"});
  }
  if (const Config::List* list = field.standard.list(); list != nullptr && list->size() > 1)
    values.emplace_back(Config::List(list->rbegin(), list->rend()));
  if (has(field, "class_name")) {
    append_names<Activation>(values);
    append_names<Initializer>(values);
    append_names<Regularizer>(values);
    append_names<Constraint>(values);
    append_names<Optimizer>(values);
  }
  std::erase_if(values, [&](const Config& value) {
    // A member's name stands for a config: where that is the default, there is nothing to see.
    const Config* const class_name = field.standard.find("class_name");
    if (class_name != nullptr && value.text() != nullptr) {
      const auto is_standard = [&](const auto& entry) {
        return entry.name == *value.text() && entry.type == *class_name->text();
      };
      if (std::ranges::any_of(Initializer::catalogue().entries(), is_standard) ||
          std::ranges::any_of(Optimizer::catalogue().entries(), is_standard))
        return true;
    }
    return value == field.standard;
  });
  return values;
}

std::vector<Config> refused_values(const FieldInfo& field) {
  std::vector<Config> values;
  if (field.choices.count > 0) values.emplace_back("no such choice");
  if (!is_number(field)) return values;
  for (const auto& [bound, away, open] :
       {std::tuple{field.range.low, -1.0, field.range.low_open},
        std::tuple{field.range.high, 1.0, field.range.high_open}}) {
    if (!std::isfinite(bound)) continue;
    for (const double value : {bound + away, bound}) {
      if (value == bound && !open) continue;
      if (is_whole(field)) {
        values.emplace_back(static_cast<std::int64_t>(value));
      } else {
        values.emplace_back(value);
      }
    }
  }
  for (const double value : {std::nan(""), kInf, -kInf, 1e39, -1e39}) values.emplace_back(value);
  return values;
}

std::vector<Config> other_kinds(const FieldInfo& field) {
  Config::List nested;
  nested.emplace_back(Config::List());
  const Config list = nested;
  if (field.standard.boolean() != nullptr) return {1, "true", list, Config()};
  if (is_whole(field) && has(field, "none")) return {true, 1.5, "1", list};
  if (is_whole(field)) return {true, 1.5, "1", list, Config()};
  if (has(field, "schedule")) return {true, list};
  if (is_number(field)) return {true, "1", list};
  if (field.noun == "a text") return {true, 1, list, Config()};
  return {true, 0.5, list};
}

void expect_slices_equal_solo(const std::function<void(Experiment&)>& describe) {
  constexpr std::size_t kMembers = 3;
  Experiment stack(kMembers);
  describe(stack);
  std::map<std::string, std::vector<double>> hypers;
  std::vector<std::string> kept;
  for (const runtime::Variable& variable : stack.variables()) {
    if (variable.path.starts_with("kept/")) kept.push_back(variable.path.substr(5));
    if (variable.role != runtime::Role::kHyper) continue;
    const std::vector<double> numbers = numbers_within(variable.range);
    std::vector<double>& values = hypers[variable.path];
    // Another order for each, so that no two hyper-parameters are alike in every member.
    for (std::size_t m = 0; m < kMembers; ++m)
      values.push_back(numbers[(m + hypers.size()) % numbers.size()]);
    stack.set_hyper(variable.path, values);
  }
  ASSERT_FALSE(kept.empty());
  stack.run();
  for (std::size_t m = 0; m < kMembers; ++m) {
    Experiment solo;
    describe(solo);
    for (const auto& [path, values] : hypers) solo.set_hyper(path, {values[m]});
    solo.run();
    for (const std::string& name : kept) {
      EXPECT_TRUE(
          std::ranges::equal(stack.kept(name, static_cast<std::int64_t>(m)), solo.kept(name, 0)))
          << name << " of member " << m;
    }
  }
}

}  // namespace occam::experiments
