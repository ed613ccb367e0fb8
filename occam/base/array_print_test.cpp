// Expected texts are str() of NumPy 2.4.6 arrays with default print options, made by a script.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "occam/base/array.h"

namespace occam {
namespace {

template <class T>
constexpr T kNan = std::numeric_limits<T>::quiet_NaN();
template <class T>
constexpr T kInf = std::numeric_limits<T>::infinity();

template <class T>
std::string text(Shape shape, const std::vector<T>& values) {
  return to_text(Array(std::move(shape), values));
}

/// 0, 1/4, 2/4, ... as float32.
Array quarters(std::int64_t count) {
  std::vector<float> values;
  for (std::int64_t i = 0; i < count; ++i) values.push_back(static_cast<float>(i) / 4);
  return Array::from(values);
}

TEST(ArrayPrintTest, FloatsAlignAtThePoint) {
  EXPECT_EQ(text<float>({3, 2}, {1.25f, 2.5f, 0.0f, 5.0f, -1.0e-01f, 100.0f}),
            "[[  1.25   2.5 ]\n"
            " [  0.     5.  ]\n"
            " [ -0.1  100.  ]]");
  EXPECT_EQ(text<float>({3}, {3.3333334e-01f, 6.666667e-01f, 1.0f}),
            "[0.33333334 0.6666667  1.        ]");
  EXPECT_EQ(text<double>({3}, {0.3333333333333333, 0.6666666666666666, 1.0}),
            "[0.33333333 0.66666667 1.        ]");
  EXPECT_EQ(text<double>({3}, {0.1, 0.123456789, -12.5}),
            "[  0.1          0.12345679 -12.5       ]");
  EXPECT_EQ(text<float>({2}, {0.0f, -0.0f}), "[ 0. -0.]");
  EXPECT_EQ(text<float>({2, 1}, {0.5f, -10.25f}),
            "[[  0.5 ]\n"
            " [-10.25]]");
  EXPECT_EQ(text<double>({2}, {9.9999999999, 2.0}), "[10.  2.]");
  EXPECT_EQ(text<float>({2}, {1.0f, 999.0f}), "[  1. 999.]");
}

TEST(ArrayPrintTest, ExponentsStartWhereNumPyPutsThem) {
  EXPECT_EQ(text<float>({2}, {1.0f, 1001.0f}), "[1.000e+00 1.001e+03]");
  EXPECT_EQ(text<double>({2}, {1.0, 1000.0}), "[   1. 1000.]");
  EXPECT_EQ(text<float>({1}, {999999.0f}), "[999999.]");
  EXPECT_EQ(text<float>({2}, {1e+06f, 2e+06f}), "[1.e+06 2.e+06]");
  EXPECT_EQ(text<double>({2}, {1000000.0, 99999999.5}), "[ 1000000.  99999999.5]");
  EXPECT_EQ(text<double>({1}, {100000000.0}), "[1.e+08]");
  EXPECT_EQ(text<float>({1}, {1.0e-04f}), "[0.0001]");
  EXPECT_EQ(text<double>({2}, {9.99e-05, 0.0001}), "[9.99e-05 1.00e-04]");
  EXPECT_EQ(text<double>({2}, {1e-300, 1.0}), "[1.e-300 1.e+000]");
  EXPECT_EQ(text<float>({2}, {1.0e-45f, 3.4028235e+38f}), "[1.4012985e-45 3.4028235e+38]");
  EXPECT_EQ(text<float>({2}, {4.49555e-02f, 1.0e-06f}), "[4.49555e-02 1.00000e-06]");
  EXPECT_EQ(text<double>({2}, {-1.5e+100, 2e-05}), "[-1.5e+100  2.0e-005]");
}

TEST(ArrayPrintTest, WhatIsNotFinite) {
  EXPECT_EQ(text<float>({2}, {kNan<float>, 1.5f}), "[nan 1.5]");
  EXPECT_EQ(text<float>({2}, {kNan<float>, kInf<float>}), "[nan inf]");
  EXPECT_EQ(text<double>({2}, {kNan<double>, -kInf<double>}), "[ nan -inf]");
  EXPECT_EQ(text<double>({3}, {-kInf<double>, 12345.678, kNan<double>}),
            "[     -inf 12345.678       nan]");
  EXPECT_EQ(text<float>({1}, {kInf<float>}), "[inf]");
  EXPECT_EQ(text<double>({2}, {kNan<double>, 1e-10}), "[   nan 1.e-10]");
  EXPECT_EQ(text<float>({3}, {kNan<float>, -kInf<float>, 0.0f}), "[ nan -inf   0.]");
}

TEST(ArrayPrintTest, Integers) {
  EXPECT_EQ(text<std::int32_t>({2, 2}, {1, -20, 300, 4}),
            "[[  1 -20]\n"
            " [300   4]]");
  EXPECT_EQ(to_text(Array::arange(8).reshape({2, 2, 2}).astype(DType::kUint8)),
            "[[[0 1]\n"
            "  [2 3]]\n"
            "\n"
            " [[4 5]\n"
            "  [6 7]]]");
}

TEST(ArrayPrintTest, LongRowsWrapAt75) {
  EXPECT_EQ(to_text(quarters(30)),
            "[0.   0.25 0.5  0.75 1.   1.25 1.5  1.75 2.   2.25 2.5  2.75 3.   3.25\n"
            " 3.5  3.75 4.   4.25 4.5  4.75 5.   5.25 5.5  5.75 6.   6.25 6.5  6.75\n"
            " 7.   7.25]");
}

TEST(ArrayPrintTest, MoreThan1000ElementsShowTheirEdges) {
  EXPECT_EQ(to_text(Array::arange(1001)), "[   0    1    2 ...  998  999 1000]");
  EXPECT_EQ(to_text(Array::arange(1000)).find("..."), std::string::npos);
  EXPECT_EQ(to_text(Array::arange(1200).reshape({400, 3})),
            "[[   0    1    2]\n"
            " [   3    4    5]\n"
            " [   6    7    8]\n"
            " ...\n"
            " [1191 1192 1193]\n"
            " [1194 1195 1196]\n"
            " [1197 1198 1199]]");
  EXPECT_EQ(to_text(Array::arange(1120).reshape({8, 2, 70})),
            "[[[   0    1    2 ...   67   68   69]\n"
            "  [  70   71   72 ...  137  138  139]]\n"
            "\n"
            " [[ 140  141  142 ...  207  208  209]\n"
            "  [ 210  211  212 ...  277  278  279]]\n"
            "\n"
            " [[ 280  281  282 ...  347  348  349]\n"
            "  [ 350  351  352 ...  417  418  419]]\n"
            "\n"
            " ...\n"
            "\n"
            " [[ 700  701  702 ...  767  768  769]\n"
            "  [ 770  771  772 ...  837  838  839]]\n"
            "\n"
            " [[ 840  841  842 ...  907  908  909]\n"
            "  [ 910  911  912 ...  977  978  979]]\n"
            "\n"
            " [[ 980  981  982 ... 1047 1048 1049]\n"
            "  [1050 1051 1052 ... 1117 1118 1119]]]");
}

TEST(ArrayPrintTest, ScalarsAndEmptyArrays) {
  EXPECT_EQ(text<float>({}, {1.0f}), "1.0");
  EXPECT_EQ(text<float>({}, {0.1f}), "0.1");
  EXPECT_EQ(text<float>({}, {1e6f}), "1e+06");
  EXPECT_EQ(text<float>({}, {999999.0f}), "999999.0");
  EXPECT_EQ(text<float>({}, {-0.0f}), "-0.0");
  EXPECT_EQ(text<double>({}, {1e16}), "1e+16");
  EXPECT_EQ(text<double>({}, {123456789.0}), "123456789.0");
  EXPECT_EQ(text<double>({}, {1.0 / 3.0}), "0.3333333333333333");
  EXPECT_EQ(text<double>({}, {1e-5}), "1e-05");
  EXPECT_EQ(text<double>({}, {-kInf<double>}), "-inf");
  EXPECT_EQ(text<std::int64_t>({}, {-7}), "-7");
  EXPECT_EQ(to_text(Array()), "[]");
  EXPECT_EQ(to_text(Array(DType::kInt32, {2, 0, 3})), "[]");
}

// As print(tf.constant(...)) of TensorFlow 2.21, with Array for tf.Tensor.
TEST(ArrayPrintTest, StreamsAsATensorPrints) {
  const auto streamed = [](const Array& array) {
    std::ostringstream out;
    out << array;
    return out.str();
  };
  EXPECT_EQ(streamed(Array(Shape{2, 2}, std::vector<float>{1.25f, 2.5f, 0.0f, 5.0f})),
            "Array(\n[[1.25 2.5 ]\n [0.   5.  ]], shape=(2, 2), dtype=float32)");
  EXPECT_EQ(streamed(Array::from<std::int32_t>({1, 2, 3})),
            "Array([1 2 3], shape=(3,), dtype=int32)");
  EXPECT_EQ(streamed(Array(Shape{}, std::vector<float>{1.5f})),
            "Array(1.5, shape=(), dtype=float32)");
  EXPECT_EQ(streamed(Array(DType::kFloat32, {0, 3})), "Array([], shape=(0, 3), dtype=float32)");
}

}  // namespace
}  // namespace occam
