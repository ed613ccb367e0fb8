// Any bytes as a table: what is read is looked at, split, encoded by some rows and applied to all,
// or refused with InvalidArgument; what comes out is finite and of the sizes that are told. Run by
// tools/fuzz.
#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <string>
#include <vector>

#include "occam/base/errors.h"
#include "occam/data/read_table.h"
#include "occam/data/split.h"
#include "occam/data/table_encoder.h"
#include "occam/data/table_profile.h"

namespace {

using namespace occam::data;
using Rows = std::vector<std::int64_t>;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

/// The bytes as a file in memory, read as a table.
Table read(const std::uint8_t* data, std::size_t size) {
  const int descriptor = memfd_create("table", 0);
  require(write(descriptor, data, size) == static_cast<ssize_t>(size), "the file was written");
  const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
  try {
    Table table = read_table(path);
    close(descriptor);
    return table;
  } catch (...) {
    close(descriptor);
    throw;
  }
}

/// The first byte of an input chooses them.
EncoderOptions options_of(std::uint8_t byte) {
  EncoderOptions options{.missing = static_cast<MissingPolicy>((byte & 7) % 5)};
  if ((byte & 8) != 0) options.missing_target = MissingTarget::kRefuse;
  options.indicators = (byte & 16) != 0;
  if ((byte & 32) != 0) options.max_categories = 2;
  if ((byte & 64) != 0) options.codes_above = 3;
  options.standardize_target = (byte & 128) != 0;
  return options;
}

void check(const EncodedTable& encoded, const TableEncoder& encoder) {
  std::int64_t width = 0;
  for (const FeatureColumn& feature : encoder.features) width += feature.width();
  const occam::Array& x = encoded.dataset.x;
  require(x.shape()[0] == static_cast<std::int64_t>(encoded.rows.size()), "a row each");
  require(x.shape()[1] == width, "as wide as its features");
  require(encoder.feature_names().size() == static_cast<std::size_t>(width), "a name each");
  for (const float value : x.data<float>()) require(std::isfinite(value), "features are finite");
}

void prepare(const Table& table, std::uint8_t choice) {
  const std::string& name = table.columns().back().name();
  profile(table, nullptr);
  const Target target = detect_target(table, name);
  const TableProfile found = profile(table, &target);
  require(found.columns.size() == table.columns().size(), "all columns are told");
  EncoderOptions options = options_of(choice);
  options.exclude = found.left_out();
  Rows all(static_cast<std::size_t>(table.rows()));
  std::iota(all.begin(), all.end(), 0);
  const Split split = split_random(table.rows(), {.validation = 0.3, .data_seed = choice});
  const TableEncoder encoder = TableEncoder::fit(table, target, split.train, options);
  check(encoder.transform(table, split.train), encoder);
  check(encoder.transform_features(table, all), encoder);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  try {
    prepare(read(data + 1, size - 1), data[0]);
  } catch (const occam::FileError&) {
  } catch (const occam::InvalidArgument&) {  // OutOfMemory is one
  }
  return 0;
}
