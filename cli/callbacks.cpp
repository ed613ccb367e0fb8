#include "cli/callbacks.h"

#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

namespace occam::cli {
namespace {

using callbacks::LogEntry;
using callbacks::Logs;
using callbacks::TrainingControl;

constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};

volatile std::sig_atomic_t received_signal = 0;

void note_signal(int signal) {
  received_signal = signal;
  constexpr std::string_view kText = "\ninterrupted: finishing the batch; once more ends at once\n";
  // Nobody is left to tell when this fails.
  [[maybe_unused]] const auto written = write(STDERR_FILENO, kText.data(), kText.size());
}

/// Some of the logs, those that matter most: a bar is cut to the terminal's width.
Logs only(const Logs& logs, std::initializer_list<std::string_view> names) {
  Logs kept;
  for (const std::string_view name : names) {
    if (const double* value = logs.find(name)) kept.set(name, *value);
  }
  return kept;
}

}  // namespace

SignalWatch::SignalWatch() {
  received_signal = 0;
  for (const int signal : kSignals) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = note_signal;
    // The default action is back once the handler has run: the second Ctrl-C ends the process.
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
  }
}

SignalWatch::~SignalWatch() {
  for (const int signal : kSignals) {
    struct sigaction current {};
    sigaction(signal, nullptr, &current);
    if (current.sa_handler == note_signal) std::signal(signal, SIG_DFL);
  }
}

int SignalWatch::received() { return received_signal; }

void StopOnSignal::on_train_batch_end(TrainingControl& control, std::int64_t, const Logs&) {
  if (received_signal != 0) control.interrupt(std::string(kReason));
}

void StopOnSignal::on_epoch_end(TrainingControl& control, std::int64_t, const Logs&) {
  if (received_signal != 0) control.interrupt(std::string(kReason));
}

void DivergenceGuard::on_train_batch_end(TrainingControl& control, std::int64_t batch,
                                         const Logs& logs) {
  guard.on_train_batch_end(control, batch, logs);
  if (reason->empty()) *reason = guard.reason;
}

void DivergenceGuard::on_epoch_end(TrainingControl& control, std::int64_t index, const Logs& logs) {
  guard.on_epoch_end(control, index, logs);
  if (reason->empty()) *reason = guard.reason;
}

void EpochLines::on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs) {
  if (control.member() > 0) return;
  std::string line = fmt::format("epoch {}/{}:", epoch + 1, control.epochs());
  for (const bool validation : {false, true}) {
    for (const LogEntry& entry : logs) {
      if (entry.name.starts_with("val_") != validation) continue;
      line += fmt::format(" {} {:.4g}", entry.name, entry.value);
    }
  }
  std::cerr << line + '\n' << std::flush;
}

void BatchBar::on_train_begin(TrainingControl& control) { bar.on_train_begin(control); }

void BatchBar::on_epoch_begin(TrainingControl& control, std::int64_t epoch) {
  if (control.member() > 0) return;
  bar.on_epoch_begin(control, epoch);
}

void BatchBar::on_train_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs) {
  if (control.member() > 0) return;
  seen = batch + 1;
  bar.update(seen, only(logs, {"accuracy", "loss", "mae"}));
}

void BatchBar::on_epoch_end(TrainingControl& control, std::int64_t, const Logs& logs) {
  if (control.member() > 0) return;
  bar.finish(seen, logs);
}

void EpochBar::on_train_begin(TrainingControl& control) {
  if (control.member() > 0) return;
  *bar.out << fmt::format("Training for at most {} epochs\n", control.epochs());
  bar.begin(control.epochs());
}

void EpochBar::on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs) {
  if (control.member() > 0) return;
  seen = epoch + 1;
  last = logs;
  bar.update(seen, only(logs, {logs.contains("val_loss") ? "val_loss" : "loss"}));
}

void EpochBar::on_train_end(TrainingControl& control) {
  if (control.member() == 0) bar.finish(seen, last);
}

callbacks::Callback make_progress(bool bar_an_epoch) {
  if (isatty(STDERR_FILENO) == 0) return EpochLines{};
  const callbacks::ProgressBar bar{.out = &std::cerr};
  if (bar_an_epoch) return BatchBar{.bar = bar};
  return EpochBar{.bar = bar};
}

}  // namespace occam::cli
