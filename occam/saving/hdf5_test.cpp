#include <gmock/gmock.h>
#include <hdf5.h>

#include <filesystem>
#include <functional>

#include "occam/base/errors.h"
#include "occam/saving/atomic_file.h"
#include "occam/saving/hdf5_reader.h"
#include "occam/saving/hdf5_writer.h"

// Both directions against libhdf5, which h5py is made of.
namespace occam::saving {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string path_of(const std::string& name) {
  return testing::TempDir() + "occam_hdf5_" + std::to_string(::getpid()) + name + ".h5";
}

/// The bytes of a file that libhdf5 writes; `latest`: in its newest form.
std::string written(const std::function<void(hid_t file)>& write, bool latest = false) {
  const std::string path = path_of("written");
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  if (latest) H5Pset_libver_bounds(access, H5F_LIBVER_LATEST, H5F_LIBVER_LATEST);
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access);
  write(file);
  EXPECT_GE(H5Fclose(file), 0);
  H5Pclose(access);
  std::string bytes = read_whole_file(path);
  std::filesystem::remove(path);
  return bytes;
}

void write_set(hid_t file, const char* name, hid_t stored, std::vector<hsize_t> dims,
               const std::vector<double>& values, hid_t properties = H5P_DEFAULT) {
  const hid_t parents = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_create_intermediate_group(parents, 1);
  const hid_t space = H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr);
  const hid_t set = H5Dcreate2(file, name, stored, space, parents, properties, H5P_DEFAULT);
  EXPECT_GE(H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
  H5Dclose(set), H5Sclose(space), H5Pclose(parents);
}

std::string refusal(const std::string& bytes, const std::string& path) {
  try {
    const Hdf5Reader file("m.h5", bytes);
    std::vector<float> values(6);
    file.floats(path, {2, 3}, values);
  } catch (const FileError& error) {
    return error.what();
  }
  return "";
}

const std::vector<double> kSix = {0.5, -1.25, 3, 1e-3, 65504, 7};

TEST(Hdf5Reader, ReadsWhatTheLibraryWrites) {
  for (const bool latest : {false, true}) {
    const std::string bytes = written(
        [](hid_t file) {
          write_set(file, "/a/single", H5T_IEEE_F32LE, {2, 3}, kSix);
          write_set(file, "/a/double", H5T_IEEE_F64BE, {2, 3}, kSix);
          write_set(file, "/a/integer", H5T_STD_I16LE, {}, {-3});
          const hid_t half = H5Tcopy(H5T_IEEE_F32LE);
          H5Tset_fields(half, 15, 10, 5, 0, 10);
          H5Tset_size(half, 2);
          H5Tset_ebias(half, 15);
          write_set(file, "/a/half", half, {2, 3}, kSix);
          H5Tclose(half);
          H5Lcreate_soft("/a/single", file, "soft", H5P_DEFAULT, H5P_DEFAULT);
          H5Lcreate_external("other.h5", "/", file, "external", H5P_DEFAULT, H5P_DEFAULT);
        },
        latest);
    const Hdf5Reader file("m.h5", bytes);
    EXPECT_THAT(file.members("/a"), ElementsAre("double", "half", "integer", "single"));
    std::vector<float> values(6);
    EXPECT_EQ(file.floats("/a/single", {2, 3}, values), 0);
    EXPECT_THAT(values, ElementsAre(0.5f, -1.25f, 3.f, 1e-3f, 65504.f, 7.f));
    EXPECT_EQ(file.floats("/a/double", {2, 3}, values), 1);  // 1e-3 is rounded
    EXPECT_THAT(values, ElementsAre(0.5f, -1.25f, 3.f, 1e-3f, 65504.f, 7.f));
    EXPECT_EQ(file.floats("/a/half", {2, 3}, values), 0);
    EXPECT_FLOAT_EQ(values[3], 0.0010004044f);
    EXPECT_EQ(values[4], 65504.f);
    EXPECT_EQ(file.integer("/a/integer"), -3);
    EXPECT_THAT(refusal(bytes, "/soft"), HasSubstr("'/soft' leads elsewhere"));
    EXPECT_THAT(refusal(bytes, "/external"), HasSubstr("'/external' leads elsewhere"));
    EXPECT_THAT(refusal(bytes, "/a/nothing"), HasSubstr("has no '/a/nothing'"));
    EXPECT_THAT(refusal(bytes, "/a"), HasSubstr("'/a' holds no numbers"));
  }
}

TEST(Hdf5Reader, ManyMembers) {
  const std::string bytes = written([](hid_t file) {
    for (int i = 0; i < 3000; ++i)
      write_set(file, ("/many/" + std::to_string(i)).c_str(), H5T_IEEE_F32LE, {1}, {i * 0.5});
  });
  const Hdf5Reader file("m.h5", bytes);
  EXPECT_EQ(file.members("/many").size(), 3000u);
  for (int i = 0; i < 3000; ++i) {
    float value = 0;
    file.floats("/many/" + std::to_string(i), {1}, {&value, 1});
    ASSERT_EQ(value, 0.5f * static_cast<float>(i));
  }
}

TEST(Hdf5Reader, RefusesWhatLiesElsewhereOrIsPacked) {
  const auto with = [](const std::function<void(hid_t)>& change) {
    return written([&](hid_t file) {
      const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
      change(properties);
      write_set(file, "/x", H5T_IEEE_F32LE, {2, 3}, kSix, properties);
      H5Pclose(properties);
    });
  };
  const hsize_t chunk[] = {1, 3};
  EXPECT_THAT(refusal(with([&](hid_t made) {
                        H5Pset_chunk(made, 2, chunk);
                        H5Pset_deflate(made, 6);
                      }),
                      "/x"),
              HasSubstr("'/x' is compressed. Expected plain numbers"));
  EXPECT_THAT(refusal(with([&](hid_t made) { H5Pset_chunk(made, 2, chunk); }), "/x"),
              HasSubstr("'/x' does not stand in the file in one piece"));
  EXPECT_THAT(refusal(with([&](hid_t made) {
                        H5Pset_external(made, path_of("external").c_str(), 0, H5F_UNLIMITED);
                      }),
                      "/x"),
              HasSubstr("'/x' lies in another file"));
  std::filesystem::remove(path_of("external"));
  EXPECT_EQ(refusal(with([](hid_t made) { H5Pset_layout(made, H5D_COMPACT); }), "/x"), "");
}

/// What libhdf5 makes of a file of ours.
class ByTheLibrary {
 public:
  explicit ByTheLibrary(const std::string& bytes) : path_(path_of("ours")) {
    write_atomically(path_, bytes);
    file_ = H5Fopen(path_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
    EXPECT_GE(file_, 0);
  }
  ~ByTheLibrary() {
    H5Fclose(file_);
    std::filesystem::remove(path_);
  }
  std::vector<double> numbers(const std::string& path) const {
    const hid_t set = H5Dopen2(file_, path.c_str(), H5P_DEFAULT), space = H5Dget_space(set);
    std::vector<double> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    EXPECT_GE(H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0)
        << path;
    H5Sclose(space), H5Dclose(set);
    return values;
  }
  std::vector<std::string> members(const std::string& group) const {
    std::vector<std::string> names;
    H5Literate_by_name(
        file_, group.c_str(), H5_INDEX_NAME, H5_ITER_INC, nullptr,
        [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
          static_cast<std::vector<std::string>*>(list)->emplace_back(name);
          return 0;
        },
        &names, H5P_DEFAULT);
    return names;
  }
  std::string text(const std::string& path, const std::string& attribute) const {
    const hid_t made = H5Aopen_by_name(file_, path.c_str(), attribute.c_str(), H5P_DEFAULT,
                                       H5P_DEFAULT),
                type = H5Aget_type(made);
    char* value = nullptr;
    EXPECT_GE(H5Aread(made, type, &value), 0) << attribute;
    EXPECT_EQ(H5Tget_cset(type), H5T_CSET_UTF8);
    const std::string text = value == nullptr ? "" : value;
    H5free_memory(value);
    H5Tclose(type), H5Aclose(made);
    return text;
  }
  std::vector<std::string> texts(const std::string& path, const std::string& attribute) const {
    const hid_t made = H5Aopen_by_name(file_, path.c_str(), attribute.c_str(), H5P_DEFAULT,
                                       H5P_DEFAULT),
                type = H5Aget_type(made), space = H5Aget_space(made);
    const std::size_t size = H5Tget_size(type),
                      count = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
    std::string bytes(size * count, '\0');
    EXPECT_TRUE(count == 0 || H5Aread(made, type, bytes.data()) >= 0) << attribute;
    std::vector<std::string> values;
    for (std::size_t i = 0; i < count; ++i)
      values.emplace_back(bytes.substr(i * size, size).c_str());
    H5Tclose(type), H5Sclose(space), H5Aclose(made);
    return values;
  }

 private:
  std::string path_;
  hid_t file_ = -1;
};

TEST(Hdf5Writer, TheLibraryReadsWhatItWrites) {
  Hdf5Writer writer;
  const std::vector<float> six = {0.5f, -1.25f, 3, 4, 5, -6}, none;
  writer.floats("/layers/dense/vars/0", {2, 3}, six);
  writer.floats("/layers/empty", {0, 4}, none);
  writer.number("/layers/rate", 0.25f);
  writer.integer("/layers/steps", -7);
  writer.group("/layers/dense/vars", "déjà vu");
  writer.text("/", "long", std::string(200'000, 'x'));
  writer.text("/", "nothing", "");
  writer.texts("/layers", "names", {"a", "longer", ""});
  writer.texts("/layers", "no_names", {});
  std::vector<float> values(5000);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = 0.5f * static_cast<float>(i);
    writer.floats("/many/" + std::to_string(i), {1}, {&values[i], 1});
  }
  const std::string bytes = writer.bytes();
  EXPECT_EQ(bytes, writer.bytes());
  const ByTheLibrary library(bytes);
  EXPECT_THAT(library.numbers("/layers/dense/vars/0"), ElementsAre(0.5, -1.25, 3, 4, 5, -6));
  EXPECT_THAT(library.numbers("/layers/empty"), ElementsAre());
  EXPECT_THAT(library.numbers("/layers/rate"), ElementsAre(0.25));
  EXPECT_THAT(library.numbers("/layers/steps"), ElementsAre(-7));
  EXPECT_THAT(library.members("/layers"), ElementsAre("dense", "empty", "rate", "steps"));
  EXPECT_EQ(library.text("/layers/dense/vars", "name"), "déjà vu");
  EXPECT_EQ(library.text("/", "long"), std::string(200'000, 'x'));
  EXPECT_EQ(library.text("/", "nothing"), "");
  EXPECT_THAT(library.texts("/layers", "names"), ElementsAre("a", "longer", ""));
  EXPECT_THAT(library.texts("/layers", "no_names"), ElementsAre());
  EXPECT_EQ(library.members("/many").size(), 5000u);
  for (std::size_t i = 0; i < values.size(); i += 7)
    ASSERT_THAT(library.numbers("/many/" + std::to_string(i)), ElementsAre(0.5 * double(i)));
  // And our own reader all of it.
  const Hdf5Reader reader("m.h5", bytes);
  EXPECT_EQ(reader.text("/layers/dense/vars", "name"), "déjà vu");
  EXPECT_EQ(reader.text("/", "long"), std::string(200'000, 'x'));
  EXPECT_EQ(reader.text("/", "nothing"), "");
  EXPECT_EQ(reader.text("/", "absent"), std::nullopt);
  EXPECT_THAT(*reader.texts("/layers", "names"), ElementsAre("a", "longer", ""));
  EXPECT_THAT(*reader.texts("/layers", "no_names"), ElementsAre());
  EXPECT_EQ(reader.shape("/layers/empty"), Shape({0, 4}));
  EXPECT_EQ(reader.integer("/layers/steps"), -7);
  for (std::size_t i = 0; i < values.size(); ++i) {
    float value = 0;
    reader.floats("/many/" + std::to_string(i), {1}, {&value, 1});
    ASSERT_EQ(value, values[i]);
  }
}

}  // namespace
}  // namespace occam::saving
