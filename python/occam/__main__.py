"""python -m occam: the command."""

import os
import signal
import sys

from ._core import command_line


def main():
    """Runs the command with the program's arguments and ends with its exit code."""
    # Signals act as on a program that is not Python's; that Ctrl-C is ignored where the shell wants it so stays.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    for each in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(each, signal.SIG_DFL)
    sys.exit(command_line([os.fsencode(each) for each in sys.argv[1:]]))


if __name__ == "__main__":
    main()
