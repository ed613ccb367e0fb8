#include "occam/saving/model_folder.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "occam/base/errors.h"
#include "occam/layers/dense.h"
#include "occam/saving/model_file.h"

namespace occam::saving {
namespace {

class ModelFolder : public testing::Test {
 protected:
  ModelFolder() { std::filesystem::remove_all(path_); }
  ~ModelFolder() override { std::filesystem::remove_all(path_); }
  const std::string path_ = testing::TempDir() + "occam_model_folder" + std::to_string(::getpid());
};

TEST_F(ModelFolder, HoldsTheMembersOfAnArchive) {
  Sequential model{layers::Dense{.units = 3, .input_shape = {4}}};
  model.set_seed(7);
  save_model(model, path_, {.zipped = false});
  // What Keras 3.15.1 writes, and occam.json.
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(path_))
    names.push_back(entry.path().filename().string());
  EXPECT_THAT(names, testing::UnorderedElementsAre("assets", "config.json", "metadata.json",
                                                   "model.weights.h5", "occam.json"));
  const auto again = load_model<Sequential>(path_);
  const Array written = model.get_weights()[0];
  const Array read = again.get_weights()[0];
  EXPECT_TRUE(std::ranges::equal(read.data<float>(), written.data<float>()));
  save_model(model, path_, {.zipped = false});  // again, into the folder that is there
  EXPECT_THROW(save_model(model, path_ + ".keras", {.zipped = false}), InvalidArgument);
  EXPECT_THROW(save_model(model, path_ + "/config.json", {.zipped = false}), FileError);
}

TEST_F(ModelFolder, NothingOutsideOfItIsRead) {
  std::filesystem::create_directories(path_ + "/inside");
  std::ofstream(path_ + "/secret") << "12345";
  const FolderReader reader(path_ + "/inside");
  EXPECT_FALSE(reader.has("../secret"));
  EXPECT_FALSE(reader.has("x/../../secret"));
  EXPECT_FALSE(reader.has(path_ + "/secret"));
  EXPECT_THROW(reader.read("../secret", 100), FileError);
  EXPECT_EQ(FolderReader(path_).read("secret", 5), "12345");
  EXPECT_THROW(FolderReader(path_).read("secret", 4), FileError);
}

}  // namespace
}  // namespace occam::saving
