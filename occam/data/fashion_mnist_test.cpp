#include "occam/data/fashion_mnist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <numeric>
#include <vector>

#include "occam/data/test_file.h"

namespace occam::data {
namespace {

using testing::HasSubstr;

std::int64_t total(const Array& array) {
  const auto values = array.data<std::uint8_t>();
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

std::vector<int> head(const Array& array) {
  const auto values = array.data<std::uint8_t>();
  return {values.begin(), values.begin() + 10};
}

TEST(FashionMnistTest, TheWholeSet) {
  if (!std::filesystem::exists("/usr/share/datasets/fashion-mnist")) {
    GTEST_SKIP() << "needs the package dataset-fashion-mnist";
  }
  const FashionMnist set = load_fashion_mnist("/usr/share/datasets/fashion-mnist");
  EXPECT_EQ(set.train.x.shape(), (Shape{60000, 28, 28}));
  EXPECT_EQ(set.test.x.shape(), (Shape{10000, 28, 28}));
  EXPECT_EQ(set.train.y.shape(), Shape{60000});
  EXPECT_EQ(set.train.x.dtype(), DType::kUint8);
  EXPECT_EQ(set.train.scale, 1.0f / 255.0f);
  EXPECT_EQ(set.train.class_names.at(9), "Ankle boot");
  // Sums and labels from Python: numpy.frombuffer(gzip.open(...).read(), uint8).
  EXPECT_EQ(total(set.train.x), 3431114169);
  EXPECT_EQ(total(set.test.x), 573469082);
  EXPECT_EQ(head(set.train.y), (std::vector<int>{9, 0, 0, 3, 0, 2, 7, 2, 5, 5}));
  EXPECT_EQ(head(set.test.y), (std::vector<int>{9, 2, 1, 1, 6, 1, 4, 6, 5, 7}));
}

TEST(FashionMnistTest, AbsentFilesNameThePackage) {
  EXPECT_THAT(message_of<FileError>([] { load_fashion_mnist("/no/such/folder"); }),
              testing::AllOf(HasSubstr("apt install dataset-fashion-mnist"),
                             HasSubstr("'/no/such/folder'")));
}

}  // namespace
}  // namespace occam::data
