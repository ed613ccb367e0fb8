#include "occam/data/number_list.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace occam::data {
namespace {

struct Expected {
  std::string_view text, pattern;
  std::vector<double> numbers;
};

TEST(NumberListTest, NumbersAndWhatIsBetween) {
  for (const Expected& expected : {Expected{"120/80", "#/#", {120, 80}},
                                   {" 120 / 80 ", "#/#", {120, 80}},
                                   {"120/80 mmHg", "#/#mmHg", {120, 80}},
                                   {"3:1", "#:#", {3, 1}},
                                   {"27-25", "#-#", {27, 25}},
                                   {"27\u201325", "#-#", {27, 25}},
                                   {"1920x1080", "#x#", {1920, 1080}},
                                   {"1920 \u00D7 1080", "#x#", {1920, 1080}},
                                   {"10 cm x 20 cm", "#cmx#cm", {10, 20}},
                                   {"10 by 20", "#x#", {10, 20}},
                                   {"10x20x5 cm", "#x#x#cm", {10, 20, 5}},
                                   {"52.1, 13.4", "#,#", {52.1, 13.4}},
                                   {"52.1,-13.4", "#,#", {52.1, -13.4}},
                                   {"(52.1, 13.4)", "(#,#)", {52.1, 13.4}},
                                   {"[ 1, 2, 3 ]", "[#,#,#]", {1, 2, 3}},
                                   {"52,1; 13,4", "#;#", {52.1, 13.4}},
                                   {"52.1\u00B0N, 13.4\u00B0W", "#N,#E", {52.1, -13.4}},
                                   {"52.1S 13.4E", "#N #E", {-52.1, 13.4}},
                                   {"POINT (13.4 52.1)", "(# #)", {13.4, 52.1}},
                                   {"POINT (13.4 -52.1)", "(# #)", {13.4, -52.1}},
                                   {"[20, 30)", "[#,#)", {20, 30}},
                                   {"10 to 20", "# to #", {10, 20}},
                                   {"0.5/0", "#/#", {0.5, 0}}}) {
    const auto list = parse_number_list(expected.text);
    ASSERT_TRUE(list) << expected.text;
    EXPECT_EQ(list->pattern, expected.pattern) << expected.text;
    EXPECT_EQ(std::vector<double>(list->numbers.begin(),
                                  list->numbers.begin() + static_cast<int>(list->count)),
              expected.numbers)
        << expected.text;
  }
  EXPECT_TRUE(parse_number_list("120/80")->whole);
  EXPECT_FALSE(parse_number_list("12.5/80")->whole);
  EXPECT_EQ(parse_number_list("1200/8.5")->digits[0], 4);
  EXPECT_EQ(parse_number_list("1200/8.5")->digits[1], 1);
}

TEST(NumberListTest, OtherTexts) {
  for (const char* text : {"",
                           "5",
                           "5/",
                           "/5",
                           "a/b",
                           "5/b",
                           "1.2.3",
                           "1/2/3/4",
                           "030/12",
                           "12-05",
                           "1-2/3",
                           "(1, 2",
                           "(1, 2}",
                           "1, 2)",
                           "(1)",
                           "6-4 6-3",
                           "978-3-16-148410-0",
                           "(555) 123-4567",
                           "A12-B34",
                           "12--5-3",
                           "192.168.1.1:80",
                           "POINT",
                           "POINT 1 2",
                           "x",
                           "1,,2",
                           "0,0739",
                           "1,234",
                           "to",
                           "5 to"})
    EXPECT_FALSE(parse_number_list(text)) << text;
}

}  // namespace
}  // namespace occam::data
