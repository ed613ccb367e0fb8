// Callbacks of the engine in a loop of one's own: the hooks called one by one.

#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include <algorithm>
#include <optional>

#include "occam/callbacks/callback.h"
#include "occam/metrics/metric.h"
#include "occam/models/trainable.h"
#include "occam/saving/model_file.h"
#include "python/core/conversions.h"
#include "python/core/module.h"
#include "python/core/read_callbacks.h"

namespace occam::python {
namespace {

using callbacks::Logs;

/// What such a callback may see and do: the weights and hyper-parameters of a model, if it has one.
class HandControl final : public callbacks::TrainingControl {
 public:
  HandControl(Trainable* model, std::int64_t epochs) : model_(model), epochs_(epochs) {}

  std::int64_t epochs() const override { return epochs_; }
  std::int64_t steps_per_epoch() const override { return 0; }
  Direction metric_direction(std::string_view metric) const override {
    if (metric.ends_with("loss")) return Direction::kDown;
    const auto* const entry = Metric::catalogue().find_if_known(metric);
    return entry != nullptr ? entry->make().direction() : Direction::kNone;
  }
  std::vector<std::string> log_names() const override { return {}; }

  std::vector<float> weights() const override {
    std::vector<float> flat;
    if (model_ == nullptr || !model_->built()) return flat;
    for (const Array& each : model_->get_weights()) {
      const auto values = each.data<float>();
      flat.insert(flat.end(), values.begin(), values.end());
    }
    return flat;
  }
  void set_weights(std::span<const float> weights) override {
    if (model_ == nullptr || weights.empty()) return;
    std::vector<Array> arrays = model_->get_weights();
    std::size_t place = 0;
    for (Array& each : arrays) {
      const auto size = static_cast<std::size_t>(each.size());
      std::ranges::copy(weights.subspan(place, size), each.mutable_data<float>().begin());
      place += size;
    }
    model_->set_weights(arrays);
  }

  std::vector<std::string> hyper_paths() const override {
    return model_ == nullptr ? std::vector<std::string>() : model_->hyper_paths();
  }
  double hyper(std::string_view path) const override {
    return model_ == nullptr ? TrainingControl::hyper(path) : model_->hyper(path);
  }
  void set_hyper(std::string_view path, double value) override {
    if (model_ == nullptr) return TrainingControl::set_hyper(path, value);
    model_->set_hyper(path, value);
  }

 private:
  Trainable* model_;
  std::int64_t epochs_;
};

/// From on_train_begin on.
class CallbackRun {
 public:
  CallbackRun(const std::string& member, nb::handle arguments, nb::object model,
              std::int64_t epochs)
      : callback_(read_.make(member, config_of(member, arguments))),
        model_(std::move(model)),
        control_(model_.is_none() ? nullptr : nb::cast<Trainable*>(model_), epochs) {
    callback_.on_train_begin(control_);
  }

  void epoch_begin(std::int64_t epoch) { callback_.on_epoch_begin(control_, epoch); }
  void batch_begin(std::int64_t batch) { callback_.on_train_batch_begin(control_, batch); }
  void batch_end(std::int64_t batch, const nb::dict& logs) {
    callback_.on_train_batch_end(control_, batch, logs_of(logs));
    write_saves();
  }
  /// The logs, with what the callback has added.
  nb::dict epoch_end(std::int64_t epoch, const nb::dict& logs) {
    Logs seen = logs_of(logs);
    callback_.on_epoch_end(control_, epoch, seen);
    write_saves();
    return dict_of(seen);
  }
  void train_end() {
    callback_.on_train_end(control_);
    write_saves();
  }
  std::optional<std::string> stop_reason() const {
    return control_.stop_requested() ? std::optional(control_.stop_reason()) : std::nullopt;
  }
  std::int64_t best_epoch() const { return control_.best_epoch(); }
  /// What the run has left in the callback so far, by name.
  nb::object left() const { return read_.left()[0]; }

 private:
  static Logs logs_of(const nb::dict& given) {
    Logs logs;
    for (const auto& [key, value] : given) {
      const nb::object number = nb::steal(PyNumber_Float(value.ptr()));
      if (!number.is_valid()) throw nb::python_error();
      logs.set(nb::cast<std::string>(nb::str(key)), nb::cast<double>(number));
    }
    return logs;
  }
  /// What it has asked for, at once: nothing else is told of this event.
  void write_saves() {
    for (const callbacks::SaveRequest& request : control_.take_saves()) {
      if (model_.is_none() || !request.keep_as.empty()) {
        throw InvalidArgument(std::string(callback_.type()) +
                              ": goes on with a fit. Expected it in fit, or model.save()");
      }
      const auto& model = nb::cast<const Trainable&>(model_);
      if (request.what == callbacks::SaveRequest::What::kWeights) {
        save_weights(model, request.path);
      } else {
        save_model(model, request.path);
      }
    }
  }

  ReadCallbacks read_;
  callbacks::Callback callback_;
  nb::object model_;
  HandControl control_;
};

}  // namespace

void bind_callback_run(nb::module_& module) {
  nb::class_<CallbackRun>(module, "CallbackRun")
      .def(nb::init<const std::string&, nb::handle, nb::object, std::int64_t>(), nb::arg("member"),
           nb::arg("arguments").none(), nb::arg("model").none(), nb::arg("epochs"))
      .def("epoch_begin", &CallbackRun::epoch_begin)
      .def("epoch_end", &CallbackRun::epoch_end)
      .def("batch_begin", &CallbackRun::batch_begin)
      .def("batch_end", &CallbackRun::batch_end)
      .def("train_end", &CallbackRun::train_end)
      .def("left", &CallbackRun::left)
      .def("stop_reason", &CallbackRun::stop_reason)
      .def("best_epoch", &CallbackRun::best_epoch);
}

}  // namespace occam::python
