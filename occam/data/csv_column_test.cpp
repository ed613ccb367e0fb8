#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What a column of these cells becomes, and how it was read.
struct Taken {
  ColumnKind kind;
  ColumnReading reading;
  std::vector<double> numbers;
  std::vector<std::string> words;
};

Taken take(const std::vector<std::string>& cells, const ReadOptions& options = {}) {
  const Column column = column_of(cells, options).column("v");
  Taken taken{column.kind(), column.reading(), {}, {}};
  if (column.is_text()) {
    taken.words = texts(column);
  } else {
    taken.numbers.assign(column.numbers().begin(), column.numbers().end());
  }
  return taken;
}

std::vector<std::string> repeated(const std::vector<std::string>& cells, int times) {
  std::vector<std::string> all;
  for (int i = 0; i < times; ++i) all.insert(all.end(), cells.begin(), cells.end());
  return all;
}

MATCHER(IsMissing, "") { return std::isnan(arg); }

// A guess that is told: a file that triggers it, and beside it one on which nothing is said.
TEST(CsvColumnTest, PlainNumbersAreNoDecision) {
  const Taken taken = take({"1", "-2.5e1", "+.5", "1e-400"});
  EXPECT_EQ(taken.kind, ColumnKind::kNumber);
  EXPECT_THAT(taken.numbers, ElementsAre(1.0, -25.0, 0.5, 0.0));
  EXPECT_EQ(taken.reading.numbers, NumberForm());
  EXPECT_EQ(taken.reading.reason, ColumnReason::kAllCells);
  EXPECT_EQ(taken.reading.ambiguity, Ambiguity::kNone);
  EXPECT_EQ(taken.reading.missing_cells, 0);
  EXPECT_THAT(taken.reading.missing, IsEmpty());
  EXPECT_EQ(taken.reading.example, "1");
}

TEST(CsvColumnTest, Money) {
  Taken taken = take({"$6,100.00", "$-900.50", "-$1.00", "($2,000.00)", "0"});
  EXPECT_THAT(taken.numbers, ElementsAre(6100.0, -900.5, -1.0, -2000.0, 0.0));
  EXPECT_EQ(taken.reading.numbers.currency, "$");
  EXPECT_EQ(taken.reading.numbers.grouping, Grouping::kComma);
  EXPECT_TRUE(taken.reading.numbers.parentheses);
  EXPECT_EQ(taken.reading.ambiguity, Ambiguity::kNone);
  taken = take({"1.234,50 EUR", "12,00 EUR", "1.000.000,00 EUR"});
  EXPECT_THAT(taken.numbers, ElementsAre(1234.5, 12.0, 1e6));
  EXPECT_EQ(taken.reading.numbers.decimal, ',');
  EXPECT_EQ(taken.reading.numbers.grouping, Grouping::kPoint);
  EXPECT_THAT(take({"\u20AC 5", "7 \u20AC"}).numbers, ElementsAre(5.0, 7.0));
  // In lakhs and crores.
  taken = take({"\u20B9 12,34,567.50", "2,00,000", "7,650", "1,00,00,000"});
  EXPECT_THAT(taken.numbers, ElementsAre(1234567.5, 200000.0, 7650.0, 1e7));
  EXPECT_EQ(take({"12,34,56", "1,23,4567", "123,45,678"}).kind, ColumnKind::kText);
  // A minus behind the number.
  EXPECT_THAT(take({"12.50-", "3", "1,200.00-", "$4.00-"}).numbers,
              ElementsAre(-12.5, 3.0, -1200.0, -4.0));
  EXPECT_EQ(take({"-3-", "5-6", "-"}).kind, ColumnKind::kText);
  // Two currencies are two units: texts.
  EXPECT_EQ(take({"$5", "\u20AC5", "$6"}).kind, ColumnKind::kText);
}

TEST(CsvColumnTest, PercentAndMinus) {
  Taken taken = take({"12%", "-3.5 %", "100%"});
  EXPECT_THAT(taken.numbers, ElementsAre(12.0, -3.5, 100.0));
  EXPECT_TRUE(taken.reading.numbers.percent);
  taken =
      take({"\u2212"
            "5",
            "7",
            "\u2013"
            "2.5"});
  EXPECT_THAT(taken.numbers, ElementsAre(-5.0, 7.0, -2.5));
  EXPECT_TRUE(taken.reading.numbers.unicode_minus);
  EXPECT_THAT(take({"(5)", "7"}).numbers, ElementsAre(-5.0, 7.0));
  EXPECT_EQ(take({"(5)", "(7)"}).kind, ColumnKind::kText);  // in all cells, which are few: no minus
}

TEST(CsvColumnTest, ParenthesesAlone) {
  // Many different amounts of an account; few of them are labels.
  std::vector<std::string> amounts, labels;
  for (int i = 0; i < 60; ++i) {
    amounts.push_back("(" + std::to_string(100 + 7 * i) + ")");
    labels.push_back("(" + std::to_string(i % 4) + ")");
  }
  const Taken taken = take(amounts);
  EXPECT_EQ(taken.kind, ColumnKind::kNumber);
  EXPECT_TRUE(taken.reading.numbers.parentheses);
  EXPECT_EQ(taken.numbers.back(), -513);
  EXPECT_EQ(take(labels).kind, ColumnKind::kText);
}

TEST(CsvColumnTest, Thousands) {
  EXPECT_THAT(take({"0 000", "3 000", "12 000"}).numbers, ElementsAre(0.0, 3000.0, 12000.0));
  const Taken taken =
      take({"6\u00A0"
            "200",
            "1\u202F"
            "500",
            "17"});
  EXPECT_THAT(taken.numbers, ElementsAre(6200.0, 1500.0, 17.0));
  EXPECT_EQ(taken.reading.numbers.grouping, Grouping::kSpace);
  EXPECT_THAT(take({"1'000",
                    "1\u2019"
                    "234'567.5"})
                  .numbers,
              ElementsAre(1000.0, 1234567.5));
  EXPECT_THAT(take({"1.234.567", "12.000"}).numbers, ElementsAre(1234567.0, 12000.0));
  for (const char* text :
       {"1.2.3", "12:30", "555 12", "030 123 456", "1,2,3", "1 2", "0x10", "+-1"}) {
    EXPECT_EQ(take({text, "x"}).kind, ColumnKind::kText) << text;
    EXPECT_EQ(take({text}).kind, ColumnKind::kText) << text;
  }
}

TEST(CsvColumnTest, CommaBetweenThousandsOrDecimals) {
  // 480 would be written 480,000 if the comma were decimal.
  Taken taken = take({"480", "5,000", "8,500"});
  EXPECT_THAT(taken.numbers, ElementsAre(480.0, 5000.0, 8500.0));
  EXPECT_EQ(taken.reading.ambiguity, Ambiguity::kNone);
  // 1480 would be written 1,480 if the comma were between thousands.
  EXPECT_THAT(take({"1480", "5,000", "8,500"}).numbers, ElementsAre(1480.0, 5.0, 8.5));
  EXPECT_THAT(take({"0,512", "1,000"}).numbers, ElementsAre(0.512, 1.0));
  // In every cell: a guess, which the separator decides.
  taken = take({"1,234", "5,678"});
  EXPECT_EQ(taken.reading.ambiguity, Ambiguity::kGroupingOrDecimal);
  EXPECT_THAT(taken.numbers, ElementsAre(1.234, 5.678));
  const Table commas = read("v,n\n\"1,234\",1\n\"5,678\",2\n");
  EXPECT_EQ(commas.column("v").reading().ambiguity, Ambiguity::kGroupingOrDecimal);
  EXPECT_THAT(commas.column("v").numbers(), ElementsAre(1234.0, 5678.0));
  EXPECT_THAT(read("v,n\n\"1,234\",1\n\"5,678\",2\n", {.decimal = ','}).column("v").numbers(),
              ElementsAre(1.234, 5.678));
  // Other columns of the file may tell.
  const Table file = read("a\tb\tc\n1,234\t0,5\t1.234\n5,678\t1,25\t5.678\n");
  EXPECT_THAT(file.column("a").numbers(), ElementsAre(1.234, 5.678));
  EXPECT_THAT(file.column("c").numbers(), ElementsAre(1234.0, 5678.0));
  EXPECT_THAT(read("a\tc\n1\t1.234\n5\t5.678\n").column("c").numbers(), ElementsAre(1.234, 5.678));
}

TEST(CsvColumnTest, PointBetweenThousandsOrDecimals) {
  // Where semicolons separate, commas may be decimal; what is left open is told.
  Taken taken = take({"1.234", "5.678"});
  EXPECT_THAT(taken.numbers, ElementsAre(1.234, 5.678));
  EXPECT_EQ(taken.reading.ambiguity, Ambiguity::kGroupingOrDecimal);
  taken = take({"1.234", "5.678"}, {.decimal = ','});
  EXPECT_THAT(taken.numbers, ElementsAre(1234.0, 5678.0));
  EXPECT_EQ(take({"0.234", "5.678"}).reading.ambiguity, Ambiguity::kNone);
  EXPECT_EQ(read("a;b\n1.234;0.5\n5.678;1.5\n").column("a").reading().ambiguity, Ambiguity::kNone);
  EXPECT_EQ(read("a,b\n1.234,1\n5.678,2\n").column("a").reading().ambiguity, Ambiguity::kNone);
}

// pandas: read_csv(..., decimal=",") gives the same.
TEST(CsvColumnTest, DecimalCommasInQuotes) {
  const std::string text = "a,y\n\"0,0\",p\n\"1,5\",q\n\"-2,25\",p\n";
  EXPECT_THAT(read(text).column("a").numbers(), ElementsAre(0.0, 1.5, -2.25));
  EXPECT_THAT(read(text, {.separator = ',', .decimal = ','}).column("a").numbers(),
              ElementsAre(0.0, 1.5, -2.25));
  EXPECT_EQ(read(text).column("a").reading().numbers.decimal, ',');
}

TEST(CsvColumnTest, WholeNumbersBeyondFloatStayExact) {
  Taken taken = take({"9007199254740993", "9007199254740992", "5"});
  EXPECT_EQ(taken.kind, ColumnKind::kText);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kBeyondExact);
  EXPECT_THAT(taken.words, ElementsAre("9007199254740993", "9007199254740992", "5"));
  taken = take({"9007199254740992", "-9007199254740992"});
  EXPECT_EQ(taken.kind, ColumnKind::kNumber);
  EXPECT_EQ(take({"12345678901234567890.5", "0.5"}).kind, ColumnKind::kNumber);
  // Also far down, where the texts of the numbers above are no longer kept.
  std::vector<std::string> cells = repeated({"1", "22", "333"}, 5000);
  cells.emplace_back("9007199254740993");
  taken = take(cells);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kBeyondExact);
  EXPECT_EQ(taken.words[2], "333");
  EXPECT_EQ(taken.words.back(), "9007199254740993");
}

TEST(CsvColumnTest, MissingAmongNumbers) {
  const std::vector<std::string> marks = {"None", "N/A",    "n/a", "NULL", "-", ".",
                                          "#N/A", "\"  \"", "NaN", "",     "?", "unknown"};
  std::vector<std::string> cells = marks;
  cells.insert(cells.end(), {"7", "8.5", "-"});
  const Taken taken = take(cells);
  ASSERT_EQ(taken.kind, ColumnKind::kNumber);
  EXPECT_EQ(taken.numbers[12], 7.0);
  EXPECT_EQ(taken.reading.missing_cells, 13);
  EXPECT_EQ(taken.reading.first_missing_row, 0);
  EXPECT_EQ(taken.reading.missing.front(), (TextCount{"-", 2, 4}));
  EXPECT_EQ(taken.reading.missing.size(), 12U);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kAllCells);
  for (const std::string& mark : marks) {
    EXPECT_THAT(take({"1", mark, "3"}).numbers, ElementsAre(1.0, IsMissing(), 3.0)) << mark;
  }
  // Among dates too, and whatever their share.
  EXPECT_THAT(take({"N/A", "N/A", "1970-01-02", "-"}).numbers,
              ElementsAre(IsMissing(), IsMissing(), 1.0, IsMissing()));
}

TEST(CsvColumnTest, MissingAmongTexts) {
  const Taken taken = take({"None", "x", "-", "NA", "", "None", "Na"});
  EXPECT_EQ(taken.kind, ColumnKind::kText);
  EXPECT_THAT(taken.words, ElementsAre("None", "x", "-", "", "", "None", "Na"));
  EXPECT_THAT(taken.reading.like_missing,
              ElementsAre(TextCount{"None", 2, 0}, TextCount{"-", 1, 2}));
  EXPECT_EQ(taken.reading.missing_cells, 2);
  EXPECT_EQ(taken.reading.first_missing_row, 3);
  EXPECT_THAT(take({"x", "y"}).reading.like_missing, IsEmpty());
  EXPECT_THAT(take({"None", "-"}).words, ElementsAre("None", "-"));
}

TEST(CsvColumnTest, OptionsOverruleWhatIsMissing) {
  EXPECT_THAT(take({"-999", "NA", "5"}, {.missing = {"-999"}}).numbers,
              ElementsAre(IsMissing(), IsMissing(), 5.0));
  EXPECT_THAT(take({"NA", "DE", ""}, {.not_missing = {"NA"}}).words, ElementsAre("NA", "DE", ""));
  EXPECT_THAT(take({"None", "1"}, {.not_missing = {"None"}}).words, ElementsAre("None", "1"));
  EXPECT_THAT(take({"None", "x"}, {.missing = {"None"}}).words, ElementsAre("", "x"));
}

TEST(CsvColumnTest, FewStraysAmongNumbersAreMissing) {
  std::vector<std::string> cells;
  for (int i = 0; i < 40; ++i) cells.push_back(std::to_string(i) + ".5");
  EXPECT_EQ(take(cells).reading.reason, ColumnReason::kAllCells);
  cells[3] = "see note";
  cells[7] = "see note";
  Taken taken = take(cells);
  EXPECT_EQ(taken.kind, ColumnKind::kNumber);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kFewStrays);
  EXPECT_THAT(taken.reading.strays, ElementsAre(TextCount{"see note", 2, 3}));
  EXPECT_EQ(taken.reading.stray_cells, 2);
  EXPECT_EQ(taken.reading.missing_cells, 2);
  EXPECT_TRUE(std::isnan(taken.numbers[7]));
  // The same when it comes late.
  cells = repeated(cells, 200);
  cells.emplace_back("late");
  taken = take(cells);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kFewStrays);
  EXPECT_EQ(taken.reading.stray_cells, 401);
  EXPECT_EQ(taken.numbers[8], 8.5);
}

TEST(CsvColumnTest, FewNumbersAndATextAreCategories) {
  std::vector<std::string> cells = repeated({"8", "4", "6"}, 20);
  cells[13] = "rotary";
  Taken taken = take(cells);
  EXPECT_EQ(taken.kind, ColumnKind::kText);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kFewValues);
  EXPECT_THAT(taken.reading.strays, ElementsAre(TextCount{"rotary", 1, 13}));
  cells = repeated(cells, 1000);  // behind numbers whose texts are no longer kept
  cells[13] = "8";
  taken = take(cells);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kFewValues);
  EXPECT_EQ(taken.words[1], "4");
}

TEST(CsvColumnTest, CodesStayTexts) {
  std::vector<std::string> cells;
  for (int i = 0; i < 90; ++i) cells.push_back(std::to_string(100 + i));
  cells.emplace_back("136A");
  Taken taken = take(cells);
  EXPECT_EQ(taken.kind, ColumnKind::kText);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kMixed);
  EXPECT_THAT(taken.reading.strays, ElementsAre(TextCount{"136A", 1, 90}));
  taken = take({"007", "A1", "B2", "", "7", "C3"});
  EXPECT_THAT(taken.words, ElementsAre("007", "A1", "B2", "", "7", "C3"));
  EXPECT_EQ(taken.reading.reason, ColumnReason::kAllCells);
}

TEST(CsvColumnTest, ATextInManyRowsStandsForSomething) {
  std::vector<std::string> cells;
  for (int i = 0; i < 30; ++i) cells.push_back(std::to_string(1700 + 7 * i));
  for (int i = 0; i < 10; ++i) cells.emplace_back("Ancient");
  EXPECT_EQ(take(cells).reading.reason, ColumnReason::kFewStrays);
  for (int i = 0; i < 10; ++i)
    cells.push_back("about " + std::string(static_cast<std::size_t>(i), 'x'));
  EXPECT_EQ(take(cells).reading.reason, ColumnReason::kMixed);
}

TEST(CsvColumnTest, TextsSaidToBeValuesAreNotMissing) {
  std::vector<std::string> cells;
  for (int i = 0; i < 90; ++i) cells.push_back(std::to_string(17 * i) + ".5");
  cells.emplace_back("-");
  EXPECT_EQ(take(cells).kind, ColumnKind::kNumber);
  const Taken taken = take(cells, {.not_missing = {"-"}});
  EXPECT_EQ(taken.kind, ColumnKind::kText);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kAsked);
  EXPECT_EQ(taken.words.back(), "-");
  // A number is one, whatever is said of it.
  EXPECT_EQ(take({"1.5", "2"}, {.not_missing = {"2"}}).kind, ColumnKind::kNumber);
}

TEST(CsvColumnTest, ADecimalSignThatSpoilsNumbers) {
  const auto spoils = [](const std::vector<std::string>& cells, char decimal) {
    return take(cells, {.decimal = decimal}).reading.decimal_spoils;
  };
  EXPECT_TRUE(spoils({"0,845", "8,57", "1,5"}, '.'));
  EXPECT_TRUE(spoils({"1.234", "8.57", "1.5"}, ','));
  EXPECT_FALSE(spoils({"0,845", "8,57", "1,5"}, ','));
  EXPECT_FALSE(spoils({"0.845", "8.57", "1.5"}, '.'));
  EXPECT_FALSE(spoils({"p", "q", "1.5"}, ','));
  EXPECT_FALSE(take({"0,845", "8,57"}).reading.decimal_spoils);
}

TEST(CsvColumnTest, LeadingZerosAreCounted) {
  EXPECT_EQ(take({"01234", "99999", "00501"}).reading.leading_zeros, 2);
  EXPECT_EQ(take({"0", "0.5", "10"}).reading.leading_zeros, 0);
  const Taken taken = take({"01234", "99999"}, {.text_columns = {"v"}});
  EXPECT_THAT(taken.words, ElementsAre("01234", "99999"));
  EXPECT_EQ(taken.reading.reason, ColumnReason::kAsked);
  // Texts anyway: nothing asked for has happened.
  EXPECT_EQ(take({"p", "q"}, {.text_columns = {"v"}}).reading.reason, ColumnReason::kAllCells);
  // A guess that is confirmed.
  EXPECT_EQ(take({"1", "2", "3", "4", "5", "p", "q"}, {.text_columns = {"v"}}).reading.reason,
            ColumnReason::kAsked);
  EXPECT_THAT(message_of<InvalidArgument>([] { read("zip\n1\n", {.text_columns = {"zpi"}}); }),
              HasSubstr("Did you mean 'zip'?"));
}

TEST(CsvColumnTest, NumbersWithAUnit) {
  const Taken taken = take({"1 cm", "12.5cm", "-3 cm", "N/A"});
  ASSERT_EQ(taken.kind, ColumnKind::kNumber);
  EXPECT_THAT(taken.numbers, ElementsAre(1.0, 12.5, -3.0, IsMissing()));
  EXPECT_EQ(taken.reading.numbers.unit, "cm");
  EXPECT_EQ(taken.reading.without_unit, 0);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kAllCells);
  EXPECT_EQ(taken.reading.example, "1 cm");
  EXPECT_THAT(take({"20\u00B0C", "21,5 \u00B0C", "-3\u00B0C"}).numbers, ElementsAre(20, 21.5, -3));
  EXPECT_THAT(take({"1 year", "2 years", "30 years"}).numbers, ElementsAre(1, 2, 30));
  EXPECT_THAT(take({"1st", "2nd", "3rd", "4th"}).numbers, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(take({"$1,200/month", "$900/month", "$50/month"}).numbers,
              ElementsAre(1200, 900, 50));
  EXPECT_EQ(take({"1", "2", "3"}).reading.numbers.unit, "");
  // Two different numbers lose nothing as texts.
  EXPECT_EQ(take({"4wd", "2wd", "4wd", "4wd"}).kind, ColumnKind::kText);
  EXPECT_EQ(take({"1 cm", "2 cm", "3 cm"}, {.text_columns = {"v"}}).reading.reason,
            ColumnReason::kAsked);
}

TEST(CsvColumnTest, PartsCountedByLettersHaveNoUnits) {
  std::vector<std::string> cells;
  for (int i = 0; i < 20; ++i) {
    for (const char* part : {"a", "b"}) cells.push_back(std::to_string(170 + i) + part);
  }
  EXPECT_NE(take(cells).reading.reason, ColumnReason::kSeveralUnits);
  for (std::string& cell : cells) cell.back() = cell.back() == 'a' ? 'V' : 'W';
  EXPECT_EQ(take(cells).reading.reason, ColumnReason::kSeveralUnits);
}

TEST(CsvColumnTest, CellsWithoutTheUnitOrWithAnother) {
  std::vector<std::string> cells;
  for (int i = 0; i < 57; ++i) cells.push_back(std::to_string(i) + ".5 kg");
  const auto with = [&](std::vector<std::string> others) {
    others.insert(others.end(), cells.begin(), cells.end());
    return take(others);
  };
  Taken taken = with({"70", "71", "72"});
  EXPECT_EQ(taken.reading.without_unit, 3);
  EXPECT_EQ(taken.numbers[1], 71);
  taken = with({"160 mm", "170 mm"});
  ASSERT_EQ(taken.kind, ColumnKind::kNumber);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kFewStrays);
  EXPECT_THAT(taken.reading.strays,
              ElementsAre(TextCount{"160 mm", 1, 0}, TextCount{"170 mm", 1, 1}));
  EXPECT_THAT(taken.numbers[0], IsMissing());
  std::vector<std::string> many;
  for (int i = 0; i < 20; ++i) many.push_back(std::to_string(100 + i) + " mm");
  taken = with(many);
  EXPECT_EQ(taken.kind, ColumnKind::kText);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kSeveralUnits);
  EXPECT_THAT(taken.reading.strays, ElementsAre(TextCount{"kg", 57, 20}, TextCount{"mm", 20, 0}));
  many.clear();
  for (int i = 0; i < 20; ++i) many.push_back(std::to_string(100 + i));
  taken = with(many);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kSeveralUnits);
  EXPECT_THAT(taken.reading.strays, ElementsAre(TextCount{"kg", 57, 20}, TextCount{"", 20, 0}));
  EXPECT_EQ(taken.reading.stray_cells, 77);
  // Plain numbers above all: a few with a unit are no numbers.
  std::vector<std::string> plain;
  for (int i = 0; i < 6000; ++i) plain.push_back(std::to_string(i) + ".5");
  plain.emplace_back("7 kg");
  taken = take(plain);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kFewStrays);
  EXPECT_EQ(taken.reading.numbers.unit, "");
  // Behind numbers whose texts are no longer kept.
  plain.resize(5000);
  for (int i = 0; i < 60'000; ++i) plain.push_back(std::to_string(i) + " kg");
  taken = take(plain);
  EXPECT_EQ(taken.reading.numbers.unit, "kg");
  EXPECT_EQ(taken.reading.without_unit, 5000);
  EXPECT_EQ(taken.numbers.back(), 59'999);
}

TEST(CsvColumnTest, NumbersInTwoNotationsAreTextsAndTold) {
  const Taken taken = take({"1.55", "2,75", "3.15", "4,05"});
  EXPECT_EQ(taken.kind, ColumnKind::kText);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kMixed);
  EXPECT_EQ(taken.reading.stray_cells, 2);
  EXPECT_EQ(take({"1.55", "2.75"}).reading.reason, ColumnReason::kAllCells);
}

TEST(CsvColumnTest, ANumberSaidToBeMissingIsOneHoweverItIsWritten) {
  EXPECT_THAT(take({"-999", "-999.0", "5"}, {.missing = {"-999"}}).numbers,
              ElementsAre(IsMissing(), IsMissing(), 5.0));
  EXPECT_THAT(take({"-999.00", "5", "\"6,5\""}, {.missing = {"-999"}}).numbers,
              ElementsAre(IsMissing(), 5.0, 6.5));
  EXPECT_THAT(take({"-999.0", "p", "-999.0"}, {.missing = {"-999"}}).words,
              ElementsAre("", "p", ""));
}

TEST(CsvColumnTest, TextsThatDifferInBlanksOrCase) {
  const std::vector<std::string> cells = {"Yes", "\"yes \"", "No", "Yes", "YES", "", "no", "No"};
  Taken taken = take(cells);
  EXPECT_THAT(taken.words, ElementsAre("Yes", "Yes", "No", "Yes", "Yes", "", "No", "No"));
  EXPECT_EQ(taken.reading.joined_texts, 3);
  EXPECT_THAT(taken.reading.joined,
              ElementsAre(LikeText{{"yes ", 1, 1}, "Yes"}, LikeText{{"YES", 1, 4}, "Yes"},
                          LikeText{{"no", 1, 6}, "No"}));
  EXPECT_FALSE(taken.reading.as_written);
  taken = take(cells, {.text_columns = {"v"}});
  EXPECT_THAT(taken.words, ElementsAre("Yes", "yes ", "No", "Yes", "YES", "", "no", "No"));
  EXPECT_THAT(taken.reading.joined, IsEmpty());
  EXPECT_TRUE(taken.reading.as_written);
  EXPECT_EQ(taken.reading.reason, ColumnReason::kAsked);
  taken = take({"a", "A", "a", "A"});
  EXPECT_THAT(taken.words, ElementsAre("a", "A", "a", "A"));
  EXPECT_THAT(taken.reading.apart, ElementsAre(LikeText{{"A", 2, 1}, "a"}));
  EXPECT_THAT(take({"a", "b"}).reading.apart, IsEmpty());
}

}  // namespace
}  // namespace occam::data
