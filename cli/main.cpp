#include "cli/command_line.h"

int main(int argc, char** argv) { return occam::cli::command_line({argv + 1, argv + argc}); }
