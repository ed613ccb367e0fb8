#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// How a table was read: what its file looked like and how the cells of each column were taken.
/// Plain data with an enum for each meaning; rows count from 0, lines from 1.
namespace occam::data {

/// What a column holds.
enum class ColumnKind {
  kNumber,
  kText,  ///< dictionary-coded
  kDate,  ///< numbers: days since 1970-01-01, the fraction is the time of day
};

/// A text that some cells hold.
struct TextCount {
  std::string text;
  std::int64_t cells = 0;
  std::int64_t first_row = 0;

  friend bool operator==(const TextCount&, const TextCount&) = default;
};

/// A text that is another one, written differently.
struct LikeText {
  TextCount text = {};
  std::string other = {};

  friend bool operator==(const LikeText&, const LikeText&) = default;
};

/// What stands between groups of three digits.
enum class Grouping { kNone, kComma, kPoint, kSpace, kApostrophe };

/// With what the numbers of a column are written.
enum class NumberWriting {
  kDecimal,
  kClock,        ///< "08:30", "8:30:15 PM", as seconds; of two parts the first is hours
  kMinutes,      ///< the same, of two parts the first is minutes: "75:10", "1:23.4"
  kHexadecimal,  ///< "0x1F"
  kUncertain,    ///< "12.3 ± 0.4", taken as 12.3
  kDuration,     ///< "2h 50m", "45 min", as seconds
  kMagnitude,    ///< "1.2M", "565K", "900", as whole numbers
  kFeet,         ///< "5'9\"", "5 ft 9 in", as inches
  kAngle,        ///< "57.05N", "40°26'46\"S", as degrees, south and west below 0
  kRange,        ///< "2100 - 2850", as its middle
  kTruth,        ///< "TRUE" and "FALSE" among 1 and 0
};

/// How the numbers of a column are written. A plain one: "-1.5", ".5", "+2e3".
struct NumberForm {
  char decimal = '.';
  Grouping grouping = Grouping::kNone;  ///< of spaces: no-break and thin ones too
  std::string currency = {};            ///< the first one found, as written: "$", "EUR"
  bool percent = false;                 ///< "12%", taken as 12
  bool parentheses = false;             ///< "(5)", taken as -5
  bool unicode_minus = false;           ///< U+2212 and dashes, taken as -
  bool marks = false;                   ///< "<0.01", "10+", "~5", "#3", "7*", taken without them
  std::string unit = {};                ///< "cm" behind the number, as most cells write it
  bool multiples = false;               ///< some have a multiple of it ("m"), converted
  bool ranges = false;                  ///< with a unit: some are ranges ("5 - 7 cm"), their middle
  NumberWriting writing = NumberWriting::kDecimal;

  friend bool operator==(const NumberForm&, const NumberForm&) = default;
};

/// The order of the parts of a date.
enum class DateOrder {
  kYearMonthDay,  ///< 2021-03-04, 2021/03/04, 2021.03.04
  kDayMonthYear,  ///< 04.03.2021, 4/3/2021
  kMonthDayYear,  ///< 3/4/2021
  kMonthName,     ///< Mar 4, 2021; 4 March 2021; 04-Mar-21
  kCompact,       ///< 20210304
  kYearMonth,     ///< 2021-03, Mar 2021, Mar-21: the first day of the month
  kMonthDay,      ///< 22 Mar 01:10, 01:10 Mar 22: of the year 2000
  kYearPart,      ///< 2021Q1, Q1 2021, 2021-W05: the first day of the quarter or the week of ISO
};

struct DateForm {
  DateOrder order = DateOrder::kYearMonthDay;
  bool time = false;        ///< some cells have a time of day
  bool zone = false;        ///< some cells have a zone: converted to UTC
  bool two_digits = false;  ///< years of two digits: 69 to 99 are of 1900, the others of 2000

  friend bool operator==(const DateForm&, const DateForm&) = default;
};

/// Why a column is what it is.
enum class ColumnReason {
  kAllCells,  ///< every cell that is not missing has its form
  kAsked,     ///< text_columns named it, or not_missing a text of it; without it would be another
              ///< or a guess
  kBeyondExact,   ///< texts: whole numbers above 2^53, which float64 cannot tell apart
  kFewStrays,     ///< numbers or dates, but for a few other texts, which count as missing: a guess
  kFewValues,     ///< texts: mostly numbers of few values, and other texts: a guess
  kMixed,         ///< texts: numbers (or dates) and many other texts: a guess
  kSeveralUnits,  ///< texts: numbers with units that differ, or with and without one: a guess
};

/// What of a form could be meant otherwise: a guess, to be told.
enum class Ambiguity {
  kNone,
  kDayOrMonthFirst,    ///< every date is one in both orders
  kGroupingOrDecimal,  ///< "1,234" in every cell: thousands or thousandths
  kDateOrNumber,       ///< 20210304 in every cell
};

/// What a column is that is made of another one's texts.
enum class PartKind {
  kNumber,  ///< one of several numbers: "120/80"
  kLabel,   ///< 1 where one of several labels ("Comedy|Action") is the column's, else 0
};

/// Of a column that is made of another one's texts: where it comes from.
struct PartOfText {
  std::string column = {};  ///< its name in the file; empty: this is no part
  PartKind kind = PartKind::kNumber;
  std::string pattern = {};  ///< NumberList's; of labels: what stands between them
  std::string label = {};    ///< kLabel: which; empty: any of the rare ones
  std::int64_t place = 0;    ///< which of the parts
  std::int64_t parts = 0;    ///< how many there are

  friend bool operator==(const PartOfText&, const PartOfText&) = default;
};

/// How the cells of one column were taken.
struct ColumnReading {
  ColumnReason reason = ColumnReason::kAllCells;
  PartOfText part = {};
  NumberForm numbers = {};  ///< of a column of numbers
  DateForm dates = {};      ///< of a column of dates
  Ambiguity ambiguity = Ambiguity::kNone;
  /// All cells would be numbers, but for the caller's decimal sign.
  bool decimal_spoils = false;

  std::int64_t missing_cells = 0;
  std::int64_t first_missing_row = -1;  ///< -1: none
  /// The texts taken for missing, the most frequent first, "" for empty cells; at most 20.
  std::vector<TextCount> missing = {};
  /// Numbers with a unit: cells without it, which are taken for it.
  std::int64_t without_unit = 0;
  /// Texts: those that would be missing among numbers ("-", "None"), kept as texts; at most 20.
  std::vector<TextCount> like_missing = {};
  /// kFewStrays: the texts that count as missing. kFewValues, kMixed: the texts among the numbers
  /// (kMixed of dates: among the dates). kSeveralUnits: the units, "" for none. The most frequent
  /// first, at most 20.
  std::vector<TextCount> strays = {};
  std::int64_t stray_cells = 0;
  /// Texts: those that differ from `other` in blanks or letter case alone and count as it, and
  /// single letters, 'a' and 'A', that stay apart. The most frequent first, at most 20.
  std::vector<LikeText> joined = {}, apart = {};
  std::int64_t joined_texts = 0;  ///< of all that count as another
  bool as_written = false;        ///< text_columns named it: no text counts as another
  /// Numbers: whole ones as "007" whose leading zeros are lost. Texts kept as written lose none.
  std::int64_t leading_zeros = 0;
  std::string example = {};  ///< the first cell that is not missing, as written (cut to 40 bytes)
};

enum class FileFormat { kText, kNpy, kLibsvm };
enum class Compression { kNone, kGzip, kZstd };
enum class TextEncoding { kUtf8, kUtf16, kLatin1 };

/// What stands around cells that hold a separator.
enum class QuoteStyle {
  kUsual,   ///< "a, b"
  kSingle,  ///< 'a, b'
  kLines,   ///< the usual ones, and all of them around each line once more: "1,""a, b"""
};

/// Where a decision about the file comes from.
enum class Origin {
  kOption,  ///< the caller said so
  kPlain,   ///< the file leaves no doubt, or it is the default
  kGuess,   ///< taken from the cells: to be told
};

/// What the first row was taken for, and why.
enum class HeaderReason {
  kOption,
  kNoNumber,   ///< names: no cell of it is a number
  kAllData,    ///< data: cells of it are numbers as below
  kYears,      ///< names, a guess: years, above numbers that are none
  kCounting,   ///< names, a guess: 0,1,2,... or 1,2,3,... above numbers that do not go on so
  kTextAbove,  ///< names, a guess: some cells are texts above columns of numbers
};

struct SkippedLines {
  std::int64_t count = 0;
  std::int64_t first_line = 0;
  std::size_t file = 0;  ///< which of several files has the first
};

/// What was found about the file; of several files, what the first one says.
struct FileReading {
  std::vector<std::string> paths = {};
  FileFormat format = FileFormat::kText;
  Compression compression = Compression::kNone;
  char separator = ',';
  Origin separator_origin = Origin::kPlain;
  std::optional<char> separator_line = {};  ///< what a first line as "sep=;" says
  bool header = false;
  HeaderReason header_reason = HeaderReason::kNoNumber;
  TextEncoding encoding = TextEncoding::kUtf8;
  Origin encoding_origin = Origin::kPlain;
  QuoteStyle quotes = QuoteStyle::kUsual;
  std::size_t header_rows = 1;        ///< several: their cells joined are the names
  bool nameless_first = false;        ///< the header has no cell for the first column
  SkippedLines preamble = {};         ///< comments and titles in front of the header
  SkippedLines descriptions = {};     ///< lines below the header: units or types of the columns
  SkippedLines between = {};          ///< comments and drawn lines between the rows
  SkippedLines remarks = {};          ///< lines at the end with few of the cells
  SkippedLines total = {};            ///< the last line, the totals of the others: left out
  bool total_is_short = false;        ///< that one lacks cells
  SkippedLines like_total = {};       ///< the same, but not so sure: a row like all
  std::string total_text = {};        ///< what it is called
  SkippedLines short_rows = {};       ///< rows without their last cells, which count as missing
  SkippedLines repeated_header = {};  ///< lines that repeat the header
  SkippedLines empty_rows = {};       ///< rows of empty cells at the end
  std::int64_t empty_columns = 0;     ///< nameless empty columns at the end ("a,b,,")
  /// Columns whose name an earlier one has: the name that they have here, and in the file.
  struct Renamed {
    std::string name = {}, written = {};
  };
  std::vector<Renamed> renamed = {};
  // What the caller said and the file speaks against:
  std::optional<char> better_separator = {};  ///< cuts the rows, which the caller's does not
  bool rows_kept = false;                     ///< ReadOptions::all_rows, and some would be left out
  bool names_as_data = false;                 ///< Header::kAbsent, but texts stand above numbers
  bool utf8_as_latin1 = false;  ///< Encoding::kLatin1, but the beginning is UTF-8 beyond ASCII
};

}  // namespace occam::data
