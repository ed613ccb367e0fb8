#include "occam/callbacks/history.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "occam/base/errors.h"
#include "occam/callbacks/zero_counts.h"

namespace occam::callbacks {
namespace {

nlohmann::ordered_json to_strict_json(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0.0 ? "Infinity" : "-Infinity";
  return value;
}

}  // namespace

const std::vector<double>& History::operator[](std::string_view name) const {
  const auto found = series_.find(name);
  if (found != series_.end()) return found->second;
  std::vector<std::string_view> known;
  for (const auto& [key, values] : series_) known.push_back(key);
  throw_unknown_name("History", name, known);
}

void History::on_train_begin(TrainingControl& control) {
  const int verbose = params.verbose;
  *this = History();
  params = {control.epochs(), control.steps_per_epoch(), verbose};
  add_zeros(control, false);
}

void History::on_epoch_end(TrainingControl& control, std::int64_t index, const Logs& logs) {
  epoch.push_back(index);
  for (const LogEntry& entry : logs) {
    series_[entry.name].push_back(entry.value);
    if (entry.metric.empty()) continue;
    std::vector<std::string>& numbers = several_[entry.metric];
    if (numbers.size() <= entry.place) numbers.resize(entry.place + 1);
    numbers[entry.place] = entry.name;
  }
  add_zeros(control, true);
  const double* loss = logs.find("loss");
  if (diverged_epoch < 0 && loss != nullptr && !std::isfinite(*loss)) diverged_epoch = index;
}

void History::on_train_end(TrainingControl& control) {
  params.steps = control.steps_per_epoch();
  best_epoch = control.best_epoch();
  if (control.stop_requested() && !epoch.empty()) {
    stopped_epoch = epoch.back();
    stop_reason = control.stop_reason();
  }
}

void History::add_zeros(const TrainingControl& control, bool in_series) {
  if (zero_pattern_.empty()) {
    std::int64_t numbers = 0;
    control.visit_sparse_weights(
        [&](std::string_view, std::span<const float> values) { numbers += std::ssize(values); });
    zero_pattern_.reserve(static_cast<std::size_t>(pattern_words(numbers)));  // as was planned
  }
  ZeroCounts counts;
  std::vector<std::string> penalties;
  control.visit_sparse_weights([&](std::string_view path, std::span<const float> values) {
    count_zeros(values, zero_pattern_, counts);
    penalties.push_back(std::string(path) + "_regularizer/");
  });
  if (!in_series || counts.numbers == 0) return;
  // Those of a callback (ZeroCount) are its own.
  const auto add = [&](const std::string& name, double value) {
    std::vector<double>& values = series_[name];
    if (values.size() < epoch.size()) values.push_back(value);
  };
  add("zeros", counts.share());
  add("zero_changes", static_cast<double>(counts.changes));
  const std::vector<std::string> paths = control.hyper_paths();
  for (const std::string& penalty : penalties) {
    if (std::find(paths.begin(), paths.end(), penalty + "sparsity") == paths.end()) continue;
    for (const std::string& path : paths) {
      if (path.starts_with(penalty) && path != penalty + "sparsity") add(path, control.hyper(path));
    }
  }
}

std::string History::to_json() const {
  using Json = nlohmann::ordered_json;
  Json series = Json::object();
  for (const auto& [name, values] : series_) {
    Json& list = series[name] = Json::array();
    for (const double value : values) list.push_back(to_strict_json(value));
  }
  const Json whole = {
      {"history", series},
      {"epoch", epoch},
      {"params", {{"verbose", params.verbose}, {"epochs", params.epochs}, {"steps", params.steps}}},
      {"stopped_epoch", stopped_epoch},
      {"stop_reason", stop_reason},
      {"best_epoch", best_epoch},
      {"diverged_epoch", diverged_epoch}};
  // Names and reasons come from users: a byte that is not UTF-8 is replaced, never thrown at.
  return whole.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace occam::callbacks
