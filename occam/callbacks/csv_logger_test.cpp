#include "occam/callbacks/csv_logger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "occam/callbacks/callback_testing.h"
#include "occam/data/test_file.h"

namespace occam::callbacks {
namespace {

using ::testing::HasSubstr;

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void fit(CSVLogger& logger, TestControl& control, const std::vector<Logs>& epochs) {
  logger.on_train_begin(control);
  for (std::size_t e = 0; e < epochs.size(); ++e)
    logger.on_epoch_end(control, static_cast<std::int64_t>(e), epochs[e]);
}

template <class Body>
std::string error_of(const Body& body) {
  try {
    body();
  } catch (const FileError& error) {
    return error.what();
  }
  return "";
}

TEST(CSVLogger, TheFileIsWholeAfterEveryEpoch) {
  TestControl control;
  const data::TestFile file("what was there");
  CSVLogger logger{.filename = file.path(), .separator = ";"};
  logger.on_train_begin(control);
  EXPECT_EQ(text_of(file.path()), "");
  logger.on_epoch_end(control, 3, {{"val_loss", 0.25}, {"loss", 0.5}});
  EXPECT_EQ(text_of(file.path()), "epoch;loss;val_loss\r\n3;0.5;0.25\r\n");
}

TEST(CSVLogger, AppendsInTheOrderOfTheFile) {
  TestControl control;
  const data::TestFile file("epoch,val_loss,loss\n0,1,2\n");
  CSVLogger logger{.filename = file.path(), .append = true};
  fit(logger, control, {{{"loss", 0.5}, {"val_loss", 0.25}}, {{"loss", 0.125}}});
  EXPECT_EQ(text_of(file.path()), "epoch,val_loss,loss\n0,1,2\n0,0.25,0.5\r\n1,NA,0.125\r\n");
}

TEST(CSVLogger, RefusesAFileOfAnotherRun) {
  TestControl control;
  const data::TestFile file("epoch,loss\n0,1\n"), other("a,b\n1,2\n");
  CSVLogger logger{.filename = file.path(), .append = true};
  EXPECT_THAT(error_of([&] {
                fit(logger, control, {{{"mae", 1.0}}});
              }),
              HasSubstr("has no column 'mae'"));
  EXPECT_EQ(text_of(file.path()), "epoch,loss\n0,1\n");
  logger.filename = other.path();
  EXPECT_THAT(error_of([&] { logger.on_train_begin(control); }),
              HasSubstr("Expected a log whose first column is epoch. Received: 'a'"));
}

TEST(CSVLogger, RefusesWhatCannotBeWritten) {
  TestControl control;
  EXPECT_THAT(refusal_of(CSVLogger{}, control), HasSubstr("filename"));
  EXPECT_THAT(refusal_of(CSVLogger{.filename = "a", .separator = ", "}, control),
              HasSubstr("separator"));
  CSVLogger nowhere{.filename = testing::TempDir() + "no/such/folder/log.csv"};
  EXPECT_THAT(error_of([&] { nowhere.on_train_begin(control); }),
              HasSubstr("no/such/folder/log.csv': No such file or directory"));
  control.count = 3;
  EXPECT_THAT(refusal_of(CSVLogger{.filename = "log.csv"}, control), HasSubstr("{member}"));
  EXPECT_EQ(refusal_of(CSVLogger{.filename = "log-{member}.csv"}, control), "");
}

TEST(CSVLogger, EachMemberOfAStackItsFile) {
  TestControl control;
  control.count = 3;
  control.index = 2;
  const data::TestFile file("", "-2.csv");
  const std::string path = file.path();
  CSVLogger logger{.filename = path.substr(0, path.size() - 5) + "{member}.csv"};
  fit(logger, control, {{{"loss", 0.5}}});
  EXPECT_EQ(text_of(path), "epoch,loss,val_loss\r\n0,0.5,NA\r\n");
}

}  // namespace
}  // namespace occam::callbacks
