#include <gtest/gtest.h>

#include "occam/occam.h"
#include "tests/golden/golden_file.h"
#include "tests/golden/golden_model.h"

namespace occam::golden {
namespace {

/// Two inputs, a layer that is called twice, a residual join, an embedding, two outputs.
Model two_in_two_out() {
  const Node numbers = Input({.shape = {4}, .name = "numbers"});
  const Node codes = Input({.shape = {2}, .name = "codes"});
  const Layer shared = layers::Dense{.units = 4,
                                     .activation = "tanh",
                                     .kernel_regularizer = regularizers::L2{0.02},
                                     .name = "shared"};
  const Node joined = layers::Add{.name = "join"}({numbers, shared(shared(numbers))});
  const Node table = layers::Embedding{.input_dim = 6,
                                       .output_dim = 3,
                                       .embeddings_regularizer = regularizers::L1{0.01, false},
                                       .name = "table"}(codes);
  const Node together = layers::Concatenate{.name = "together"}({joined, layers::Flatten{}(table)});
  const Node price = layers::Dense{.units = 1, .name = "price"}(together);
  const Node kind = layers::Dense{.units = 3, .activation = "softmax", .name = "kind"}(joined);
  return Model({.inputs = {numbers, codes}, .outputs = {price, kind}});
}

TEST(GoldenFunctional, TwentyStepsOfTwoInputsAndTwoOutputs) {
  const Json file = load("functional");
  const Array numbers = tensor(file.at("numbers")), codes = as_given(file.at("codes"));
  const Array price = tensor(file.at("price")), kind = as_given(file.at("kind"));
  const Array weight = tensor(file.at("sample_weight"));
  Comparison logs("logs", {1e-7, 5e-6}), weights("weights", {3e-6, 0.0}),
      predictions("predictions", {5e-6, 1e-5});
  for (const Json& run : file.at("runs")) {
    SCOPED_TRACE(run.at("optimizer").dump() + (run.at("weighted") ? " weighted" : ""));
    Model model = two_in_two_out();
    model.compile({.optimizer = *FieldValue<Optimizer>::read(config_of(run.at("optimizer"))),
                   .loss = {{"price", "mse"}, {"kind", "sparse_categorical_crossentropy"}},
                   .loss_weights = {{"price", 0.7}, {"kind", 1.3}},
                   .metrics = {{"price", {"mae"}}, {"kind", {"accuracy"}}}});
    const std::vector<std::string> paths = model.weight_paths();
    std::vector<Array> initial;
    for (const std::string& path : paths) initial.push_back(tensor(run.at("initial").at(path)));
    model.set_weights(initial);
    FitOptions options{
        .batch_size = file.at("batch_size").get<int>(), .verbose = 0, .shuffle = false};
    if (run.at("weighted")) options.sample_weight = {weight, weight};
    for (const Json& epoch : run.at("epochs")) {
      const History history = model.fit({numbers, codes}, {price, kind}, options);
      for (const auto& [name, value] : epoch.at("logs").items())
        logs(name, history[name][0], number(value));
      const std::vector<Array> now = model.get_weights();
      for (std::size_t i = 0; i < paths.size(); ++i)
        weights(paths[i], values(now[i]), values(tensor(epoch.at("weights").at(paths[i]))));
    }
    const std::vector<Array> out = model.predict_all({numbers, codes});
    predictions("price", values(out[0]), values(tensor(run.at("predictions").at("price"))));
    predictions("kind", values(out[1]), values(tensor(run.at("predictions").at("kind"))));
  }
}

}  // namespace
}  // namespace occam::golden
