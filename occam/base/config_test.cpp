#include "occam/base/config.h"

#include <gtest/gtest.h>

#include "occam/base/errors.h"

namespace occam {
namespace {

TEST(Config, PrintsAsJson) {
  const Config config = Config::map({{"units", 3},
                                     {"rate", 0.25},
                                     {"use_bias", true},
                                     {"name", "a \"b\"\n"},
                                     {"shape", Config::List{2, 5}},
                                     {"regularizer", nullptr}});
  EXPECT_EQ(to_text(config),
            R"({"units": 3, "rate": 0.25, "use_bias": true, "name": "a \"b\"\u000a", )"
            R"("shape": [2, 5], "regularizer": null})");
}

TEST(Config, KindsDiffer) {
  EXPECT_FALSE(Config(1) == Config(1.0));
  EXPECT_FALSE(Config(true) == Config(1));
  EXPECT_FALSE(Config() == Config(0));
  EXPECT_TRUE(Config(Config::List{1, "a"}) == Config(Config::List{1, "a"}));
}

TEST(Config, AMapKeepsItsOrderAndReplaces) {
  Config config;
  config.set("b", 1);
  config.set("a", 2);
  config.set("b", 3);
  EXPECT_EQ(to_text(config), R"({"b": 3, "a": 2})");
  EXPECT_EQ(config.find("c"), nullptr);
}

TEST(Spec, NameAndTypedArguments) {
  const Spec spec = parse_spec("--optimizer", "sgd:momentum=0.9,nesterov=true,steps=3,mode=min");
  EXPECT_EQ(spec.name, "sgd");
  EXPECT_EQ(to_text(spec.arguments),
            R"({"momentum": 0.9, "nesterov": true, "steps": 3, "mode": "min"})");
  EXPECT_TRUE(parse_spec("--loss", "mse").arguments.is_null());
}

TEST(Spec, RefusesWhatIsNoArgument) {
  for (const char* text :
       {"", ":l1=1", "l1:", "l1:0.1", "l1:=2", "l1:l1=1,l1=2", "l1:l1=1,", "l1=0.1"}) {
    EXPECT_THROW(parse_spec("--kernel-regularizer", text), InvalidArgument) << text;
  }
}

}  // namespace
}  // namespace occam
