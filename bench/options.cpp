#include "bench/options.h"

#include <charconv>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string_view>

namespace occam::bench {
namespace {

std::int64_t whole_number(std::string_view name, std::string_view text, std::int64_t smallest) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < smallest) {
    throw std::invalid_argument(std::string(name) + ": expected an integer >= " +
                                std::to_string(smallest) + ", received " + std::string(text));
  }
  return value;
}

}  // namespace

const char* const kUsage =
    "usage: occam_bench [--workload NAME...] [--threads N] [--repeats R] [--epochs E]\n"
    "                   [--fashion-rows N] | --roofline NAME | --growth | --compile-growth | "
    "--list\n"
    "Prints one JSON line a workload (all by default): the minimum over repeats, and over epochs\n"
    "but the first. --threads 0 is one per core. --epochs and --fashion-rows shorten a run.\n"
    "--roofline prints a line for each kernel call of the workload's plans.\n"
    "--growth prints a line a point: a step's time as width, depth, batch, members or rows grow.\n"
    "--compile-growth prints a line a point: the time of compiling 1 to 256 blocks of layers.\n";

Options parse_options(int argc, char** argv) {
  Options options;
  const std::vector<std::string> words(argv + 1, argv + argc);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& name = words[i];
    const auto value = [&]() -> const std::string& {
      if (i + 1 == words.size()) throw std::invalid_argument(name + ": expected a value");
      return words[++i];
    };
    if (name == "--workload") {
      options.workloads.push_back(value());
      while (i + 1 < words.size() && !words[i + 1].starts_with("--"))
        options.workloads.push_back(words[++i]);
    } else if (name == "--roofline") {
      options.roofline = value();
    } else if (name == "--threads") {
      options.threads = static_cast<int>(whole_number(name, value(), 0));
    } else if (name == "--repeats") {
      options.repeats = static_cast<int>(whole_number(name, value(), 1));
    } else if (name == "--epochs") {
      options.epochs = static_cast<int>(whole_number(name, value(), 1));
    } else if (name == "--fashion-rows") {
      options.fashion_rows = whole_number(name, value(), 128);
    } else if (name == "--growth") {
      options.growth = true;
    } else if (name == "--compile-growth") {
      options.compile_growth = true;
    } else if (name == "--list") {
      options.list = true;
    } else if (name == "--help") {
      options.help = true;
    } else {
      throw std::invalid_argument("unknown argument " + name);
    }
  }
  return options;
}

int exit_code_of(const char* program, const std::function<void()>& run) {
  try {
    run();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", program, error.what());
    return 2;
  }
}

}  // namespace occam::bench
