#include "occam/callbacks/backup_and_restore.h"
#include "occam/callbacks/callback.h"
#include "occam/callbacks/csv_logger.h"
#include "occam/callbacks/early_stopping.h"
#include "occam/callbacks/history.h"
#include "occam/callbacks/model_checkpoint.h"
#include "occam/callbacks/progress_bar.h"
#include "occam/callbacks/reduce_lr_on_plateau.h"
#include "occam/callbacks/swap_ema_weights.h"
#include "occam/callbacks/tensor_board.h"
#include "occam/callbacks/terminate_on_nan.h"
#include "occam/callbacks/zero_count.h"

namespace occam::callbacks {

// The only list of callbacks. LambdaCallback and LearningRateScheduler, which hold functions, are
// none that a name could make.
const Catalogue<Callback>& Callback::catalogue() {
  static const Catalogue<Callback> members(
      "Callback", {catalogue_entry<Callback, BackupAndRestore>("BackupAndRestore"),
                   catalogue_entry<Callback, CSVLogger>("CSVLogger"),
                   catalogue_entry<Callback, EarlyStopping>("EarlyStopping"),
                   catalogue_entry<Callback, History>("History"),
                   catalogue_entry<Callback, ModelCheckpoint>("ModelCheckpoint"),
                   catalogue_entry<Callback, ProgressBar>("ProgressBar", {"ProgbarLogger"}),
                   catalogue_entry<Callback, ReduceLROnPlateau>("ReduceLROnPlateau"),
                   catalogue_entry<Callback, SwapEMAWeights>("SwapEMAWeights"),
                   catalogue_entry<Callback, TensorBoard>("TensorBoard"),
                   catalogue_entry<Callback, TerminateOnNaN>("TerminateOnNaN"),
                   catalogue_entry<Callback, ZeroCount>("ZeroCount")});
  return members;
}

}  // namespace occam::callbacks
