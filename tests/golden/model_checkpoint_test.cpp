#include "occam/callbacks/model_checkpoint.h"

#include <gtest/gtest.h>

#include "tests/golden/golden_file.h"

namespace occam::golden {
namespace {

using callbacks::LogEntry;
using callbacks::Logs;
using callbacks::ModelCheckpoint;
using callbacks::SaveRequest;
using callbacks::TrainingControl;

class Control final : public TrainingControl {
 public:
  explicit Control(std::int64_t steps) : steps_(steps) {}
  std::int64_t epochs() const override { return 5; }
  std::int64_t steps_per_epoch() const override { return steps_; }
  Direction metric_direction(std::string_view metric) const override {
    return metric == "accuracy" ? Direction::kUp : Direction::kNone;
  }
  std::vector<std::string> log_names() const override {
    return {"accuracy", "loss", "val_accuracy", "val_loss"};
  }
  std::vector<float> weights() const override { return {}; }
  void set_weights(std::span<const float>) override {}

 private:
  std::int64_t steps_;
};

ModelCheckpoint checkpoint_of(const Json& arguments) {
  ModelCheckpoint checkpoint{.filepath = arguments.at("filepath"),
                             .monitor = arguments.at("monitor"),
                             .save_best_only = arguments.at("save_best_only"),
                             .save_weights_only = arguments.at("save_weights_only"),
                             .mode = arguments.at("mode")};
  if (arguments.at("save_freq").is_number())
    checkpoint.save_freq = arguments.at("save_freq").get<std::int64_t>();
  if (!arguments.at("initial_value_threshold").is_null())
    checkpoint.initial_value_threshold = number(arguments.at("initial_value_threshold"));
  return checkpoint;
}

TEST(GoldenModelCheckpoint, SavesWhenAndWhereKerasDoes) {
  std::size_t saves = 0;
  const Json golden = load("model_checkpoint");
  for (const Json& entry : golden.at("cases")) {
    SCOPED_TRACE(entry.at("arguments").dump());
    ModelCheckpoint checkpoint = checkpoint_of(entry.at("arguments"));
    Control control(4);
    checkpoint.validate(control);
    checkpoint.on_train_begin(control);
    Json found = Json::array();
    const auto note = [&](std::int64_t epoch, const Json& batch) {
      for (const SaveRequest& request : control.take_saves()) {
        found.push_back({{"after", {epoch, batch}},
                         {"file", request.path},
                         {"weights_only", request.what == SaveRequest::What::kWeights}});
      }
    };
    std::int64_t epoch = 0;
    for (const Json& each : entry.at("epochs")) {
      checkpoint.on_epoch_begin(control, epoch);
      std::int64_t batch = 0;
      for (const Json& loss : each.at("losses")) {
        checkpoint.on_train_batch_end(control, batch, {{"loss", number(loss)}});
        note(epoch, batch++);
      }
      Logs logs;
      for (const auto& [name, value] : each.at("logs").items()) logs.set(name, number(value));
      checkpoint.on_epoch_end(control, epoch, logs);
      note(epoch++, nullptr);
    }
    EXPECT_EQ(found, entry.at("saves"));
    saves += found.size();
  }
  EXPECT_GT(saves, 200u);
}

}  // namespace
}  // namespace occam::golden
