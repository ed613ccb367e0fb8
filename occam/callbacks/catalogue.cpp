#include "occam/callbacks/catalogue.h"

#include <array>
#include <cstddef>

#include "occam/base/errors.h"
#include "occam/callbacks/early_stopping.h"
#include "occam/callbacks/history.h"
#include "occam/callbacks/progress_bar.h"
#include "occam/callbacks/terminate_on_nan.h"

namespace occam::callbacks {
namespace {

struct Entry {
  std::string_view name;
  Callback (*make)();
};

// The only list of callback names: one line a callback, alphabetical.
constexpr std::array kEntries = {
    Entry{"EarlyStopping", [] { return Callback(EarlyStopping{}); }},
    Entry{"History", [] { return Callback(History{}); }},
    Entry{"ProgbarLogger", [] { return Callback(ProgressBar{}); }},
    Entry{"ProgressBar", [] { return Callback(ProgressBar{}); }},
    Entry{"TerminateOnNaN", [] { return Callback(TerminateOnNaN{}); }},
};

constexpr auto kNames = [] {
  std::array<std::string_view, kEntries.size()> found{};
  for (std::size_t i = 0; i < kEntries.size(); ++i) found[i] = kEntries[i].name;
  return found;
}();

}  // namespace

std::span<const std::string_view> names() { return kNames; }

Callback make(std::string_view name) {
  for (const Entry& entry : kEntries) {
    if (entry.name == name) return entry.make();
  }
  throw_unknown_name("Callback", name, kNames);
}

}  // namespace occam::callbacks
