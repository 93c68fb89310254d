"""Where a publisher is at home."""

from __future__ import annotations

import pytest

from procopius.resolve.gazetteer import default_gazetteer
from procopius.resolve.home import Home, home_of


@pytest.mark.parametrize(
    ("publisher", "home"),
    [
        ("https://www.nairobinews.co.ke/politics/1.html", Home("KEN", "nairobi")),
        ("kathmandupost.com", Home(None, "kathmandu")),
        ("The Kathmandu Post", Home(None, "Kathmandu")),
        ("capetowndaily.com", Home(None, "cape town")),
        ("example.tv", Home(None, None)),
        ("Worldwide Wire", Home(None, None)),
    ],
)
def test_home(publisher: str, home: Home) -> None:
    assert home_of(publisher, default_gazetteer()) == home
