"""The occam command of the package: python -m occam, the script, and that they are the program that C++ builds."""

import os
import pathlib
import signal
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
WINE = ROOT / "data" / "wine.csv"
MODULE = [sys.executable, "-m", "occam"]


def run(*arguments, **options):
    return subprocess.run([*MODULE, *arguments], capture_output=True, timeout=120, **options)


@pytest.fixture
def script(tmp_path):
    """What pip makes of the package's entry point."""
    path = tmp_path / "occam"
    path.write_text(f"#!{sys.executable}\nfrom occam.__main__ import main\nmain()\n", encoding="utf-8")
    path.chmod(0o755)
    return path


# The command's own tests: texts and exit codes, signals, terminal.
@pytest.mark.parametrize("topic", ["usage", "interrupt"])
def test_the_command_s_tests(script, topic):
    test = ROOT / "tests" / "cli" / f"{topic}_test.py"
    done = subprocess.run([sys.executable, test, script], capture_output=True, text=True, timeout=1200, cwd=script.parent)
    assert done.returncode == 0, done.stderr


def test_exit_codes_and_streams():
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, b"") and done.stdout.startswith(b"occam ")
    done = run("trian", "x.csv")
    assert (done.returncode, done.stdout) == (2, b"") and b"Did you mean 'train'?" in done.stderr
    done = run("summary", "/nowhere.keras")
    assert done.returncode == 5 and done.stderr.startswith(b"occam: error: ")
    table = b"a,b\n" + b"".join(b"%d,%d\n" % (n, 2 * n) for n in range(50))
    done = run("train", "-", "--target", "b", "-q", "--epochs", "2", input=table)
    assert done.returncode == 0, done.stderr


def test_a_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.csv"
    with open(path, "wb") as file:
        file.write(WINE.read_bytes())
    done = run(b"data", path)
    assert done.returncode == 0, done.stderr


def test_a_reader_that_goes_away():
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.Popen([*MODULE, "help", "layers"], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (-signal.SIGPIPE, b"")


def test_it_loads_neither_numpy_nor_the_package():
    code = "import sys; sys.argv = ['occam', '--version']\nfrom occam.__main__ import main\ntry: main()\nexcept SystemExit: pass\n" \
           "print(*(name for name in sys.modules if name == 'numpy' or name.startswith('occam.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert sorted(done.stdout.split("\n")[1].split()) == ["occam.__main__", "occam._core"]
