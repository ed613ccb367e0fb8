#include "bench/tables.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "occam/data/csv.h"
#include "occam/data/fashion_mnist.h"

namespace occam::bench {
namespace {

data::Dataset table_of(std::int64_t columns, const std::vector<float>& x, const Array& y) {
  data::Dataset table;
  table.x = Array({static_cast<std::int64_t>(x.size()) / columns, columns}, x);
  table.y = y;
  return table;
}

}  // namespace

data::Dataset counting_rows() {
  std::vector<float> x, y;
  for (int copy = 0; copy < 64; ++copy) {
    for (int i = 0; i < 100; ++i) x.push_back(static_cast<float>(i));
    y.insert(y.end(), {0, 1, 2, 1, 2});
  }
  return table_of(20, x, Array::from(y));
}

data::Dataset normal_rows() {
  std::mt19937 bits(0);
  std::normal_distribution<float> normal;
  std::vector<float> x(10000 * 10), y;
  for (float& value : x) value = normal(bits);
  for (std::size_t i = 0; i < x.size(); i += 10) y.push_back(x[i] * x[i + 1] + std::sin(x[i + 2]));
  return table_of(10, x, Array({10000, 1}, y));
}

data::Dataset fashion_rows(std::int64_t rows) {
  const data::Dataset images = data::load_fashion_mnist().train;
  rows = std::min(rows, images.rows());
  const auto bytes = images.x.data<std::uint8_t>().first(static_cast<std::size_t>(rows * 784));
  std::vector<float> x(bytes.size());
  std::transform(bytes.begin(), bytes.end(), x.begin(),
                 [](std::uint8_t byte) { return static_cast<float>(byte) / 255.0f; });
  const auto labels = images.y.data<std::uint8_t>().first(static_cast<std::size_t>(rows));
  return table_of(784, x, Array::from(std::vector<std::int32_t>(labels.begin(), labels.end())));
}

data::Dataset digits_rows() {
  const data::Table table =
      data::read_csv(OCCAM_BENCH_DATA "/digits.csv.gz", {.header = data::Header::kAbsent});
  std::vector<float> x;
  std::vector<std::int32_t> y;
  for (std::int64_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < 64; ++column)
      x.push_back(static_cast<float>(table.columns()[column].number(row)) / 16.0f);
    y.push_back(static_cast<std::int32_t>(table.columns()[64].number(row)));
  }
  return table_of(64, x, Array::from(y));
}

data::Dataset wine_rows() {
  const data::Table table = data::read_csv(OCCAM_BENCH_DATA "/../../data/wine.csv");
  std::vector<const data::Column*> columns;
  const data::Column* target = nullptr;
  for (const data::Column& column : table.columns()) {
    if (column.name() == "alcohol") {
      target = &column;
    } else if (column.name() != "cultivator") {
      columns.push_back(&column);
    }
  }
  columns.push_back(target);
  const std::int64_t rows = table.rows();
  std::vector<std::vector<float>> standardised;
  for (const data::Column* column : columns) {
    double sum = 0, squares = 0;
    for (std::int64_t r = 0; r < rows; ++r) sum += column->number(r);
    const double mean = sum / static_cast<double>(rows);
    for (std::int64_t r = 0; r < rows; ++r) squares += std::pow(column->number(r) - mean, 2);
    const double deviation = std::sqrt(squares / static_cast<double>(rows));
    std::vector<float>& values = standardised.emplace_back();
    for (std::int64_t r = 0; r < rows; ++r)
      values.push_back(static_cast<float>((column->number(r) - mean) / deviation));
  }
  std::vector<float> x, y;
  for (std::int64_t rest = 0; rest < 10; ++rest) {
    for (std::size_t r = static_cast<std::size_t>(rest); r < static_cast<std::size_t>(rows);
         r += 10) {
      for (std::size_t k = 0; k + 1 < columns.size(); ++k) x.push_back(standardised[k][r]);
      y.push_back(standardised.back()[r]);
    }
  }
  return table_of(static_cast<std::int64_t>(columns.size()) - 1, x, Array({rows, 1}, y));
}

}  // namespace occam::bench
