import pytest

import procopius
from procopius.pipeline import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The shipped coder, loaded once."""
    return procopius.load()
