#include "occam/base/warnings.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace occam {
namespace {

TEST(Warnings, GoToTheInnermostCatcher) {
  std::vector<std::string> outer, inner;
  const WarningCatcher first([&](const Warning& w) { outer.push_back(to_text(w)); });
  {
    const WarningCatcher second([&](const Warning& w) { inner.push_back(to_text(w)); });
    warn("a");
  }
  hint("b");
  EXPECT_EQ(inner, std::vector<std::string>{"occam: warning: a"});
  EXPECT_EQ(outer, std::vector<std::string>{"occam: hint: b"});
}

TEST(Warnings, AnotherThreadsCatcherIsNotAsked) {
  int caught = 0;
  const WarningCatcher catcher([&](const Warning&) { ++caught; });
  testing::internal::CaptureStderr();
  std::thread([] { warn("from elsewhere"); }).join();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "occam: warning: from elsewhere\n");
  EXPECT_EQ(caught, 0);
}

}  // namespace
}  // namespace occam
