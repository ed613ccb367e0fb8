#include "occam/callbacks/progress_bar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace occam::callbacks {
namespace {

constexpr double kEndless = std::numeric_limits<double>::infinity();
constexpr double kNotDefined = std::numeric_limits<double>::quiet_NaN();

class ShownControl final : public TrainingControl {
 public:
  ShownControl(std::int64_t epochs, std::int64_t steps) : epochs_(epochs), steps_(steps) {}
  std::int64_t epochs() const override { return epochs_; }
  std::int64_t steps_per_epoch() const override { return steps_; }
  Direction metric_direction(std::string_view) const override { return Direction::kNone; }
  std::vector<std::string> log_names() const override { return {}; }
  std::vector<float> weights() const override { return {}; }
  void set_weights(std::span<const float>) override {}
  void set_steps(std::int64_t steps) { steps_ = steps; }

 private:
  std::int64_t epochs_;
  std::int64_t steps_;
};

struct Event {
  double at;              // seconds since the start
  std::int64_t finished;  // batches; kBegin, kEnd
  Logs logs = {};
};
constexpr std::int64_t kBegin = 0;
constexpr std::int64_t kEnd = -1;

/// What the bar writes for one epoch of these events, run as the trainer does.
std::string written(ProgressBar bar, ShownControl& control, const std::vector<Event>& events,
                    std::int64_t epoch = 0) {
  std::ostringstream out;
  double time = 0.0;
  bar.out = &out;
  bar.clock = [&time] { return time; };
  Callback callback = bar;
  callback.validate(control);
  std::int64_t seen = 0;
  for (const Event& event : events) {
    time = 1000.0 + event.at;
    if (event.finished == kBegin) {
      callback.on_epoch_begin(control, epoch);
    } else if (event.finished == kEnd) {
      if (control.steps_per_epoch() == 0) control.set_steps(seen);
      Logs logs = event.logs;
      callback.on_epoch_end(control, epoch, logs);
    } else {
      seen = event.finished;
      if (callback.wants_batches()) {
        callback.on_train_batch_end(control, event.finished - 1, event.logs);
      }
    }
  }
  return out.str();
}

/// Keras's bytes in short: ^ # ~ @ are the escapes for bold, green, white and reset, <b53> stands
/// for 53 backspaces, <c4> for four cells.
std::string bytes(std::string_view brief) {
  std::string text;
  for (std::size_t i = 0; i < brief.size(); ++i) {
    const char c = brief[i];
    if (c == '^') {
      text += "\x1b[1m";
    } else if (c == '#') {
      text += "\x1b[32m";
    } else if (c == '~') {
      text += "\x1b[37m";
    } else if (c == '@') {
      text += "\x1b[0m";
    } else if (c == '<') {
      const std::size_t close = brief.find('>', i);
      const int times = std::atoi(std::string(brief.substr(i + 2, close - i - 2)).c_str());
      for (int k = 0; k < times; ++k) text += brief[i + 1] == 'b' ? "\b" : "━";
      i = close;
    } else {
      text += c;
    }
  }
  return text;
}

std::string plain(std::string text) {
  for (const char* escape : {"\x1b[1m", "\x1b[32m", "\x1b[37m", "\x1b[0m"}) {
    const std::string_view wanted = escape;
    for (std::size_t at; (at = text.find(wanted)) != std::string::npos;) {
      text.erase(at, wanted.size());
    }
  }
  return text;
}

// The events and the bytes beside them were run through Keras 3.15.1's ProgbarLogger and
// tensorflow.python.keras's Progbar with time.time replaced.
const std::vector<Event> kFiveSteps = {{0.0, kBegin},
                                       {0.5, 1, {{"loss", 2.5}}},
                                       {0.52, 2, {{"loss", 2.25}}},
                                       {1.0, 3, {{"loss", 1.5}}},
                                       {1.5, 4, {{"loss", -0.0005}}},
                                       {1.53, 5, {{"loss", -0.0004}}},
                                       {1.75, kEnd, {{"loss", 0.1}, {"val_loss", 0.0}}}};
const std::vector<Event> kSlow = {{0.0, kBegin},
                                  {2.0, 1, {{"loss", kEndless}}},
                                  {4000.0, 2, {{"loss", -kNotDefined}}},
                                  {7995.0, 121, {{"loss", -3.0}}},
                                  {8000.25, kEnd, {{"loss", 145774557280600064.0}, {"m", 1e-4}}}};
const char* const kKeras3FiveSteps =
    "Epoch 1/3\n"
    "\r^1/5@ #<c4>@~<c16>@ ^2s@ 500ms/step - loss: 2.5000<b53>"
    "\r^3/5@ #<c12>@~<c8>@ ^0s@ 250ms/step - loss: 1.5000<b53>"
    "\r^4/5@ #<c16>@~<c4>@ ^0s@ 333ms/step - loss: -5.0000e-04<b58>"
    "\r^5/5@ #<c20>@~@ ^2s@ 312ms/step - loss: 0.1000 - val_loss: 0.0000e+00\n";

TEST(ProgressBar, WritesKeras3Bytes) {
  ShownControl control(3, 5);
  EXPECT_EQ(written({.display = BarDisplay::kColour}, control, kFiveSteps),
            bytes(kKeras3FiveSteps));
  ShownControl slow(2, 121);
  EXPECT_EQ(written({.display = BarDisplay::kColour}, slow, kSlow),
            bytes("Epoch 1/2\n"
                  "\r^  1/121@ ~<c20>@ ^4:00@ 2s/step - loss: inf<b53>"
                  "\r^  2/121@ ~<c20>@ ^132:09:22@ 3998s/step - loss: nan<b61>"
                  "\r^121/121@ #<c20>@~@ ^0s@ 67s/step - loss: -3.0000     <b56>"
                  "\r^121/121@ #<c20>@~@ ^8000s@ 67s/step - loss: 145774557280600064.0000"
                  " - m: 1.0000e-04\n"));
  ShownControl one(1, 1);
  EXPECT_EQ(written({.display = BarDisplay::kColour}, one,
                    {{0.0, kBegin}, {80e-6, 1, {{"loss", 1.0}}}, {80e-6, kEnd, {{"loss", 1.0}}}}),
            bytes("\r^1/1@ #<c20>@~@ ^0s@ 80us/step - loss: 1.0000<b52>"
                  "\r^1/1@ #<c20>@~@ ^0s@ 80us/step - loss: 1.0000\n"));
}

TEST(ProgressBar, WithoutColourOnlyTheEscapesAreMissing) {
  ShownControl control(3, 5);
  EXPECT_EQ(written({.display = BarDisplay::kTerminal}, control, kFiveSteps),
            plain(bytes(kKeras3FiveSteps)));
}

TEST(ProgressBar, InANotebookThereAreNoBackspacesAndNoRows) {
  ShownControl control(3, 5);
  std::string expected = plain(bytes(kKeras3FiveSteps));
  std::erase(expected, '\b');
  EXPECT_EQ(written({.display = BarDisplay::kNotebook, .columns = [] { return 30; }}, control,
                    kFiveSteps),
            expected);
}

TEST(ProgressBar, WritesKeras2Bytes) {
  ShownControl control(3, 5);
  const ProgressBar bar{.style = BarStyle::kKeras2, .display = BarDisplay::kTerminal};
  EXPECT_EQ(written(bar, control, kFiveSteps),
            bytes("Epoch 1/3\n"
                  "\r1/5 [=====>........................] - ETA: 2s - loss: 2.5000") +
                std::string(61, '\b') +
                "\r3/5 [=================>............] - ETA: 0s - loss: 1.5000" +
                std::string(61, '\b') +
                "\r4/5 [=======================>......] - ETA: 0s - loss: -5.0000e-04" +
                std::string(66, '\b') +
                "\r5/5 [==============================] - 2s 312ms/step - loss: 0.1000 - val_loss: "
                "0.0000e+00\n");
  ShownControl slow(1, 121);
  EXPECT_EQ(written(bar, slow, kSlow),
            "\r  1/121 [..............................] - ETA: 4:00 - loss: inf" +
                std::string(64, '\b') +
                "\r  2/121 [..............................] - ETA: 132:09:22 - loss: nan" +
                std::string(69, '\b') +
                "\r121/121 [==============================] - ETA: 0s - loss: -3.0000   " +
                std::string(66, '\b') +
                "\r121/121 [==============================] - 8000s 67s/step - loss: "
                "145774557280600064.0000 - m: 1.0000e-04\n");
}

TEST(ProgressBar, AnUnknownNumberOfStepsIsKnownAfterTheFirstEpoch) {
  ShownControl control(2, 0);
  const ProgressBar bar{.display = BarDisplay::kColour};
  EXPECT_EQ(written(bar, control,
                    {{0.0, kBegin},
                     {0.1, 1, {{"loss", 1.0}}},
                     {0.2, 2, {{"loss", 1.0}}},
                     {0.3, kEnd, {{"loss", 1.0}}}}),
            bytes("Epoch 1/2\n"
                  "\r      1/Unknown ^0s@ 100ms/step - loss: 1.0000<b44>"
                  "\r      2/Unknown ^0s@ 100ms/step - loss: 1.0000<b44>"
                  "\r^2/2@ #<c20>@~@ ^0s@ 200ms/step - loss: 1.0000\n"));
  EXPECT_EQ(written(bar, control,
                    {{0.0, kBegin},
                     {0.1, 1, {{"loss", 0.001}}},
                     {0.2, 2, {{"loss", 0.00101}}},
                     {0.3, kEnd, {{"loss", 0.5}}}},
                    1),
            bytes("Epoch 2/2\n"
                  "\r^1/2@ #<c10>@~<c10>@ ^0s@ 100ms/step - loss: 1.0000e-03<b57>"
                  "\r^2/2@ #<c20>@~@ ^0s@ 100ms/step - loss: 0.0010    <b53>"
                  "\r^2/2@ #<c20>@~@ ^0s@ 200ms/step - loss: 0.5000\n"));
}

TEST(ProgressBar, AFileGetsFinishedLinesWithoutControlCharacters) {
  ShownControl control(3, 5);  // an own stream is never a terminal
  const std::string three = written({}, control, kFiveSteps);
  EXPECT_EQ(three, bytes("Epoch 1/3\n5/5 <c20> 2s 350ms/step - loss: 0.1000 - val_loss: "
                         "0.0000e+00\n"));
  const std::string two = written({.style = BarStyle::kKeras2}, control, kFiveSteps);
  EXPECT_EQ(two,
            "Epoch 1/3\n5/5 [==============================] - 2s 350ms/step - loss: 0.1000 - "
            "val_loss: 0.0000e+00\n");
}

TEST(ProgressBar, Verbose2IsOneLine) {
  ShownControl control(3, 5);
  EXPECT_EQ(written({.verbose = 2}, control, kFiveSteps),
            "Epoch 1/3\n5/5 - 2s - 350ms/step - loss: 0.1000 - val_loss: 0.0000e+00\n");
  // tf-keras 2.15 by reading; its time a step is the epoch's over the steps.
  EXPECT_EQ(written({.verbose = 2, .style = BarStyle::kKeras2}, control, kFiveSteps),
            "Epoch 1/3\n5/5 - 2s - loss: 0.1000 - val_loss: 0.0000e+00 - 2s/epoch - 350ms/step\n");
  // Keras prints -2.5000e+00 here: it forgets the absolute value.
  ShownControl one(1, 1);
  EXPECT_EQ(written({.verbose = 2}, one, {{0.0, kBegin}, {0.25, kEnd, {{"loss", -2.5}}}}),
            "1/1 - 0s - 250ms/step - loss: -2.5000\n");
}

TEST(ProgressBar, TheOldStyleShowsTheLossFirst) {
  ShownControl one(1, 1);
  const Logs logs = {{"acc", 0.5}, {"loss", 1.0}, {"val_acc", 0.25}, {"val_loss", 2.0}};
  const auto values_of = [&](BarStyle style) {
    const std::string line = written({.style = style}, one, {{0.0, kBegin}, {0.25, kEnd, logs}});
    return line.substr(line.find("250ms/step") + 10);
  };
  EXPECT_EQ(values_of(BarStyle::kKeras2),
            " - loss: 1.0000 - acc: 0.5000 - val_loss: 2.0000 - val_acc: 0.2500\n");
  EXPECT_EQ(values_of(BarStyle::kKeras3),
            " - acc: 0.5000 - loss: 1.0000 - val_acc: 0.2500 - val_loss: 2.0000\n");
}

TEST(ProgressBar, RedrawsNoMoreOftenThanTheInterval) {
  std::vector<Event> events = {{0.0, kBegin}};
  for (std::int64_t i = 1; i <= 10000; ++i) {
    events.push_back({static_cast<double>(i) * 1e-3, i, {{"loss", 1.0}}});
  }
  events.push_back({10.0, kEnd, {{"loss", 1.0}}});
  ShownControl control(1, 10000);
  const std::string text = written({.display = BarDisplay::kTerminal}, control, events);
  const auto redraws = std::count(text.begin(), text.end(), '\r');
  EXPECT_GE(redraws, 190);
  EXPECT_LE(redraws, 202);
}

TEST(ProgressBar, AsksForBatchesOnlyWhenItAnimates) {
  std::ostringstream file;
  EXPECT_TRUE((ProgressBar{.display = BarDisplay::kTerminal}.wants_batches()));
  EXPECT_FALSE((ProgressBar{.out = &file}.wants_batches()));
  EXPECT_FALSE((ProgressBar{.verbose = 2, .display = BarDisplay::kTerminal}.wants_batches()));
  EXPECT_FALSE((ProgressBar{.verbose = 0, .display = BarDisplay::kTerminal}.wants_batches()));
  ShownControl control(3, 5);
  EXPECT_EQ(written({.verbose = 0, .display = BarDisplay::kColour}, control, kFiveSteps), "");
}

TEST(ProgressBar, RefusesAnotherVerbosity) {
  EXPECT_THROW(Callback(ProgressBar{.verbose = 3}), InvalidArgument);
  EXPECT_THROW(Callback(ProgressBar{.interval = kNotDefined}), InvalidArgument);
}

/// The lines that a bar has drawn, without what goes back to their beginning.
std::vector<std::string> drawn(const std::string& bytes) {
  std::vector<std::string> lines;
  std::string text = plain(bytes);
  std::erase(text, '\b');
  std::istringstream rest(text);
  for (std::string line; std::getline(rest, line, '\r');) {
    while (line.ends_with(' ') || line.ends_with('\n')) line.pop_back();
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

const std::vector<Event> kTwoSteps = {{0.0, kBegin},
                                      {0.5, 1, {{"loss", 2.5}, {"精度", 0.25}}},
                                      {1.0, 2, {{"loss", 1.5}, {"精度", 0.5}}},
                                      {1.0, kEnd, {{"loss", 1.5}, {"精度", 0.5}}}};

TEST(ProgressBar, ALineIsShorterThanTheTerminalIsWide) {
  // Whole: "2/2 " + 20 cells + " 1s 500ms/step - loss: 1.5000 - 精度: 0.5000" = 4 + 20 + 47.
  const auto last = [](BarStyle style, std::int64_t columns) {
    ShownControl control(1, 2);
    const auto lines = drawn(written(
        {.style = style, .display = BarDisplay::kTerminal, .columns = [=] { return columns; }},
        control, kTwoSteps));
    return lines.back();
  };
  const std::string rest = " 1s 500ms/step - loss: 1.5000 - 精度: 0.5000";
  EXPECT_EQ(last(BarStyle::kKeras3, 70), bytes("2/2 <c20>") + rest);
  EXPECT_EQ(last(BarStyle::kKeras3, 69), bytes("2/2 <c20>") + rest);
  EXPECT_EQ(last(BarStyle::kKeras3, 68), bytes("2/2 <c19>") + rest);
  EXPECT_EQ(last(BarStyle::kKeras3, 54), bytes("2/2 <c5>") + rest);
  EXPECT_EQ(last(BarStyle::kKeras3, 53), "2/2" + rest) << "fewer cells than 5 show nothing";
  EXPECT_EQ(last(BarStyle::kKeras3, 40), "2/2 1s 500ms/step - loss: 1.5000      \n  - 精度: 0.5000")
      << "blanks clear what stood there";
  EXPECT_EQ(last(BarStyle::kKeras3, 20), "2/2 1s 500ms/step  \n  - loss: 1.5000\n  - 精度: 0.5000");
  EXPECT_EQ(last(BarStyle::kKeras2, 14),
            "2/2          \n  - 1s 500ms…\n  - loss: 1.…\n  - 精度: 0.…");
}

TEST(ProgressBar, TheWidthIsAskedForEachLine) {
  std::int64_t columns = 100;
  ShownControl control(1, 2);
  std::vector<Event> events = kTwoSteps;
  const std::string text = written({.display = BarDisplay::kColour,
                                    .columns =
                                        [&] {
                                          columns -= 30;
                                          return columns;
                                        }},
                                   control, events);
  const auto lines = drawn(text);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(columns, 10);
  EXPECT_TRUE(lines[1].ends_with("…")) << lines[1];
  EXPECT_EQ(lines[2], "2/2 1s 5…\n  - loss…\n  - 精度…");
  // What a wider line has left is not overwritten beyond the new width.
  EXPECT_EQ(text.find(std::string(8, ' ')), std::string::npos);
}

TEST(ProgressBar, ANameCannotBreakTheLine) {
  ShownControl control(1, 1);
  const std::string text = written({.display = BarDisplay::kPlain}, control,
                                   {{0.0, kBegin}, {1.0, kEnd, {{"a\nb\x1b", 0.5}}}});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_NE(text.find("a?b?: 0.5000"), std::string::npos) << text;
}

}  // namespace
}  // namespace occam::callbacks
