#include "occam/data/date_parts.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "occam/base/errors.h"

namespace occam::data {

double date_part(FeatureKind kind, double days, double origin) {
  using namespace std::chrono;
  constexpr double kMostDays = 1e7;  // std::chrono::year ends at 32767
  if (kind == FeatureKind::kDays) return days - origin;
  const double whole = std::floor(std::clamp(days, -kMostDays, kMostDays));
  const sys_days day{std::chrono::days{static_cast<int>(whole)}};
  const year_month_day date{day};
  switch (kind) {
    case FeatureKind::kYear:
      return static_cast<int>(date.year());
    case FeatureKind::kMonth:
      return static_cast<unsigned>(date.month());
    case FeatureKind::kWeekday:
      return weekday{day}.iso_encoding();
    case FeatureKind::kHour:
      return (days - std::floor(days)) * 24.0;
    default:
      throw InternalError("internal error: a feature that is no part of a date");
  }
}

}  // namespace occam::data
