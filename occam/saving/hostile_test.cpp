#include <gmock/gmock.h>
#include <zip.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

#include "occam/layers/dense.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/hdf5_writer.h"
#include "occam/saving/json_text.h"
#include "occam/saving/model_file.h"
#include "occam/saving/zip_archive.h"

namespace occam::saving {
namespace {

using testing::HasSubstr;

class Hostile : public testing::Test {
 protected:
  Hostile() {
    path_ = testing::TempDir() + "occam_hostile_" +
            testing::UnitTest::GetInstance()->current_test_info()->name() + ".keras";
    Sequential model{layers::Dense{.units = 3, .activation = "relu", .input_shape = {4}},
                     layers::Dense{.units = 1}};
    model.compile({.optimizer = "adam", .loss = "mse", .metrics = {"mae"}});
    save_model(model, path_);
    whole_ = read_whole_file(path_);
    const ZipReader zip("x", whole_);
    config_ = zip.read("config.json", 1 << 20);
    weights_ = zip.read("model.weights.h5", 1 << 20);
  }
  ~Hostile() override { std::filesystem::remove(path_); }

  /// What is said of these bytes as a file; "" when they load.
  std::string said_of(const std::string& bytes) const {
    std::ofstream(path_, std::ios::binary) << bytes;
    const auto start = std::chrono::steady_clock::now();
    std::string message;
    try {
      load_model(path_);
    } catch (const FileError& error) {
      message = error.what();
    } catch (const OutOfMemory& error) {
      message = error.what();
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    EXPECT_EQ(message.find('\n'), message.npos) << message;
    return message;
  }
  std::string said_of_config(const std::string& from, const std::string& to) const {
    std::string config = config_;
    const std::size_t place = config.find(from);
    EXPECT_NE(place, config.npos) << from;
    config.replace(place, from.size(), to);
    return said_of(zip_of({{"config.json", config}, {"model.weights.h5", weights_}}));
  }

  std::string path_, whole_, config_, weights_;
};

TEST_F(Hostile, TheWholeFileLoads) {
  EXPECT_EQ(said_of(whole_), "");
  EXPECT_EQ(said_of(zip_of({{"model.weights.h5", weights_}, {"config.json", config_}})), "");
}

TEST_F(Hostile, CutAnywhere) {
  for (std::size_t size = 0; size < whole_.size(); size += size < 64 ? 7 : 997)
    EXPECT_NE(said_of(whole_.substr(0, size)), "") << size;
}

TEST_F(Hostile, AFlippedByteIsFoundOrMeansNothing) {
  std::mt19937 random(7);
  int refused = 0;
  for (int i = 0; i < 300; ++i) {
    std::string bytes = whole_;
    bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
    refused += said_of(bytes).empty() ? 0 : 1;
  }
  // What stays silent are dates and attributes in the archive's directory.
  EXPECT_GT(refused, 280);
}

TEST_F(Hostile, MembersThatLie) {
  EXPECT_THAT(said_of(zip_of({{"model.weights.h5", weights_}})),
              HasSubstr("has no member 'config.json'"));
  EXPECT_THAT(said_of(zip_of({{"config.json", config_}})),
              HasSubstr("has no member 'model.weights.h5'"));
  EXPECT_THAT(said_of(weights_), HasSubstr("holds no description of a model"));
  EXPECT_THAT(said_of("{}"), HasSubstr("is no whole zip archive"));
  EXPECT_THAT(said_of(zip_of({{"config.json", config_}, {"model.weights.h5", config_}})),
              HasSubstr("model.weights.h5: is no HDF5 file"));
}

TEST_F(Hostile, TextThatIsNoDescription) {
  const auto said = [&](const std::string& config) {
    return said_of(zip_of({{"config.json", config}, {"model.weights.h5", weights_}}));
  };
  EXPECT_THAT(said("[1, 2"), HasSubstr("config.json: has no JSON"));
  EXPECT_THAT(said("[]"), HasSubstr("config.json is no object"));
  EXPECT_THAT(said("{\"a\": 1, \"a\": 2}"), HasSubstr("the key 'a' twice"));
  EXPECT_THAT(said(std::string(100'000, '[')), HasSubstr("more than 256 levels"));
  EXPECT_THAT(said("{\"a\": 1e999}"), HasSubstr("config.json: has"));
  EXPECT_THAT(said("{\"class_name\": \"Lambda\"}"), HasSubstr("class Lambda is no model"));
}

TEST_F(Hostile, LayersThatAreNotKnown) {
  EXPECT_THAT(said_of_config("\"class_name\":\"Dense\"", "\"class_name\":\"Conv2D\""),
              HasSubstr("layer 'dense': class Conv2D is not known. Known: InputLayer, Dense"));
  EXPECT_THAT(said_of_config("\"class_name\":\"Dense\"", "\"class_name\":\"Lambda\""),
              HasSubstr("class Lambda is not known"));
  for (const std::string name : {"StringLookup", "Hashing", "TextVectorization"}) {
    EXPECT_THAT(said_of_config("\"class_name\":\"Dense\"", "\"class_name\":\"" + name + "\""),
                HasSubstr("layer 'dense': " + name +
                          " takes raw columns, and models here take numbers. Expected the model "
                          "behind it"));
  }
  EXPECT_THAT(said_of_config("\"module\":\"keras.layers\",\"class_name\":\"Dense\"",
                             "\"module\":\"os\",\"class_name\":\"Dense\""),
              HasSubstr("Expected a struct of yours among .custom"));
  EXPECT_THAT(said_of_config("\"activation\":\"relu\"", "\"activation\":\"gelu2\""),
              HasSubstr("layer 'dense': Activation: unknown name 'gelu2'"));
  EXPECT_THAT(said_of_config("\"use_bias\":true", "\"use_bias\":true,\"lora_rank\":4"),
              HasSubstr("layer 'dense': Dense has an argument 'lora_rank' that is not known"));
}

TEST_F(Hostile, NumbersThatAreOutOfRange) {
  EXPECT_THAT(said_of_config("\"units\":3", "\"units\":0"), HasSubstr("units=0"));
  EXPECT_THAT(said_of_config("\"units\":3", "\"units\":4"),
              HasSubstr("weight 'dense/kernel' has shape (4, 3) in the file. Expected (4, 4)"));
  EXPECT_THAT(said_of_config("\"units\":3", "\"units\":1099511627776"), HasSubstr("Expected"));
  EXPECT_THAT(said_of_config("\"units\":3", "\"units\":4611686018427387904"), HasSubstr(":"));
  EXPECT_THAT(said_of_config("[null,4]", "[null,null]"),
              HasSubstr("shape=(None, 3) for variable path='dense/kernel'"));
  EXPECT_THAT(said_of_config("\"loss\":\"mean_squared_error\"", "\"loss\":\"ctc\""),
              HasSubstr("For prediction alone: .compile = false"));
}

/// Numbers that are only claimed take no memory.
TEST_F(Hostile, WeightsThatLie) {
  const auto with = [&](const std::function<void(Hdf5Writer&)>& write) {
    Hdf5Writer file;
    write(file);
    return said_of(zip_of({{"config.json", config_}, {"model.weights.h5", file.bytes()}}));
  };
  EXPECT_THAT(with([](Hdf5Writer&) {}), HasSubstr("has no '/layers/dense/vars/0'"));
  EXPECT_THAT(with([](Hdf5Writer& file) { file.group("/layers/dense/vars/0"); }),
              HasSubstr("'/layers/dense/vars/0' holds no numbers"));
  const std::vector<float> values(12);
  EXPECT_THAT(with([&](Hdf5Writer& file) {
                file.floats("/layers/dense/vars/0", {3, 4}, values);
              }),
              HasSubstr("has shape (3, 4) in the file. Expected (4, 3)"));
  EXPECT_THAT(with([&](Hdf5Writer& file) { file.integer("/layers/dense/vars/0", 3); }),
              HasSubstr("has shape () in the file"));
}

/// Weights alone have no checksum: the reader itself has to bear every byte.
TEST_F(Hostile, FlippedBytesOfWeightsAlone) {
  std::mt19937 random(11);
  Sequential model{layers::Dense{.units = 3, .input_shape = {4}}, layers::Dense{.units = 1}};
  const std::string file = path_ + ".weights.h5";
  int refused = 0;
  for (int i = 0; i < 1000; ++i) {
    std::string bytes = weights_;
    for (int k = 0; k <= i % 3; ++k)
      bytes[random() % bytes.size()] ^= static_cast<char>(1 << random() % 8);
    std::ofstream(file, std::ios::binary) << bytes;
    try {
      load_weights(model, file);
    } catch (const FileError&) {
      ++refused;
    }
  }
  std::filesystem::remove(file);
  EXPECT_GT(refused, 0);
}

TEST(Hdf5, FilesThatAreOpenAtOnceAreDifferentOnes) {
  const auto file_of = [](float value) {
    Hdf5Writer file;
    file.floats("/a/b", {1}, {&value, 1});
    return file.bytes();
  };
  Hdf5Writer open;
  open.integer("/a/b", 7);
  const std::string one = file_of(1.5f), two = file_of(2.5f);
  const Hdf5Reader first("first", one), second("second", two);
  float value = 0;
  first.floats("/a/b", {1}, {&value, 1});
  EXPECT_EQ(value, 1.5f);
  second.floats("/a/b", {1}, {&value, 1});
  EXPECT_EQ(value, 2.5f);
  const std::string written = open.bytes();
  EXPECT_EQ(Hdf5Reader("third", written).integer("/a/b"), 7);
}

/// An archive with one member of spaces, compressed as far as it goes.
std::string bomb(const std::string& name, std::size_t size) {
  const std::string spaces(size, ' ');
  zip_error_t error;
  zip_source_t* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* const archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  zip_file_add(archive, name.c_str(), zip_source_buffer(archive, spaces.data(), spaces.size(), 0),
               0);
  zip_set_file_compression(archive, 0, ZIP_CM_DEFLATE, 9);
  EXPECT_EQ(zip_close(archive), 0);
  zip_source_open(target);
  std::string bytes(size, 0);
  bytes.resize(static_cast<std::size_t>(zip_source_read(target, bytes.data(), bytes.size())));
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

/// libzip on archives of ours, also on one that needs 64 bits for its number of members.
TEST(Zip, LibzipReadsWhatIsWritten) {
  for (const std::size_t count : {std::size_t{0}, std::size_t{3}, std::size_t{70'000}}) {
    std::vector<ZipMember> members;
    for (std::size_t i = 0; i < count; ++i)
      members.push_back({"déjà/" + std::to_string(i), std::string(i % 7, 'x') + '\0'});
    const std::string bytes = zip_of(members);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* const archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    ASSERT_NE(archive, nullptr) << zip_error_strerror(&error);
    ASSERT_EQ(zip_get_num_entries(archive, 0), static_cast<zip_int64_t>(count));
    for (std::size_t i = 0; i < count; i += 1 + count / 10) {
      EXPECT_EQ(zip_get_name(archive, i, 0), members[i].name);
      zip_file_t* const file = zip_fopen_index(archive, i, 0);
      std::string read(20, '\0');
      read.resize(static_cast<std::size_t>(zip_fread(file, read.data(), read.size())));
      EXPECT_EQ(zip_fclose(file), 0);
      EXPECT_EQ(read, members[i].bytes);
    }
    zip_discard(archive);
  }
}

TEST_F(Hostile, AnArchiveThatUnpacksToFarMore) {
  EXPECT_THAT(said_of(bomb("config.json", std::size_t{60} << 20)),
              HasSubstr("member 'config.json' unpacks to more than 200 times its size"));
  EXPECT_THAT(said_of(bomb("config.json", std::size_t{65} << 20)),
              HasSubstr("has 65.00 MB. Expected at most 64.00 MB"));
}

}  // namespace
}  // namespace occam::saving
