#include "cli/read_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "occam/base/byte_text.h"

namespace occam::cli {
namespace {

using Clock = std::chrono::steady_clock;

class ReadingLine {
 public:
  void update(const data::ReadProgress& progress) {
    using std::chrono::milliseconds;
    const Clock::time_point now = Clock::now();
    // Bytes go back when a file is read a second time.
    if (progress.bytes < bytes_ || bytes_ == 0) start_ = now;
    bytes_ = progress.bytes;
    const bool done = progress.total_bytes && progress.bytes >= *progress.total_bytes;
    if (done && shown_) return clear();
    if (done || now - start_ < milliseconds(1000) || now - last_ < milliseconds(200)) return;
    last_ = now;
    shown_ = true;
    std::string text = "reading: " + byte_text(progress.bytes);
    if (progress.total_bytes && *progress.total_bytes > 0) {
      text = fmt::format(
          "reading: {:.0f} % of {}",
          100.0 * static_cast<double>(progress.bytes) / static_cast<double>(*progress.total_bytes),
          byte_text(*progress.total_bytes));
    }
    if (progress.rows > 0) text += fmt::format(", {} rows", progress.rows);
    // The cursor goes back, so that what comes next stands in its place.
    std::cerr << "\r\x1b[K" << text << '\r' << std::flush;
  }

 private:
  void clear() {
    std::cerr << "\r\x1b[K" << std::flush;
    shown_ = false;
    bytes_ = 0;
  }

  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = {};
  std::int64_t bytes_ = 0;
  bool shown_ = false;
};

}  // namespace

void show_reading_progress(ReadFlags& flags) {
  const char* terminal = std::getenv("TERM");
  const bool is_dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
  if (isatty(STDERR_FILENO) == 0 || is_dumb) return;
  flags.options.on_progress = [line = std::make_shared<ReadingLine>()](
                                  const data::ReadProgress& progress) { line->update(progress); };
}

}  // namespace occam::cli
