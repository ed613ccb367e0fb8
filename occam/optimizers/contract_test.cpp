#include "tests/experiment/contract.h"

#include "occam/optimizers/optimizer.h"

namespace occam {
namespace {

TEST(OptimizerContract, DescribesItself) { experiments::expect_described<Optimizer>(); }

}  // namespace
}  // namespace occam
