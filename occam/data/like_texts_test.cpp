#include "occam/data/like_texts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

LikeTexts like(const std::vector<std::string>& texts, const std::vector<std::int64_t>& cells) {
  return like_texts(texts, cells);
}

TEST(LikeTextsTest, BlanksAndCase) {
  EXPECT_EQ(spaced_text(" a \t b\u00A0"), "a b");
  EXPECT_EQ(spaced_text("yes\u200B"), "yes");
  EXPECT_EQ(spaced_text(""), "");
  EXPECT_EQ(folded_text(" New  YORK "), "new york");
  EXPECT_EQ(folded_text("\u00DCBER"), "\u00FCber");
  EXPECT_EQ(folded_text("\u0391\u03A9 \u0410\u042F \u0401"), "\u03B1\u03C9 \u0430\u044F \u0451");
  EXPECT_EQ(folded_text("\u00D7\u20AC"), "\u00D7\u20AC");
  EXPECT_EQ(folded_text("\xC3"), "\xC3");  // broken
}

TEST(LikeTextsTest, TheMostFrequentStandsForTheOthers) {
  EXPECT_THAT(like({"yes", "no", "Yes", "YES ", "No"}, {3, 9, 7, 1, 9}).stands_for,
              ElementsAre(2, 1, 2, 2, 1));
  EXPECT_THAT(like({"Ab", "aB", "c"}, {1, 1, 1}).stands_for, ElementsAre(0, 0, 2));
  EXPECT_THAT(like({"no", "now", "n o"}, {1, 1, 1}).stands_for, ElementsAre(0, 1, 2));
}

TEST(LikeTextsTest, SingleLettersAreAnotherMatter) {
  const LikeTexts both = like({"a", "A", " A", "b"}, {30, 28, 1, 9});
  EXPECT_THAT(both.stands_for, ElementsAre(0, 1, 1, 3));
  EXPECT_THAT(both.apart, ElementsAre(1));
  EXPECT_THAT(both.apart_from, ElementsAre(0));
  const LikeTexts slip = like({"Y", "y", "N"}, {54, 6, 40});
  EXPECT_THAT(slip.stands_for, ElementsAre(0, 0, 2));
  EXPECT_THAT(slip.apart, IsEmpty());
  EXPECT_THAT(like({"Y", "y"}, {53, 7}).stands_for, ElementsAre(0, 1));
}

TEST(LikeTextsTest, PlacesOfFurtherTexts) {
  TextPlaces places;
  for (const auto& [text, place] : std::vector<std::pair<std::string, std::int64_t>>{
           {"Yes", 0}, {"a", 1}, {"A", 2}, {"New York", 3}, {"rare", 4}, {"RARE", 4}}) {
    places.add(text, place);
  }
  EXPECT_EQ(places.place_of("Yes"), 0);
  EXPECT_EQ(places.place_of("YES "), 0);
  EXPECT_EQ(places.place_of("a"), 1);
  EXPECT_EQ(places.place_of("A"), 2);
  EXPECT_EQ(places.place_of(" A"), 2);
  EXPECT_EQ(places.place_of("new  york"), 3);
  EXPECT_EQ(places.place_of("Rare"), 4);
  EXPECT_EQ(places.place_of("maybe"), -1);
  TextPlaces two;  // nothing tells which is meant
  two.add("ab", 0);
  two.add("AB", 1);
  EXPECT_EQ(two.place_of("Ab"), -1);
}

}  // namespace
}  // namespace occam::data
