#include "occam/callbacks/tensor_board.h"

#include "occam/callbacks/event_file.h"
#include "occam/callbacks/learning_rate.h"
#include "occam/callbacks/monitor.h"

namespace occam::callbacks {
namespace {

double per_second(double count, TensorBoard::Clock::time_point since) {
  return count / std::chrono::duration<double>(TensorBoard::Clock::now() - since).count();
}

}  // namespace

void TensorBoard::validate(const TrainingControl& control) const {
  member_path(type, "log_dir", log_dir, control);
}

EventFile& TensorBoard::file(std::shared_ptr<EventFile>& held, const TrainingControl& control,
                             std::string_view folder) {
  if (!held) {
    held = std::make_shared<EventFile>(member_path(type, "log_dir", log_dir, control) + "/" +
                                       std::string(folder));
  }
  return *held;
}

void TensorBoard::on_train_begin(TrainingControl& control) {
  batches_seen = 0;
  train.reset();
  validation.reset();
  file(train, control, "train");
}

void TensorBoard::on_epoch_begin(TrainingControl& control, std::int64_t) {
  steps_before = control.steps_taken();
  epoch_began = Clock::now();
}

void TensorBoard::on_train_batch_begin(TrainingControl&, std::int64_t) {
  batches_seen = batches_seen + 1;
  batch_began = Clock::now();
}

void TensorBoard::on_train_batch_end(TrainingControl& control, std::int64_t, const Logs& logs) {
  // A loop of one's own tells of batches also whom it need not.
  if (!wants_batches() || batches_seen % update_freq.value() != 0) return;
  EventFile& events = file(train, control, "train");
  if (write_steps_per_second)
    events.scalar("batch_steps_per_second", per_second(1, batch_began), batches_seen);
  for (const LogEntry& entry : logs)
    events.scalar("batch_" + entry.name, entry.value, batches_seen);
}

void TensorBoard::on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs) {
  constexpr std::string_view kValidation = "val_";
  EventFile& events = file(train, control, "train");
  bool has_rate = false;
  for (const LogEntry& entry : logs) {
    has_rate = has_rate || entry.name == "learning_rate";
    if (entry.name.starts_with(kValidation)) {
      file(validation, control, "validation")
          .scalar("epoch_" + entry.name.substr(kValidation.size()), entry.value, epoch);
    } else {
      events.scalar("epoch_" + entry.name, entry.value, epoch);
    }
  }
  if (const auto rate = learning_rate_of(control); rate.has_value() && !has_rate)
    events.scalar("epoch_learning_rate", rate.value(), epoch);
  if (write_steps_per_second) {
    const auto steps = static_cast<double>(control.steps_taken() - steps_before);
    events.scalar("epoch_steps_per_second", per_second(steps, epoch_began), epoch);
  }
  if (histogram_freq > 0 && epoch % histogram_freq == 0) {
    control.visit_weights([&](std::string_view path, std::span<const float> values) {
      events.histogram(std::string(path) + "/histogram", values, epoch);
    });
  }
  events.flush();
  if (validation) validation->flush();
}

void TensorBoard::on_test_end(TrainingControl& control, const Logs& logs) {
  EventFile& events = file(validation, control, "validation");
  for (const LogEntry& entry : logs) {
    events.scalar("evaluation_" + entry.name + "_vs_iterations", entry.value,
                  control.steps_taken());
  }
  events.flush();
}

void TensorBoard::on_train_end(TrainingControl&) {
  train.reset();
  validation.reset();
}

}  // namespace occam::callbacks
