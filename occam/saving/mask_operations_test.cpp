#include "occam/saving/mask_operations.h"

#include <gtest/gtest.h>

#include <string>

#include "occam/base/errors.h"
#include "occam/saving/json_text.h"

namespace occam::saving {
namespace {

std::string tensor(const std::string& layer) {
  return R"({"class_name": "__keras_tensor__", "config": {"shape": [null, 3, 2], "dtype": "float32",
            "keras_history": [")" +
         layer + R"(", 0, 0]}})";
}

std::string call(const std::string& arguments, const std::string& mask = "null") {
  return R"("inbound_nodes": [{"args": [)" + arguments + R"(], "kwargs": {"mask": )" + mask +
         "}}]}";
}

/// As Keras 3.15.1 writes Input, Masking(0.25) and GlobalAveragePooling1D.
std::set<std::string> found(const std::string& compared, const std::string& value,
                            const std::string& mask) {
  const std::string text =
      R"([{"class_name": "InputLayer", "name": "x", "config": {"dtype": "float32"}, "inbound_nodes": []},
          {"class_name": "NotEqual", "name": "not_equal", )" +
      call(tensor(compared) + ", " + value) + R"(, {"class_name": "Any", "name": "any", )" +
      call(tensor("not_equal")) +
      R"(, {"class_name": "Masking", "name": "masking",
            "config": {"dtype": "float32", "mask_value": 0.25}, )" +
      call(tensor("x")) +
      R"(, {"class_name": "GlobalAveragePooling1D", "name": "mean", "config": {"dtype": "float32"}, )" +
      call(tensor("masking"), mask) + "]";
  return mask_operations("a.keras", *config_of_json("a.keras", text).list());
}

TEST(MaskOperations, ThoseOfALayerAreLeftOut) {
  const std::set<std::string> both = {"any", "not_equal"};
  EXPECT_EQ(found("x", "0.25", tensor("any")), both);
  EXPECT_EQ(found("x", "0.25", "[" + tensor("any") + ", null]"), both);
  EXPECT_EQ(found("x", "0.25", "null"), std::set<std::string>());
}

TEST(MaskOperations, AMaskOfItsOwnIsRefused) {
  EXPECT_THROW(found("x", "0.5", tensor("any")), FileError);         // another number
  EXPECT_THROW(found("masking", "0.25", tensor("any")), FileError);  // of other values
  EXPECT_THROW(found("x", "0.25", tensor("x")), FileError);
}

}  // namespace
}  // namespace occam::saving
