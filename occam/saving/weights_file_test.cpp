#include <gmock/gmock.h>

#include <bit>
#include <cstring>
#include <filesystem>
#include <functional>

#include "occam/base/warnings.h"
#include "occam/layers/batch_normalization.h"
#include "occam/layers/dense.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/model_file.h"
#include "occam/saving/npz_file.h"
#include "occam/saving/safetensors_file.h"

namespace occam::saving {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string said(const std::function<void()>& body) {
  try {
    body();
  } catch (const FileError& error) {
    return error.what();
  }
  return "";
}

/// A safetensors file of this header and so many bytes of numbers.
std::string safetensors(const std::string& header, std::size_t bytes) {
  std::string file;
  for (std::size_t i = 0; i < 8; ++i)
    file.push_back(static_cast<char>(header.size() >> (8 * i) & 0xff));
  return file + header + std::string(bytes, '\0');
}
std::string said_of(const std::string& header, std::size_t bytes) {
  return said([&] { SafetensorsReader("w", safetensors(header, bytes)); });
}

TEST(Safetensors, RulesOfTheFormat) {
  const std::string a = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
  EXPECT_EQ(said_of("{" + a + "}", 8), "");
  EXPECT_EQ(said_of(R"({"__metadata__":{"x":"y"},)" + a + "}   ", 8), "");
  EXPECT_THAT(said_of("{" + a + "," + a + "}", 8), HasSubstr("the key 'a' twice"));
  EXPECT_THAT(said_of("[1]", 0), HasSubstr("is no safetensors file"));
  EXPECT_THAT(said_of(R"({"__metadata__":{"x":1}})", 0), HasSubstr("something else than texts"));
  EXPECT_THAT(said_of("{" + a + "}", 7), HasSubstr("lies beyond the end"));
  EXPECT_THAT(said_of("{" + a + "}", 9), HasSubstr("1 bytes at its end belong to no tensor"));
  const auto tensor = [](const std::string& dtype, const std::string& shape,
                         const std::string& offsets) {
    return R"({"t":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" +
           offsets + "}}";
  };
  EXPECT_THAT(said_of(tensor("F31", "[2]", "[0,8]"), 8), HasSubstr("unknown dtype 'F31'"));
  EXPECT_THAT(said_of(tensor("F32", "[-2]", "[0,8]"), 8), HasSubstr("integers >= 0"));
  EXPECT_THAT(said_of(tensor("F32", "[2.0]", "[0,8]"), 8), HasSubstr("integers >= 0"));
  EXPECT_THAT(said_of(tensor("F32", "[3]", "[0,8]"), 8), HasSubstr("does not take"));
  EXPECT_THAT(said_of(tensor("F32", "[2]", "[8,0]"), 8), HasSubstr("no range"));
  // A product that wraps to 2 in 64 bits.
  EXPECT_THAT(said_of(tensor("F32", "[4611686018427387905,2]", "[0,8]"), 8),
              HasSubstr("does not take"));
  const std::string b = R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]})";
  EXPECT_THAT(said_of("{" + a + "," + b + "}", 12), HasSubstr("overlap or leave a gap at byte 4"));
  EXPECT_THAT(said([] { SafetensorsReader("w", "abc"); }), HasSubstr("has 3 bytes"));
  std::string liar = safetensors("{}", 0);
  liar[7] = '\x7f';
  EXPECT_THAT(said([&] { SafetensorsReader("w", liar); }), HasSubstr("claims a header of"));
}

TEST(Safetensors, OtherFloatingPointNumbers) {
  const auto read = [](const std::string& dtype, const std::string& bytes, std::int64_t& rounded) {
    const std::string file =
        safetensors(R"({"t":{"dtype":")" + dtype + R"(","shape":[2],"data_offsets":[0,)" +
                        std::to_string(bytes.size()) + "]}}",
                    0) +
        bytes;
    std::vector<float> values(2);
    rounded = SafetensorsReader("w", file).floats("t", {2}, values);
    return values;
  };
  const auto doubles = [](double a, double b) {
    std::string bytes(16, '\0');
    std::memcpy(bytes.data(), &a, 8);
    std::memcpy(bytes.data() + 8, &b, 8);
    return bytes;
  };
  std::int64_t rounded = 0;
  EXPECT_THAT(read("F64", doubles(0.5, 0.1), rounded), ElementsAre(0.5f, 0.1f));
  EXPECT_EQ(rounded, 1);
  // 1.5 and -2^-24; 1.5 and -2.
  EXPECT_THAT(read("F16", {"\x00\x3e\x01\x80", 4}, rounded), ElementsAre(1.5f, -5.9604645e-8f));
  EXPECT_THAT(read("BF16", {"\xc0\x3f\x00\xc0", 4}, rounded), ElementsAre(1.5f, -2.f));
  EXPECT_EQ(rounded, 0);
  EXPECT_THAT(said([&] { read("F64", doubles(0, 1e39), rounded); }),
              HasSubstr("tensor 't' holds 1e+39, which is beyond float32"));
  EXPECT_THAT(said([&] { read("I32", std::string(8, '\0'), rounded); }),
              HasSubstr("tensor 't' holds I32. Expected F32, F64, F16 or BF16"));
}

std::string npy(const std::string& type, const std::string& rest, const std::string& bytes) {
  const std::string header = "{'descr': '" + type + "', " + rest + "}\n";
  return "\x93NUMPY" + std::string("\1\0", 2) + static_cast<char>(header.size()) + '\0' + header +
         bytes;
}
std::string npz_said(const std::string& member) {
  return said([&] {
    const std::string file = zip_of({{"t.npy", member}});
    const NpzReader reader("w", file);
    std::vector<float> values(6);
    reader.floats("t", {2, 3}, values);
  });
}

TEST(Npz, ReadsWhatNumpyMeansAndRefusesTheRest) {
  const std::string c = "'fortran_order': False, 'shape': (2, 3), ";
  EXPECT_EQ(npz_said(npy("<f4", c, std::string(24, '\0'))), "");
  EXPECT_THAT(npz_said(npy("|O", c, std::string(24, '\0'))), HasSubstr("holds '|O'"));
  EXPECT_THAT(npz_said(npy("<i4", c, std::string(24, '\0'))), HasSubstr("holds '<i4'"));
  EXPECT_THAT(npz_said(npy("<f4", c, std::string(23, '\0'))), HasSubstr("which its 23 bytes"));
  EXPECT_THAT(npz_said(npy("<f4", "'fortran_order': False, 'shape': (4611686018427387906, 6), ",
                           std::string(24, '\0'))),
              HasSubstr("claims shape"));
  EXPECT_THAT(
      npz_said(npy("<f4", "'fortran_order': False, 'shape': (3, 2), ", std::string(24, '\0'))),
      HasSubstr("has shape (3, 2). Expected (2, 3)"));
  EXPECT_THAT(npz_said("no array"), HasSubstr("is no NPY array"));
  EXPECT_THAT(said([] {
                NpzReader("w", zip_of({{"readme.txt", ""}}));
              }),
              HasSubstr("has the member 'readme.txt'"));
}

TEST(Npz, FortranOrderAndBigEndian) {
  std::string bytes;
  for (const float value : {1.f, 4.f, 2.f, 5.f, 3.f, 6.f}) {  // by columns
    const auto bits = std::bit_cast<std::uint32_t>(value);
    for (int i = 3; i >= 0; --i) bytes.push_back(static_cast<char>(bits >> (8 * i) & 0xff));
  }
  const std::string file =
      zip_of({{"t.npy", npy(">f4", "'fortran_order': True, 'shape': (2, 3), ", bytes)}});
  std::vector<float> values(6);
  NpzReader("w", file).floats("t", {2, 3}, values);
  EXPECT_THAT(values, ElementsAre(1, 2, 3, 4, 5, 6));
}

class WeightsFile : public testing::TestWithParam<std::string> {
 protected:
  static Sequential network(std::uint64_t seed) {
    Sequential model{layers::Dense{.units = 3, .input_shape = {4}}, layers::BatchNormalization{},
                     layers::Dense{.units = 2, .use_bias = false, .name = "last"}};
    model.set_seed(seed);
    return model;
  }
  std::string path_ =
      testing::TempDir() + "occam_weights_file" + std::to_string(::getpid()) + GetParam();
  ~WeightsFile() override { std::filesystem::remove(path_); }
};

TEST_P(WeightsFile, GoesAndComesBack) {
  const Sequential model = network(5);
  Sequential other = network(6);
  save_weights(model, path_);
  load_weights(other, path_);
  const auto a = model.get_weights(), b = other.get_weights();
  ASSERT_EQ(a.size(), 7u);
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(0, std::memcmp(a[i].bytes(), b[i].bytes(),
                             static_cast<std::size_t>(a[i].size()) * sizeof(float)));
  }
  Sequential narrow{layers::Dense{.units = 2, .input_shape = {4}}, layers::BatchNormalization{},
                    layers::Dense{.units = 2, .use_bias = false, .name = "last"}};
  EXPECT_THAT(said([&] { load_weights(narrow, path_); }),
              HasSubstr("weight 'dense/kernel' has shape (4, 3) in the file. Expected (4, 2)"));
}

TEST_P(WeightsFile, LayersThatDoNotFitKeepTheirs) {
  const Sequential model = network(5);
  save_weights(model, path_);
  Sequential other{layers::Dense{.units = 3, .input_shape = {4}}, layers::BatchNormalization{},
                   layers::Dense{.units = 5, .use_bias = false, .name = "last"},
                   layers::Dense{.units = 1, .name = "new"}};
  other.set_seed(6);
  const auto before = other.get_weights();
  EXPECT_NE(said([&] { load_weights(other, path_); }), "");
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_EQ(other.get_weights()[i].data<float>()[0], before[i].data<float>()[0]);
  std::string warned;
  std::vector<SkippedLayer> skipped;
  {
    const WarningCatcher catcher([&](const Warning& warning) { warned += warning.text; });
    skipped = load_weights(other, path_, {.skip_mismatch = true});
  }
  ASSERT_EQ(skipped.size(), 2u);
  EXPECT_EQ(skipped[0].layer, "last");
  EXPECT_EQ(skipped[0].reason,
            "weight 'last/kernel' has shape (3, 2) in the file. Expected (3, 5)");
  EXPECT_EQ(skipped[1].layer, "new");
  EXPECT_THAT(warned, HasSubstr("layer 'last': " + skipped[0].reason));
  EXPECT_THAT(warned, HasSubstr("layer 'new': " + skipped[1].reason));
  const auto stored = model.get_weights(), after = other.get_weights();
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(0, std::memcmp(after[i].bytes(), stored[i].bytes(),
                             static_cast<std::size_t>(stored[i].size()) * sizeof(float)));
  }
  for (std::size_t i = 6; i < after.size(); ++i) {
    EXPECT_EQ(0, std::memcmp(after[i].bytes(), before[i].bytes(),
                             static_cast<std::size_t>(after[i].size()) * sizeof(float)));
  }
  EXPECT_THROW(load_weights(other, path_, {.by_name = true}), InvalidArgument);
}

INSTANTIATE_TEST_SUITE_P(Formats, WeightsFile,
                         testing::Values(".weights.h5", ".safetensors", ".npz"),
                         [](const auto& made) {
                           return made.param.substr(made.param.rfind('.') + 1);
                         });

TEST(WeightsFiles, TellWhatTheyLackAndHaveBesides) {
  const std::string path =
      testing::TempDir() + std::to_string(::getpid()) + "occam_other.safetensors";
  const std::vector<float> twelve(12, 0.5f);
  write_atomically(path, safetensors_of(std::vector<NamedArray>{{"dense/kernel", {4, 3}, twelve},
                                                                {"dense/extra", {12}, twelve}}));
  Sequential model{layers::Dense{.units = 3, .input_shape = {4}}};
  EXPECT_THAT(
      said([&] { load_weights(model, path); }),
      HasSubstr("lacks 1 weights of the model (dense/bias) and has 1 others (dense/extra)"));
  EXPECT_THROW(save_weights(model, path + ".txt"), InvalidArgument);
  std::filesystem::remove(path);
}

TEST(WeightsFiles, AnInnerChainStandsWhereKerasLooksForIt) {
  const std::string path =
      testing::TempDir() + std::to_string(::getpid()) + "occam_inner.weights.h5";
  const Sequential body{layers::Dense{.units = 3, .input_shape = {4}}};
  const Sequential model{body.as_layer("body"), layers::Dense{.units = 1}};
  Sequential outer = model;
  outer.build({4});
  save_weights(outer, path);
  const std::string bytes = read_whole_file(path);
  const Hdf5Reader file("w", bytes);
  EXPECT_EQ(file.shape("/layers/sequential/layers/dense/vars/0"), (Shape{4, 3}));
  EXPECT_EQ(file.shape("/layers/dense/vars/0"), (Shape{3, 1}));
  std::filesystem::remove(path);
}

TEST(WeightsFiles, NumbersThatAreNotFiniteAreWarnedOf) {
  const std::string path = testing::TempDir() + std::to_string(::getpid()) + "occam_nan.npz";
  std::vector<float> kernel(4, 0.5f);
  kernel[2] = std::bit_cast<float>(0x7fc00000u);
  write_atomically(path, npz_of(std::vector<NamedArray>{{"dense/kernel", {4, 1}, kernel}}));
  Sequential model{layers::Dense{.units = 1, .use_bias = false, .input_shape = {4}}};
  std::string warned;
  {
    const WarningCatcher catcher([&](const Warning& warning) { warned += warning.text; });
    load_weights(model, path);
  }
  EXPECT_THAT(warned, HasSubstr("1 weights are not finite, the first in 'dense/kernel'"));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace occam::saving
