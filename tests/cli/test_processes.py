"""What only a process of its own shows: closed pipes, signals, terminals, start."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

COMMAND = [sys.executable, "-m", "procopius"]


def test_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The talks go on. " * 20_000, "utf-8")
    with subprocess.Popen(
        [*COMMAND, "clean", *[str(tmp_path / "a.txt")] * 5], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10) == b"The talks "
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_interrupt_ends_with_130(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with subprocess.Popen(
        [*COMMAND, "clean", str(tmp_path / "pipe.txt")], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        with (tmp_path / "pipe.txt").open("wb"):  # opens when the program waits to read
            process.send_signal(signal.SIGINT)
            assert process.wait() == 130
        assert process.stderr is not None
        assert process.stderr.read() == b"interrupted\n"


def test_standard_input_is_read() -> None:
    done = subprocess.run(
        [*COMMAND, "clean", "-"],
        input=b"They are free.They are home.",
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"They are free. They are home.\n"


def test_terminal_gets_colours() -> None:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    subprocess.run([*COMMAND, "dictionary", "find", "Kenya"], stdout=theirs, env=environment, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000)
    os.close(ours)
    assert b"\x1b[1m" in shown


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys\nfrom procopius.cli import main\nmain(['code', '--help'])\n"
        "heavy = {'spacy', 'onnxruntime', 'numpy', 'trafilatura', 'py3langid'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_classify_loads_the_model_the_patterns_and_nothing_else(tmp_path: Path) -> None:
    pair = {"text": "Armenia accused Azerbaijan of firing.", "actor": [0, 7], "recipient": [16, 26]}
    (tmp_path / "pairs.jsonl").write_text(json.dumps(pair), "utf-8")
    code = (
        "import sys\nfrom procopius.cli import main\nassert main(['classify', sys.argv[1]]) == 0\n"
        "parts = ('clean', 'coding.events', 'dictionaries', 'pipeline', 'read', 'resolve')\n"
        "more = {f'procopius.{part}' for part in parts} | {'ftfy', 'py3langid', 'rapidfuzz', 'trafilatura'}\n"
        "sys.exit(f'imported: {more & set(sys.modules)}' if more & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "pairs.jsonl")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
