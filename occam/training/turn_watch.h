#pragma once

#include <functional>

namespace occam::training {

/// While it lives, `check` is called on the thread that made it behind every turn of a fit, an
/// evaluation or a prediction: one step, of a stack up to eight. It ends the run by throwing; the
/// model is then as that step left it. A callback that wants batches is told the logs too, which
/// costs more than a small network's step. Watches nest; the innermost one is asked.
class TurnWatch {
 public:
  explicit TurnWatch(std::function<void()> check);
  ~TurnWatch();
  TurnWatch(const TurnWatch&) = delete;
  TurnWatch& operator=(const TurnWatch&) = delete;

 private:
  friend void turn_done();
  std::function<void()> check_;
  TurnWatch* outer_;
};

/// For what runs steps: asks the thread's watch, where there is one.
void turn_done();

}  // namespace occam::training
