#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <limits>
#include <string>
#include <string_view>

#include "occam/base/field_list.h"
#include "occam/callbacks/callback.h"

namespace occam::callbacks {

/// kKeras3: `5/5 ━━━━━━━━━━━━━━━━━━━━ 0s 16us/step - loss: 0.1000`.
/// kKeras2: `5/5 [==============================] - 0s 600us/step - loss: 0.1000`, loss first.
enum class BarStyle : std::uint8_t { kKeras3, kKeras2 };

/// kAuto looks at the stream: a terminal is redrawn in place, in colour unless NO_COLOR is set or
/// TERM is "dumb"; anything else (file, pipe, own stream) gets kPlain. kPlain writes finished
/// lines only, without control characters. kNotebook redraws a line of any length by a carriage
/// return alone: pages made of notebooks show backspaces as characters.
enum class BarDisplay : std::uint8_t { kAuto, kPlain, kTerminal, kColour, kNotebook };

/// What a bar knows while it is drawn. Times are the clock's seconds.
struct BarState {
  std::int64_t target = 0;  ///< steps of the epoch; 0: unknown
  std::int64_t seen = 0;
  double start = 0.0;
  double after_first_step = std::numeric_limits<double>::quiet_NaN();
  double last_draw = -std::numeric_limits<double>::infinity();
  std::size_t width = 0;  ///< columns of the line on the screen
  BarDisplay display = BarDisplay::kPlain;
};

/// Prints "Epoch i/n" and a progress line an epoch. verbose 0: nothing; 1: a bar, redrawn at most
/// every `interval` seconds; 2: one line `5/5 - 0s - 1us/step - loss: 0.1000` an epoch. "Epoch
/// i/n" is printed when epochs > 1. Values print as %.4f when |v| > 0.001, else as %.4e (Keras's
/// verbose=2 forgets the | |). Elapsed time stands where ETA stood once the epoch is over; time a
/// step leaves out the first step. Validation is silent, its values appear at the epoch's end.
/// A redrawn line never wraps: it is shorter than the terminal is wide at that moment, first by
/// fewer cells, then cut; the last one is broken into rows. begin, update and finish are the bar
/// alone, for evaluate and predict.
/// Errors: InvalidArgument unless verbose is 0, 1 or 2 and interval >= 0.
/// Source: Keras 3.15.1, callbacks.ProgbarLogger and utils.Progbar; tf.keras 2's Progbar.
struct ProgressBar {
  int verbose = 1;
  BarStyle style = BarStyle::kKeras3;
  std::ostream* out = nullptr;  ///< null: std::cout. Must outlive training.
  BarDisplay display = BarDisplay::kAuto;
  double interval = 0.05;              ///< least seconds between two redraws
  std::function<double()> clock = {};  ///< seconds, never falling; empty: the steady clock
  /// Width of the terminal; empty: the terminal is asked, an own stream has none.
  std::function<std::int64_t()> columns = {};
  BarState state = {};  ///< run-time state, not an argument

  static constexpr std::string_view type = "ProgressBar";
  static constexpr auto fields() {
    return Fields{Field{"verbose", &ProgressBar::verbose, between(0, 2),
                        "0: nothing; 1: a bar; 2: a line an epoch"},
                  Field{"interval", &ProgressBar::interval, at_least(0),
                        "least seconds between two redraws"}};
  }
  void check() const { check_float32(type, "interval", interval, at_least(0)); }

  static constexpr auto state_fields() { return Fields{}; }

  void on_train_begin(TrainingControl& control);
  void on_epoch_begin(TrainingControl& control, std::int64_t epoch);
  void on_train_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs);
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs);
  /// Only a bar that is redrawn in place needs the batches.
  bool wants_batches() const;

  /// A new line of `target` steps (0: unknown), drawn first by update or finish.
  void begin(std::int64_t target);
  /// `current` steps are done: redraws if `interval` has passed.
  void update(std::int64_t current, const Logs& logs);
  /// All steps are done: draws the final line. `target` 0: as many as update has seen.
  void finish(std::int64_t target, const Logs& logs);

 private:
  double now() const;
  BarDisplay resolve_display() const;
  double seconds_per_step(std::int64_t current, double at) const;
  struct Draw {  ///< what a line shows
    std::int64_t current;
    const Logs& logs;
    double at;
    bool is_final;
  };
  std::size_t room() const;
  std::string line_within(const Draw& draw, std::size_t room) const;
  std::string keras3_line(const Draw& draw, std::int64_t cells) const;
  std::string keras2_line(const Draw& draw, std::int64_t cells) const;
  std::string summary_line(std::int64_t current, const Logs& logs, double at) const;
  std::string values_text(const Logs& logs) const;
  void draw(std::int64_t current, const Logs& logs, double at, bool final_line);
  void write(std::string_view text) const;
};

}  // namespace occam::callbacks
