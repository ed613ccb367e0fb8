#include "occam/base/warnings.h"

#include <iostream>
#include <utility>

namespace occam {
namespace {

// One a thread, so that two models in two threads share nothing.
thread_local WarningCatcher* innermost = nullptr;

}  // namespace

std::string to_text(const Warning& warning) {
  return std::string("occam: ") + (warning.kind == Warning::Kind::kHint ? "hint: " : "warning: ") +
         warning.text;
}

void hand_over(Warning warning) {
  if (innermost != nullptr) {
    innermost->handler_(warning);
  } else {
    std::cerr << to_text(warning) + "\n";
  }
}

void warn(std::string text) { hand_over({Warning::Kind::kWarning, std::move(text)}); }

void hint(std::string text) { hand_over({Warning::Kind::kHint, std::move(text)}); }

WarningCatcher::WarningCatcher(Handler handler)
    : handler_(std::move(handler)), outer_(std::exchange(innermost, this)) {}

WarningCatcher::~WarningCatcher() { innermost = outer_; }

}  // namespace occam
