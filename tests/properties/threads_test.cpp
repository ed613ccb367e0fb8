// The same bits with every number of threads.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <thread>
#include <vector>

#include "tests/properties/models_testing.h"

namespace occam {
namespace {

using models_testing::Data;

void expect_same_with_threads(const std::function<Sequential()>& make, const Data& data,
                              const FitOptions& options) {
  Sequential first;
  History first_history;
  for (const int threads : {1, 2, 3, 4}) {
    Sequential model = make();
    model.set_threads(threads);
    const History history = model.fit(data.x, data.y, options);
    const Array prediction = model.predict(data.x);
    if (threads == 1) {
      first = model;
      first_history = history;
      continue;
    }
    const std::string what = std::to_string(threads) + " threads";
    models_testing::expect_same_weights(first, model, what);
    models_testing::expect_same_history(first_history, history, what);
    EXPECT_TRUE(models_testing::bits_of(first.predict(data.x)) ==
                models_testing::bits_of(prediction))
        << what;
  }
}

TEST(Threads, SmallNetwork) {
  const Data data = models_testing::regression(103, 5);
  for (const Optimizer& optimizer : std::vector<Optimizer>{"adam", "sgd"}) {
    expect_same_with_threads(
        [&] { return models_testing::regularized(5, 8, optimizer); }, data,
        {.batch_size = 25, .epochs = 4, .verbose = 0, .validation_split = 0.2});
  }
}

// Calls of this one are shared between threads; its last batch of 44 is smaller.
TEST(Threads, LargeNetwork) {
  const Data data = models_testing::regression(300, 70);
  expect_same_with_threads(
      [] { return models_testing::regularized(70, 1100, optimizers::Adam{}); }, data,
      {.batch_size = 128, .epochs = 2, .verbose = 0, .validation_data = {data.x, data.y}});
}

TEST(Threads, LargeClassifier) {
  const Data data = models_testing::classes(420, 300, 30);
  const auto make = [] {
    Sequential model{layers::Dense{.units = 512, .activation = "sigmoid", .input_shape = {300}},
                     layers::Dropout{.rate = 0.3}, layers::BatchNormalization{},
                     layers::Dense{.units = 30, .activation = "softmax"}};
    model.compile({.optimizer = optimizers::SGD{.learning_rate = 0.1, .momentum = 0.9},
                   .loss = "sparse_categorical_crossentropy",
                   .metrics = {"accuracy"}});
    return model;
  };
  expect_same_with_threads(make, data, {.batch_size = 200, .epochs = 2, .verbose = 0});
}

// They share a pool: one of them has it at a time, the others work alone.
TEST(Threads, ModelsThatTrainAtOnceInThreadsOfTheUser) {
  const Data data = models_testing::regression(300, 70);
  const FitOptions options{.batch_size = 128, .epochs = 2, .verbose = 0};
  const auto make = [] { return models_testing::regularized(70, 1100, optimizers::Adam{}); };
  Sequential alone = make();
  alone.set_threads(1);
  alone.fit(data.x, data.y, options);
  std::vector<Sequential> models;
  for (int i = 0; i < 3; ++i) {
    models.push_back(make());
    models.back().set_threads(3);
  }
  std::vector<std::thread> users;
  for (Sequential& model : models) users.emplace_back([&] { model.fit(data.x, data.y, options); });
  for (std::thread& user : users) user.join();
  for (const Sequential& model : models)
    models_testing::expect_same_weights(alone, model, "at once");
}

#if !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)  // they need more addresses
TEST(Threads, AModelThatIsRefusedThreadsKeepsItsOwn) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(20);
    const Data data = models_testing::regression(300, 70);
    Sequential model = models_testing::regularized(70, 1100, optimizers::Adam{});
    model.set_threads(2);
    model.fit(data.x, data.y, {.batch_size = 128, .epochs = 1, .verbose = 0});
    const rlimit limit{std::size_t{2000} << 20, std::size_t{2000} << 20};
    setrlimit(RLIMIT_AS, &limit);
    try {
      model.set_threads(1024);
      _exit(1);
    } catch (const InvalidArgument&) {
    }
    model.fit(data.x, data.y, {.batch_size = 128, .epochs = 1, .verbose = 0});
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}
#endif

TEST(Threads, TheLargeNetworkRunsCallsInParallel) {
  Sequential model = models_testing::regularized(70, 1100, optimizers::Adam{});
  const Data data = models_testing::regression(128, 70);
  model.fit(data.x, data.y, {.batch_size = 128, .epochs = 1, .verbose = 0});
  EXPECT_NE(model.print_plan(128).find("parallel"), std::string::npos) << model.print_plan(128);
}

}  // namespace
}  // namespace occam
