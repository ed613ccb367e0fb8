#include "occam/base/errors.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <new>
#include <string>

namespace occam {
namespace {

constexpr std::array<std::string_view, 4> kNames{"linear", "relu", "sigmoid", "tanh"};

template <class Action>
std::string message_of(const Action& action) {
  try {
    action();
  } catch (const InvalidArgument& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Errors, LackOfMemoryTellsWhatTheCallerCanDo) {
  const auto text = [](const auto& body) -> std::string {
    try {
      body();
    } catch (const OutOfMemory& error) {
      return error.what();
    }
    return "nothing";
  };
  const std::int64_t gigabyte = std::int64_t{1} << 30;
  EXPECT_EQ(text([&] { throw_out_of_memory("a step", 8 * gigabyte, gigabyte, "Fewer units"); }),
            "a step: needs 8.00 GB of memory. Expected at most the available 1.00 GB. Fewer units");
  EXPECT_EQ(text([&] { throw_out_of_memory("a step", 3, -1, ""); }),
            "a step: needs 3.00 B of memory. Expected at most what the system gives");
  EXPECT_EQ(
      text([&] { with_memory_for("reading", "Less", []() -> int { throw std::bad_alloc(); }); }),
      "reading: not enough memory. Expected more than the system gives. Less");
  EXPECT_EQ(
      text([&] {
        with_memory_for("reading", "Less",
                        []() -> int { throw_out_of_memory("Array", 2048, -1, ""); });
      }),
      "reading: Array: needs 2.00 KB of memory. Expected at most what the system gives. Less");
  EXPECT_EQ(with_memory_for("reading", "", [] { return 7; }), 7);
}

TEST(ErrorsTest, OneMessageForm) {
  EXPECT_EQ(message_of([] { throw_invalid_value("Dense", "units", "an integer >= 1", "0"); }),
            "Dense: invalid value for units. Expected an integer >= 1. Received: units=0");
}

TEST(ErrorsTest, UnknownNamesListTheKnownAndTheNearest) {
  EXPECT_EQ(
      message_of([] { throw_unknown_name("Activation", "rleu", kNames); }),
      "Activation: unknown name 'rleu'. Did you mean 'relu'? Known: linear, relu, sigmoid, tanh");
  EXPECT_EQ(message_of([] { throw_unknown_name("Activation", "convolution", kNames); }),
            "Activation: unknown name 'convolution'. Known: linear, relu, sigmoid, tanh");
}

TEST(ErrorsTest, NearestName) {
  EXPECT_EQ(nearest_name("ReLU", kNames), "relu");
  EXPECT_EQ(nearest_name("sigmod", kNames), "sigmoid");
  EXPECT_EQ(nearest_name("tnah", kNames), "tanh");
  EXPECT_EQ(nearest_name("elephant", kNames), "");
  EXPECT_EQ(nearest_name("relu", {}), "");
}

// Python: repr(0.1), '%.17g' read back.
TEST(ErrorsTest, NumbersAreTheShortestThatReadBack) {
  EXPECT_EQ(to_text(0.1), "0.1");
  EXPECT_EQ(to_text(0.001), "0.001");
  EXPECT_EQ(to_text(1.0 / 3.0), "0.3333333333333333");
  EXPECT_EQ(to_text(-2.0), "-2");
  EXPECT_EQ(to_text(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(to_text(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(to_text(std::numeric_limits<double>::quiet_NaN()), "nan");
}

TEST(ErrorsTest, Kinds) {
  EXPECT_THROW(throw FileError("x"), std::runtime_error);
  EXPECT_THROW(throw InvalidArgument("x"), std::invalid_argument);
  EXPECT_THROW(check_internal(false, "x"), InternalError);
  EXPECT_NO_THROW(check_internal(true, "x"));
}

}  // namespace
}  // namespace occam
