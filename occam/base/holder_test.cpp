#include "occam/base/holder.h"

#include <gtest/gtest.h>

#include "occam/base/maybe_number.h"

namespace occam {
namespace {

// A concept of this test's own: something that grows.
template <class T>
concept GrowthLike = requires(const T& t) {
  { t.grow(1.0) } -> std::same_as<double>;
};
struct GrowthInterface : Described {
  virtual double grow(double x) const = 0;
};
template <class T>
struct GrowthAdapter final : Describes<T, GrowthInterface> {
  using Describes<T, GrowthInterface>::Describes;
  double grow(double x) const override { return this->described.grow(x); }
};
class Growth : public Holder<GrowthInterface> {
 public:
  Growth() = default;
  template <std::convertible_to<std::string_view> Name>
  Growth(const Name& name) : Growth(catalogue().make(name)) {}
  template <GrowthLike T>
  requires(!std::same_as<T, Growth>) Growth(T growth)
      : Holder(std::make_shared<GrowthAdapter<T>>(std::move(growth))) {}
  double grow(double x) const { return held().grow(x); }
  static const Catalogue<Growth>& catalogue();
};

struct Linear {
  double slope = 2;
  std::string mode = "auto";
  MaybeNumber limit = {};
  Growth then = {};
  static constexpr std::string_view type = "Linear";
  static constexpr auto fields() {
    return Fields{Field{"slope", &Linear::slope, between(0, 10), "rise per x"},
                  Field{"mode", &Linear::mode, one_of("auto", "fixed")},
                  Field{"limit", &Linear::limit}, Field{"then", &Linear::then}};
  }
  double grow(double x) const { return slope * x; }
};
struct Undescribed {
  static constexpr std::string_view type = "Undescribed";
  double grow(double x) const { return x; }
};

const Catalogue<Growth>& Growth::catalogue() {
  static const Catalogue<Growth> members(
      "Growth", {catalogue_entry<Growth>("linear", {"straight"}, Linear{.slope = 3})});
  return members;
}

TEST(Holder, ConfigRoundTrip) {
  const Growth growth = Linear{.slope = 4, .limit = 7, .then = Linear{.mode = "fixed"}};
  const Config config = growth.config();
  EXPECT_EQ(to_text(config),
            R"({"class_name": "Linear", "config": {"slope": 4, "mode": "auto", "limit": 7, )"
            R"("then": {"class_name": "Linear", "config": {"slope": 2, "mode": "fixed", )"
            R"("limit": null, "then": null}}}})");
  const std::optional<Growth> again = FieldValue<Growth>::read(config);
  ASSERT_TRUE(again);
  EXPECT_TRUE(*again == growth);
  EXPECT_EQ(again->grow(2), 8);
  EXPECT_FALSE(*again == Growth(Linear{.slope = 4, .limit = 8}));
}

TEST(Holder, ANameMeansItsOwnDefaults) {
  EXPECT_EQ(Growth("straight").grow(1), 3);
  EXPECT_EQ(Growth("Linear").grow(1), 3);
  EXPECT_EQ(Growth::catalogue().make("linear", Config::map({{"limit", 1}})).grow(1), 2);
}

TEST(Holder, ChecksAtConversion) {
  EXPECT_THROW(Growth(Linear{.slope = -1}), InvalidArgument);
  EXPECT_THROW(Growth(Linear{.slope = std::nan("")}), InvalidArgument);
  EXPECT_THROW(Growth(Linear{.mode = "fxed"}), InvalidArgument);
}

TEST(Holder, RefusesArgumentsByName) {
  const auto message = [](const Config& arguments) {
    try {
      Growth::catalogue().make("linear", arguments);
    } catch (const InvalidArgument& error) {
      return std::string(error.what());
    }
    return std::string("accepted");
  };
  EXPECT_EQ(message(Config::map({{"slop", 1}})),
            "Linear argument: unknown name 'slop'. Did you mean 'slope'? Known: slope, mode, "
            "limit, then");
  EXPECT_EQ(message(Config::map({{"slope", "steep"}})),
            "Linear: invalid value for slope. Expected a number. Received: slope=\"steep\"");
  EXPECT_EQ(message(Config::map({{"slope", 11}})),
            "Linear: invalid value for slope. Expected a finite number in [0, 10]. Received: "
            "slope=11");
}

TEST(Holder, AStructWithoutFieldsWorksButHasNoConfig) {
  const Growth growth = Undescribed{};
  EXPECT_EQ(growth.grow(5), 5);
  EXPECT_FALSE(growth.has_fields());
  EXPECT_THROW(growth.config(), InvalidArgument);
  const Growth copy = growth;
  EXPECT_TRUE(copy == growth);
  EXPECT_FALSE(Growth(Undescribed{}) == growth);
}

TEST(Catalogue, CanBeWalked) {
  for (const auto& entry : Growth::catalogue().entries()) {
    const std::vector<FieldInfo> fields = entry.fields();
    EXPECT_EQ(fields[0].name, "slope");
    EXPECT_EQ(fields[0].doc, "rise per x");
    EXPECT_TRUE(fields[0].standard == Config(2.0));
    EXPECT_EQ(fields[1].choices.count, 2u);
  }
}

}  // namespace
}  // namespace occam
