#include "occam/ops/schedule.h"
#include "occam/schedules/cosine_decay.h"
#include "occam/schedules/cosine_decay_restarts.h"
#include "occam/schedules/cosine_log.h"
#include "occam/schedules/exponential_decay.h"
#include "occam/schedules/flat_cosine.h"
#include "occam/schedules/inverse_time_decay.h"
#include "occam/schedules/piecewise_constant_decay.h"
#include "occam/schedules/polynomial_decay.h"

namespace occam {

// The only list of schedules.
const Catalogue<Schedule>& Schedule::catalogue() {
  using namespace schedules;
  static const Catalogue<Schedule> members(
      "Schedule", {catalogue_entry<Schedule, CosineDecay>("cosine_decay"),
                   catalogue_entry<Schedule, CosineDecayRestarts>("cosine_decay_restarts"),
                   catalogue_entry<Schedule, CosineLog>("cosine_log"),
                   catalogue_entry<Schedule, FlatCosine>("flat_cosine"),
                   catalogue_entry<Schedule, ExponentialDecay>("exponential_decay"),
                   catalogue_entry<Schedule, InverseTimeDecay>("inverse_time_decay"),
                   catalogue_entry<Schedule, PolynomialDecay>("polynomial_decay"),
                   catalogue_entry<Schedule>(
                       "piecewise_constant_decay", {},
                       PiecewiseConstantDecay{.boundaries = {1000}, .values = {0.01, 0.001}})});
  return members;
}

}  // namespace occam
