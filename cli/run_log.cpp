#include "cli/run_log.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string_view>

namespace occam::cli {
namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// A line of its own on standard error, over the bar where one stands.
void print(const Warning& warning) {
  const char* const terminal = std::getenv("TERM");
  const bool is_dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  const std::string start = isatty(STDERR_FILENO) == 0 ? "" : is_dumb ? "\n" : "\r\x1b[K";
  const bool is_hint = warning.kind == Warning::Kind::kHint;
  std::cerr << start + (is_hint ? "hint: " : "warning: ") + warning.text + '\n' << std::flush;
}

}  // namespace

RunLog::RunLog(bool quiet)
    : quiet_(quiet), start_(now()), catcher_([this](const Warning& warning) {
        warnings_.push_back(warning);
        if (!quiet_) print(warning);
      }) {}

void RunLog::say(const std::string& line) const {
  if (!quiet_) std::cerr << line << '\n';
}

void RunLog::say(const std::vector<std::string>& lines, const std::string& before) const {
  for (const std::string& line : lines) say(before + line);
}

double RunLog::seconds() const { return now() - start_; }

}  // namespace occam::cli
