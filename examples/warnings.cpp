// Warnings taken over by a program: while a WarningCatcher lives, they come to it instead of
// std::cerr. Errors are exceptions; a warning is what can be worked with, but should be known.
#include <occam/occam.h>

#include <iostream>
#include <string>
#include <vector>

using occam::Array;
using occam::Warning;
using occam::WarningCatcher;

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

int main() {
  std::vector<Warning> caught;
  const WarningCatcher catcher([&](const Warning& warning) { caught.push_back(warning); });

  // A linear output does not fit a loss of probabilities.
  occam::Sequential model{occam::layers::Dense{.units = 2, .name = "scores", .input_shape = {3}}};
  model.compile({.optimizer = "sgd", .loss = "categorical_crossentropy"});
  if (caught.size() != 1 || caught[0].kind != Warning::Kind::kWarning ||
      !contains(caught[0].text, "from_logits")) {
    std::cerr << "compile did not warn of a linear output, once\n";
    return 1;
  }

  // Bytes as inputs are worth a hint, which a catcher tells apart from a warning. Catchers nest:
  // the innermost one gets it.
  std::vector<Warning> inner_caught;
  {
    const WarningCatcher inner([&](const Warning& warning) { inner_caught.push_back(warning); });
    const Array bytes({2, 3}, std::vector<std::uint8_t>{0, 128, 255, 64, 32, 16});
    model.fit(bytes, Array{{1., 0.}, {0., 1.}}, {.verbose = 0});
  }
  if (inner_caught.size() != 1 || inner_caught[0].kind != Warning::Kind::kHint ||
      !contains(inner_caught[0].text, "255") || caught.size() != 1) {
    std::cerr << "fit did not give the inner catcher one hint about bytes\n";
    return 1;
  }

  // A program's own go the same way.
  occam::warn("the file has no header");
  if (caught.size() != 2 || to_text(caught[1]) != "occam: warning: the file has no header") {
    std::cerr << "the program's own warning was lost\n";
    return 1;
  }
  for (const Warning& warning : caught) std::cout << to_text(warning) << "\n";
  for (const Warning& warning : inner_caught) std::cout << to_text(warning) << "\n";
  return 0;
}
