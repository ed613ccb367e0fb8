#!/usr/bin/env python3
"""Every warning and every guess: a small table on which it is told and a clean one, alike but for the fault, on
which it is not. What the library has an enum for is here by the enum's names, all of them.
usage: told_test.py OCCAM"""

import re

import command
from command import ROOT, run
from made_table import A, B, N, TableTest, label, noise, table

LETTERS = lambda row: "pqr"[row % 3]
CLEAN = table(a=A, b=B, t=LETTERS, y=label)
yes = lambda row: int(label(row) == "yes")


def with_column(value, n=N, name="c"):
    return table(n, a=A, b=B, **{name: value}, y=label)


# What is told, a table on which it is, one on which it is not; where it takes any, flags.
HEADER = {
    "kAllData": ("the first row is data and the columns are called", CLEAN.partition("\n")[2].replace("p", "1").replace("q", "2")
                 .replace("r", "3").replace("yes", "1").replace("no", "0"), CLEAN),
    "kYears": ("as it holds years", "2019,2020,level\n" + table(a=A, b=B, y=label).partition("\n")[2],
               "a,b,level\n" + table(a=A, b=B, y=label).partition("\n")[2]),
    "kCounting": ("as it counts", "0,1,2\n" + table(a=A, b=B, c=yes).partition("\n")[2], table(a=A, b=B, c=yes)),
    "kTextAbove": ("as texts stand above numbers", "a,b,3\n" + table(a=A, b=B, c=yes).partition("\n")[2], table(a=A, b=B, c=yes)),
}
REASON = {
    "kBeyondExact": ("whole numbers above 2^53", with_column(lambda row: 2**53 + row % 7), with_column(lambda row: 2**52 + row % 7)),
    "kFewStrays": ("1 other text counts as missing among numbers: 'rotary'", with_column(lambda row: "rotary" if row == 5 else A(row)),
                   with_column(lambda row: 0.5 if row == 5 else A(row))),
    "kFewValues": ("texts, because of 1 text among numbers", with_column(lambda row: "rotary" if row == 5 else row % 4),
                   with_column(lambda row: row % 4)),
    "kSeveralUnits": ("texts, as its numbers differ in the unit: 'kg' (80 cells, first in row 2), 'mm' (40 cells, first in row 1)",
                      with_column(lambda row: f"{A(row)} {'kg' if row % 3 else 'mm'}"), with_column(lambda row: f"{A(row)} kg")),
    "kMixed": ("among numbers or dates: ", with_column(lambda row: f"w{row % 11}" if row % 3 == 0 else A(row)),
               with_column(lambda row: f"w{row % 11}")),
}
AMBIGUITY = {
    "kDayOrMonthFirst": ("could be read with the day or the month first", with_column(lambda row: f"{row % 12 + 1}/{row * 5 % 12 + 1}/2021"),
                         with_column(lambda row: f"{row % 28 + 1}/{row * 5 % 12 + 1}/2021")),
    "kGroupingOrDecimal": ("could have thousands or decimals", with_column(lambda row: f'"{row % 9 + 1},{row * 37 % 900 + 100}"'),
                           with_column(lambda row: f'"{row % 9 + 1},{row * 37 % 900 + 100}.5"')),
    "kDateOrNumber": ("dates (year, month and day in eight digits), as '20210101': every cell is one; --text-columns c", with_column(lambda row: f"2021{row % 12 + 1:02}{row * 5 % 28 + 1:02}"),
                      with_column(lambda row: f"2021{row % 12 + 51:02}{row * 5 % 28 + 1:02}")),
}
GROUPING = {
    "kComma": ("commas between thousands", with_column(lambda row: f'"{row % 9 + 1},{row * 37 % 900 + 100}.5"'), CLEAN),
    "kPoint": ("points between thousands", with_column(lambda row: f'"{row % 9 + 1}.{row * 37 % 900 + 100},5"'), CLEAN),
    "kSpace": ("spaces between thousands", with_column(lambda row: f"{row % 9 + 1} {row * 37 % 900 + 100}"), CLEAN),
    "kApostrophe": ("apostrophes between thousands", with_column(lambda row: f"{row % 9 + 1}'{row * 37 % 900 + 100}"), CLEAN),
}
NUMBER_FORM = {
    "currency": ("money in $", with_column(lambda row: f"${row * 37 % 900}.50"), CLEAN),
    "percent": ("(percent)", with_column(lambda row: f"{row * 37 % 900 / 10}%"), CLEAN),
    "decimal": ("(decimal comma)", with_column(lambda row: f'"{row * 37 % 900},5"'), CLEAN),
    "parentheses": ("parentheses for minus", with_column(lambda row: f"({row * 37 % 90}.5)" if row % 3 == 0 else A(row)), CLEAN),
    "marks": ("without the marks around them", with_column(lambda row: f"<{A(row)}" if row % 9 == 3 else A(row)), CLEAN),
    "ranges": ("numbers (in kg, ranges by their middle)", with_column(lambda row: f"{row} - {row + 3} kg"), with_column(lambda row: f"{A(row)} kg")),
    "multiples": ("numbers (in kg, others converted)", with_column(lambda row: f"{A(row)} g" if row % 9 == 3 else f"{A(row)} kg"),
                  with_column(lambda row: f"{A(row)} kg")),
    "unit": ("numbers (in kg), as '", with_column(lambda row: f"{A(row)} kg"), CLEAN),
    "unicode_minus": ("a typeset minus", with_column(lambda row: f"\u2212{row * 37 % 90}.5"), with_column(lambda row: f"-{row * 37 % 90}.5")),
}
WRITING = {
    "kClock": ("times of hours and minutes, in seconds", with_column(lambda row: f"{row % 24:02}:{row * 37 % 60:02}"),
               with_column(lambda row: row % 24 * 60 + row * 37 % 60)),
    "kMinutes": ("times of minutes and seconds, in seconds", with_column(lambda row: f"{row % 50}:{row * 37 % 60:02}"),
                 with_column(lambda row: f"{row % 24}:{row * 37 % 60:02}")),
    "kHexadecimal": ("numbers (hexadecimal)", with_column(lambda row: hex(row * 37 % 900)), with_column(lambda row: row * 37 % 900)),
    "kDuration": ("spans of time, in seconds", with_column(lambda row: f"{row % 24}h {row * 37 % 60}m"), with_column(lambda row: f"{row % 24} h")),
    "kMagnitude": ("thousands, millions and the like by letters or words", with_column(lambda row: f"{row + 1}{'KM'[row % 2]}"),
                   with_column(lambda row: f"{row + 1}K")),
    "kFeet": ("feet and inches, in inches", with_column(lambda row: f"{5 + row % 2}'{row % 12}"), with_column(lambda row: 60 + row % 24)),
    "kAngle": ("angles, in degrees, south and west below 0", with_column(lambda row: f"{row / 2}{'NS'[row % 2]}"), with_column(lambda row: f"{row / 2}W")),
    "kRange": ("ranges by their middle", with_column(lambda row: f"{row} - {row + 10}"), CLEAN),
    "kTruth": ("numbers (true as 1, false as 0)", with_column(lambda row: ("TRUE", "FALSE", 1, 0)[row * 7 % 4]),
               with_column(lambda row: ("TRUE", "FALSE")[row * 7 % 2])),
    "kUncertain": ("without the uncertainty behind them", with_column(lambda row: f"{A(row)} \u00B1 0.5"), CLEAN),
}
DATE_ORDER = {
    "kYearMonthDay": ("dates (year-month-day)", with_column(lambda row: f"2021-{row % 12 + 1:02}-{row * 5 % 28 + 1:02}"), CLEAN),
    "kDayMonthYear": ("dates (day first)", with_column(lambda row: f"{row * 5 % 28 + 1:02}.{row % 12 + 1:02}.2021"), CLEAN),
    "kMonthDayYear": ("dates (month first)", with_column(lambda row: f"{row % 12 + 1:02}/{row * 5 % 28 + 1:02}/2021"), CLEAN),
    "kMonthName": ("dates (month by name)", with_column(lambda row: f"{row * 5 % 28 + 1} March {2000 + row % 9}"), CLEAN),
    "kCompact": ("dates (year, month and day in eight digits)", AMBIGUITY["kDateOrNumber"][1], CLEAN),
    "kMonthDay": ("dates (month and day without a year with time)", with_column(lambda row: f"{row % 24:02}:10 {row * 5 % 28 + 1} Mar"),
                  with_column(lambda row: f"{row * 5 % 28 + 1} Mar 2021 {row % 24:02}:10")),
    "kYearPart": ("dates (year and quarter or week)", with_column(lambda row: f"{2000 + row % 9}Q{row % 4 + 1}"),
                  with_column(lambda row: f"{2000 + row % 9}-{row % 12 + 1:02}")),
    "kYearMonth": ("dates (year and month)", with_column(lambda row: f"{2000 + row % 9}-{row % 12 + 1:02}"), CLEAN),
}
NOTICE = {
    "kCountsRows": ("'c' counts the rows", with_column(lambda row: row), with_column(lambda row: row * 7 % 113)),
    "kLikeIdentifier": ("'id' looks like an identifier", table(id=lambda row: 1000 + row * 37 % 127, y=label),
                        table(c=lambda row: 1000 + row * 37 % 127, y=label)),
    "kNearlyEqual": ("'c' is equal to 'a' in 99.17 %", with_column(lambda row: 9 if row == 3 else A(row)), with_column(lambda row: noise(row, 7))),
    "kProportional": ("'c' is nearly a line of 'b'", with_column(lambda row: 3 - 2 * B(row)), with_column(lambda row: 3 - 2 * B(row) ** 3)),
    "kOtherWords": ("'c' tells the same as 't'", table(a=A, t=LETTERS, c=lambda row: "xyz"[row % 3], y=label),
                    table(a=A, t=LETTERS, c=lambda row: "xyz"[row % 7 % 3], y=label)),
    "kPredictsTarget": ("'c' alone predicts the target", with_column(yes), with_column(lambda row: int(noise(row, 8) < 0.5))),
    "kImbalance": ("class 'usual' has 95 % of the rows", table(a=A, y=lambda row: "rare" if row % 20 == 0 else "usual"),
                   table(a=A, y=lambda row: "rare" if row % 5 == 0 else "usual")),
    "kSingleRows": ("a class with one row ('once')", table(a=A, y=lambda row: "once" if row == 3 else label(row)),
                    table(a=A, y=lambda row: "once" if row % 9 == 3 else label(row))),
    "kFewRows": ("only 40 rows", table(40, a=A, y=label), table(100, a=A, y=label)),
    "kEqualRows": ("60 of 120 rows are equal to an earlier one", table(a=lambda row: noise(row % 60, 1), b=lambda row: noise(row % 60, 2),
                                                                       y=lambda row: label(row % 60)), table(a=A, b=B, y=label)),
    "kMissingMark": ("'c' is -999 in 10 rows, the first is row 4, and else ", with_column(lambda row: -999 if row % 12 == 3 else A(row)),
                     with_column(lambda row: -0.5 if row % 12 == 3 else A(row))),
    "kMergedCells": ("'c' has a text in 6 rows, each once", with_column(lambda row: f"group {row}" if row % 20 == 0 else ""),
                     with_column(lambda row: f"group {row // 20}")),
    "kMostlyMissing": ("'c' is missing in 60 % of the rows", with_column(lambda row: noise(row, 5) if row % 5 < 2 else ""),
                       with_column(lambda row: noise(row, 5) if row % 5 < 3 else "")),
}
TOTAL = table(N, a=A, y=B)
SUMS = [f"{sum(float(line.split(',')[i]) for line in TOTAL.splitlines()[1:]):.12g}" for i in range(2)]
# Of what has no enum.
OTHERS = {
    "comments": ("2 lines in front of the table, comments or titles: left out; --all-rows", "# made\n# by hand\n" + CLEAN, CLEAN),
    "titles": ("1 line in front of the table, comments or titles", "A table of things\n" + CLEAN, CLEAN),
    "units": ("1 line below the header, from line 2, with units or types of the columns: left out; --all-rows",
              CLEAN.replace("\n", "\nkg,(m/s),-,\n", 1), CLEAN),
    "parts": ("column 'bp': 2 numbers in each text, as '100/60', become so many columns, '... (1)' and so on; --text-columns bp keeps the texts",
              with_column(lambda row: f"{100 + row * 37 % 60}/{60 + row * 7 % 30}", name="bp"),
              with_column(lambda row: ("100/60", "90/60", "120/80")[row % 3], name="bp")),
    "labels": ("column 'tags': labels with '|' between them, as 'a', become 4 columns of 0 and 1, as 'tags=a'; empty cells have none; --text-columns tags keeps the texts",
               with_column(lambda row: "|".join("abcd"[(row + k) % 4] for k in range(4) if (row * 7 % 15 + 1) >> (row + k) % 4 & 1), name="tags"),
               with_column(lambda row: f"{'abc'[row % 3]}|{'pqrs'[row % 4]}", name="tags")),
    "strays among parts": ("column 'bp': 1 other text counts as missing among numbers: 'refused'",
                           with_column(lambda row: "refused" if row == 5 else f"{100 + row * 37 % 60}/{60 + row * 7 % 30}", name="bp"),
                           with_column(lambda row: f"{100 + row * 37 % 60}/{60 + row * 7 % 30}", name="bp")),
    "quoted lines": ("each line stands in quotes as a whole, which are left out", "".join(f'"{line}"\n' for line in CLEAN.splitlines()),
                     "".join('"' + line.replace(",", '","') + '"\n' for line in CLEAN.splitlines())),
    "single quotes": ("cells stand in single quotes, which are left out", CLEAN.replace(",p,", ",'p, q',").replace(",q,", ",'q',").replace(",r,", ",'r',"),
                      CLEAN.replace(",p,", ",\"p, q\",")),
    "two header rows": ("2 rows name the columns, their cells joined; --all-rows takes the first alone",
                        "f,f,t,y\nmean,std,,\n" + CLEAN.partition("\n")[2], CLEAN),
    "questions": ("2 lines below the header, from line 2, with units or types of the columns: left out; --all-rows",
                  CLEAN.replace("\n", '\nHow?,Where?,What?,Which?\n' + ",".join('"{""ImportId"":""Q%d""}"' % q for q in range(4)) + "\n", 1), CLEAN),
    "drawn lines": ("1 line between the rows, from line 2, comments or drawn: left out; --all-rows",
                    CLEAN.replace("\n", "\n---,---,---,---\n", 1), CLEAN),
    "nameless rows": ("the header has a cell less than the rows: their first column is called 'column1'",
                      "\n".join(line if i == 0 else f"r{i},{line}" for i, line in enumerate(CLEAN.splitlines())) + "\n", CLEAN),
    "remarks": ("1 line at the end, from line 122, with few cells: left out as remarks; --all-rows",
                CLEAN + "Source: a book\n", CLEAN),
    "padded remarks": ("2 lines at the end, from line 122, with few cells: left out as remarks; --all-rows",
                       CLEAN + "Source: a book,,,\nby hand,,,\n", CLEAN + ",,,\n"),
    "short rows": ("2 rows without the last cells, which count as missing; the first is line 122", CLEAN + "0.5,0.25,p\n0.5,0.5,p\n", CLEAN),
    "total": ("the last row, line 122 ('Total'), adds up the others: left out; --all-rows",
              "t," + TOTAL.replace("\n", "\nx,").removesuffix("x,") + f"Total,{SUMS[0]},{SUMS[1]}\n",
              "t," + TOTAL.replace("\n", "\nx,").removesuffix("x,")),
    "short total": ("the last row, line 122 ('Total'), is a total without its last cells: left out; --all-rows",
                    CLEAN + "Total,0.5\n", CLEAN),
    "like a total": ("the last row, line 122, is called 'Total' and counts as a row like all", CLEAN + "Total,0.5,p,no\n", CLEAN),
    "equal names": ("a name of several columns is given a number: 'a' as 'a.1'", CLEAN.replace("a,b", "a,a", 1), CLEAN),
    "separator": ("cells are separated by ';'", "a;b,c;d\n" + "".join(f"{i};{i % 7},{i % 3};{i % 2}\n" for i in range(N)),
                  "a;b;d\n" + "".join(f"{i};{i % 7};{i % 2}\n" for i in range(N))),
    "separator line": ("the first line says that cells are separated by ';'", "sep=;\n" + CLEAN.replace(",", ";"), CLEAN.replace(",", ";")),
    "encoding": ("the text is no UTF-8", CLEAN.replace("p", "ä").encode("latin-1"), CLEAN.replace("p", "ä")),
    "repeated header": ("1 line is the header again, the first is line 122", CLEAN + CLEAN, CLEAN + CLEAN.partition("\n")[2]),
    "empty rows": ("2 rows of empty cells at the end, from line 122", CLEAN + ",,,\n,,,\n", CLEAN),
    "empty columns": ("2 empty columns without a name at the end", CLEAN.replace("\n", ",,\n"), CLEAN),
    "missing texts": ("missing: 'N/A' (12 cells); --not-na N/A", with_column(lambda row: "N/A" if row % 10 == 4 else A(row)),
                      with_column(lambda row: "" if row % 10 == 4 else A(row))),
    "kept texts": ("kept as texts: 'N/A' (12 cells); --na N/A", with_column(lambda row: "N/A" if row % 10 == 4 else LETTERS(row)),
                   with_column(LETTERS)),
    "without a unit": ("6 cells without the unit taken for it", with_column(lambda row: A(row) if row % 20 == 7 else f"{A(row)} kg"),
                       with_column(lambda row: f"{A(row)} kg")),
    "like texts": ("texts that differ in blanks or letter case alone are one: 'Pp' (4 cells) as 'pp'; --text-columns c takes them as written",
                   with_column(lambda row: "Pp" if row % 30 == 0 else 2 * LETTERS(row)), with_column(lambda row: 2 * LETTERS(row))),
    "single letters": ("single letters that differ in case alone stay apart: 'P' (20 cells) and 'p'",
                       with_column(lambda row: "P" if row % 6 == 3 else LETTERS(row)), with_column(LETTERS)),
    "leading zeros": ("numbers with leading zeros", with_column(lambda row: f"{row * 37 % 900:05}"), with_column(lambda row: row * 37 % 900)),
    "missing cells": ("missing cells: 12 in 1 column: 'c' 12, the first in row 5", with_column(lambda row: "" if row % 10 == 4 else A(row)), CLEAN),
    "missing targets": ("12 of 120 rows have no 'y'", table(a=A, y=lambda row: "" if row % 10 == 4 else label(row)), CLEAN),
    "beyond float32": ("infinite numbers, or ones beyond float32, count as missing: 12", with_column(lambda row: "1e99" if row % 10 == 4 else A(row)),
                       with_column(lambda row: "1e9" if row % 10 == 4 else A(row))),
    "targets beyond float32": ("12 of 120 rows have no 'y' that is finite in float32", table(a=A, y=lambda row: "1e99" if row % 10 == 4 else B(row)),
                               table(a=A, y=B)),
}
ENUMS = (("reading.h", "HeaderReason", HEADER, {"kOption", "kNoNumber"}), ("reading.h", "ColumnReason", REASON, {"kAllCells", "kAsked"}),
         ("reading.h", "Ambiguity", AMBIGUITY, {"kNone"}), ("reading.h", "Grouping", GROUPING, {"kNone"}),
         ("reading.h", "NumberWriting", WRITING, {"kDecimal"}), ("reading.h", "DateOrder", DATE_ORDER, set()),
         ("table_profile.h", "NoticeKind", NOTICE, set()))


def enumerators(header, name):
    text = re.search(rf"enum class {name} \{{(.*?)\}};", (ROOT / "occam" / "data" / header).read_text(), re.S)[1]
    return re.findall(r"\bk[A-Z]\w*", re.sub(r"///.*", "", text))


class Told(TableTest):
    def test_each_kind_is_told_where_it_is_and_only_there(self):
        for kinds in (*(kinds for _, _, kinds, _ in ENUMS), NUMBER_FORM, OTHERS):
            for kind, (text, faulty, clean) in kinds.items():
                with self.subTest(kind=kind):
                    self.assertIn(text, " | ".join(self.both(faulty)))
                    self.assertNotIn(text, " | ".join(self.both(clean)))

    def both(self, contents):
        """The notes, with the target where there is one."""
        flags = ("--target", "y") if re.search(r"\by\b", str(contents).partition("\\n")[0].partition("\n")[0]) else ()
        return self.notes(contents, *flags)

    def test_no_kind_is_without_a_pair(self):
        for header, name, kinds, silent in ENUMS:
            found = enumerators(header, name)
            self.assertGreater(len(found), 3)
            self.assertEqual(set(found), set(kinds) | silent, name)
        members = re.search(r"struct NumberForm \{(.*?)friend", (ROOT / "occam/data/reading.h").read_text(), re.S)[1]
        self.assertEqual(set(re.findall(r"(\w+) = ", members)), set(NUMBER_FORM) | {"grouping", "writing"})

    def test_a_clean_table_has_nothing_to_tell(self):
        self.assertEqual(self.notes(CLEAN, "--target", "y"), [])
        code, err = self.told(CLEAN)
        self.assertEqual((code, [line for line in err.splitlines() if "note: " in line]), (0, []))


class ToldOfTraining(TableTest):
    """Notes that need the split or a model."""

    def test_what_training_tells(self):
        few = table(40, a=A, b=B, y=label)
        seldom = table(a=A, t=lambda row: f"w{row}" if row % 3 == 0 else LETTERS(row), y=label)
        half = lambda seed: (lambda row: noise(row % 60, seed))
        twice = table(a=half(1), b=half(2), y=lambda row: label(row % 60))
        for text, contents, flags in (
                ("only 8 test rows: its numbers say little", few, ()),
                ("texts of held-out rows that no training row has", seldom, ()),
                ("equal rows stand on both sides of the split", twice, ()),
                ("equal rows stand in several folds", twice, ("--cv", "3")),
                ("--patience 3 stops nothing within 1 epoch", CLEAN, ("--patience", "3"))):
            with self.subTest(text=text):
                self.assertIn(text, self.told(contents, *flags)[1])
                clean = flags if flags[:1] == ("--cv",) else ()
                self.assertNotIn(text, self.told(CLEAN, *clean)[1])

    def test_what_a_model_tells_of_new_tables(self):
        rows = lambda **columns: table(30, **columns)
        plain = rows(a=A, b=B, t=LETTERS)
        models = {}
        for name, contents, flags in (("usual", CLEAN, ()), ("drop", CLEAN, ("--missing", "drop"))):
            models[name] = f"{self.folder.name}/{name}.keras"
            code, _, err = run("train", self.file(contents), "--target", "y", "--epochs", "1", "-q", "--save", models[name], *flags)
            self.assertEqual(code, 0, err)
        gap = rows(a=lambda row: "" if row == 2 else A(row), b=B, t=LETTERS)
        for text, model, contents in (
                ("1 column is not used, as the training table had none of the name: 'z'", "usual", rows(a=A, b=B, t=LETTERS, z=A)),
                ("1 cell of 'a' is no number as in training and counts as missing, first 'big' in row 3", "usual",
                 rows(a=lambda row: "big" if row == 2 else A(row), b=B, t=LETTERS)),
                ("missing cells, which are taken as in training", "usual", gap),
                ("numbers far from those of training, in another unit perhaps: 'a' (", "usual",
                 rows(a=lambda row: f"{100 * A(row):.2f}%", b=B, t=LETTERS)),
                ("1 text of these rows that no training row has", "usual", rows(a=A, b=B, t=lambda row: "new" if row == 2 else LETTERS(row))),
                ("'y' is what is predicted", "usual", rows(a=A, b=B, t=LETTERS, y=label)),
                ("1 row has no prediction", "drop", gap)):
            with self.subTest(text=text):
                self.assertIn("note: " + text, run("predict", models[model], self.file(contents, "new.csv"))[2])
                self.assertEqual(run("predict", models[model], self.file(plain, "new.csv"))[2], "")
        for model, contents, says in (
                ("usual", rows(a=lambda row: "" if row == 0 else "x EUR", b=lambda row: f"w{row}", t=LETTERS),
                 ["texts in 'a', which had numbers, first 'x EUR' in row 2; texts in 'b', which had numbers, first 'w0' in row 1"]),
                ("usual", rows(a=A, t=LETTERS, B=B), ["has not 1 of the 3 columns that the model needs: 'b' (is 'B' meant?)"]),
                ("usual", plain.replace(",", ":"), ["is the --separator another?"]),
                ("usual", "a,b,t\n,,\n,,\n", ["rows with a value", "2 of empty cells only"])):
            self.refused(3, "predict", models[model], self.file(contents, "new.csv"), says=says)
        self.assertNotIn("meant", run("predict", models["usual"], self.file(rows(a=A, t=LETTERS), "new.csv"))[2])
        self.refused(3, "predict", models["usual"], self.file(plain, "new.csv"), "--text-columns", "a",
                     says=["texts in 'a'", "(with --text-columns it is read otherwise than in training)"])
        self.refused(2, "predict", models["usual"], self.file(plain, "new.csv"), "--text-columns", "z",
                     says=["error: --text-columns: unknown column 'z'"])
        others = rows(a=A, b=B, t=LETTERS, y=lambda row: "maybe" if row in (2, 5) else label(row))
        self.refused(3, "evaluate", models["usual"], self.file(others, "new.csv"),
                     says=["2 of 30 rows have a class in 'y' that the model has not. Expected one of no, yes", "'maybe' in row 3 first"])
        known = rows(a=A, b=B, t=LETTERS, y=label)
        unknown = rows(a=A, b=B, t=LETTERS, y=lambda row: "" if row == 2 else label(row))
        text = "1 of 30 rows are left out, as cells that are needed are missing"
        self.assertIn(text, run("evaluate", models["usual"], self.file(unknown, "new.csv"))[2])
        self.assertEqual(run("evaluate", models["usual"], self.file(known, "new.csv"))[2], "")


if __name__ == "__main__":
    command.main()
