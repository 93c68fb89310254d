"""Workers: what they do when a coder cannot be loaded, when they die, and when their parent does."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import run_fakes
from run_fakes import contents, run_all, write_corpus

from procopius.errors import DataFileError, ModelError


def test_an_error_of_loading_reaches_the_user_whole(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"mine\.tsv:3: no country") as caught:
        run_all(tmp_path / "p.db", write_corpus(tmp_path / "a.jsonl", 40), workers=2, load=run_fakes.load_broken)
    assert (caught.value.path, caught.value.line) == (Path("mine.tsv"), 3)


def test_workers_that_die_while_loading_end_the_run(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="fewer --workers"):
        run_all(tmp_path / "p.db", write_corpus(tmp_path / "a.jsonl", 40), workers=2, load=run_fakes.load_and_die)


def test_only_the_article_that_kills_its_worker_fails(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 40)
    with lines.open("a", encoding="utf-8") as stream:
        stream.write('{"text": "A KILLER."}\n')
    done = run_all(tmp_path / "p.db", lines, workers=2)
    assert (done.coded.coded, done.coded.failed, done.coded.reasons) == (40, 1, {"worker_died": 1})


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path, workers: int) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 300, mark=" SLOW")
    run_all(tmp_path / "whole.db", lines)
    command = [sys.executable, run_fakes.__file__, str(tmp_path / "p.db"), str(workers), str(lines)]
    moments = random.Random(workers)
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(moments.randint(1, 5)):
                process.stdout.readline()
            time.sleep(moments.random() / 50)
            process.kill()
        assert _integrity(tmp_path / "p.db") == "ok"
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert contents(tmp_path / "p.db") == contents(tmp_path / "whole.db")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    lines = write_corpus(tmp_path / "a.jsonl", 2000, mark=" SLOW")
    command = [sys.executable, run_fakes.__file__, str(tmp_path / "p.db"), "2", str(lines)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while process.stdout.readline() and len(_children(process.pid)) < 3:
            pass  # the two workers, and what watches over shared resources
        workers = _children(process.pid)
        process.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _integrity(project: Path) -> str:
    import sqlite3

    connection = sqlite3.connect(project)
    answer: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return answer
