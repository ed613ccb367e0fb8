#include "occam/callbacks/backup_and_restore.h"

#include <filesystem>
#include <system_error>

#include "occam/base/errors.h"
#include "occam/callbacks/file_name.h"

namespace occam::callbacks {

namespace fs = std::filesystem;

std::string BackupAndRestore::latest() const {
  return (fs::path(backup_dir) / "latest.keras").string();
}

std::string BackupAndRestore::previous() const {
  return (fs::path(backup_dir) / "previous.keras").string();
}

void BackupAndRestore::validate(const TrainingControl& control) const {
  if (backup_dir.empty()) throw_invalid_value(type, "backup_dir", "a folder", "''");
  check_place(type, "backup_dir", latest());
  control.check_savable();
}

std::vector<std::string> BackupAndRestore::checkpoints() const {
  if (backup_dir.empty()) return {};
  std::vector<std::string> paths = {latest()};
  if (double_checkpoint) paths.push_back(previous());
  return paths;
}

void BackupAndRestore::on_train_begin(TrainingControl&) { batches_since_save = 0; }

void BackupAndRestore::on_train_batch_end(TrainingControl& control, std::int64_t, const Logs&) {
  if (save_freq.count(batches_since_save)) save(control);
}

void BackupAndRestore::on_epoch_end(TrainingControl& control, std::int64_t, const Logs&) {
  if (!save_freq.batches()) save(control);
}

void BackupAndRestore::save(TrainingControl& control) const {
  SaveRequest request{latest(), SaveRequest::What::kFit};
  if (double_checkpoint) request.keep_as = previous();
  control.save(std::move(request));
}

void BackupAndRestore::on_train_end(TrainingControl& control) {
  if (!delete_checkpoint) return;
  control.discard_at_end(latest());
  if (double_checkpoint) control.discard_at_end(previous());
}

}  // namespace occam::callbacks
