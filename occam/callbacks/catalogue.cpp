#include "occam/callbacks/backup_and_restore.h"
#include "occam/callbacks/callback.h"
#include "occam/callbacks/early_stopping.h"
#include "occam/callbacks/history.h"
#include "occam/callbacks/model_checkpoint.h"
#include "occam/callbacks/progress_bar.h"
#include "occam/callbacks/terminate_on_nan.h"

namespace occam::callbacks {

// The only list of callbacks.
const Catalogue<Callback>& Callback::catalogue() {
  static const Catalogue<Callback> members(
      "Callback", {catalogue_entry<Callback, BackupAndRestore>("BackupAndRestore"),
                   catalogue_entry<Callback, EarlyStopping>("EarlyStopping"),
                   catalogue_entry<Callback, History>("History"),
                   catalogue_entry<Callback, ModelCheckpoint>("ModelCheckpoint"),
                   catalogue_entry<Callback, ProgressBar>("ProgressBar", {"ProgbarLogger"}),
                   catalogue_entry<Callback, TerminateOnNaN>("TerminateOnNaN")});
  return members;
}

}  // namespace occam::callbacks
