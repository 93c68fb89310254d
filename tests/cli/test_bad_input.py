from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_fakes import TEXT, Run

GOOD = b'{"id": "good", "text": "Troops seized a bridge.", "date": "2025-04-05"}\n'


def _write(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def _loop(folder: Path) -> Path:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    return folder / "loop.txt"


SKIPPED = {
    "empty": (_write("empty.txt", b""), "empty_text"),
    "blank": (_write("blank.txt", b" \n\n"), "empty_text"),
    "binary": (_write("a.txt", bytes(range(256)) * 8), "binary_file"),
    "pdf": (_write("a.pdf", b"%PDF-1.7 \x00\x01"), "binary_file"),
    "foreign": (_write("f.txt", b"This one is foreign."), "not_english"),
    "large": (_write("large.txt", b"word " * 600_000), "too_large"),
    "missing": (lambda folder: folder / "nowhere.txt", "unreadable_file"),
    "unreadable": (_loop, "unreadable_file"),
    "other kind": (
        lambda folder: _write("x/notes.docx", b"")(_made(folder / "x").parent).parent,
        "unknown_kind",
    ),
    "broken gzip": (_write("a.txt.gz", b"\x1f\x8b\x08\x00broken"), "unreadable_file"),
    "not JSON": (_write("a.json", b"{nothing"), "bad_json"),
    "no text": (_write("a.csv", b"id,when\n1,2\n"), "no_text"),
}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize("case", SKIPPED)
def test_bad_input_alone_is_said_and_ends_with_1(run_code: Run, tmp_path: Path, case: str) -> None:
    make, code = SKIPPED[case]
    path = make(tmp_path)
    ran = run_code(path, "--format", "jsonl")
    assert (ran.status, ran.out) == (1, "")
    said, summary = ran.err.splitlines()
    assert said.startswith(f"skipped {path}: {code}: ")
    assert summary == f"0 articles coded · 0 events (0 actual) · 1 skipped ({code} 1)"


@pytest.mark.parametrize("case", SKIPPED)
def test_bad_input_does_not_keep_the_rest_from_being_coded(run_code: Run, tmp_path: Path, case: str) -> None:
    path = SKIPPED[case][0](tmp_path)
    good = _write("good.jsonl", GOOD)(tmp_path)
    ran = run_code(path, good, "--format", "jsonl")
    assert ran.status == 0
    assert ran.out.startswith('{"article_id":"good"')


def test_bad_json_line_is_told_with_its_number(run_code: Run, tmp_path: Path) -> None:
    path = _write("a.jsonl", GOOD + b"{nothing}\n" + GOOD)(tmp_path)
    ran = run_code(path, "--format", "jsonl")
    assert (ran.status, ran.out.count("\n")) == (0, 2)
    assert f"skipped {path}:2: bad_json_line: line 2 is not JSON" in ran.err
    assert "Mend or remove the line." in ran.err
    assert '"duplicate_id"' in ran.out


def test_forced_language_is_coded(run_code: Run, tmp_path: Path) -> None:
    ran = run_code(SKIPPED["foreign"][0](tmp_path), "--force-language")
    assert ran.status == 0
    assert "skipped" not in ran.err


def test_raised_limit_lets_a_large_text_pass(run_code: Run, tmp_path: Path) -> None:
    ran = run_code(SKIPPED["large"][0](tmp_path), "--max-characters", "4000000")
    assert ran.status == 0


@pytest.mark.parametrize(
    ("date", "code"),
    [
        (None, "missing_publication_date"),
        ("2999-01-01", "future_publication_date"),
        ("5/6/2024", "bad_publication_date"),
    ],
)
def test_article_with_a_doubtful_date_is_coded_and_marked(
    run_code: Run, tmp_path: Path, date: str | None, code: str
) -> None:
    record = b'{"text": "Troops seized a bridge."' + (f', "date": "{date}"'.encode() if date else b"") + b"}\n"
    ran = run_code(_write("a.jsonl", record)(tmp_path))
    assert ran.status == 0
    assert f"\nIssues\n  {code}: " in ran.out


def test_wrong_encoding_is_read_and_marked(run_code: Run, tmp_path: Path) -> None:
    ran = run_code(_write("a.txt", TEXT.encode("cp1252"))(tmp_path))
    assert ran.status == 0
    assert "Abéché" in ran.out
    assert "encoding_guessed" in ran.out


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_file_without_permission_is_said(run_code: Run, tmp_path: Path) -> None:
    path = _write("a.txt", TEXT.encode())(tmp_path)
    path.chmod(0)
    assert "Permission denied" in run_code(path).err


def test_text_cannot_steer_the_terminal(run_code: Run, tmp_path: Path) -> None:
    path = _write("a.jsonl", b'{"text": "A \\u001b[31mred text.", "id": "\\u001b[2J", "title": "\\u0007"}')(tmp_path)
    assert "\x1b" not in run_code(path).out
