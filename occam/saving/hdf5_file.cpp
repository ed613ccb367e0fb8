#include "occam/saving/hdf5_file.h"

#include <hdf5.h>

#include <atomic>
#include <mutex>
#include <utility>

#include "occam/base/errors.h"

namespace occam::saving {
namespace {

/// The library keeps its state for the whole process.
std::mutex library;

/// While it lives the library is ours alone, loads no plugins and prints nothing.
class Session {
 public:
  Session() : lock_(library) {
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    H5PLset_loading_state(0);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { H5Eset_auto2(H5E_DEFAULT, print_, data_); }

 private:
  std::lock_guard<std::mutex> lock_;
  H5E_auto2_t print_ = nullptr;
  void* data_ = nullptr;
};

class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle(hid_t id, Close close) : id_(id), close_(close) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { reset(); }
  operator hid_t() const { return id_; }  // NOLINT: stands for the identifier
  explicit operator bool() const { return id_ >= 0; }
  void reset() {
    if (id_ >= 0) close_(id_);
    id_ = -1;
  }

 private:
  hid_t id_;
  Close close_;
};

/// The library takes two files in memory of one name for the same file.
std::string own_name() {
  static std::atomic<std::uint64_t> count = 0;
  return "occam_weights_" + std::to_string(count++);
}

void expect(bool success, const std::string& what) {
  if (!success) throw FileError("weights cannot be written to HDF5: " + what);
}

std::vector<hsize_t> dims_of(const Shape& shape) { return {shape.begin(), shape.end()}; }

/// "/a/b/c" -> "/a", "/a/b", "/a/b/c".
std::vector<std::string> steps_of(const std::string& path) {
  std::vector<std::string> steps;
  for (std::size_t end = path.find('/', 1); end != path.npos; end = path.find('/', end + 1))
    steps.push_back(path.substr(0, end));
  steps.push_back(path);
  return steps;
}

}  // namespace

struct Hdf5Writer::File {
  Handle file{-1, H5Fclose};
  Handle parents{H5Pcreate(H5P_LINK_CREATE), H5Pclose};
  Handle untimed{H5Pcreate(H5P_DATASET_CREATE), H5Pclose};
  explicit File(hid_t opened) : file(opened, H5Fclose) {
    H5Pset_create_intermediate_group(parents, 1);
    H5Pset_obj_track_times(untimed, 0);  // the same model gives the same bytes
  }
  void data(const std::string& path, const Shape& shape, hid_t stored, hid_t given,
            const void* values) {
    const std::vector<hsize_t> dims = dims_of(shape);
    const Handle space(dims.empty()
                           ? H5Screate(H5S_SCALAR)
                           : H5Screate_simple(static_cast<int>(dims.size()), dims.data(), nullptr),
                       H5Sclose);
    const Handle set(H5Dcreate2(file, path.c_str(), stored, space, parents, untimed, H5P_DEFAULT),
                     H5Dclose);
    expect(set && H5Dwrite(set, given, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0, path);
  }
};

Hdf5Writer::Hdf5Writer() {
  const Session session;
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  // In memory, growing by a megabyte; without a name on disk.
  H5Pset_fapl_core(access, std::size_t{1} << 20, 0);
  const hid_t file = H5Fcreate(own_name().c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access);
  expect(file >= 0, "no file");
  file_ = std::make_unique<File>(file);
}

Hdf5Writer::~Hdf5Writer() {
  const Session session;
  file_.reset();
}

void Hdf5Writer::group(const std::string& path, const std::string& name) {
  const Session session;
  const Handle group(
      H5Gcreate2(file_->file, path.c_str(), file_->parents, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  expect(static_cast<bool>(group), path);
  if (name.empty()) return;
  const Handle text(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(text, H5T_VARIABLE);
  H5Tset_cset(text, H5T_CSET_UTF8);
  const Handle scalar(H5Screate(H5S_SCALAR), H5Sclose);
  const Handle attribute(H5Acreate2(group, "name", text, scalar, H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose);
  const char* const value = name.c_str();
  expect(attribute && H5Awrite(attribute, text, &value) >= 0, path);
}

void Hdf5Writer::floats(const std::string& path, const Shape& shape,
                        std::span<const float> values) {
  const Session session;
  file_->data(path, shape, H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, values.data());
}

void Hdf5Writer::integer(const std::string& path, std::int64_t value) {
  const Session session;
  file_->data(path, {}, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

std::string Hdf5Writer::bytes() {
  const Session session;
  expect(H5Fflush(file_->file, H5F_SCOPE_GLOBAL) >= 0, "it cannot be finished");
  const ssize_t size = H5Fget_file_image(file_->file, nullptr, 0);
  expect(size > 0, "it cannot be finished");
  std::string image(static_cast<std::size_t>(size), '\0');
  expect(H5Fget_file_image(file_->file, image.data(), image.size()) == size,
         "it cannot be finished");
  return image;
}

struct Hdf5Reader::File {
  std::string where;
  std::size_t size = 0;
  Handle file{-1, H5Fclose};
  File(std::string name, std::size_t bytes, hid_t opened)
      : where(std::move(name)), size(bytes), file(opened, H5Fclose) {}

  [[noreturn]] void refuse(const std::string& what) const { throw FileError(where + ": " + what); }

  /// H5I_GROUP, H5I_DATASET, or H5I_BADID for a path that leads to neither by hard links alone.
  H5I_type_t type_of(const std::string& path) const {
    for (const std::string& step : steps_of(path)) {
      H5L_info_t link;
      if (H5Lexists(file, step.c_str(), H5P_DEFAULT) <= 0) return H5I_BADID;
      if (H5Lget_info(file, step.c_str(), &link, H5P_DEFAULT) < 0) return H5I_BADID;
      if (link.type != H5L_TYPE_HARD) refuse("'" + step + "' leads elsewhere. Expected no links");
    }
    const Handle object(H5Oopen(file, path.c_str(), H5P_DEFAULT), H5Oclose);
    return object ? H5Iget_type(object) : H5I_BADID;
  }

  hid_t open_numbers(const std::string& path) const {
    const H5I_type_t type = type_of(path);
    if (type == H5I_BADID) refuse("has no '" + path + "'");
    if (type != H5I_DATASET) refuse("'" + path + "' holds no numbers");
    const hid_t set = H5Dopen2(file, path.c_str(), H5P_DEFAULT);
    if (set < 0) refuse("'" + path + "' cannot be read");
    return set;
  }

  Shape checked_shape(const std::string& path, hid_t set) const {
    const Handle space(H5Dget_space(set), H5Sclose), type(H5Dget_type(set), H5Tclose),
        made(H5Dget_create_plist(set), H5Pclose);
    const H5S_class_t kind = H5Sget_simple_extent_type(space);
    const int rank = kind == H5S_SCALAR ? 0 : H5Sget_simple_extent_ndims(space);
    if ((kind != H5S_SCALAR && kind != H5S_SIMPLE) || rank < 0 || rank > 32)
      refuse("'" + path + "' is no array of at most 32 axes");
    std::vector<hsize_t> dims(static_cast<std::size_t>(rank));
    if (rank > 0) H5Sget_simple_extent_dims(space, dims.data(), nullptr);
    const H5T_class_t number = H5Tget_class(type);
    if (number != H5T_FLOAT && number != H5T_INTEGER) refuse("'" + path + "' holds no numbers");
    const H5D_layout_t layout = H5Pget_layout(made);
    if (layout != H5D_CONTIGUOUS && layout != H5D_COMPACT && layout != H5D_CHUNKED)
      refuse("'" + path + "' does not stand in the file itself");
    if (H5Pget_external_count(made) > 0) refuse("'" + path + "' lies in another file");
    if (H5Pget_nfilters(made) > 0) refuse("'" + path + "' is compressed. Expected plain numbers");
    // A size that is only claimed takes no memory.
    std::uint64_t bytes = H5Tget_size(type);
    std::vector<std::int64_t> sizes;
    for (const hsize_t dim : dims) {
      if (dim > (std::uint64_t{1} << 40)) refuse("'" + path + "' claims more than 2^40 numbers");
      bytes = dim == 0 ? 0 : bytes > size ? bytes : bytes * dim;
      sizes.push_back(static_cast<std::int64_t>(dim));
    }
    if (bytes > size || H5Dget_storage_size(set) < bytes)
      refuse("'" + path + "' claims shape " + to_text(Shape(sizes)) + ", which is not in the file");
    return Shape(sizes);
  }
};

Hdf5Reader::Hdf5Reader(std::string where, const std::string& bytes) {
  const Session session;
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
  H5Pset_fapl_core(access, std::size_t{1} << 20, 0);
  // What stays open behind a damaged object is closed with the file.
  H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
  // The library copies the image; it does not write to it.
  H5Pset_file_image(access, const_cast<char*>(bytes.data()), bytes.size());
  const hid_t file = bytes.empty() ? -1 : H5Fopen(own_name().c_str(), H5F_ACC_RDONLY, access);
  if (file < 0) throw FileError(where + ": is no HDF5 file, or a damaged one");
  file_ = std::make_unique<File>(std::move(where), bytes.size(), file);
}

Hdf5Reader::~Hdf5Reader() {
  const Session session;
  file_.reset();
}

bool Hdf5Reader::has(const std::string& path) const {
  const Session session;
  return file_->type_of(path) != H5I_BADID;
}

std::size_t Hdf5Reader::count(const std::string& group) const {
  const Session session;
  if (file_->type_of(group) != H5I_GROUP) return 0;
  const Handle opened(H5Gopen2(file_->file, group.c_str(), H5P_DEFAULT), H5Gclose);
  H5G_info_t info;
  return opened && H5Gget_info(opened, &info) >= 0 ? static_cast<std::size_t>(info.nlinks) : 0;
}

Shape Hdf5Reader::shape(const std::string& path) const {
  const Session session;
  const Handle set(file_->open_numbers(path), H5Dclose);
  return file_->checked_shape(path, set);
}

void Hdf5Reader::floats(const std::string& path, const Shape& shape,
                        std::span<float> values) const {
  const Session session;
  const Handle set(file_->open_numbers(path), H5Dclose);
  const Shape stored = file_->checked_shape(path, set);
  if (stored != shape) {
    file_->refuse("'" + path + "' has shape " + to_text(stored) + ". Expected " + to_text(shape));
  }
  const Handle type(H5Dget_type(set), H5Tclose);
  if (H5Tget_class(type) != H5T_FLOAT)
    file_->refuse("'" + path + "' holds no floating point numbers");
  check_internal(static_cast<std::int64_t>(values.size()) == shape.size(), "another size");
  if (!values.empty() &&
      H5Dread(set, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0)
    file_->refuse("'" + path + "' is damaged");
}

std::int64_t Hdf5Reader::integer(const std::string& path) const {
  const Session session;
  const Handle set(file_->open_numbers(path), H5Dclose);
  const Handle type(H5Dget_type(set), H5Tclose);
  std::int64_t value = 0;
  if (file_->checked_shape(path, set).rank() != 0 || H5Tget_class(type) != H5T_INTEGER ||
      H5Dread(set, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, &value) < 0)
    file_->refuse("'" + path + "' is no integer");
  return value;
}

}  // namespace occam::saving
