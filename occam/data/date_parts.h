#pragma once

#include "occam/data/table_encoder.h"

namespace occam::data {

/// The number that a feature of this kind takes from a date, given as days since 1970-01-01 with
/// the time of day as fraction. REQUIRES: kDays, kYear, kMonth, kWeekday or kHour.
/// Proleptic Gregorian calendar. Days beyond 10 million from 1970 stand for the last one within.
double date_part(FeatureKind kind, double days, double origin);

}  // namespace occam::data
