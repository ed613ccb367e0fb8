#include "occam/data/row_batches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "occam/data/csv_batches.h"
#include "occam/data/npy_batches.h"
#include "occam/data/table_testing.h"

namespace occam::data {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// One epoch: the numbers of x, batch by batch.
std::vector<std::vector<float>> epoch_of(RowBatches& batches, std::int64_t epoch) {
  std::vector<std::vector<float>> result;
  Batch batch;
  batches.begin_epoch(epoch);
  while (batches.next(batch)) {
    const auto x = batch.x[0].data<float>(), y = batch.y[0].data<float>();
    EXPECT_EQ(batch.y[0].shape(), (Shape{batch.x[0].shape()[0]}));
    for (std::size_t i = 0; i < y.size(); ++i) EXPECT_EQ(y[i], 10 * x[i]);
    result.emplace_back(x.begin(), x.end());
  }
  return result;
}

std::vector<float> flat(const std::vector<std::vector<float>>& batches) {
  std::vector<float> all;
  for (const auto& batch : batches) all.insert(all.end(), batch.begin(), batch.end());
  return all;
}

std::string numbered(int rows) {
  std::string text = "x,y\n";
  for (int i = 0; i < rows; ++i) text += std::to_string(i) + "," + std::to_string(10 * i) + "\n";
  return text;
}

std::string npy_file(const std::string& shape, const std::vector<float>& values) {
  std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
  header.resize(117, ' ');
  header += '\n';
  std::string text("\x93NUMPY\x01\x00\x76\x00", 10);
  text += header;
  text.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  return text;
}

TEST(RowBatchesTest, KeepsTheOrderOfTheFileWithABufferOfOne) {
  const TestFile file(numbered(7));
  RowBatches batches =
      csv_batches(file.path(), {.target = "y", .batches = {.batch_size = 3, .shuffle_buffer = 1}});
  EXPECT_EQ(batches.batches(), 0);  // unknown before the end was seen
  for (const int epoch : {0, 1}) {
    EXPECT_THAT(epoch_of(batches, epoch),
                ElementsAre(ElementsAre(0, 1, 2), ElementsAre(3, 4, 5), ElementsAre(6)));
    EXPECT_EQ(batches.batches(), 3);
  }
}

// Every epoch has every row once, in an order of its own, and a seed gives the same orders again.
TEST(RowBatchesTest, ShufflesEveryEpochAnew) {
  const TestFile file(numbered(100));
  for (const int buffer : {2, 10, 100, 1000}) {
    const auto open = [&](std::uint64_t seed) {
      return csv_batches(
          file.path(),
          {.target = "y", .batches = {.batch_size = 8, .shuffle_buffer = buffer, .seed = seed}});
    };
    RowBatches batches = open(3), again = open(3), other = open(4);
    const auto first = flat(epoch_of(batches, 0)), second = flat(epoch_of(batches, 1));
    EXPECT_NE(first, second);
    EXPECT_NE(first, flat(epoch_of(other, 0)));
    EXPECT_EQ(second, flat(epoch_of(again, 1)));  // an epoch does not depend on those before it
    EXPECT_EQ(first, flat(epoch_of(again, 0)));
    for (std::vector<float> rows : {first, second}) {
      // A row comes at most as much too early as the buffer is long.
      for (std::size_t i = 0; i < rows.size(); ++i)
        EXPECT_LT(rows[i], static_cast<float>(i) + static_cast<float>(buffer));
      std::sort(rows.begin(), rows.end());
      for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i], static_cast<float>(i));
    }
  }
}

// A whole buffer draws every order alike: the mean place of the first row is in the middle.
TEST(RowBatchesTest, AWholeBufferIsAFairShuffle) {
  const TestFile file(numbered(20));
  RowBatches batches = csv_batches(file.path(), {.target = "y", .batches = {.batch_size = 20}});
  double sum = 0;
  constexpr int kEpochs = 2000;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    const auto rows = flat(epoch_of(batches, epoch));
    sum += static_cast<double>(std::find(rows.begin(), rows.end(), 0.0f) - rows.begin());
  }
  // Uniform on 0..19: mean 9.5, deviation 5.77 / sqrt(2000) = 0.129.
  EXPECT_NEAR(sum / kEpochs, 9.5, 4 * 0.129);
}

TEST(CsvBatchesTest, ChoosesColumnsAndClasses) {
  const TestFile file("a;kind;b\n1;no;2\n3;yes;4\n");
  RowBatches batches = csv_batches(file.path(), {.target = "kind",
                                                 .features = {"b", "a"},
                                                 .classes = {"no", "yes"},
                                                 .batches = {.shuffle_buffer = 1}});
  Batch batch;
  ASSERT_TRUE(batches.next(batch));
  EXPECT_THAT(batch.x[0].data<float>(), ElementsAre(2, 1, 4, 3));
  EXPECT_THAT(batch.y[0].data<float>(), ElementsAre(0, 1));
}

TEST(CsvBatchesTest, RefusesWithLineAndColumn) {
  const auto refusal = [](std::string_view text, CsvBatchOptions options = {}) {
    const TestFile file(text);
    options.target = "y";
    return message_of<FileError>([&] {
      RowBatches batches = csv_batches(file.path(), options);
      Batch batch;
      while (batches.next(batch)) {
      }
    });
  };
  EXPECT_THAT(refusal("x,y\n1,2\nnine,3\n"),
              HasSubstr("line 3, column 1. Expected a number for float32 in column 'x'. "
                        "Received: 'nine'"));
  EXPECT_THAT(refusal("x,y\n1,2\n,3\n"), HasSubstr("line 3, column 1"));
  EXPECT_THAT(refusal("x,y\n1e39,2\n"), HasSubstr("Received: '1e39'"));
  EXPECT_THAT(refusal("x,y\n1,2\n3\n"), HasSubstr("Expected a row of 2 cells. Received: 1"));
  EXPECT_THAT(refusal("x,y\n1,a\n1,c\n", {.classes = {"a", "b"}}),
              HasSubstr("line 3, column 2. Expected one of the 2 classes given. Received: 'c'"));
}

TEST(CsvBatchesTest, RefusesUnknownColumnsAndSizes) {
  const TestFile file("x,y\n1,2\n");
  EXPECT_THAT(message_of<InvalidArgument>([&] { csv_batches(file.path(), {.target = "z"}); }),
              testing::AllOf(HasSubstr("z"), HasSubstr("x"), HasSubstr("y")));
  EXPECT_THAT(message_of<InvalidArgument>(
                  [&] { csv_batches(file.path(), {.target = "y", .batches = {.batch_size = 0}}); }),
              HasSubstr("batch_size"));
  EXPECT_THAT(message_of<InvalidArgument>([&] { csv_batches("-", {.target = "y"}); }),
              HasSubstr("'-'"));
}

TEST(NpyBatchesTest, ReadsRowsOfBothFiles) {
  const TestFile x(npy_file("(3, 1)", {0, 1, 2}), ".npy"), y(npy_file("(3,)", {0, 10, 20}), ".npy");
  RowBatches batches = npy_batches(x.path(), y.path(), {.batch_size = 2, .shuffle_buffer = 1});
  EXPECT_EQ(batches.batches(), 2);
  for (const int epoch : {0, 1})
    EXPECT_THAT(epoch_of(batches, epoch), ElementsAre(ElementsAre(0, 1), ElementsAre(2)));
}

TEST(NpyBatchesTest, RefusesFilesThatDoNotFit) {
  const TestFile x(npy_file("(3, 1)", {0, 1, 2}), ".npy"), two(npy_file("(2,)", {0, 10}), ".npy"),
      cut(npy_file("(3,)", {0, 10}), ".npy"), nan(npy_file("(3,)", {0, NAN, 20}), ".npy");
  const auto refusal = [&](const TestFile& y) {
    return message_of<FileError>([&] {
      RowBatches batches = npy_batches(x.path(), y.path());
      Batch batch;
      batches.next(batch);
    });
  };
  EXPECT_THAT(refusal(two), HasSubstr("Expected 3 rows"));
  EXPECT_THAT(refusal(cut), HasSubstr("Received: 2 whole ones"));
  EXPECT_THAT(refusal(nan), HasSubstr("row 1"));
}

}  // namespace
}  // namespace occam::data
