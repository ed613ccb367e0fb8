#include "occam/callbacks/progress_bar.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include "occam/base/errors.h"
#include "occam/base/text_columns.h"

namespace occam::callbacks {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kGreen = "\x1b[32m";
constexpr std::string_view kWhite = "\x1b[37m";
constexpr std::string_view kReset = "\x1b[0m";

bool is_terminal(const std::ostream& out) {
  if (&out == &std::cout) return isatty(STDOUT_FILENO) != 0;
  if (&out == &std::cerr || &out == &std::clog) return isatty(STDERR_FILENO) != 0;
  return false;
}

// https://no-color.org: set to anything but the empty text.
bool colour_is_wanted() {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return (no_colour == nullptr || *no_colour == '\0') &&
         (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::string number_text(double value) {
  if (std::isnan(value)) return "nan";  // fmt would show the sign bit
  return std::abs(value) > 1e-3 ? fmt::format("{:.4f}", value) : fmt::format("{:.4e}", value);
}

// " 16us/step"
std::string duration_text(double seconds, std::string_view unit) {
  if (seconds >= 1.0 || seconds == 0.0) return fmt::format(" {:.0f}s/{}", seconds, unit);
  if (seconds >= 1e-3) return fmt::format(" {:.0f}ms/{}", seconds * 1e3, unit);
  return fmt::format(" {:.0f}us/{}", seconds * 1e6, unit);
}

std::string eta_text(double seconds) {
  // A stalled first step of a huge epoch must not overflow the integer.
  const auto whole = static_cast<std::int64_t>(std::min(seconds, 1e15));
  if (seconds > 3600.0) {
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole % 3600 / 60, whole % 60);
  }
  if (seconds > 60.0) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}s", whole);
}

// " 3/20", the count right-aligned to the target's digits.
std::string count_text(std::int64_t current, std::int64_t target) {
  if (target <= 0) return fmt::format("{:7}/Unknown", current);
  return fmt::format("{:{}}/{}", current, fmt::formatted_size("{}", target), target);
}

std::int64_t filled_cells(std::int64_t cells, std::int64_t current, std::int64_t target) {
  const double share = static_cast<double>(current) / static_cast<double>(target);
  return std::min(cells, static_cast<std::int64_t>(static_cast<double>(cells) * share));
}

std::string repeat(std::string_view cell, std::int64_t times) {
  std::string text;
  for (std::int64_t i = 0; i < times; ++i) text += cell;
  return text;
}

// A name of the user's with a line break in it would break the line.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return text;
}

// The line in rows that fit, broken before " - ".
std::string rows_of(std::string_view line, std::size_t room) {
  constexpr std::string_view kBreak = " - ";
  std::string text, row;
  while (!line.empty()) {
    const std::string_view piece = line.substr(0, line.find(kBreak, 1));
    line.remove_prefix(piece.size());
    if (!row.empty() && columns_of(row) + columns_of(piece) > room) {
      text += cut_to_columns(row, room) + '\n';
      row = " ";
    }
    row += piece;
  }
  return text + cut_to_columns(row, room);
}

// 0: unknown.
std::int64_t terminal_columns(const std::ostream& out) {
  if (!is_terminal(out)) return 0;
  winsize size{};
  const int file = &out == &std::cout ? STDOUT_FILENO : STDERR_FILENO;
  if (ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* told = std::getenv("COLUMNS");
  const std::int64_t columns = told != nullptr ? std::atoll(told) : 0;
  return columns > 0 ? columns : 80;
}

}  // namespace

void ProgressBar::on_train_begin(TrainingControl& control) {
  // A run may go on within an epoch, whose beginning is not told again.
  if (verbose != 0 && control.resumed()) begin(control.steps_per_epoch());
}

void ProgressBar::on_epoch_begin(TrainingControl& control, std::int64_t epoch) {
  if (verbose == 0) return;
  begin(control.steps_per_epoch());
  if (control.epochs() > 1) write(fmt::format("Epoch {}/{}\n", epoch + 1, control.epochs()));
}

void ProgressBar::on_train_batch_end(TrainingControl&, std::int64_t batch, const Logs& logs) {
  update(batch + 1, logs);
}

void ProgressBar::on_epoch_end(TrainingControl& control, std::int64_t, const Logs& logs) {
  const std::int64_t steps = control.steps_per_epoch();
  if (verbose == 1 && control.stop_requested() && state.seen > 0 && state.seen < steps) {
    draw(state.seen, logs, now(), true);  // stopped inside the epoch: the bar stays where it is
    return;
  }
  finish(steps, logs);
}

bool ProgressBar::wants_batches() const {
  return verbose == 1 && resolve_display() != BarDisplay::kPlain;
}

void ProgressBar::begin(std::int64_t target) {
  state = {};
  state.target = target;
  state.start = now();
  state.display = resolve_display();
}

void ProgressBar::update(std::int64_t current, const Logs& logs) {
  state.seen = current;
  if (verbose != 1 || state.display == BarDisplay::kPlain) return;
  const double at = now();
  if (current == 1) state.after_first_step = at;
  if (at - state.last_draw >= interval) draw(current, logs, at, false);
}

void ProgressBar::finish(std::int64_t target, const Logs& logs) {
  if (verbose == 0) return;
  state.target = target > 0 ? target : state.seen;
  if (verbose == 1) {
    draw(state.target, logs, now(), true);
  } else {
    write(summary_line(state.target, logs, now()));
  }
}

void ProgressBar::draw(std::int64_t current, const Logs& logs, double at, bool final_line) {
  const std::size_t limit = room();
  std::string line = line_within({current, logs, at, final_line}, limit);
  // The first of its rows stands where the line before stood.
  const std::size_t first_row = std::min(line.find('\n'), line.size());
  const std::size_t width = columns_of(std::string_view(line).substr(0, first_row));
  const std::size_t before = std::min(state.width, limit);
  if (before > width) line.insert(first_row, before - width, ' ');
  std::string text;
  const bool backspaces =
      state.display == BarDisplay::kTerminal || state.display == BarDisplay::kColour;
  if (backspaces) text.assign(state.width, '\b');
  if (state.display != BarDisplay::kPlain) text += '\r';
  text += line;
  if (final_line) text += '\n';
  write(text);
  state.width = width;
  state.last_draw = at;
}

// Columns that a line may take. One less than there are: what a terminal does with a character in
// the last column differs.
std::size_t ProgressBar::room() const {
  if (state.display == BarDisplay::kPlain || state.display == BarDisplay::kNotebook)
    return std::string::npos;
  const std::int64_t width =
      columns ? columns() : terminal_columns(out != nullptr ? *out : std::cout);
  return width > 0 ? static_cast<std::size_t>(width - 1) : std::string::npos;
}

std::string ProgressBar::line_within(const Draw& draw, std::size_t room) const {
  const bool keras3 = style == BarStyle::kKeras3;
  const auto line = [&](std::int64_t cells) {
    return keras3 ? keras3_line(draw, cells) : keras2_line(draw, cells);
  };
  constexpr std::int64_t kFewest = 5;  // fewer cells show nothing
  const std::int64_t cells = keras3 ? 20 : 30;
  std::string text = line(cells);
  if (columns_of(text) <= room) return text;
  const auto left = cells - static_cast<std::int64_t>(columns_of(text) - room);
  if (left >= kFewest) return line(left);
  // A finished line is not redrawn: it may take several rows and keeps its numbers.
  return draw.is_final ? rows_of(line(0), room) : cut_to_columns(line(0), room);
}

std::string ProgressBar::keras3_line(const Draw& draw, std::int64_t cells) const {
  const bool coloured = state.display == BarDisplay::kColour;
  const auto paint = [coloured](std::string_view colour, std::string_view text) {
    if (!coloured) return std::string(text);
    return fmt::format("{}{}{}", colour, text, kReset);
  };
  std::string line = count_text(draw.current, state.target);
  if (state.target > 0) line = paint(kBold, line);
  if (state.target > 0 && cells > 0) {
    const std::int64_t filled = filled_cells(cells, draw.current, state.target);
    line += ' ';
    if (filled > 0) line += paint(kGreen, repeat("━", filled));
    line += paint(kWhite, repeat("━", cells - filled));
  }
  const double step = seconds_per_step(draw.current, draw.at);
  const bool shows_eta = state.target > 0 && !draw.is_final;
  line += ' ';
  line += paint(kBold, shows_eta ? eta_text(step * static_cast<double>(state.target - draw.current))
                                 : fmt::format("{:.0f}s", draw.at - state.start));
  return line + duration_text(step, "step") + values_text(draw.logs);
}

std::string ProgressBar::keras2_line(const Draw& draw, std::int64_t cells) const {
  std::string line = count_text(draw.current, state.target);
  if (state.target > 0 && cells > 0) {
    const std::int64_t filled = filled_cells(cells, draw.current, state.target);
    line += " [";
    if (filled > 0) line += repeat("=", filled - 1) + (draw.current < state.target ? '>' : '=');
    line += repeat(".", cells - filled) + "]";
  }
  const double step = seconds_per_step(draw.current, draw.at);
  if (state.target > 0 && !draw.is_final) {
    line += " - ETA: " + eta_text(step * static_cast<double>(state.target - draw.current));
  } else {
    line += fmt::format(" - {:.0f}s", draw.at - state.start) + duration_text(step, "step");
  }
  return line + values_text(draw.logs);
}

std::string ProgressBar::summary_line(std::int64_t current, const Logs& logs, double at) const {
  const double elapsed = at - state.start;
  const double step = current > 0 ? elapsed / static_cast<double>(current) : 0.0;
  std::string line = count_text(current, state.target) + fmt::format(" - {:.0f}s", elapsed);
  const std::string step_text = " -" + duration_text(step, "step");
  if (style == BarStyle::kKeras3) return line + step_text + values_text(logs) + '\n';
  return line + values_text(logs) + " -" + duration_text(elapsed, "epoch") + step_text + '\n';
}

// Training's values first, then validation's, as Keras meets them; tf.keras 2 has the loss before
// its metrics.
std::string ProgressBar::values_text(const Logs& logs) const {
  std::string text;
  const auto append = [&text](const LogEntry& entry) {
    text += fmt::format(" - {}: {}", one_line(entry.name), number_text(entry.value));
  };
  for (const bool validation : {false, true}) {
    const std::string_view loss = validation ? "val_loss" : "loss";
    const double* first = style == BarStyle::kKeras2 ? logs.find(loss) : nullptr;
    if (first != nullptr) append({std::string(loss), *first});
    for (const LogEntry& entry : logs) {
      if (entry.name.starts_with("val_") != validation) continue;
      if (first == nullptr || entry.name != loss) append(entry);
    }
  }
  return text;
}

double ProgressBar::seconds_per_step(std::int64_t current, double at) const {
  if (current <= 0) return 0.0;
  if (current > 1 && !std::isnan(state.after_first_step)) {
    return (at - state.after_first_step) / static_cast<double>(current - 1);
  }
  return (at - state.start) / static_cast<double>(current);
}

double ProgressBar::now() const {
  if (clock) return clock();
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

BarDisplay ProgressBar::resolve_display() const {
  if (display != BarDisplay::kAuto) return display;
  if (!is_terminal(out != nullptr ? *out : std::cout)) return BarDisplay::kPlain;
  return colour_is_wanted() ? BarDisplay::kColour : BarDisplay::kTerminal;
}

void ProgressBar::write(std::string_view text) const {
  (out != nullptr ? *out : std::cout) << text << std::flush;
}

}  // namespace occam::callbacks
