#include "occam/data/unit_text.h"

#include <gtest/gtest.h>

#include <string>

namespace occam::data {
namespace {

/// "number|unit", "" for what is no quantity.
std::string taken(std::string_view text) {
  const auto quantity = parse_quantity_text(text);
  return quantity ? std::string(quantity->written) + "|" + std::string(quantity->unit) : "";
}

TEST(UnitTextTest, ANumberAndItsUnit) {
  EXPECT_EQ(taken("1 cm"), "1|cm");
  EXPECT_EQ(taken("12.5kg"), "12.5|kg");
  EXPECT_EQ(taken(" -3 km/h "), "-3|km/h");
  EXPECT_EQ(taken("20\u00B0C"), "20|\u00B0C");
  EXPECT_EQ(taken("20 \u00B0C"), "20|\u00B0C");
  EXPECT_EQ(taken("1,234.5\u00A0mg/dL"), "1,234.5|mg/dL");
  EXPECT_EQ(taken("1 234,5 m2"), "1 234,5|m2");
  EXPECT_EQ(taken("9.81 m/s^2"), "9.81|m/s^2");
  EXPECT_EQ(taken("9.81 m s-2"), "9.81|m s-2");
  EXPECT_EQ(taken("7 l/100km"), "7|l/100km");
  EXPECT_EQ(taken("3e-5 m"), "3e-5|m");
  EXPECT_EQ(taken("12 fl. oz."), "12|fl. oz.");
  EXPECT_EQ(taken("5 years old"), "5|years old");
  EXPECT_EQ(taken("$5/month"), "$5|/month");
  EXPECT_EQ(taken("5th"), "5|th");
  EXPECT_EQ(taken("17\""), "17|\"");
  EXPECT_EQ(taken("4 \u03A9"), "4|\u03A9");
}

TEST(UnitTextTest, OutOfANumber) {
  EXPECT_EQ(taken("4.1/5"), "4.1|/5");
  EXPECT_EQ(taken("4.1 / 5"), "4.1|/ 5");
  EXPECT_EQ(taken("7 out of 10"), "7|out of 10");
  EXPECT_EQ(full_marks("out of 10"), "10");
  EXPECT_EQ(full_marks("/ 5"), "5");
  EXPECT_EQ(full_marks("/s"), "");
  EXPECT_EQ(unit_key("/ 5"), unit_key("of 5"));
  EXPECT_NE(unit_key("/5"), unit_key("/10"));
  EXPECT_EQ(taken("4.5 out of 5 stars"), "4.5|out of 5 stars");
  EXPECT_EQ(full_marks("out of 5 stars"), "5");
  EXPECT_EQ(full_marks("of 5 2"), "");
}

TEST(UnitTextTest, ARemarkInParentheses) {
  EXPECT_EQ(taken("12 (est.)"), "12|(est.)");
  EXPECT_EQ(taken("12 kg (dry)"), "12|kg (dry)");
  EXPECT_NE(unit_key("(USD)"), unit_key("(EUR)"));
  for (const char* text : {"12 ()", "12 (3)", "12 (a", "12 kg (dry) b", "(12)"})
    EXPECT_EQ(taken(text), "") << text;
}

/// The middle of a range with a unit; -1 for what is none.
double middle_in(std::string_view text) {
  const auto quantity = parse_quantity_text(text);
  return quantity && quantity->range ? quantity->number.value(kNotations[0]).value : -1;
}

TEST(UnitTextTest, Ranges) {
  EXPECT_EQ(taken("604 - 613 sq ft"), "604 - 613|sq ft");
  EXPECT_EQ(middle_in("604 - 613 sq ft"), 608.5);
  EXPECT_EQ(middle_in("5 to 7 cm"), 6);
  EXPECT_EQ(middle_in("5 cm - 7 cm"), 6);
  EXPECT_EQ(middle_in("$122K-$152K (Glassdoor est.)"), 137);
  EXPECT_EQ(taken("$60K - $80K"), "$60K - $80|K");
  EXPECT_EQ(middle_in("\u00A320.5 to \u00A330.5 per year"), 25.5);
  for (const char* text : {"7 cm - 5 cm", "5 m - 7 cm", "5-7 cm", "5 - 7 - 9 cm", "<5 - 7 cm",
                           "10 cm", "12-34 Main Street"})
    EXPECT_EQ(middle_in(text), -1) << text;
}

TEST(UnitTextTest, Marks) {
  EXPECT_EQ(taken("< 1 year"), "1|year");
  EXPECT_EQ(taken("10+ years"), "10|years");
  EXPECT_EQ(taken("~5 kg"), "5|kg");
  EXPECT_TRUE(parse_quantity_text("10+ years")->marked);
  EXPECT_FALSE(parse_quantity_text("10 years")->marked);
}

TEST(UnitTextTest, WhatIsNone) {
  for (const char* text : {"",
                           "cm",
                           "5",
                           "5%",
                           "0x10",
                           "1.2.3 m",
                           "12:30",
                           "2 x 4",
                           "3 of 5000",
                           "3/05",
                           "120/80/5",
                           "10-20",
                           "5 to 7",
                           "1h 30m",
                           "A1",
                           "4 March 2021",
                           "136A7",
                           "2021 Q1",
                           "12 Long Main Street West",
                           "5 \u2013 x",
                           "65+",
                           "Apt 5 b",
                           "5 kg!",
                           "5 /",
                           "1 abcdefghijklmnopqrstuvwxyz",
                           "555 12 a b c d",
                           "5kg7",
                           "5 kg 7"}) {
    EXPECT_EQ(taken(text), "") << text;
  }
}

TEST(UnitTextTest, SpellingsOfOneUnit) {
  EXPECT_EQ(unit_key("years"), unit_key("year"));
  EXPECT_EQ(unit_key("lbs"), unit_key("lb"));
  EXPECT_EQ(unit_key("lb."), unit_key("lb"));
  EXPECT_EQ(unit_key("st"), unit_key("rd"));
  EXPECT_EQ(unit_key("\u00B5m"), unit_key("\u03BCm"));
  EXPECT_NE(unit_key("ms"), unit_key("m"));
  EXPECT_NE(unit_key("m/s"), unit_key("m/"));
  EXPECT_NE(unit_key("mW"), unit_key("MW"));
  EXPECT_NE(unit_key("kg"), unit_key("g"));
}

}  // namespace
}  // namespace occam::data
