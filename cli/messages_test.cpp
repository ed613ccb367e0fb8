// Walks the messages of the code that reads and prepares tables: none may speak of an option.
#include "cli/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <vector>

#include "tests/experiment/source_dir.h"

namespace occam::cli {
namespace {

using testing::Contains;
using testing::IsSupersetOf;

std::string contents(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::filesystem::path data_folder() { return experiment::source_dir() + "/occam/data"; }

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  std::vector<std::string> found;
  const std::regex expression(pattern);
  for (std::sregex_iterator at(text.begin(), text.end(), expression), end; at != end; ++at) {
    found.push_back((*at)[1]);
  }
  return found;
}

/// Names of the members of structs whose name ends with Options, read from the headers.
std::vector<std::string> options() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(data_folder())) {
    if (file.path().extension() != ".h") continue;
    for (const std::string& body :
         matches(contents(file.path()), R"(struct \w*Options \{([^}]*(?:\{\}[^}]*)*)\n\};)")) {
      for (std::string& name : matches(body, R"(\n  [\w:<>,() &]+ (\w+) = )"))
        names.push_back(std::move(name));
    }
  }
  return names;
}

/// Every string literal of the readers, encoders and splits, neighbours joined.
std::vector<std::string> literals() {
  std::vector<std::string> found;
  for (const auto& file : std::filesystem::directory_iterator(data_folder())) {
    const std::string name = file.path().filename().string();
    if (file.path().extension() != ".cpp" || name.ends_with("_test.cpp")) continue;
    const std::string text =
        std::regex_replace(contents(file.path()), std::regex("\"\\s*\n\\s*\""), "");
    for (std::string& literal : matches(text, R"re("((?:[^"\\\n]|\\.)*)")re"))
      found.push_back(std::move(literal));
  }
  return found;
}

TEST(MessagesTest, TheWalkFindsOptionsAndMessages) {
  EXPECT_THAT(options(), IsSupersetOf({"missing", "missing_target", "max_categories",
                                       "text_columns", "separator", "validation", "data_seed"}));
  EXPECT_THAT(literals(), Contains("none, or missing=drop, mean, median or zero"));
}

TEST(MessagesTest, NoMessageSpeaksOfAnOption) {
  std::string any;
  for (const std::string& option : options()) {
    const bool is_everyday_word = option.find('_') == std::string::npos;  // "missing", "test"
    any += (any.empty() ? "" : "|") + option + (is_everyday_word ? "=\\w" : "\\b");
  }
  const std::regex use("(^|[^-\\w'])(" + any + ")");
  for (const std::string& literal : literals()) {
    const bool is_name = literal.find_first_of(" =") == std::string::npos;
    std::smatch found;
    const std::string told = is_name ? "" : with_flags(literal);
    EXPECT_FALSE(std::regex_search(told, found, use)) << found.str() << " in: " << told;
  }
}

TEST(MessagesTest, SomeAsTheyAreTold) {
  EXPECT_EQ(
      with_flags("TableEncoder: invalid value for missing cells. Expected none, or missing=drop, "
                 "mean, median or zero. Received: missing cells=2"),
      "table: invalid value for missing cells. Expected none, or --missing drop, mean, median or "
      "zero. Received: missing cells=2");
  EXPECT_EQ(with_flags("Expected none, or missing_target=drop"),
            "Expected none, or --missing-target drop");
  EXPECT_EQ(
      with_flags(
          "target: invalid value for column 'y'. Expected classes, or problem=classification"),
      "--target: invalid value for column 'y'. Expected classes, or --task classification");
  EXPECT_EQ(with_flags("text_columns: unknown name"), "--text-columns: unknown name");
}

}  // namespace
}  // namespace occam::cli
