#include "occam/training/turn_watch.h"

#include <utility>

namespace occam::training {
namespace {

thread_local TurnWatch* innermost = nullptr;

}  // namespace

TurnWatch::TurnWatch(std::function<void()> check)
    : check_(std::move(check)), outer_(std::exchange(innermost, this)) {}

TurnWatch::~TurnWatch() { innermost = outer_; }

void turn_done() {
  if (innermost != nullptr) innermost->check_();
}

}  // namespace occam::training
