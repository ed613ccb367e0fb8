#include "tests/experiment/contract.h"

#include "occam/callbacks/callback.h"

namespace occam::callbacks {
namespace {

TEST(CallbackContract, DescribesItself) { experiments::expect_described<Callback>(); }

struct Silent {
  int seen = 0;
  void on_epoch_end(TrainingControl&, std::int64_t, const Logs&) { ++seen; }
};

TEST(CallbackContract, AStructWithoutFieldsIsItself) {
  Silent own;
  const Callback one = std::ref(own), again = one, copy = own;
  EXPECT_EQ(one.type(), "Callback");
  EXPECT_TRUE(one == again);
  EXPECT_FALSE(one == copy);
  EXPECT_THROW(one.config(), InvalidArgument);
}

}  // namespace
}  // namespace occam::callbacks
