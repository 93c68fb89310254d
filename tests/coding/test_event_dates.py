"""The date of an act by syntax, over trees written by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
import spacy
from spacy.tokens import Doc

from procopius.coding.circumstances import when_of
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.tense import points_ahead
from procopius.resolve.time import find_times

PUBLISHED = "2024-03-27"
VOCAB = spacy.blank("en").vocab


def tree(rows: str) -> Doc:
    """Rows are ``word:head:dep:tag``; a head is the number of its word from 0."""
    cells = [row.split(":", 3) for row in rows.split()]
    tags = [c[3] for c in cells]
    pos = [{"V": "VERB", "N": "NOUN", "P": "PRON"}.get(t[0], "X") for t in tags]
    return Doc(
        VOCAB,
        words=[c[0] for c in cells],
        lemmas=[c[0].lower() for c in cells],
        heads=[int(c[1]) for c in cells],
        deps=[{"poss": "nmod:poss", "relcl": "acl:relcl"}.get(c[2], c[2]) for c in cells],
        tags=tags,
        pos=pos,
    )


def date_of(doc: Doc, word: str, **options: Any) -> str | None:
    times = find_times(doc.text, publication_date=PUBLISHED)
    resolved = SimpleNamespace(doc=doc, times=times, article=SimpleNamespace(publication_date=PUBLISHED))
    trigger = next(t for t in doc if t.text == word)
    return when_of(trigger, None, cast("ResolvedArticle", resolved), **options).start


SINCE = (
    "Police:1:nsubj:NN arrested:1:root:VBD nine:1:obj:CD "
    "since:5:mark:IN protests:5:nsubj:NNS began:1:advcl:VBD on:7:case:IN Monday:5:obl:NNP"
)
BLAME = "He:1:nsubj:PRP blamed:1:root:VBD them:1:obj:PRP for:4:case:IN clashes:1:obl:NNS on:6:case:IN Monday:4:nmod:NNP"
RELATIVE = (
    "On:1:case:IN Monday:3:obl:NNP judges:3:nsubj:NNS doubted:3:root:VBD the:5:det:DT ban:3:obj:NN "
    "which:7:nsubj:WDT began:5:relcl:VBD on:9:case:IN Sunday:7:obl:NNP"
)
SCENE = (
    "Mali:1:nsubj:NNP shut:1:root:VBD it:1:obj:PRP on:4:case:IN Monday:1:obl:NNP .:1:punct:. "
    "She:7:nsubj:PRP expelled:7:root:VBD envoys:7:obj:NNS .:7:punct:."
)


def test_a_clause_beside_the_act_tells_its_time() -> None:
    assert date_of(tree(SINCE), "arrested") == "2024-03-25"


@pytest.mark.parametrize(("verbal", "expected"), [(True, None), (False, "2024-03-25")])
def test_a_reproach_is_not_dated_by_what_it_is_about(verbal: bool, expected: str | None) -> None:
    assert date_of(tree(BLAME), "blamed", verbal=verbal) == expected


def test_a_relative_clause_dates_the_noun_before_the_main_clause_does() -> None:
    assert date_of(tree(RELATIVE), "ban") == "2024-03-24"


def test_a_scene_goes_on_with_its_day() -> None:
    assert date_of(tree(SCENE), "expelled") == "2024-03-25"
    assert date_of(tree(SCENE.replace("She", "Chad")), "expelled") is None


@pytest.mark.parametrize(("verb", "tag", "ahead"), [("lands", "VBZ", True), ("landed", "VBD", False)])
def test_the_plain_present_points_ahead(verb: str, tag: str, ahead: bool) -> None:
    doc = tree(f"He:1:nsubj:PRP {verb}:1:root:{tag} on:3:case:IN Friday:1:obl:NNP")
    assert points_ahead(doc)(doc[3].idx) is ahead
