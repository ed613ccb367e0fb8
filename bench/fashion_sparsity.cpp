// A network 784-512-512-10 on Fashion-MNIST under L1 with proximal steps, every kernel penalised.
//
//   fashion_sparsity settle FOLDER [ROWS EPOCHS SEEDS L1 LEFT]
//                                                           do zeros stay? SGD, Adam, RAMDA; the
//                                                           learning rate falls to LEFT of itself
//   fashion_sparsity path FOLDER [ROWS EPOCHS LAMBDAS]      a network a lambda by RAMDA, made
//   small;
//                                                           0 by Adam too
//   fashion_sparsity again FOLDER [ROWS EPOCHS SEEDS L1]    L1 and 0 in other orders of the rows
//   fashion_sparsity train_on FOLDER [ROWS EPOCHS MOST]     path's or again's networks of at most
//                                                           MOST numbers that are not 0, trained on
//                                                           without penalty, zeros kept
//
// Lines of CSV in FOLDER/settle.csv, path.csv, again.csv and train_on.csv; the small networks too,
// with their outputs of the first test images, which fashion_sparsity.py compares with what Keras
// makes of the files. ROWS 0: all 60,000 images. docs/paths.md is made from the lines.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "bench/options.h"
#include "occam/occam.h"

namespace occam::bench {
namespace {

struct Arguments {
  std::filesystem::path folder;
  std::int64_t rows, epochs, count;
  double l1, left;
};

constexpr std::int64_t kBatch = 128;

/// To the file and the screen at once, so that a run that is cut short has told it.
void write_line(std::ofstream& lines, const char* line) {
  lines << line << std::endl;
  std::printf("%s\n", line);
  std::fflush(stdout);
}

data::FashionMnist images_of(std::int64_t rows) {
  data::FashionMnist images = data::load_fashion_mnist();
  if (rows > 0) {
    std::vector<std::int64_t> first(static_cast<std::size_t>(rows));
    std::iota(first.begin(), first.end(), 0);
    images.train = data::take_rows(images.train, first);
  }
  return images;
}

Sequential network(double l1, const Optimizer& optimizer, std::uint64_t data_seed,
                   std::int64_t units = 512) {
  const Regularizer penalty = regularizers::L1{.l1 = l1};
  const auto hidden = [&] {
    return layers::Dense{.units = units, .activation = "relu", .kernel_regularizer = penalty};
  };
  Sequential model{
      layers::Flatten{.input_shape = {28, 28}}, hidden(), hidden(),
      layers::Dense{.units = 10, .activation = "softmax", .kernel_regularizer = penalty}};
  model.set_seed(0);
  model.set_data_seed(data_seed);
  model.set_threads(1);  // two that wait for each other lose most beside other programs
  model.compile(
      {.optimizer = optimizer, .loss = "sparse_categorical_crossentropy", .metrics = {"accuracy"}});
  return model;
}

std::ptrdiff_t count_of(const std::vector<bool>& flags) {
  return std::count(flags.begin(), flags.end(), true);
}

/// Sees which weights come to 0 or leave it from one of the last epochs to the next.
struct Watch {
  static constexpr std::int64_t kEpochs = 10;
  static constexpr std::string_view type = "Watch";

  struct Seen {
    std::vector<bool> before, zeros, changed;  ///< a bit a weight of the kernels
    double test_accuracy = 0;
  };
  std::shared_ptr<Seen> seen = std::make_shared<Seen>();

  void on_epoch_end(callbacks::TrainingControl& control, std::int64_t index, const Logs& logs) {
    seen->test_accuracy = logs.at("val_accuracy");
    if (index + 1 < control.epochs() - kEpochs) return;
    seen->zeros.clear();
    control.visit_sparse_weights([&](std::string_view, std::span<const float> kernel) {
      for (const float weight : kernel) seen->zeros.push_back(weight == 0);
    });
    if (seen->before.empty()) {
      seen->changed.assign(seen->zeros.size(), false);
    } else {
      for (std::size_t i = 0; i < seen->zeros.size(); ++i)
        if (seen->zeros[i] != seen->before[i]) seen->changed[i] = true;
    }
    seen->before = seen->zeros;
  }
};

/// From `rate` down to `left` of it within so many epochs, and at that from then on.
Hyper falling(double rate, double left, std::int64_t rows, std::int64_t epochs) {
  const std::int64_t steps = (rows + kBatch - 1) / kBatch * std::max<std::int64_t>(1, epochs);
  return schedules::CosineDecay{
      .initial_learning_rate = rate, .decay_steps = static_cast<double>(steps), .alpha = left};
}

void settle(const Arguments& arguments) {
  const data::FashionMnist images = images_of(arguments.rows);
  const auto rate = [&](double first) {
    return falling(first, arguments.left, images.train.rows(), arguments.epochs - Watch::kEpochs);
  };
  const std::vector<std::pair<std::string, Optimizer>> rules = {
      {"SGD", optimizers::SGD{.learning_rate = rate(0.05), .momentum = 0.9}},
      {"Adam", optimizers::Adam{.learning_rate = rate(0.001)}},
      {"RAMDA", optimizers::RAMDA{.learning_rate = rate(0.001)}}};
  std::ofstream lines(arguments.folder / "settle.csv");
  lines << "optimizer,seed,rows,epochs,l1,rate_left,weights,zeros,changed_in_last_10,test_accuracy,"
           "overlap_with_seed_0\n";
  // Seeds outside, so that a run that is cut short still compares the rules.
  std::vector<std::vector<bool>> first(rules.size());
  for (std::int64_t seed = 0; seed < arguments.count; ++seed) {
    for (std::size_t r = 0; r < rules.size(); ++r) {
      const auto& [name, optimizer] = rules[r];
      Sequential model = network(arguments.l1, optimizer, static_cast<std::uint64_t>(seed));
      const Watch watch;
      model.fit(images.train, images.test,
                {.batch_size = kBatch,
                 .epochs = static_cast<int>(arguments.epochs),
                 .verbose = 0,
                 .callbacks = {watch}});
      const Watch::Seen& seen = *watch.seen;
      if (seed == 0) first[r] = seen.zeros;
      std::int64_t both = 0, either = 0;
      for (std::size_t i = 0; i < seen.zeros.size(); ++i) {
        both += first[r][i] && seen.zeros[i];
        either += first[r][i] || seen.zeros[i];
      }
      char line[200];
      std::snprintf(line, sizeof line, "%s,%d,%d,%d,%g,%g,%zu,%td,%td,%.4f,%.6f", name.c_str(),
                    static_cast<int>(seed), static_cast<int>(images.train.rows()),
                    static_cast<int>(arguments.epochs), arguments.l1, arguments.left,
                    seen.zeros.size(), count_of(seen.zeros), count_of(seen.changed),
                    seen.test_accuracy,
                    either == 0 ? 1.0 : static_cast<double>(both) / static_cast<double>(either));
      write_line(lines, line);
    }
  }
}

double accuracy(const Array& outputs, const data::Dataset& rows) {
  const std::int64_t classes = outputs.shape()[1];
  std::int64_t right = 0;
  for (std::int64_t r = 0; r < rows.rows(); ++r) {
    std::int64_t best = 0;
    for (std::int64_t k = 1; k < classes; ++k)
      if (outputs.at(r * classes + k) > outputs.at(r * classes + best)) best = k;
    right += static_cast<double>(best) == rows.y.at(r);
  }
  return static_cast<double>(right) / static_cast<double>(rows.rows());
}

double largest_difference(const Array& a, const Array& b) {
  double most = 0;
  for (std::int64_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a.at(i) - b.at(i)));
  return most;
}

/// Of the first 100 images, for Keras.
void write_outputs(const Array& outputs, const std::string& file) {
  std::ofstream made(file);
  for (std::int64_t k = 0; k < 100 * 10; ++k) {
    char number[40];
    std::snprintf(number, sizeof number, "%.9g%c", outputs.at(k), k % 10 == 9 ? '\n' : ',');
    made << number;
  }
}

std::int64_t not_zero(const Sequential& model) {
  std::int64_t count = 0;
  for (const Array& weights : model.get_weights())
    for (std::int64_t i = 0; i < weights.size(); ++i) count += weights.at(i) != 0;
  return count;
}

/// The networks of a path, one after the other: each is trained, made small, saved and told.
/// The images stay 28 x 28: the file takes what the full network does.
class SmallNetworks {
 public:
  SmallNetworks(const Arguments& arguments, const char* file)
      : arguments_(arguments), images_(images_of(arguments.rows)), lines_(arguments.folder / file) {
    lines_ << "optimizer,seed,lambda,test_accuracy,zeros,units,parameters,not_zero,full_file_bytes,"
              "file_bytes,full_us,us,largest_difference,file\n";
  }

  /// With the learning rate of both rules falling from 0.001.
  void add(const std::string& rule, double lambda, std::uint64_t seed) {
    const Hyper rate = falling(0.001, arguments_.left, images_.train.rows(), arguments_.epochs);
    const Optimizer optimizer = rule == "Adam" ? Optimizer{optimizers::Adam{.learning_rate = rate}}
                                               : optimizers::RAMDA{.learning_rate = rate};
    const selection::Part part{.model = network(1e-4, optimizer, seed),
                               .train = &images_.train,
                               .test = &images_.test,
                               .options = {.batch_size = kBatch,
                                           .epochs = static_cast<int>(arguments_.epochs),
                                           .verbose = 0},
                               .keep_weights = true};
    const selection::Path one = selection::path({&part, 1}, {.values = {lambda}});
    const selection::Outcome& outcome = one.outcomes[0][0];
    const Sequential full = selection::network_of(part, one.setting(0), outcome);
    const auto small = selection::shrink(full);
    const std::string name = "lambda_" + std::to_string(count_++) + ".keras";
    const auto file = arguments_.folder / name, whole = arguments_.folder / "full.keras";
    save_model(small.model, file.string());
    save_model(full, whole.string());
    const Array outputs = small.model.predict(images_.test);
    write_outputs(outputs, file.string() + ".csv");
    char line[300];
    std::snprintf(
        line, sizeof line, "%s,%d,%.6g,%.4f,%.6f,%d,%d,%d,%d,%d,%.2f,%.2f,%.3g,%s", rule.c_str(),
        static_cast<int>(seed), lambda, accuracy(outcome.outputs, images_.test),
        selection::zero_share(full, outcome.support), static_cast<int>(outcome.support.units),
        static_cast<int>(small.after.parameters), static_cast<int>(not_zero(small.model)),
        static_cast<int>(std::filesystem::file_size(whole)),
        static_cast<int>(std::filesystem::file_size(file)),
        1e6 * selection::prediction_seconds(full, 1, 200),
        1e6 * selection::prediction_seconds(small.model, 1, 200),
        largest_difference(outputs, outcome.outputs), name.c_str());
    write_line(lines_, line);
  }

 private:
  const Arguments& arguments_;
  data::FashionMnist images_;
  std::ofstream lines_;
  int count_ = 0;
};

void path(const Arguments& arguments) {
  constexpr double kLargest = 3e-3, kRatio = 1e-3;
  SmallNetworks networks(arguments, "path.csv");
  for (const double lambda : selection::geometric(kLargest, kRatio, arguments.count))
    networks.add("RAMDA", lambda, 0);
  networks.add("RAMDA", 0, 0);
  networks.add("Adam", 0, 0);
}

void again(const Arguments& arguments) {
  SmallNetworks networks(arguments, "again.csv");
  for (std::int64_t seed = 1; seed <= arguments.count; ++seed) {
    networks.add("RAMDA", arguments.l1, static_cast<std::uint64_t>(seed));
    networks.add("RAMDA", 0, static_cast<std::uint64_t>(seed));
    networks.add("Adam", 0, static_cast<std::uint64_t>(seed));
  }
}

/// Trains without a penalty, from the first learning rate down again; weights that L1 may make 0
/// stay 0 where they are. Returns the test accuracies of the epochs.
std::vector<double> train_relaxed(Sequential& model, const data::FashionMnist& images,
                                  const Arguments& arguments, std::int64_t epochs) {
  const Optimizer rule = optimizers::Adam{
      .learning_rate = falling(0.001, arguments.left, images.train.rows(), epochs)};
  model.compile({.optimizer = optimizers::KeepZeros{.optimizer = rule},
                 .loss = "sparse_categorical_crossentropy",
                 .metrics = {"accuracy"}});
  for (const std::string& hyper : model.hyper_paths())
    if (hyper.ends_with("/l1")) model.set_hyper(hyper, 0);
  const History history =
      model.fit(images.train, images.test,
                {.batch_size = kBatch, .epochs = static_cast<int>(epochs), .verbose = 0});
  return history.history().at("val_accuracy");
}

/// A line of path.csv or again.csv.
struct Trained {
  std::string optimizer, file;
  double lambda = 0;
  std::int64_t not_zero = 0;
};

std::vector<Trained> trained_networks(const std::filesystem::path& folder) {
  std::vector<Trained> all;
  for (const char* name : {"path.csv", "again.csv"}) {
    std::ifstream lines(folder / name);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      std::vector<std::string> fields;
      std::istringstream text(line);
      for (std::string field; std::getline(text, field, ',');) fields.push_back(field);
      all.push_back({.optimizer = fields.at(0),
                     .file = fields.back(),
                     .lambda = std::stod(fields.at(2)),
                     .not_zero = std::stoll(fields.at(7))});
    }
  }
  return all;
}

/// What the path's networks are worth without the shrinking of what L1 keeps. Beside each, of about
/// as many numbers that are not 0, a network of two equal hidden layers that has never seen a
/// penalty and is trained for both times together; and the largest networks trained on.
void train_on(const Arguments& arguments) {
  const data::FashionMnist images = images_of(arguments.rows);
  std::ofstream lines(arguments.folder / "train_on.csv");
  lines << "network,lambda,parameters,not_zero,epochs,accuracy_before,test_accuracy,best_test_"
           "accuracy,file_bytes,us,file\n";
  int count = 0;
  const auto tell = [&](const std::string& name, double lambda, Sequential& model, double before,
                        std::int64_t epochs) {
    Sequential saved = model;  // its optimizer stays at the start
    const std::vector<double> accuracies = train_relaxed(model, images, arguments, epochs);
    const std::string file = name + "_" + std::to_string(count++) + ".keras";
    const std::string whole = (arguments.folder / file).string();
    saved.set_weights(model.get_weights());
    save_model(saved, whole);
    write_outputs(model.predict(images.test), whole + ".csv");
    char line[300];
    std::snprintf(line, sizeof line, "%s,%.6g,%d,%d,%d,%.4f,%.4f,%.4f,%d,%.2f,%s", name.c_str(),
                  lambda, static_cast<int>(selection::size_of(model).parameters),
                  static_cast<int>(not_zero(model)), static_cast<int>(epochs), before,
                  accuracies.back(), *std::max_element(accuracies.begin(), accuracies.end()),
                  static_cast<int>(std::filesystem::file_size(whole)),
                  1e6 * selection::prediction_seconds(model, 1, 200), file.c_str());
    write_line(lines, line);
  };
  for (const Trained& trained : trained_networks(arguments.folder)) {
    if (trained.not_zero > arguments.count && trained.lambda > 0) continue;
    auto model = load_model<Sequential>((arguments.folder / trained.file).string());
    model.set_threads(1);
    const double before = accuracy(model.predict(images.test), images.test);
    tell(trained.lambda > 0 ? "relaxed" : "unpenalised_" + trained.optimizer, trained.lambda, model,
         before, arguments.epochs);
    if (trained.lambda == 0) continue;
    // 784 w + w + w^2 + w + 10 w + 10 numbers.
    const double width =
        std::sqrt(398.0 * 398.0 + static_cast<double>(trained.not_zero) - 10) - 398;
    const auto units = std::max<std::int64_t>(1, static_cast<std::int64_t>(width));
    Sequential plain = network(0, optimizers::Adam{}, 0, units);
    tell("plain", 0, plain, accuracy(plain.predict(images.test), images.test),
         2 * arguments.epochs);
  }
}

std::int64_t number_at(int argc, char** argv, int place, std::int64_t usual) {
  return argc > place ? std::stoll(argv[place]) : usual;
}

/// What can be asked for, with its usual numbers.
struct Task {
  const char* name;
  void (*run)(const Arguments&);
  std::int64_t epochs, count;
};

constexpr Task kTasks[] = {{"settle", settle, 60, 5},
                           {"path", path, 30, 20},
                           {"again", again, 30, 2},
                           {"train_on", train_on, 15, 100'000}};

void run(int argc, char** argv) {
  const std::string what = argc > 2 ? argv[1] : "";
  const auto task = std::ranges::find(kTasks, what, &Task::name);
  if (task == std::end(kTasks))
    throw std::invalid_argument("expected settle, path, again or train_on, and a folder");
  std::filesystem::create_directories(argv[2]);
  const Arguments arguments{.folder = argv[2],
                            .rows = number_at(argc, argv, 3, 0),
                            .epochs = number_at(argc, argv, 4, task->epochs),
                            .count = number_at(argc, argv, 5, task->count),
                            .l1 = argc > 6 ? std::stod(argv[6]) : 1e-4,
                            .left = argc > 7 ? std::stod(argv[7]) : 1e-6};
  task->run(arguments);
}

}  // namespace
}  // namespace occam::bench

int main(int argc, char** argv) {
  return occam::bench::exit_code_of("fashion_sparsity", [&] { occam::bench::run(argc, argv); });
}
