#!/usr/bin/env python3
"""Signals and the terminal. usage: interrupt_test.py OCCAM"""

import fcntl
import json
import os
import pty
import re
import signal
import struct
import termios
import time

import command
from command import CANCER, WINE, CommandTest, start

# A shell's job in the background ignores Ctrl-C, under nohup the end of the terminal, and so would what it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)

ENDLESS = ("train", CANCER, "--target", "diagnosis", "--recipe", "simple", "--no-early-stopping", "--epochs", "1000000")
# One step takes long enough for a second signal.
SLOW = (*ENDLESS, "--layers", "6000,6000", "--batch-size", "341")


class Interrupt(CommandTest):
    def signalled(self, number, *flags):
        process = start(*ENDLESS, "--json", *flags)
        line = process.stderr.readline()
        while not line.startswith(b"epoch 2/"):
            self.assertTrue(line)
            line = process.stderr.readline()
        process.send_signal(number)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err.decode()

    def test_first_signal_says_what_was_reached(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            got, out, err = self.signalled(number)
            self.assertEqual(got, code, err)
            self.assertIn("interrupted: finishing the batch", err)
            reached = json.loads(out)["reached"]
            self.assertEqual(reached["reason"], "interrupted")
            self.assertGreaterEqual(reached["stopped_epoch"], 2)
            self.assertGreater(reached["test"]["accuracy"], 0.5)

    def test_second_signal_ends_at_once(self):
        process = start(*SLOW)
        told = iter(process.stderr.readline, b"")
        self.assertTrue(any(line.startswith(b"memory:") for line in told))
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.stderr.readline(), b"\n")
        self.assertIn(b"once more ends at once", process.stderr.readline())
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=120)
        self.assertEqual((process.returncode, out), (-signal.SIGINT, b""))  # a shell says 130
        self.assertLess(time.monotonic() - begin, 5)

    def test_ignored_signal_stays_ignored(self):
        process = start("train", WINE, "--target", "cultivator", "--recipe", "simple", "-q", "--epochs", "3000",
                        "--no-early-stopping", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        time.sleep(0.1)
        process.send_signal(signal.SIGHUP)
        out, _ = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0)
        self.assertIn(b"trained for all 3000 epochs", out)


class Terminal(CommandTest):
    def shown(self, *flags, columns=80, **environment):
        """What a terminal on stderr gets."""
        main_end, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        pid = os.fork()
        if pid == 0:
            os.dup2(terminal, 2)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.execve(command.OCCAM, [command.OCCAM, *flags], {**os.environ, "TERM": "xterm", **environment})
        os.close(terminal)
        text = b""
        try:
            while chunk := os.read(main_end, 65536):
                text += chunk
        except OSError:
            pass  # Linux: the other end is closed
        os.close(main_end)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0)
        return text.decode()

    def test_bar_and_colour_on_a_terminal_only(self):
        flags = ("train", WINE, "--target", "cultivator", "--recipe", "simple", "--epochs", "3")
        text = self.shown(*flags)
        self.assertIn("3/3", text)
        self.assertIn("\x1b[32m", text)
        self.assertIn("━", text)
        for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            plain = self.shown(*flags, **environment)
            self.assertIn("━", plain)
            self.assertNotIn("\x1b", plain)
        self.assertEqual(self.shown(*flags, "-q"), "")

    def test_a_bar_never_wraps(self):
        for columns in (120, 80, 40, 20):
            text = self.shown("train", CANCER, "--target", "diagnosis", "--recipe", "simple", "--epochs", "500",
                              "--no-early-stopping", columns=columns, NO_COLOR="1")
            lines = [line.replace("\b", "") for line in re.split(r"[\r\n]+", text)]
            drawn = [line for line in lines if re.match(r" *\d+/500 ", line)]
            self.assertGreater(len(drawn), 0)
            # Blanks that clear the line before count.
            self.assertLess(max(map(len, drawn)), columns)
            self.assertTrue(any(line.startswith("500/500 ") for line in drawn))
            self.assertEqual("━" in drawn[0], columns >= 80)
            self.assertRegex(text, r"val_loss: [0-9.e-]+…? *\r\n")
            end = next(i for i, line in enumerate(lines) if line.startswith("true \\ answered"))
            self.assertLess(max(map(len, lines[lines.index(drawn[-1]):end])), columns)


if __name__ == "__main__":
    command.main()
