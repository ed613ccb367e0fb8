"""python -m occam: the command."""

import os
import sys


def main():
    """Becomes the command, which lies beside this file."""
    command = os.path.join(os.path.dirname(__file__), "bin", "occam")
    os.execv(command, [command, *sys.argv[1:]])


if __name__ == "__main__":
    main()
