#include "occam/data/csv_frame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "occam/base/errors.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string refusal_of(std::string_view text, const ReadOptions& options = {}) {
  const TestFile file(text);
  return message_of<FileError>([&] { read_csv(file.path(), options); });
}

const std::string kRows = "1,2.5,x\n2,3.5,y\n3,4.5,x\n";

TEST(CsvFrameTest, Comments) {
  const Table table = read("# made by a program, in 2021\n#\n\na,b,c\n" + kRows);
  EXPECT_THAT(names(table), ElementsAre("a", "b", "c"));
  EXPECT_EQ(table.rows(), 3);
  EXPECT_EQ(table.reading().preamble.count, 2);
  // Faults tell the line of the file.
  EXPECT_THAT(refusal_of("# x\na,b,c\n" + kRows + "1,2,3,4\n"), HasSubstr("line 6, column 4"));
}

TEST(CsvFrameTest, ACommentThatIsTheHeader) {
  EXPECT_THAT(names(read("# by me\n#a,b,c\n" + kRows)), ElementsAre("#a", "b", "c"));
  EXPECT_THAT(names(read("#,name\nBob,Paris\nTim,Rome\n")), ElementsAre("#", "name"));
  EXPECT_THAT(names(read("#x\n1\n2\n")), ElementsAre("#x"));
  const Table table = read("# time in s, length in m\nt,l\n0.5,1\n1.5,2\n");
  EXPECT_THAT(names(table), ElementsAre("t", "l"));
  EXPECT_EQ(read("# a\n# b\n").rows(), 1);  // nothing else
}

TEST(CsvFrameTest, Titles) {
  for (const char* title :
       {"Some study of 2021\n", "\"Study\",12\n", ",,\nA title,,\n", "\n\nA title\n"}) {
    const Table table = read(std::string(title) +
                             (title[0] == '"' ? "a,b,c,d\n1,2,3,4\n5,6,7,8\n" : "a,b,c\n" + kRows));
    EXPECT_EQ(table.columns()[0].name(), "a") << title;
    EXPECT_GT(table.reading().preamble.count, 0) << title;
  }
  // Above rows without a header, which are many and alike.
  std::string alike;
  for (int i = 0; i < 10; ++i) alike += std::to_string(i) + ", Private, <=50K.\n";
  const Table headless = read("|1x3 Cross validator\n" + alike);
  EXPECT_EQ(headless.rows(), 10);
  EXPECT_EQ(headless.reading().preamble.count, 1);
  EXPECT_THAT(refusal_of("validator\n" + alike), HasSubstr("Expected 1 cell"));
  EXPECT_THAT(refusal_of("title\na,b,c\n" + kRows, {.all_rows = true}), HasSubstr("1 cell"));
  // A name is lacking, or there is no header: the faults they were.
  EXPECT_THAT(refusal_of("a,b\n" + kRows), HasSubstr("does its header lack a name"));
  EXPECT_THAT(refusal_of("a\n1,2,3\n4,5,6\n"), HasSubstr("Expected 1 cell"));
}

TEST(CsvFrameTest, CodesAboveNames) {
  const std::string rows = "1,20000,2,24,1\n2,120000,2,26,0\n3,90000,1,34,0\n";
  for (const char* codes : {",X1,X2,X3,Y\n", "\"\",\"V1\",\"V2\",\"V3\",\"V4\"\n",
                            "Unnamed: 0,Unnamed: 1,Unnamed: 2,Unnamed: 3,Unnamed: 4\n"}) {
    const std::string text = codes + std::string("ID,\"LIMIT, BAL\",SEX,AGE,default next month\n");
    const Table table = read(text + rows);
    EXPECT_THAT(names(table), ElementsAre("ID", "LIMIT, BAL", "SEX", "AGE", "default next month"));
    EXPECT_EQ(table.rows(), 3) << codes;
    EXPECT_EQ(table.reading().preamble.count, 1) << codes;
    EXPECT_EQ(table.reading().descriptions.count, 0) << codes;
    EXPECT_EQ(read(text + rows, {.all_rows = true}).rows(), 4) << codes;
  }
  // Units below codes, values below codes, and codes beside names.
  EXPECT_EQ(names(read("t1,t2,t3,t4,t5\nkg,kg,cm,s,s\n" + rows))[0], "t1");
  EXPECT_EQ(names(read("t1,t2,t3\na,b,c\nb,c,a\na,b,c\nc,b,a\n"))[0], "t1");
  EXPECT_EQ(names(read("age,sex,x1,x2,y\nid,limit,sex,old,default\n" + rows))[0], "age");
}

TEST(CsvFrameTest, UnitsAndTypes) {
  for (const char* units :
       {"kg,[m/s],-\n", "%,(cm),\n", "continuous,c,discrete\n", "kg,cm,x y\n"}) {
    const Table table = read("a,b,c\n" + std::string(units) + kRows);
    EXPECT_EQ(table.rows(), 3) << units;
    EXPECT_EQ(table.reading().descriptions.count, 1) << units;
    EXPECT_EQ(table.reading().descriptions.first_line, 2) << units;
    EXPECT_EQ(table.column("a").kind(), ColumnKind::kNumber);
    EXPECT_EQ(read("a,b,c\n" + std::string(units) + kRows, {.all_rows = true}).rows(), 4);
  }
  const Table orange = read("a\tb\tc\nc\td\tx y\n\tmeta\tclass\n1\t2\tx\n2\t3\ty\n");
  EXPECT_EQ(orange.rows(), 2);
  EXPECT_EQ(orange.reading().descriptions.count, 2);
  // Words of all columns of numbers, whatever they are.
  const std::string numbers = "1,2,3\n2,3,4\n3,4,5\n4,5,6\n5,6,7\n";
  EXPECT_EQ(read("a,b,c\nkg,,m\nfirst_a,first_b,first_c\n" + numbers).rows(), 5);
}

TEST(CsvFrameTest, Questionnaires) {
  const Table table = read(
      "Q1,Q2\n\"How "
      "old?\",\"Where?\"\n\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n"
      "31,Rome\n45,Oslo\n");
  EXPECT_EQ(table.rows(), 2);
  EXPECT_EQ(table.column("Q1").number(0), 31);
  EXPECT_EQ(table.reading().descriptions.count, 2);
}

TEST(CsvFrameTest, RowsAreNoDescriptions) {
  for (const char* row :
       {"unknown,2,x\n", "1,kg,x\n", "none,missing,-\n", ",,\n", "rotary,2,x\n"}) {
    const Table table = read("a,b,c\n" + std::string(row) + kRows);
    EXPECT_EQ(table.rows(), 4) << row;
    EXPECT_EQ(table.reading().descriptions.count, 0) << row;
  }
  EXPECT_EQ(read("a,b\nm,m\ns,m\nm,s\n").rows(), 3);  // the texts of the column
  EXPECT_EQ(read("a,b\nx,kg\ny,m\nz,cm\n").rows(), 3);
  EXPECT_EQ(read("a,b\nfoo,baz\n1,2\n2,3\n").rows(), 3);  // no word that is known, two columns
}

TEST(CsvFrameTest, Remarks) {
  const Table table = read("a,b,c\n" + kRows + "Source: the office\nNote\n");
  EXPECT_EQ(table.rows(), 3);
  EXPECT_EQ(table.reading().remarks.count, 2);
  EXPECT_EQ(table.reading().remarks.first_line, 5);
  EXPECT_THAT(refusal_of("a,b,c\n" + kRows + "Source\n1,2,x\n"), HasSubstr("line 5"));
  EXPECT_THAT(refusal_of("a,b,c\n" + kRows + "Source\n", {.all_rows = true}), HasSubstr("1 cell"));
  EXPECT_THAT(refusal_of("a,b\n1,2\n3\n"), HasSubstr("1 cell"));
  std::string many = "a,b,c\n" + kRows;
  for (int i = 0; i < 21; ++i) many += "1\n";
  EXPECT_THAT(refusal_of(many), HasSubstr("21 rows are not alike, further lines 6, 7, 8, 9, ..."));
  for (int i = 0; i < 30; ++i) many += "1\n";
  EXPECT_THAT(refusal_of(many), HasSubstr("51 rows are not alike"));
  EXPECT_THAT(refusal_of("a,b,c\n" + kRows + "1\n1,2,x\n1\n"), HasSubstr("2 rows are not alike"));
}

TEST(CsvFrameTest, EqualNames) {
  const Table table = read("a,b,a,a,a.1\n1,2,3,4,5\n");
  EXPECT_THAT(names(table), ElementsAre("a", "b", "a.2", "a.3", "a.1"));
  EXPECT_EQ(table.reading().renamed.size(), 2);
  EXPECT_EQ(table.reading().renamed[0].written, "a");
  EXPECT_EQ(table.reading().renamed[0].name, "a.2");
  EXPECT_EQ(table.column("a.3").number(0), 4);
}

TEST(CsvFrameTest, HeadersOfNumbers) {
  EXPECT_THAT(names(read("name,n,1929,1930,1931\nx,1,1500,1600,1700\ny,2,1510,1620,1730\n")),
              ElementsAre("name", "n", "1929", "1930", "1931"));
  EXPECT_THAT(names(read("t,00,01,10\n2021-01-01,1.5,2.5,3.5\n2021-01-02,1.5,2.5,3.5\n")),
              ElementsAre("t", "00", "01", "10"));
  EXPECT_EQ(read("x,1929,1930,1935\ny,1931,1932,1933\n", {}).rows(), 2);
}

// As R's write.table: by a space, quoted, and row names without a name.
TEST(RowNamesTest, AreTheFirstColumn) {
  for (const bool counting : {true, false}) {
    std::string text = "\"mpg\" \"cyl\"\n";
    for (int i = 1; i < 7; ++i) {
      text += (counting ? "\"" : "\"car ") + std::to_string(i) + "\" " + std::to_string(i % 3) +
              ".5 " + std::to_string(i % 2) + "\n";
    }
    const Table table = read(text);
    EXPECT_THAT(names(table), ElementsAre("column1", "mpg", "cyl"));
    EXPECT_EQ(table.rows(), 6);
    EXPECT_TRUE(table.reading().nameless_first);
    EXPECT_EQ(table.column("mpg").number(1), 2.5);
  }
  const std::string rows = "1,5,2\n2,7,1\n3,1,9\n4,3,3\n";
  EXPECT_EQ(read("a,b\n" + rows).rows(), 4);
  // Numbers that do not count, or too few rows: a comma too many, perhaps.
  EXPECT_THROW(read("a,b\n1,5,2\n3,7,1\n2,1,9\n4,3,3\n"), FileError);
  EXPECT_THROW(read("a,b\n1,5,2\n2,7,1\n"), FileError);
  EXPECT_FALSE(read("a,b\n1,5,\n2,7,\n3,1,\n4,3,\n").reading().nameless_first);
}

// Of psql, of mysql, and of Markdown.
TEST(RulesTest, AreNoRows) {
  const std::string rows = " 1 | x | 2.5\n 2 | y | 3.5\n";
  for (const std::string& text :
       {" a | b | c   \n---+---+-----\n" + rows + "(2 rows)\n\n",
        std::string("+---+---+-----+\n| a | b | c   |\n+---+---+-----+\n| 1 | x | 2.5 |\n"
                    "| 2 | y | 3.5 |\n+---+---+-----+\n"),
        std::string("| a | b | c |\n|---|:--|--:|\n| 1 | x | 2.5 |\n| 2 | y | 3.5 |\n"),
        " a | b | c \n" + rows + "# by hand\n" + " 3 | z | 1\n"}) {
    const Table table = read(text);
    EXPECT_EQ(table.rows(), text.find("hand") == text.npos ? 2 : 3) << text;
    EXPECT_EQ(table.column("a").number(1), 2) << text;
    EXPECT_EQ(table.column("c").number(0), 2.5) << text;
    EXPECT_GE(table.reading().between.count, 1) << text;
  }
  EXPECT_EQ(read("a,b\n-,-\n--,1\n---,2\n").rows(), 3);
  EXPECT_EQ(read("% made\n// by hand\na,b,c\n1,2,3\n4,5,6\n").rows(), 2);
  EXPECT_THAT(names(read("%fat,b\n1,2\n4,5\n")), ElementsAre("%fat", "b"));
}

TEST(HeaderRowsTest, GroupsAboveNames) {
  const std::string rows = "7,1.5,2.5,3.5,4.5\n8,2,3,4,5\n9,3,5,4,1\n";
  for (const char* header :
       {",price,price,size,size\nid,mean,std,mean,std\n", ",price,,size,\nid,mean,std,mean,std\n",
        ",price,price,size,size\n,mean,std,mean,std\nid,,,,\n"}) {
    const Table table = read(header + rows);
    EXPECT_THAT(names(table),
                ElementsAre("id", "price mean", "price std", "size mean", "size std"));
    EXPECT_EQ(table.rows(), 3) << header;
    EXPECT_EQ(table.column("size std").number(0), 4.5);
    EXPECT_GE(table.reading().header_rows, 2u);
    EXPECT_EQ(table.reading().descriptions.count, 0);
  }
  const Table kept = read(",price,price\nid,mean,std\n1,2,3\n4,5,6\n", {.all_rows = true});
  EXPECT_EQ(kept.rows(), 3);
  EXPECT_TRUE(kept.reading().rows_kept);
}

TEST(HeaderRowsTest, OneRow) {
  for (const char* text : {"a,b,c\nx,y,z\n1,2,3\n4,5,6\n",        // units, perhaps
                           "a,a,b\nkg,m,s\n1,2,3\n4,5,6\n",       // units
                           "a,a,b\n0,1,2\n1,2,3\n4,5,6\n",        // equal names
                           "a,,b\nx,y,z\nx,w,v\nu,y,z\nx,y,z\n",  // texts
                           "a,a,b\nx,x,y\n1,2,3\n4,5,6\n",        // not all different
                           "a,a\nx,y\n1,2\n3,4\n"})               // two columns
    EXPECT_EQ(read(text).reading().header_rows, 1u) << text;
}

}  // namespace
}  // namespace occam::data
