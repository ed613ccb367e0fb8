// A checkpoint is never trusted: what cannot be true of this fit is refused before anything
// changes.
#include <gmock/gmock.h>

#include "occam/saving/atomic_file.h"
#include "occam/saving/zip_archive.h"
#include "tests/resume/interrupted_run.h"

namespace occam::resume_testing {
namespace {

class DamagedCheckpoint : public ResumeTest {
 protected:
  DamagedCheckpoint() {
    Sequential model = network();
    model.fit(data().x, data().y, options(callbacks()));
    const std::string bytes = saving::read_whole_file(file());
    const saving::ZipReader archive(file(), bytes);
    for (const char* name : {"config.json", "model.weights.h5", "occam.json", "fit.json", "fit.h5"})
      members_.push_back({name, archive.read(name, 1 << 30)});
  }

  std::string file() const { return path("m.keras"); }
  std::vector<callbacks::Callback> callbacks() const {
    return {EarlyStopping{.patience = 50, .restore_best_weights = true},
            ModelCheckpoint{.filepath = file(), .save_freq = 13}};
  }
  std::string& member(const std::string& name) {
    for (auto& each : members_) {
      if (each.name == name) return each.bytes;
    }
    throw std::logic_error(name);
  }
  /// fit.json with the first `from` as `to`.
  void change(const std::string& from, const std::string& to) {
    std::string& text = member("fit.json");
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  }
  /// What going on from these members says; empty: it went on.
  std::string refusal() {
    saving::write_atomically(file(), saving::zip_of(members_));
    FitOptions again = options(callbacks());
    again.resume_from = file();
    Sequential model = network(9);
    const auto before = model.get_weights();
    try {
      model.fit(data().x, data().y, again);
      return "";
    } catch (const FileError& error) {
      EXPECT_FALSE(models_testing::bits_of(before[0]) !=
                   models_testing::bits_of(model.get_weights()[0]));
      return error.what();
    } catch (const InvalidArgument& error) {
      return error.what();
    }
  }

  std::vector<saving::ZipMember> members_;
};

TEST_F(DamagedCheckpoint, AsItWasWritten) { EXPECT_EQ(refusal(), ""); }

TEST_F(DamagedCheckpoint, ChangedNumbers) {
  const std::vector<std::pair<std::string, std::string>> changes = {
      {R"("format":2)", R"("format":1)"},
      {R"("format":2)", R"("format":"2")"},
      {R"("steps":1)", R"("steps":-1)"},
      {R"("steps":1)", R"("steps":900000000000000000)"},
      {R"("steps":1)", R"("steps":1.5)"},
      {R"("epoch":)", R"("epoch":-)"},
      {R"("epoch":)", R"("epoch":77)"},
      {R"("epochs_trained":")", R"("epochs_trained":"x)"},
      {R"("data_seed":")", R"("data_seed":"-)"},
      {R"("members":[)", R"("members":[{},)"},
      {R"("members":[)", R"("members":7,"other":[)"},
      {R"("numbers":[[)", R"("numbers":[["x",)"},
      {R"("numbers":[[)", R"("numbers":[[],[)"},
      {R"("class_name":"History")", R"("class_name":7)"},
      {R"("series":)", R"("series":7,"other":)"},
      {R"("name":"best_weights","size":)", R"("name":"best_weights","size":9)"},
      {R"("name":"best_weights")", R"("name":"worst_weights")"},
      {R"("wait":)", R"("weight":)"},
      {R"("variables":[[)", R"("variables":[7,[)"},
      {R"({"format")", R"([{"format")"},
      {R"({"format")", R"({"format":2,"format")"},
  };
  const std::string good = member("fit.json");
  for (const auto& [from, to] : changes) {
    SCOPED_TRACE(from + " -> " + to);
    member("fit.json") = good;
    change(from, to);
    const std::string message = refusal();
    EXPECT_NE(message, "");
    EXPECT_EQ(message.find('\n'), std::string::npos);
  }
}

TEST_F(DamagedCheckpoint, MissingOrBrokenMembers) {
  for (const char* name : {"model.weights.h5", "fit.json", "fit.h5"}) {
    SCOPED_TRACE(name);
    const auto all = members_;
    std::erase_if(members_, [&](const saving::ZipMember& each) { return each.name == name; });
    EXPECT_NE(refusal(), "");
    members_ = all;
    member(name).resize(member(name).size() / 2);
    EXPECT_NE(refusal(), "");
    member(name) = "";
    EXPECT_NE(refusal(), "");
    members_ = all;
  }
}

}  // namespace
}  // namespace occam::resume_testing
