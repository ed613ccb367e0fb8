#pragma once

#include "occam/callbacks/logs.h"
#include "occam/training/program.h"
#include "occam/training/samples.h"

namespace occam::training {

/// One step of a program of one member on all these samples; its logs, of these samples alone.
callbacks::Logs run_batch(Program& program, Mode mode, const Samples& samples);

}  // namespace occam::training
