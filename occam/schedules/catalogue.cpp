#include "occam/ops/schedule.h"
#include "occam/schedules/exponential_decay.h"

namespace occam {

// The only list of schedules.
const Catalogue<Schedule>& Schedule::catalogue() {
  using namespace schedules;
  static const Catalogue<Schedule> members(
      "Schedule", {catalogue_entry<Schedule, ExponentialDecay>("exponential_decay")});
  return members;
}

}  // namespace occam
