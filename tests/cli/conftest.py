from __future__ import annotations

import pytest
from cli_fakes import FakeCoder, Ran, Run

from procopius import cli


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def run_command(*tokens: object) -> Ran:
        status = cli.main([str(token) for token in tokens])
        out, err = capfd.readouterr()
        return Ran(status, out, err)

    return run_command


@pytest.fixture
def run_code(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``procopius code`` with a coder that needs no model."""
    monkeypatch.setattr("procopius.cli.code.load_coder", FakeCoder)
    return lambda *tokens: run("code", *tokens)
