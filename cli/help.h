#pragma once

#include <string>

namespace CLI {
class App;
}

namespace occam::cli {

/// Words of `text` in lines of a terminal's width, indented, the first behind `lead`.
std::string wrapped(std::string lead, const std::string& text);

/// `occam` alone, and the help of each command: examples first, then flags by group.
std::string short_help();
std::string main_help();
/// The flags of a command, by group.
std::string flag_lines(const CLI::App& command);
std::string train_help(const CLI::App& command);
std::string path_help(const CLI::App& command);
std::string tune_help(const CLI::App& command);
std::string data_help(const CLI::App& command);

}  // namespace occam::cli
