#include "occam/callbacks/monitor.h"

#include <fmt/format.h>

#include "occam/base/errors.h"

namespace occam::callbacks {

void check_monitor(std::string_view where, std::string_view monitor,
                   const TrainingControl& control) {
  if (control.monitors(monitor)) return;
  const std::vector<std::string> names = control.log_names();
  throw_unknown_name(std::string(where) + " monitor", monitor,
                     std::vector<std::string_view>(names.begin(), names.end()));
}

Direction monitor_direction(std::string_view where, std::string_view monitor, std::string_view mode,
                            const TrainingControl& control) {
  if (mode == "min") return Direction::kDown;
  if (mode == "max") return Direction::kUp;
  std::string_view metric = monitor;
  for (const std::string_view prefix : {"val_", "train_"}) {
    if (metric.starts_with(prefix)) metric.remove_prefix(prefix.size());
  }
  const Direction own = metric == "loss" ? Direction::kDown : control.metric_direction(metric);
  if (own == Direction::kNone) {
    throw_invalid_value(where, "mode",
                        fmt::format("'min' or 'max', because it is not known whether '{}' should "
                                    "fall or rise",
                                    monitor),
                        "'auto'");
  }
  return own;
}

bool improves(Direction direction, double value, double delta, double reference) {
  if (direction == Direction::kUp)
    return static_cast<float>(value - delta) > static_cast<float>(reference);
  return static_cast<float>(value + delta) < static_cast<float>(reference);
}

std::string member_path(std::string_view where, std::string_view field, const std::string& path,
                        const TrainingControl& control) {
  constexpr std::string_view kPlace = "{member}";
  if (path.empty()) throw_invalid_value(where, field, "a path", "''");
  const std::size_t place = path.find(kPlace);
  if (place == std::string::npos) {
    if (control.members() == 1) return path;
    throw_invalid_value(where, field,
                        fmt::format("a path with {} in it: the {} members of the stack would "
                                    "write the same place",
                                    kPlace, control.members()),
                        "'" + path + "'");
  }
  return path.substr(0, place) + std::to_string(control.member()) +
         path.substr(place + kPlace.size());
}

}  // namespace occam::callbacks
