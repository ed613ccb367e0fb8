// Saving while everything goes wrong: the process is killed before, within and after each call that
// a save makes, or the call fails. The file is the old one or the new one, and whole.
#include <dlfcn.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <fstream>
#include <random>

#include "occam/saving/atomic_file.h"
#include "tests/resume/interrupted_run.h"

namespace {

/// What befalls the calls of a save, counted from 1. Nothing: they are only counted.
struct Fate {
  enum class Kind { kNothing, kKillBefore, kKillWithin, kKillAfter, kFail };
  Kind kind = Kind::kNothing;
  int call = 0;
  int error = 0;
  bool counts = false;
  int seen = 0;
} fate;

bool is_due() { return fate.counts && ++fate.seen == fate.call; }
[[noreturn]] void die() {
  ::syscall(SYS_kill, ::getpid(), SIGKILL);
  ::abort();
}

/// Runs the call as it is meant to go. `half`: does a part of it.
template <class Call, class Half>
auto with_fate(const Call& call, const Half& half) -> decltype(call()) {
  if (!is_due()) return call();
  switch (fate.kind) {
    case Fate::Kind::kKillBefore:
      die();
    case Fate::Kind::kKillWithin:
      half();
      die();
    case Fate::Kind::kKillAfter:
      call();
      die();
    case Fate::Kind::kFail:
      errno = fate.error;
      return -1;
    default:
      return call();
  }
}
template <class Call>
auto with_fate(const Call& call) -> decltype(call()) {
  return with_fate(call, [] {});
}

}  // namespace

// These stand in for the C library's, in this program alone.
extern "C" {
ssize_t write(int file, const void* bytes, size_t size) {
  return with_fate([&] { return static_cast<ssize_t>(::syscall(SYS_write, file, bytes, size)); },
                   [&] { ::syscall(SYS_write, file, bytes, size / 2); });
}
int fsync(int file) {
  return with_fate([&] { return static_cast<int>(::syscall(SYS_fsync, file)); });
}
int fchmod(int file, mode_t mode) noexcept {
  return with_fate([&] { return static_cast<int>(::syscall(SYS_fchmod, file, mode)); });
}
int rename(const char* from, const char* to) noexcept {
  return with_fate(
      [&] { return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0)); });
}
int mkostemp(char* name, int flags) {
  using Function = int (*)(char*, int);
  static const auto usual = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "mkostemp"));
  return with_fate([&] { return usual(name, flags); });
}
}

namespace occam::resume_testing {
namespace {

using testing::HasSubstr;

class KilledSave : public ResumeTest {
 protected:
  ~KilledSave() override { fate = {}; }

  /// How many of the calls above a save makes.
  int calls_of_a_save(const Sequential& model) {
    fate = {.counts = true};
    save_model(model, path("count.keras"));
    const int calls = fate.seen;
    fate = {};
    return calls;
  }

  /// The file is one of the two, and whole. True: the new one.
  bool is_new(const std::string& file, const Sequential& before, const Sequential& after) {
    const auto found = load_model<Sequential>(file);
    const bool newer = !models_testing::differ(found, after);
    EXPECT_TRUE(newer || !models_testing::differ(found, before)) << "neither of the two";
    return newer;
  }
};

TEST_F(KilledSave, AtEachCall) {
  const Sequential before = network(1), after = network(2);
  const int calls = calls_of_a_save(before);
  EXPECT_GE(calls, 6);  // file, bytes, rights, to disk, name, folder to disk
  bool seen_old = false, seen_new = false;
  for (const auto kind :
       {Fate::Kind::kKillBefore, Fate::Kind::kKillWithin, Fate::Kind::kKillAfter}) {
    for (int call = 1; call <= calls; ++call) {
      save_model(before, path("m.keras"));
      const pid_t child = ::fork();
      ASSERT_GE(child, 0);
      if (child == 0) {
        fate = {.kind = kind, .call = call, .counts = true};
        save_model(after, path("m.keras"));
        ::_exit(7);  // it has survived
      }
      int status = 0;
      ::waitpid(child, &status, 0);
      EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "call " << call;
      (is_new(path("m.keras"), before, after) ? seen_new : seen_old) = true;
    }
  }
  EXPECT_TRUE(seen_old && seen_new);
}

/// A full disk, a broken one, a folder that may not be written to, or that has gone.
TEST_F(KilledSave, WhenACallFails) {
  const Sequential before = network(1), after = network(2);
  const int calls = calls_of_a_save(before);
  save_model(before, path("m.keras"));
  for (const int error : {ENOSPC, EIO, EROFS, ENOENT, EDQUOT}) {
    for (int call = 1; call < calls; ++call) {  // the last, fsync of the folder, may fail
      fate = {.kind = Fate::Kind::kFail, .call = call, .error = error, .counts = true};
      std::string message = "nothing was thrown";
      try {
        save_model(after, path("m.keras"));
      } catch (const FileError& refused) {
        message = refused.what();
      }
      fate = {};
      EXPECT_THAT(message, HasSubstr("m.keras: ")) << "call " << call;
      EXPECT_THAT(message, HasSubstr(std::strerror(error))) << "call " << call;
      EXPECT_EQ(message.find('\n'), std::string::npos);
      EXPECT_FALSE(is_new(path("m.keras"), before, after));
      std::size_t files = 0;
      for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(path("")))
        ++files;
      EXPECT_EQ(files, 2u) << "something temporary is left";  // with count.keras
    }
  }
}

/// A checkpoint that cannot be written ends the fit with one line; the one before is still there,
/// and the run goes on from it.
TEST_F(KilledSave, AFullDiskWithinAFit) {
  Sequential whole = network();
  const History straight = whole.fit(data().x, data().y, options({}));
  const BackupAndRestore backup{.backup_dir = path("b"), .save_freq = 1};
  Sequential first = network();
  // From the 12th batch on files may not be as large as they have to be.
  struct FillDisk {
    std::int64_t seen = 0;
    static constexpr auto state_fields() { return Fields{}; }
    void on_train_batch_end(TrainingControl&, std::int64_t, const Logs&) {
      if (++seen == 12)
        fate = {.kind = Fate::Kind::kFail, .call = 2, .error = ENOSPC, .counts = true};
    }
  };
  std::string message;
  try {
    first.fit(data().x, data().y, options({backup, FillDisk{}}));
  } catch (const FileError& error) {
    message = error.what();
  }
  fate = {};
  EXPECT_THAT(message, HasSubstr("latest.keras: cannot be written: No space left on device"));
  Sequential second = network(9);
  const History history = second.fit(data().x, data().y, options({backup}));
  models_testing::expect_same_history(straight, history, "after a full disk");
  models_testing::expect_same_weights(whole, second, "after a full disk");
}

TEST_F(KilledSave, AFolderThatHasGoneIsMadeAgain) {
  const BackupAndRestore backup{.backup_dir = path("b"), .save_freq = 2};
  struct RemoveFolder {
    std::string folder;
    std::int64_t seen = 0;
    static constexpr auto state_fields() { return Fields{}; }
    void on_train_batch_end(TrainingControl&, std::int64_t, const Logs&) {
      if (++seen == 9) std::filesystem::remove_all(folder);
    }
  };
  Sequential model = network();
  model.fit(data().x, data().y, options({backup, RemoveFolder{path("b")}, InterruptAfter{12}}));
  EXPECT_TRUE(std::filesystem::exists(path("b/latest.keras")));
}

/// A process that trains is killed again and again at any moment; whoever comes next goes on.
TEST_F(KilledSave, KilledAtAnyMomentOfARun) {
  const char* const asked = std::getenv("OCCAM_KILLS");
  const int wanted = asked != nullptr ? std::atoi(asked) : 20;
  Sequential whole = network();
  const History straight = whole.fit(data().x, data().y, options({}));
  std::mt19937 random(5);
  int kills = 0, runs = 0;
  while (kills < wanted) {
    const BackupAndRestore backup{.backup_dir = path("b" + std::to_string(runs++)),
                                  .save_freq = 1,
                                  .delete_checkpoint = false};
    bool complete = false;
    // Longer each time: on a busy machine a process has to come to its first step.
    for (int tries = 0; !complete; ++tries) {
      const pid_t child = ::fork();
      ASSERT_GE(child, 0);
      if (child == 0) {
        const bool goes_on = std::filesystem::exists(backup.backup_dir + "/latest.keras");
        Sequential model = network(goes_on ? 50 : 3);
        model.set_threads(1);
        model.fit(data().x, data().y, options({backup}));
        save_model(model, path("end.keras"));
        ::_exit(0);
      }
      ::usleep(static_cast<useconds_t>(2000 + random() % 60000) +
               static_cast<useconds_t>(5000 * tries));
      ::kill(child, SIGKILL);
      int status = 0;
      ::waitpid(child, &status, 0);
      complete = WIFEXITED(status);
      if (complete) {
        EXPECT_EQ(WEXITSTATUS(status), 0);
      }
      kills += complete ? 0 : 1;
    }
    models_testing::expect_same_weights(whole, load_model<Sequential>(path("end.keras")),
                                        "run " + std::to_string(runs));
  }
  std::printf("%d kills in %d runs\n", kills, runs);
}

}  // namespace
}  // namespace occam::resume_testing
