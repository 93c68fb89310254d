"""Quotes: sentences of our own, hand-built parses, and what must hold for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from procopius import parse
from procopius.coding.found_quote import FoundQuote
from procopius.coding.quote_marks import quoted_stretches
from procopius.coding.quotes import find_quotes
from procopius.coding.reporting import load_reporting, read_reporting
from procopius.errors import DataFileError

CASES = json.loads((Path(__file__).parent.parent / "cases" / "quotes.json").read_text(encoding="utf-8"))
MARKED_TEXT = st.text(alphabet="ab .,\n“”\"'‘’«»„`", max_size=60)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return parse.load()


def told(text: str, quote: FoundQuote) -> dict[str, str | None]:
    spans = {"content": quote.content, "speaker": quote.speaker, "cue": quote.cue}
    return {"kind": quote.kind, **{name: text[slice(*span)] if span else None for name, span in spans.items()}}


def marked(case: dict) -> object:
    """A known failure must fail: when it passes, its case is moved."""
    marks = [pytest.mark.xfail(strict=True, reason=case["failing"])] if "failing" in case else []
    return pytest.param(case, id=case["name"], marks=marks)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(nlp: Language, case: dict) -> None:
    text = case["text"]
    assert [told(text, quote) for quote in find_quotes(nlp(text))] == case["quotes"]


def built(words: list[str], heads: list[int], deps: list[str], pos: list[str], lemmas: list[str]) -> Doc:
    spaces = [word != "“" for word in words]
    return Doc(
        spacy.blank("en").vocab, words=words, spaces=spaces, heads=heads, deps=deps, pos=pos, tags=pos, lemmas=lemmas
    )


def test_speaker_survives_a_subject_attached_inside_the_marks() -> None:
    words = ["“", "We", "go", ",", "”", "said", "Berg", "."]
    doc = built(
        words,
        heads=[2, 2, 5, 2, 2, 5, 2, 5],
        deps=["punct", "nsubj", "ccomp", "punct", "punct", "root", "nsubj", "punct"],
        pos=["PUNCT", "PRON", "VERB", "PUNCT", "PUNCT", "VERB", "PROPN", "PUNCT"],
        lemmas=["“", "we", "go", ",", "”", "say", "Berg", "."],
    )
    (quote,) = find_quotes(doc)
    assert quote.speaker is not None
    assert doc.text[slice(*quote.speaker)] == "Berg"


def test_complement_is_read_off_the_tree_without_its_mark() -> None:
    doc = built(
        ["Berg", "hopes", "that", "rain", "ends"],
        heads=[1, 1, 4, 4, 1],
        deps=["nsubj", "root", "mark", "nsubj", "ccomp"],
        pos=["PROPN", "VERB", "SCONJ", "NOUN", "VERB"],
        lemmas=["Berg", "hope", "that", "rain", "end"],
    )
    (quote,) = find_quotes(doc)
    assert (doc.text[slice(*quote.content)], quote.kind) == ("rain ends", "indirect")


@given(MARKED_TEXT)
def test_stretches_are_ordered_apart_and_inside_their_marks(text: str) -> None:
    stretches = quoted_stretches(text)
    ends = [0, *(s.outer_end for s in stretches)]
    for stretch, end in zip(stretches, ends, strict=False):
        assert end <= stretch.outer_start <= stretch.start < stretch.end <= stretch.outer_end <= len(text)


@given(MARKED_TEXT)
def test_a_stretch_stays_in_its_paragraph(text: str) -> None:
    assert all("\n" not in text[s.start : s.end] for s in quoted_stretches(text))


@given(MARKED_TEXT, st.text(alphabet="ab .", max_size=20))
def test_a_paragraph_without_marks_changes_nothing_before_it(text: str, plain: str) -> None:
    assert quoted_stretches(f"{text}\n\n{plain}") == quoted_stretches(f"{text}\n\n")


@given(MARKED_TEXT)
def test_spans_lie_in_the_text(nlp: Language, text: str) -> None:
    for quote in find_quotes(nlp.make_doc(text)):
        assert 0 <= quote.content[0] < quote.content[1] <= len(text)


def test_every_list_of_the_lexicon_is_in_lower_case() -> None:
    words = load_reporting()
    assert all(word == word.lower() for word in words.speech | words.clausal | words.label | words.noun)


@pytest.mark.parametrize(
    ("content", "line"),
    [("say: [say]\n", 1), ("- say\n", 1), ("say: [say]\nutter: words\n", 2), ("say: [say\n", 2)],
    ids=["list_missing", "no_mapping", "no_list", "no_yaml"],
)
def test_a_bad_lexicon_is_named_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    path = tmp_path / "reporting.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataFileError) as raised:
        read_reporting(path)
    assert (raised.value.path, raised.value.line) == (path, line)
