#pragma once

#include <map>
#include <string>
#include <string_view>

#include "occam/base/fields.h"
#include "occam/graph/graph.h"
#include "occam/ops/hyper.h"

namespace occam::ops {

class Scope;

/// Declares every hyper-parameter among the fields of `options`, so that all of them exist before
/// the first one is used. Nothing for a struct without fields().
template <class Struct>
void declare_hypers(const Scope& scope, const Struct& options);
/// The same for those whose field's name `is_used` accepts.
template <class Struct, class IsUsed>
void declare_hypers(const Scope& scope, const Struct& options, const IsUsed& is_used);

/// Where a description stands while it is turned into a graph: it names what the description
/// declares.
class Scope {
 public:
  /// Values that newly declared hyper-parameters start with, by variable index.
  using Numbers = std::map<std::size_t, double>;

  Scope(graph::Graph& graph, std::string path, Numbers& numbers)
      : graph_(&graph), path_(std::move(path)), numbers_(&numbers) {}

  graph::Graph& graph() const { return *graph_; }
  const std::string& path() const { return path_; }
  /// "dense" + "kernel" = "dense/kernel".
  std::string path_of(std::string_view name) const;
  Scope child(std::string_view name) const { return at(path_of(name)); }
  /// Another place of the same graph.
  Scope at(std::string path) const { return Scope(*graph_, std::move(path), *numbers_); }

  /// The hyper-parameter of a member that fields() lists, as an input of the plan under the field's
  /// name: `scope.hyper(*this, &L2::l2)`. A scalar. It starts at the member's value and may be set
  /// at any time within the field's range; a schedule is worked out from the step instead.
  template <HasFields Struct>
  graph::Value hyper(const Struct& options, Hyper Struct::*member) const {
    const auto field = field_of(member);
    return hyper(field.name, options.*member, field.range);
  }
  /// The same for a member that may be none. REQUIRES: it is there.
  template <HasFields Struct>
  graph::Value hyper(const Struct& options, MaybeHyper Struct::*member) const {
    const auto field = field_of(member);
    return hyper(field.name, (options.*member).hyper(), field.range);
  }
  /// The hyper-parameter `name`, for structs without fields().
  graph::Value hyper(std::string_view name, const Hyper& value, const Range& range = {}) const;

  /// Number of steps taken before this one: 0 in the first. A scalar.
  graph::Value steps_taken() const;
  /// The stream of random numbers `name` of this place: two names draw independently.
  std::uint32_t stream(std::string_view name) const;

 protected:
  Numbers& numbers() const { return *numbers_; }

 private:
  graph::Graph* graph_;
  std::string path_;
  Numbers* numbers_;
};

template <class Struct>
void declare_hypers(const Scope& scope, const Struct& options) {
  declare_hypers(scope, options, [](std::string_view) { return true; });
}

template <class Struct, class IsUsed>
void declare_hypers(const Scope& scope, const Struct& options, const IsUsed& is_used) {
  if constexpr (HasFields<Struct>) {
    visit_fields(options, [&]<class Member>(const auto& field, const Member& member) {
      if (!is_used(field.name)) return;
      if constexpr (std::same_as<Member, Hyper>) {
        scope.hyper(field.name, member, field.range);
      } else if constexpr (std::same_as<Member, MaybeHyper>) {
        if (member.has_value()) scope.hyper(field.name, member.hyper(), field.range);
      }
    });
  }
}

}  // namespace occam::ops
