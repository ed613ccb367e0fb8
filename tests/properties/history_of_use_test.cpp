// Whatever is done with a stack, each member stays its solo run bit for bit: random sequences of
// fits, stops, exceptions, changes of hyper-parameters, evaluations, copies and extractions.
#include <gtest/gtest.h>

#include <array>

#include "occam/models/network.h"
#include "occam/models/prepare.h"
#include "tests/properties/models_testing.h"
#include "tests/properties/random_network.h"

namespace occam {
namespace {

using callbacks::TrainingControl;

using models_testing::Data;

/// One thing done with a stack, as numbers that shrink well.
struct Use {
  int what = 0, a = 0, b = 0, c = 0, d = 0, e = 0;
};

std::ostream& operator<<(std::ostream& out, const Use& use) {
  return out << "{" << use.what << ", " << use.a << ", " << use.b << ", " << use.c << ", " << use.d
             << ", " << use.e << "}";
}

/// Stops at a batch, at the end of an epoch or before its batches, each member at another time: its
/// first weight or its loss decides.
struct StopsWhen {
  int where = 0;
  std::int64_t from = 0;

  bool wants_batches() const { return where == 0; }
  void on_train_begin(TrainingControl& control) {
    if (where == 3 && from > 2 && control.weights()[0] > 0) control.stop_training("at once");
  }
  void on_epoch_begin(TrainingControl& control, std::int64_t epoch) {
    if (where == 1 && epoch >= from && control.weights()[0] > 0)
      control.stop_training("before epoch " + std::to_string(epoch));
  }
  void on_train_batch_end(TrainingControl& control, std::int64_t batch, const Logs& logs) {
    if (where == 0 && batch >= from && logs.at("loss") > 0.4)
      control.stop_training("at " + to_text(logs.at("loss")));
  }
  void on_epoch_end(TrainingControl& control, std::int64_t epoch, const Logs& logs) {
    if (where == 2 && epoch >= from && logs.at("mae") < 0.6)
      control.stop_training("good enough: " + to_text(logs.at("mae")));
  }
};

/// How many events each member has been told of, and which event throws.
struct Trail {
  std::vector<std::int64_t> told;
  std::vector<std::int64_t> throws_at;  ///< 0: none
};

struct Thrown {};

/// Throws at an event of a member, the event of that number.
struct Interrupts {
  std::shared_ptr<Trail> trail;
  bool batches = false;

  bool wants_batches() const { return batches; }
  void on_train_begin(TrainingControl& control) { count(control); }
  void on_epoch_begin(TrainingControl& control, std::int64_t) { count(control); }
  void on_train_batch_end(TrainingControl& control, std::int64_t, const Logs&) { count(control); }
  void on_epoch_end(TrainingControl& control, std::int64_t, const Logs&) { count(control); }
  void on_train_end(TrainingControl& control) { count(control); }

 private:
  void count(const TrainingControl& control) {
    const auto member = static_cast<std::size_t>(control.member());
    if (++trail->told[member] == trail->throws_at[member]) throw Thrown();
  }
};

FitOptions options_of(const Use& use) {
  FitOptions options{.batch_size = std::array{7, 16, 64}[use.a % 3], .verbose = 0};
  options.shuffle = use.a < 8;
  options.initial_epoch = use.b % 3 == 2 ? 2 : 0;
  options.epochs = use.b % 7;
  options.validation_split = use.b % 2 ? 0.3 : 0;
  const bool restores = use.d % 2 == 1;
  switch (use.c % 5) {
    case 0:
      break;
    case 1:
      options.callbacks.emplace_back(callbacks::EarlyStopping{
          .monitor = "loss", .patience = use.d % 3, .restore_best_weights = restores});
      break;
    case 2:
      options.callbacks.emplace_back(
          callbacks::EarlyStopping{.monitor = options.validation_split > 0 ? "val_loss" : "mae",
                                   .patience = use.d % 3,
                                   .restore_best_weights = restores});
      break;
    default:
      options.callbacks.emplace_back(StopsWhen{.where = use.d % 4, .from = use.d / 4});
      if (use.c % 5 == 3) {
        options.callbacks.emplace_back(
            callbacks::EarlyStopping{.monitor = "loss", .restore_best_weights = restores});
      }
  }
  return options;
}

const Data& data() {
  static const Data kData = models_testing::regression(40, 4);
  return kData;
}

std::shared_ptr<const models::Blueprint> blueprint() {
  static const auto kBlueprint = [] {
    const auto layers = std::make_shared<const models::Blueprint>(models::chain(
        {{"dense",
          layers::Dense{
              .units = 5, .activation = "tanh", .kernel_regularizer = regularizers::L2{0.001}}},
         {"batch_normalization", layers::BatchNormalization{}},
         {"dropout", layers::Dropout{.rate = 0.2}},
         {"dense_1", layers::Dense{.units = 1}}},
        {4}));
    const auto options = std::make_shared<const CompileOptions>(CompileOptions{
        .optimizer = optimizers::Adam{.learning_rate = 0.02}, .loss = "mse", .metrics = {"mae"}});
    return models::with_targets(models::compiled_with(layers, options), {Shape{1}}, 7);
  }();
  return kBlueprint;
}

models::Holding holding() { return {blueprint(), blueprint()->options()}; }

/// A stack and its members as models of their own.
class Pair {
 public:
  Pair(const std::vector<std::uint64_t>& seeds, int threads)
      : stack_(std::make_unique<models::Network>(blueprint(), seeds, 11,
                                                 std::make_shared<runtime::ThreadPool>(threads))) {
    const auto one_thread = std::make_shared<runtime::ThreadPool>(1);
    for (const std::uint64_t seed : seeds)
      solos_.push_back(
          std::make_unique<models::Network>(blueprint(), std::vector{seed}, 11, one_thread));
  }

  /// What differs after this use; nothing when all is as it should be.
  std::string apply(const Use& use) {
    differences_.clear();
    switch (use.what % 8) {
      case 0:
        set_hyper(use);
        break;
      case 1:
        evaluate(use);
        break;
      case 2:
        extract(use);
        break;
      default:
        fit(use);
    }
    for (int m = 0; m < size(); ++m) {
      models::Network& one = solo(m);
      if (std::memcmp(stack_->state().slab(m), one.state().slab(0), one.state().slab_bytes()) != 0)
        complain(m, "values");
      if (stack_->epochs_trained(m) != one.epochs_trained(0)) complain(m, "epochs trained");
    }
    return differences_;
  }

 private:
  int size() const { return static_cast<int>(solos_.size()); }
  models::Network& solo(int member) { return *solos_[static_cast<std::size_t>(member)]; }
  void complain(int member, const std::string& what) {
    differences_ += "member " + std::to_string(member) + ": other " + what + "\n";
  }

  void set_hyper(const Use& use) {
    static const std::vector<std::pair<const char*, std::array<double, 3>>> kValues{
        {"optimizer/learning_rate", {0.0, 0.05, 0.3}},
        {"dense/kernel_regularizer/l2", {0.0, 0.01, 0.1}},
        {"dropout/rate", {0.0, 0.2, 0.7}}};
    const auto& [path, values] = kValues[static_cast<std::size_t>(use.a % 3)];
    for (int m = 0; m < size(); ++m) {
      if (use.b % 3 != 0 && use.b % size() != m) continue;  // one member, or all
      const double value = values[static_cast<std::size_t>((use.c + m * use.d) % 3)];
      stack_->set_hyper(path, m, value);
      solo(m).set_hyper(path, 0, value);
    }
  }

  void evaluate(const Use& use) {
    const std::int64_t batch = std::array{7, 16, 64}[use.a % 3];
    const training::BatchStream samples =
        models::prepare_evaluation(holding(), {data().x, data().y}, {.batch_size = batch}).data;
    const std::vector<Logs> scores = stack_->evaluate(samples);
    for (int m = 0; m < size(); ++m) {
      const Logs score = solo(m).evaluate(samples)[0];
      for (const callbacks::LogEntry& entry : score) {
        if (!models_testing::same_bits(entry.value,
                                       scores[static_cast<std::size_t>(m)].at(entry.name)))
          complain(m, entry.name);
      }
    }
  }

  /// Goes on with some of the members in another order, some perhaps twice.
  void extract(const Use& use) {
    std::vector<int> members;
    const std::array picks{use.a, use.b, use.c, use.d};
    for (int i = 0; i < 1 + use.e % 4; ++i)
      members.push_back(picks[static_cast<std::size_t>(i)] % size());
    stack_ = std::make_unique<models::Network>(*stack_, members);
    std::vector<std::unique_ptr<models::Network>> kept;
    for (const int m : members)
      kept.push_back(std::make_unique<models::Network>(solo(m), std::vector<int>{0}));
    solos_ = std::move(kept);
  }

  /// Nothing when a callback threw.
  static std::vector<History> run(models::Network& network, FitOptions options,
                                  const std::shared_ptr<Trail>& trail, bool batches) {
    options.callbacks.emplace_back(Interrupts{trail, batches});
    training::TrainingData prepared =
        models::prepare_fit(holding(), {data().x, data().y}, nullptr, options).data;
    try {
      return network.fit(std::move(prepared), options);
    } catch (const Thrown&) {
      return {};
    }
  }

  void fit(const Use& use) {
    const FitOptions options = options_of(use);
    const auto members = static_cast<std::size_t>(size());
    const bool batches = use.e % 2 == 0;
    const auto trail = std::make_shared<Trail>(
        Trail{std::vector<std::int64_t>(members), std::vector<std::int64_t>(members)});
    // Some fits end with an exception of one member's callback.
    if (use.e % 3 == 0) trail->throws_at[static_cast<std::size_t>(use.e) % members] = 1 + use.e;
    const std::vector<History> histories = run(*stack_, options, trail, batches);
    for (int m = 0; m < size(); ++m) {
      const auto index = static_cast<std::size_t>(m);
      // Then each member is its solo run, interrupted at the event it was told last.
      const auto alone = std::make_shared<Trail>(Trail{{0}, {0}});
      if (histories.empty()) alone->throws_at[0] = trail->told[index];
      const std::vector<History> one = run(solo(m), options, alone, batches);
      if (one.size() != histories.size() / members) complain(m, "end");
      if (one.empty() || histories.empty()) continue;
      if (one[0].to_json() != histories[index].to_json())
        complain(m, "history: " + histories[index].to_json() + "\nalone " + one[0].to_json());
    }
  }

  std::unique_ptr<models::Network> stack_;
  std::vector<std::unique_ptr<models::Network>> solos_;
  std::string differences_;
};

rc::Gen<Use> any_use() {
  // inRange draws from a part of its range when the size, here the histories' length, is small.
  const auto number = rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, 12));
  return rc::gen::build<Use>(rc::gen::set(&Use::what, number), rc::gen::set(&Use::a, number),
                             rc::gen::set(&Use::b, number), rc::gen::set(&Use::c, number),
                             rc::gen::set(&Use::d, number), rc::gen::set(&Use::e, number));
}

std::string first_difference(const std::vector<Use>& uses, int threads) {
  Pair pair({3, 3, 4, 5}, threads);
  for (const Use& use : uses) {
    std::string difference = pair.apply(use);
    if (difference.empty()) continue;
    std::ostringstream text;
    text << "after " << use << " on " << threads << " threads\n" << difference;
    return text.str();
  }
  return {};
}

TEST(HistoryOfUse, EachMemberStaysItsSoloRun) {
  EXPECT_TRUE(random_network::check("a history of use", 400, [] {
    const auto uses = *rc::gen::resize(12, rc::gen::container<std::vector<Use>>(any_use()));
    const std::string difference = first_difference(uses, uses.size() % 2 ? 1 : 3);
    if (!difference.empty()) RC_FAIL(difference);
  }));
}

}  // namespace
}  // namespace occam
