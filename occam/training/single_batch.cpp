#include "occam/training/single_batch.h"

#include "occam/training/log_reader.h"
#include "occam/training/pass.h"

namespace occam::training {

callbacks::Logs run_batch(Program& program, Mode mode, const Samples& samples) {
  const std::vector<int> members{0};
  LogReader reader(program);
  reader.reset(members);
  run_pass(program, mode, {&samples, 1}, samples.size(), members, true,
           [](std::int64_t, std::int64_t) { return true; });
  callbacks::Logs logs;
  reader.read(0, samples.size(), LogReader::Prefix::kNone, logs);
  return logs;
}

}  // namespace occam::training
