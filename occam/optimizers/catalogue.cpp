#include "occam/optimizers/adadelta.h"
#include "occam/optimizers/adafactor.h"
#include "occam/optimizers/adagrad.h"
#include "occam/optimizers/adam.h"
#include "occam/optimizers/adamax.h"
#include "occam/optimizers/adamw.h"
#include "occam/optimizers/ftrl.h"
#include "occam/optimizers/gradient_noise.h"
#include "occam/optimizers/keep_zeros.h"
#include "occam/optimizers/lamb.h"
#include "occam/optimizers/lion.h"
#include "occam/optimizers/lookahead.h"
#include "occam/optimizers/nadam.h"
#include "occam/optimizers/optimizer.h"
#include "occam/optimizers/ramda.h"
#include "occam/optimizers/rmda.h"
#include "occam/optimizers/rmsprop.h"
#include "occam/optimizers/sam.h"
#include "occam/optimizers/sgd.h"
#include "occam/optimizers/swa.h"

namespace occam {

// The only list of optimizers.
const Catalogue<Optimizer>& Optimizer::catalogue() {
  using namespace optimizers;
  static const Catalogue<Optimizer> members(
      "Optimizer",
      {catalogue_entry<Optimizer, SGD>("sgd"), catalogue_entry<Optimizer, RMSprop>("rmsprop"),
       catalogue_entry<Optimizer, Adam>("adam"), catalogue_entry<Optimizer, AdamW>("adamw"),
       catalogue_entry<Optimizer, Adamax>("adamax"), catalogue_entry<Optimizer, Nadam>("nadam"),
       catalogue_entry<Optimizer, Adagrad>("adagrad"),
       catalogue_entry<Optimizer, Adadelta>("adadelta"),
       catalogue_entry<Optimizer, Adafactor>("adafactor"), catalogue_entry<Optimizer, Lion>("lion"),
       catalogue_entry<Optimizer, Lamb>("lamb"), catalogue_entry<Optimizer, Ftrl>("ftrl"),
       catalogue_entry<Optimizer, RMDA>("rmda"), catalogue_entry<Optimizer, RAMDA>("ramda"),
       catalogue_entry<Optimizer, Lookahead>("lookahead"),
       catalogue_entry<Optimizer, GradientNoise>("gradient_noise"),
       catalogue_entry<Optimizer, SAM>("sam"), catalogue_entry<Optimizer, SWA>("swa"),
       catalogue_entry<Optimizer, KeepZeros>("keep_zeros")});
  return members;
}

}  // namespace occam
