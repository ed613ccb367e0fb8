// Each role and notice on a small table that has it and, beside it, one that has not.
#include "occam/data/table_profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/test_file.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr int kProfiledRows = 120;

/// A number without order: different for different (row, seed), the same in each run.
double noise(int row, int seed) {
  const double x = std::sin(12.9898 * (row + 1) + 78.233 * (seed + 1)) * 43758.5453;
  return std::round((x - std::floor(x)) * 1e4) / 1e4;
}

Column numbers(const std::string& name, const std::function<double(int)>& value,
               int rows = kProfiledRows) {
  std::vector<double> values;
  for (int row = 0; row < rows; ++row) values.push_back(value(row));
  return Column::of_numbers(name, values);
}

Column texts(const std::string& name, const std::function<std::string(int)>& value,
             int rows = kProfiledRows) {
  std::vector<std::string> values;
  for (int row = 0; row < rows; ++row) values.push_back(value(row));
  return Column::of_texts(name, values);
}

Column plain(const std::string& name, int seed) {
  return numbers(name, [seed](int row) { return noise(row, seed); });
}
Column classes() {
  return texts("y", [](int row) { return noise(row, 99) < 0.5 ? "no" : "yes"; });
}

TableProfile profile_of(std::vector<Column> columns, const ProfileOptions& options = {}) {
  const Table table(std::move(columns));
  const Target target = detect_target(table, "y");
  return profile(table, &target, options);
}

/// The role of column `name` among two plain ones and the target.
ColumnRole role_of(Column column, const ProfileOptions& options = {}) {
  const TableProfile found =
      profile_of({plain("a", 1), plain("b", 2), std::move(column), classes()}, options);
  return found.columns[2].role;
}

std::vector<Notice> of_kind(const TableProfile& found, NoticeKind kind) {
  std::vector<Notice> notices;
  for (const Notice& notice : found.notices) {
    if (notice.kind == kind) notices.push_back(notice);
  }
  return notices;
}

TEST(TableProfileTest, AnOrdinaryTableGivesNoNotice) {
  const TableProfile found = profile_of(
      {plain("a", 1), texts("job", [](int row) { return row % 7 < 3 ? "cook" : "smith"; }),
       numbers("age", [](int row) { return row * 7 % 50 + 18; }), classes()});
  EXPECT_THAT(found.notices, IsEmpty());
  EXPECT_THAT(found.left_out(), IsEmpty());
  ASSERT_THAT(found.columns, SizeIs(4));
  EXPECT_EQ(found.columns[1].distinct, 2);
  EXPECT_EQ(found.columns[1].kind, ColumnKind::kText);
  EXPECT_EQ(found.columns[1].example, "cook");
  EXPECT_EQ(found.columns[2].distinct, 50);
  EXPECT_EQ(found.columns[3].role, ColumnRole::kTarget);
  EXPECT_EQ(found.rows, kProfiledRows);
}

TEST(TableProfileTest, MissingAndUnusableCellsAreCounted) {
  const double infinity = std::numeric_limits<double>::infinity();
  const TableProfile found = profile_of({numbers("a",
                                                 [&](int row) {
                                                   return row % 10 == 3 ? std::nan("")
                                                          : row == 7    ? infinity
                                                          : row == 9    ? -1e39
                                                                        : noise(row, 1);
                                                 }),
                                         plain("b", 2), classes()});
  EXPECT_EQ(found.columns[0].missing, 12);
  EXPECT_EQ(found.columns[0].first_missing_row, 3);
  EXPECT_EQ(found.columns[0].unusable, 2);
  EXPECT_EQ(found.columns[0].first_unusable_row, 7);
  EXPECT_EQ(found.columns[1].first_missing_row, -1);
}

TEST(TableProfileTest, FewValuesAreCountedInAllRowsManyAtLeast) {
  constexpr int kMany = 250'000;
  const Table table(
      {numbers(
           "few", [](int row) { return row == 7   ? 3
                                       : row == 9 ? std::nan("")
                                                  : row % 2; }, kMany),
       numbers(
           "many", [](int row) { return row; }, kMany)});
  const TableProfile found = profile(table, nullptr);
  EXPECT_EQ(found.columns[0].distinct, 3);
  EXPECT_FALSE(found.columns[0].at_least);
  EXPECT_TRUE(found.columns[1].at_least);
  EXPECT_GE(found.columns[1].distinct, 80'000);
}

TEST(TableProfileTest, ColumnsThatSayNothing) {
  EXPECT_EQ(role_of(numbers("c", [](int) { return 3; })), ColumnRole::kConstant);
  EXPECT_EQ(role_of(texts("c", [](int) { return "x"; })), ColumnRole::kConstant);
  EXPECT_EQ(role_of(numbers("c", [](int row) { return row == 5 ? 4 : 3; })), ColumnRole::kFeature);
  EXPECT_EQ(role_of(numbers("c", [](int) { return std::nan(""); })), ColumnRole::kEmpty);
  EXPECT_EQ(role_of(texts("c", [](int) { return ""; })), ColumnRole::kEmpty);
  // Of one value and gaps, the gaps say something.
  EXPECT_EQ(role_of(texts("c", [](int row) { return row % 3 == 0 ? "x" : ""; })),
            ColumnRole::kFeature);
  EXPECT_EQ(role_of(numbers("c", [](int) { return 3; }), {.keep = {"c"}}), ColumnRole::kFeature);
}

TEST(TableProfileTest, EqualColumns) {
  EXPECT_EQ(role_of(plain("c", 1)), ColumnRole::kDuplicate);
  EXPECT_EQ(role_of(plain("c", 1), {.keep = {"c"}}), ColumnRole::kFeature);
  EXPECT_EQ(role_of(plain("c", 3)), ColumnRole::kFeature);
  // The one that is left out is no reason to leave out another.
  EXPECT_EQ(role_of(plain("c", 1), {.drop = {"a"}}), ColumnRole::kFeature);
  // Codes in another order are the same texts.
  std::vector<std::int32_t> one, other;
  for (int row = 0; row < kProfiledRows; ++row) {
    one.push_back(row % 7 < 3 ? 1 : 0);
    other.push_back(1 - one.back());
  }
  const TableProfile found = profile_of({Column::of_codes("s", one, {"u", "v"}),
                                         Column::of_codes("t", other, {"v", "u"}), classes()});
  EXPECT_EQ(found.columns[1].role, ColumnRole::kDuplicate);
  EXPECT_EQ(found.columns[1].same_as, "s");
}

TEST(TableProfileTest, RowNumbers) {
  const auto counting = [](int first) {
    return [first](int row) { return static_cast<double>(first + row); };
  };
  EXPECT_EQ(role_of(numbers("column3", counting(1))), ColumnRole::kFeature);  // no file, no header
  EXPECT_EQ(role_of(numbers("rownames", counting(1))), ColumnRole::kRowNumbers);
  EXPECT_EQ(role_of(numbers("Unnamed: 0", counting(0))), ColumnRole::kRowNumbers);
  EXPECT_EQ(role_of(numbers("time", counting(1))), ColumnRole::kFeature);
  EXPECT_EQ(role_of(numbers("id", counting(1)), {.keep = {"id"}}), ColumnRole::kFeature);
  const auto nameless = [&](double shift) {
    Table table({numbers("column1", [&](int row) { return row + 1 + (row == 60 ? shift : 0); }),
                 plain("a", 1), classes()});
    FileReading reading;
    reading.header = true;
    table.set_reading(reading);
    const Target target = detect_target(table, "y");
    return profile(table, &target).columns[0].role;
  };
  EXPECT_EQ(nameless(0), ColumnRole::kRowNumbers);
  EXPECT_EQ(nameless(1e6), ColumnRole::kIdentifier);  // an index with a gap
  const TableProfile counts = profile_of({plain("a", 1), numbers("time", counting(1)), classes()});
  EXPECT_THAT(of_kind(counts, NoticeKind::kCountsRows), SizeIs(1));
}

TEST(TableProfileTest, Identifiers) {
  EXPECT_EQ(role_of(texts("c", [](int row) { return "person" + std::to_string(row); })),
            ColumnRole::kIdentifier);
  // 62 of 120 texts are different: more than half; 59 are less.
  EXPECT_EQ(role_of(texts("c", [](int row) { return std::to_string(row % 62) + "x"; })),
            ColumnRole::kIdentifier);
  EXPECT_EQ(role_of(texts("c", [](int row) { return std::to_string(row % 59) + "x"; })),
            ColumnRole::kFeature);
  const auto shuffled = [](int row) { return 1000.0 + row * 37 % 127; };
  for (const char* name : {"id", "user_id", "PassengerId", "customerID", "index", "row.names"}) {
    EXPECT_EQ(role_of(numbers(name, shuffled)), ColumnRole::kIdentifier) << name;
  }
  for (const char* name : {"paid", "humid", "price", "width", "idle", "x", "numbers of rows"}) {
    EXPECT_EQ(role_of(numbers(name, shuffled)), ColumnRole::kFeature) << name;
  }
  EXPECT_EQ(role_of(numbers("store_id", [](int row) { return row * 7 % 12; })),
            ColumnRole::kFeature);  // it repeats
}

TEST(TableProfileTest, NumbersAreBetterThanNoFeature) {
  const TableProfile found = profile_of({numbers("id", [](int row) { return row + 1; }),
                                         numbers("c", [](int) { return 0; }), classes()});
  EXPECT_EQ(found.columns[0].role, ColumnRole::kFeature);
  EXPECT_THAT(found.left_out(), ElementsAre("c"));
}

TEST(TableProfileTest, DroppedColumnsAndGroups) {
  EXPECT_EQ(role_of(plain("c", 3), {.drop = {"c"}}), ColumnRole::kDropped);
  EXPECT_EQ(role_of(plain("c", 3), {.split_by = "c"}), ColumnRole::kSplit);
  EXPECT_EQ(role_of(plain("c", 3), {.keep = {"c"}, .split_by = "c"}), ColumnRole::kFeature);
  EXPECT_THROW(role_of(plain("c", 3), {.drop = {"d"}}), InvalidArgument);
  EXPECT_THROW(role_of(plain("c", 3), {.keep = {"d"}}), InvalidArgument);
}

TEST(TableProfileTest, KeptIsWhatWouldBeLeftOut) {
  const auto kept = [](Column column, const ProfileOptions& options) {
    return profile_of({plain("a", 1), plain("b", 2), std::move(column), classes()}, options)
        .columns[2];
  };
  EXPECT_TRUE(kept(numbers("c", [](int) { return 3; }), {.keep = {"c"}}).kept);
  EXPECT_TRUE(kept(numbers("id", [](int row) { return 1.0 + row; }), {.keep = {"id"}}).kept);
  EXPECT_TRUE(kept(plain("c", 3), {.keep = {"c"}, .split_by = "c"}).kept);
  const ColumnProfile twice = kept(plain("c", 1), {.keep = {"c"}});
  EXPECT_TRUE(twice.kept);
  EXPECT_EQ(twice.same_as, "");
  EXPECT_FALSE(kept(plain("c", 3), {.keep = {"c"}}).kept);
  EXPECT_FALSE(kept(numbers("c", [](int) { return 3; }), {}).kept);
}

TEST(TableProfileTest, AColumnThatTellsTheTarget) {
  const auto found = [](Column column) {
    return of_kind(profile_of({plain("a", 1), std::move(column), classes()}),
                   NoticeKind::kPredictsTarget);
  };
  const auto is_yes = [](int row) { return noise(row, 99) >= 0.5; };
  const auto copy = [&](int row) { return is_yes(row) ? "1" : "0"; };
  ASSERT_THAT(found(texts("leak", copy)), SizeIs(1));
  EXPECT_THAT(found(texts("leak", copy))[0].columns, ElementsAre("leak"));
  EXPECT_EQ(found(texts("leak", copy))[0].share, 1.0);
  EXPECT_THAT(found(numbers("leak", [](int row) { return noise(row, 99); })), SizeIs(1));
  // A feature of nine tenths is a good one, one of two values that says nothing another.
  EXPECT_THAT(
      found(texts("good", [&](int row) { return is_yes(row) != (row % 10 == 0) ? "1" : "0"; })),
      IsEmpty());
  EXPECT_THAT(found(numbers("sex", [](int row) { return row % 2; })), IsEmpty());
  // Values that are all different tell each row, and nothing of another one.
  EXPECT_THAT(found(plain("fine", 5)), IsEmpty());

  const auto regression = [](Column column) {
    return of_kind(profile_of({plain("a", 1), std::move(column),
                               numbers("y", [](int row) { return noise(row, 3) * 10; })}),
                   NoticeKind::kPredictsTarget);
  };
  EXPECT_THAT(regression(numbers("log", [](int row) { return std::log(1 + noise(row, 3)); })),
              SizeIs(1));
  EXPECT_THAT(
      regression(numbers("near", [](int row) { return noise(row, 3) + noise(row, 4) / 3; })),
      IsEmpty());
  // The only feature is there to predict.
  EXPECT_THAT(of_kind(profile_of({texts("leak", copy), classes()}), NoticeKind::kPredictsTarget),
              IsEmpty());
}

TEST(TableProfileTest, ColumnsThatAreNearlyAlike) {
  const auto with = [](Column column) {
    return profile_of({plain("a", 1), plain("b", 2), std::move(column), classes()});
  };
  const TableProfile changed =
      with(numbers("c", [](int row) { return row == 50 ? 7 : noise(row, 1); }));
  ASSERT_THAT(of_kind(changed, NoticeKind::kNearlyEqual), SizeIs(1));
  EXPECT_THAT(of_kind(changed, NoticeKind::kNearlyEqual)[0].columns, ElementsAre("c", "a"));
  EXPECT_NEAR(of_kind(changed, NoticeKind::kNearlyEqual)[0].share, 119.0 / 120, 1e-12);
  const TableProfile fahrenheit = with(
      numbers("f", [](int row) { return std::round((32 - 1.8 * noise(row, 2)) * 1e4) / 1e4; }));
  ASSERT_THAT(of_kind(fahrenheit, NoticeKind::kProportional), SizeIs(1));
  EXPECT_THAT(of_kind(fahrenheit, NoticeKind::kProportional)[0].columns, ElementsAre("f", "b"));
  for (const Notice& notice :
       with(numbers("c", [](int row) { return noise(row, 1) + noise(row, 7) / 5; })).notices) {
    ADD_FAILURE() << static_cast<int>(notice.kind);
  }
}

TEST(TableProfileTest, TheSameInOtherWords) {
  const auto state = [](int row) { return row * row % 11; };
  const auto with = [&](const std::function<std::string(int)>& name) {
    return of_kind(profile_of({numbers("code", [&](int row) { return state(row) * 10; }),
                               texts("name", name), plain("a", 1), classes()}),
                   NoticeKind::kOtherWords);
  };
  EXPECT_THAT(with([&](int row) { return "S" + std::to_string(state(row)); }), SizeIs(1));
  EXPECT_THAT(with([&](int row) { return "S" + std::to_string(row == 40 ? 99 : state(row)); }),
              IsEmpty());
}

TEST(TableProfileTest, Classes) {
  const auto with = [](const std::function<std::string(int)>& label) {
    return profile_of({plain("a", 1), texts("y", label)});
  };
  const TableProfile rare = with([](int row) { return row % 12 == 0 ? "rare" : "usual"; });
  ASSERT_THAT(of_kind(rare, NoticeKind::kImbalance), SizeIs(1));
  EXPECT_THAT(of_kind(rare, NoticeKind::kImbalance)[0].columns, ElementsAre("usual"));
  EXPECT_NEAR(of_kind(rare, NoticeKind::kImbalance)[0].share, 110.0 / 120, 1e-12);
  const TableProfile even = with([](int row) { return row % 8 == 0 ? "rare" : "usual"; });
  EXPECT_THAT(even.notices, IsEmpty());
  const TableProfile single = with([](int row) {
    return row == 9 ? "once" : row % 2 == 0 ? "a" : "b";
  });
  ASSERT_THAT(of_kind(single, NoticeKind::kSingleRows), SizeIs(1));
  EXPECT_THAT(of_kind(single, NoticeKind::kSingleRows)[0].columns, ElementsAre("once"));
}

TEST(TableProfileTest, FewRowsAndMostlyMissing) {
  const auto rows = [](int n) {
    return profile_of({numbers(
                           "a", [](int row) { return noise(row, 1); }, n),
                       texts(
                           "y", [](int row) { return row % 2 == 0 ? "a" : "b"; }, n)});
  };
  EXPECT_THAT(of_kind(rows(99), NoticeKind::kFewRows), SizeIs(1));
  EXPECT_THAT(of_kind(rows(100), NoticeKind::kFewRows), IsEmpty());
  const auto gaps = [](int present) {
    return of_kind(profile_of({plain("b", 2),
                               numbers("a",
                                       [&](int row) {
                                         return row % 10 < present ? noise(row, 1) : std::nan("");
                                       }),
                               classes()}),
                   NoticeKind::kMostlyMissing);
  };
  EXPECT_THAT(gaps(4), SizeIs(1));
  EXPECT_THAT(gaps(5), IsEmpty());
}

TEST(TableProfileTest, MergedCells) {
  const auto groups = [](int first, int height) {
    return of_kind(
        profile_of(
            {plain("b", 2),
             texts("c",
                   [&](int row) { return row % height == first ? "g" + std::to_string(row) : ""; }),
             classes()}),
        NoticeKind::kMergedCells);
  };
  EXPECT_THAT(groups(0, 10), SizeIs(1));
  EXPECT_THAT(groups(1, 10), IsEmpty());
  EXPECT_THAT(groups(0, 2), IsEmpty());
}

TEST(TableProfileTest, NumbersThatStandForNone) {
  const auto holds = [](double mark) {
    return [mark](int row) { return row % 12 == 3 ? mark : noise(row, 5); };
  };
  const TableProfile found = profile_of({plain("a", 1), numbers("c", holds(-999)), classes()});
  const std::vector<Notice> notices = of_kind(found, NoticeKind::kMissingMark);
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_THAT(notices[0].columns, ElementsAre("c"));
  EXPECT_EQ(notices[0].count, 10);
  EXPECT_EQ(notices[0].first_row, 3);
  EXPECT_EQ(notices[0].value, -999);
  EXPECT_THAT(of_kind(profile_of({plain("a", 1), numbers("c", holds(0.5)), classes()}),
                      NoticeKind::kMissingMark),
              IsEmpty());
  EXPECT_THAT(
      of_kind(profile_of({plain("a", 1), numbers("c", holds(-999)), classes()}, {.keep = {"c"}}),
              NoticeKind::kMissingMark),
      IsEmpty());
  // Of the target too.
  const TableProfile target = profile_of({plain("a", 1), numbers("y", holds(9999))});
  EXPECT_THAT(of_kind(target, NoticeKind::kMissingMark), SizeIs(1));
}

TEST(TableProfileTest, EqualRows) {
  const auto repeated = [](int from, int seed) {
    return [=](int row) { return noise(row == 70 ? from : row, seed); };
  };
  const auto with = [&](int from) {
    return of_kind(
        profile_of(
            {numbers("a", repeated(from, 1)), numbers("b", repeated(from, 2)),
             texts("name", [](int row) { return "n" + std::to_string(row); }),
             texts("y", [&](int row) { return (row == 70 ? from : row) % 2 == 0 ? "u" : "v"; })}),
        NoticeKind::kEqualRows);
  };
  ASSERT_THAT(with(11), SizeIs(1));  // the name, which is not used, is different
  EXPECT_EQ(with(11)[0].count, 1);
  EXPECT_EQ(with(11)[0].first_row, 70);
  EXPECT_THAT(with(70), IsEmpty());
  // Of two columns of three values chance makes rows equal.
  EXPECT_THAT(
      of_kind(profile_of({numbers("a", [](int row) { return std::floor(3 * noise(row, 1)); }),
                          numbers("b", [](int row) { return std::floor(3 * noise(row, 2)); }),
                          classes()}),
              NoticeKind::kEqualRows),
      IsEmpty());
}

TEST(EqualRowsTest, AreFoundAcrossColumnsOfAllKinds) {
  const double missing = std::nan("");
  const Column a = Column::of_numbers("a", {1, 2, missing, 1, missing, 0.0, -0.0});
  const Column b = Column::of_texts("b", std::vector<std::string>{"x", "x", "", "x", "", "x", "x"});
  const std::vector<const Column*> columns{&a, &b};
  const std::vector<std::int64_t> first = first_equal_rows(columns);
  EXPECT_THAT(first, ElementsAre(0, 1, 2, 0, 2, 5, 5));
  const std::vector<std::int64_t> train{0, 1, 2}, held_out{3, 4, 5, 6};
  EXPECT_EQ(count_seen(first, train, held_out), 2);
}

}  // namespace
}  // namespace occam::data
