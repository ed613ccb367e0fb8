#include "python/core/python_callback.h"

#include <nanobind/stl/string.h>

#include <algorithm>
#include <csignal>

#include "python/core/conversions.h"

namespace occam::python {

using callbacks::Logs;
using callbacks::TrainingControl;

void PythonCallback::call(TrainingControl& control, const char* hook, std::int64_t index,
                          const Logs* logs, Logs* changed) {
  const nb::gil_scoped_acquire lock;
  const nb::object given = logs == nullptr ? nb::none() : nb::object(dict_of(*logs));
  const nb::object reason = object.get().attr(hook)(index, given);
  if (!reason.is_none()) control.stop_training(nb::cast<std::string>(reason));
  if (changed == nullptr) return;
  for (const auto& [key, value] : nb::borrow<nb::dict>(given)) {
    const std::string name = nb::cast<std::string>(nb::str(key));
    const bool is_several = std::any_of(changed->begin(), changed->end(),
                                        [&](const auto& entry) { return entry.metric == name; });
    if (is_several) continue;
    const nb::object number = nb::steal(PyNumber_Float(value.ptr()));
    if (!number.is_valid()) throw nb::python_error();
    changed->set(name, nb::cast<double>(number));
  }
}

void PythonCallback::on_train_begin(TrainingControl& control) {
  call(control, "on_train_begin", 0, nullptr);
}
void PythonCallback::on_train_end(TrainingControl& control) {
  call(control, "on_train_end", 0, nullptr);
}
void PythonCallback::on_epoch_begin(TrainingControl& control, std::int64_t epoch) {
  call(control, "on_epoch_begin", epoch, nullptr);
}
void PythonCallback::on_epoch_end(TrainingControl& control, std::int64_t epoch, Logs& logs) {
  call(control, "on_epoch_end", epoch, &logs, &logs);
}
void PythonCallback::on_train_batch_begin(TrainingControl& control, std::int64_t batch) {
  call(control, "on_train_batch_begin", batch, nullptr);
}
void PythonCallback::on_train_batch_end(TrainingControl& control, std::int64_t batch,
                                        const Logs& logs) {
  call(control, "on_train_batch_end", batch, &logs);
}
void PythonCallback::on_test_begin(TrainingControl& control) {
  call(control, "on_test_begin", 0, nullptr);
}
void PythonCallback::on_test_end(TrainingControl& control, const Logs& logs) {
  call(control, "on_test_end", 0, &logs);
}
void PythonCallback::on_test_batch_begin(TrainingControl& control, std::int64_t batch) {
  call(control, "on_test_batch_begin", batch, nullptr);
}
void PythonCallback::on_test_batch_end(TrainingControl& control, std::int64_t batch,
                                       const Logs& logs) {
  call(control, "on_test_batch_end", batch, &logs);
}
void PythonCallback::on_predict_begin(TrainingControl& control) {
  call(control, "on_predict_begin", 0, nullptr);
}
void PythonCallback::on_predict_end(TrainingControl& control) {
  call(control, "on_predict_end", 0, nullptr);
}
void PythonCallback::on_predict_batch_begin(TrainingControl& control, std::int64_t batch) {
  call(control, "on_predict_batch_begin", batch, nullptr);
}
void PythonCallback::on_predict_batch_end(TrainingControl& control, std::int64_t batch) {
  call(control, "on_predict_batch_end", batch, nullptr);
}

namespace {

volatile std::sig_atomic_t interrupted = 0;
int watches = 0;
struct sigaction before;

void note_interrupt(int signal) {
  interrupted = 1;
  if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) before.sa_handler(signal);
}

/// Lets Python raise what the signal means.
void check_interrupt() {
  if (interrupted == 0) return;
  const nb::gil_scoped_acquire lock;
  if (PyErr_CheckSignals() == 0) return;  // another thread's
  interrupted = 0;
  throw nb::python_error();
}

}  // namespace

// A handler of the user's own stays what it is: only Python's is asked as well. REQUIRES, as the
// destructor: the lock is held.
InterruptWatch::InterruptWatch() : turns_(check_interrupt) {
  if (watches++ > 0) return;
  interrupted = 0;
  struct sigaction own = {};
  sigaction(SIGINT, nullptr, &before);
  if ((before.sa_flags & SA_SIGINFO) != 0 || before.sa_handler == SIG_IGN) return;
  own.sa_handler = note_interrupt;
  own.sa_flags = before.sa_flags;
  sigemptyset(&own.sa_mask);
  sigaction(SIGINT, &own, nullptr);
}

InterruptWatch::~InterruptWatch() {
  if (--watches == 0) sigaction(SIGINT, &before, nullptr);
}

}  // namespace occam::python
