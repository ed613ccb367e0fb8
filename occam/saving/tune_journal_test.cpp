#include "occam/saving/tune_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "occam/base/errors.h"

namespace occam::saving {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Journal : public testing::Test {
 protected:
  std::string path() const { return path_.string(); }
  void SetUp() override { std::filesystem::remove(path_); }
  void TearDown() override { std::filesystem::remove(path_); }

  std::string contents() const {
    std::ifstream file(path_, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  void write(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
  template <class Error = FileError>
  void refused(const testing::Matcher<std::string>& says, const TuneSettings& settings) const {
    try {
      TuneJournal journal(path(), settings);
      ADD_FAILURE() << contents();
    } catch (const Error& error) {
      EXPECT_THAT(std::string(error.what()), says);
    }
  }

 private:
  std::filesystem::path path_ =
      std::filesystem::temp_directory_path() / ("occam_journal_" + std::to_string(::getpid()));
};

const TuneSettings kSettings = {{"--folds", "5"}, {"the table", "a \"b\" \xc3\xa4"}};

JournalLine line_of(std::int64_t trial, std::int64_t rung) {
  JournalLine line{.most_epochs = 9,
                   .values = {{"l1", 0.1}, {"width", 32}},
                   .mean = 0.25,
                   .seconds = 1.5 + static_cast<double>(trial)};
  line.result.run = {trial, rung};
  line.result.scores = {0.1, 1.0 / 3.0, std::numeric_limits<double>::denorm_min()};
  line.result.parameters = {3, 4, 5};
  line.result.epochs = {9, 8, 7};
  line.result.stopped = trial % 2 == 0;
  return line;
}

std::vector<JournalLine> some_lines() { return {line_of(0, 0), line_of(1, 0), line_of(0, 1)}; }

void write_some(const std::string& path) {
  const std::vector<JournalLine> lines = some_lines();
  TuneJournal journal(path, kSettings);
  journal.append(std::span(lines).first(2));
  journal.append(std::span(lines).last(1));
}

TEST_F(Journal, GivesBackEveryBit) {
  write_some(path());
  const TuneJournal read(path(), kSettings);
  ASSERT_EQ(read.results().size(), 3u);
  for (const JournalLine& line : some_lines())
    EXPECT_EQ(read.results().at(line.result.run), line.result);
  EXPECT_EQ(read.seconds(), 1.5);
  EXPECT_FALSE(read.was_cut());
}

TEST_F(Journal, ScoresThatAreNone) {
  JournalLine line = line_of(7, 0);
  line.result.scores[1] = line.mean = std::nan("");
  line.result.diverged = true;
  TuneJournal(path(), kSettings).append({&line, 1});
  const selection::TrialResult read = TuneJournal(path(), kSettings).results().at({7, 0});
  EXPECT_TRUE(std::isnan(read.scores[1]));
  EXPECT_EQ(read.scores[0], 0.1);
  EXPECT_TRUE(read.diverged);
}

TEST_F(Journal, EachLineIsJsonThatOthersCanRead) {
  write_some(path());
  std::istringstream lines(contents());
  std::string text;
  ASSERT_TRUE(std::getline(lines, text));
  EXPECT_EQ(nlohmann::json::parse(text).at("settings").at("--folds"), "5");
  ASSERT_TRUE(std::getline(lines, text));
  const nlohmann::json first = nlohmann::json::parse(text);
  EXPECT_EQ(first.at("values").at("width"), 32);
  EXPECT_EQ(first.at("mean"), 0.25);
  EXPECT_EQ(first.at("scores")[1], 1.0 / 3.0);
}

TEST_F(Journal, AFileThatEndsAnywhereGoesOn) {
  write_some(path());
  const std::string whole = contents();
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (whole[i] == '\n') ends.push_back(i + 1);
  }
  const std::vector<JournalLine> lines = some_lines();
  for (std::size_t size = 0; size <= whole.size(); size += 5) {
    write(whole.substr(0, size));
    const auto complete = static_cast<std::size_t>(
        std::count_if(ends.begin(), ends.end(), [&](std::size_t end) { return end <= size; }));
    {
      TuneJournal journal(path(), kSettings);
      ASSERT_EQ(journal.results().size(), complete > 1 ? complete - 1 : 0) << size;
      const bool at_an_end = size == 0 || (complete > 0 && ends[complete - 1] == size);
      EXPECT_EQ(journal.was_cut(), !at_an_end) << size;
      journal.append(std::span(lines).subspan(journal.results().size()));
    }
    EXPECT_EQ(contents(), whole) << size;
  }
}

TEST_F(Journal, ADamagedLineInTheMiddleIsRefusedByItsNumber) {
  write_some(path());
  const std::string whole = contents();
  const std::size_t second = whole.find('\n') + 1, third = whole.find('\n', second) + 1;
  const std::size_t last = whole.find('\n', third) + 1;
  for (std::size_t at = second; at < last; at += 7) {
    // Two lines that run together are the last: see below.
    if (whole[at] == '\n') continue;
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write(damaged);
    refused(HasSubstr(at < third ? "line 2 is damaged" : "line 3 is damaged"), kSettings);
    EXPECT_EQ(contents(), damaged);
  }
  // The last line may have been half written: it is cut.
  std::string damaged = whole;
  damaged[last + 5] = static_cast<char>(damaged[last + 5] ^ 1);
  write(damaged);
  EXPECT_EQ(TuneJournal(path(), kSettings).results().size(), 2u);
  EXPECT_EQ(contents(), whole.substr(0, last));
}

TEST_F(Journal, WhatIsNoJournalStaysAsItIs) {
  for (const std::string text : {"a,b\n1,2\n", "no end of a line", "{\"a\":1}\n", "\n"}) {
    write(text);
    refused(HasSubstr("no journal"), kSettings);
    EXPECT_EQ(contents(), text);
  }
}

TEST_F(Journal, OtherSettingsAreNamed) {
  write_some(path());
  refused<OtherSettings>(
      AllOf(HasSubstr("--folds 5 (received 3)"), testing::Not(HasSubstr("table"))),
      {{"--folds", "3"}, {"the table", "a \"b\" \xc3\xa4"}});
  refused<OtherSettings>(AllOf(HasSubstr("--folds 5 (received 3)"), HasSubstr("the table")),
                         {{"--folds", "3"}, {"the table", "c"}});
  refused<OtherSettings>(HasSubstr("--turn nothing (received 4)"), {{"--turn", "4"}});
}

TEST_F(Journal, OnlyOneWrites) {
  const TuneJournal journal(path(), kSettings);
  refused(HasSubstr("another search is writing it"), kSettings);
}

TEST_F(Journal, AFolderThatIsNotThere) {
  EXPECT_THROW(TuneJournal("/nowhere/at/all.jsonl", kSettings), FileError);
}

}  // namespace
}  // namespace occam::saving
