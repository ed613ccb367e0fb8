// Many fits with checkpoints in one process: what they take they give back.
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/resume/interrupted_run.h"

namespace occam::resume_testing {
namespace {

std::int64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::int64_t pages = 0, resident = 0;
  file >> pages >> resident;
  return resident * ::sysconf(_SC_PAGESIZE);
}

class ResumeMemory : public ResumeTest {};

TEST_F(ResumeMemory, IsFlatOverManyFits) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer keeps what was freed";
#endif
  const char* const asked = std::getenv("OCCAM_FITS");
  const int fits = asked != nullptr ? std::atoi(asked) : 60, warm = fits / 4;
  std::int64_t after_warming = 0;
  for (int i = 0; i < fits; ++i) {
    if (i == warm) after_warming = resident_bytes();
    const BackupAndRestore backup{.backup_dir = path("b"), .save_freq = 3};
    Sequential model = network(), again = network(9);
    model.fit(data().x, data().y,
              options({EarlyStopping{.restore_best_weights = true}, backup,
                       ModelCheckpoint{.filepath = path("m.keras")}, InterruptAfter{8}},
                      3));
    again.fit(data().x, data().y,
              options({EarlyStopping{.restore_best_weights = true}, backup,
                       ModelCheckpoint{.filepath = path("m.keras")}},
                      3));
  }
  const std::int64_t grown = resident_bytes() - after_warming;
  std::printf("%d fits: %.2f MB, grown by %.2f MB since the first %d\n", fits,
              static_cast<double>(resident_bytes()) / 1e6, static_cast<double>(grown) / 1e6, warm);
  EXPECT_LT(grown, 1 << 20);
}

}  // namespace
}  // namespace occam::resume_testing
