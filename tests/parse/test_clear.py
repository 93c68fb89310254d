import json
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from procopius import parse
from procopius.clean import clean
from procopius.coding.article import code, load_knowledge
from procopius.errors import DataFileError
from procopius.model import Article
from procopius.parse import clear, is_clear, to_ud
from procopius.pipeline import Coder
from procopius.resolve.article import resolve
from tests.docs_by_hand import VOCAB, make_doc

LABELS = sorted(clear.load_clear_labels().signs | {"nsubj", "conj", "cc", "ccomp", "compound", "expl", "mark", "aux"})
CASES = json.loads((Path(__file__).parent.parent / "cases" / "clear.json").read_text(encoding="utf-8"))


def build(case: dict, scheme: str) -> Doc:
    """The sentence of a case in one of the two schemes; the rows share all but label and head."""
    doc = make_doc("\n".join(case[scheme]))
    names = {"PERSON": "PER", "GPE": "LOC"} if scheme == "ud" else {}
    doc.ents = [Span(doc, a, b, label=names.get(label, label)) for a, b, label in case.get("entities", [])]
    return doc


def tree(doc: Doc) -> list[str]:
    return [f"{t.text} {t.dep_} {t.head.text}" for t in doc]


@pytest.mark.parametrize("case", CASES["trees"], ids=lambda c: c["name"])
def test_a_clear_tree_becomes_the_ud_tree(case: dict) -> None:
    given = build(case, "clear")
    before = tree(given)
    assert is_clear(given)
    assert tree(to_ud(given)) == tree(build(case, "ud"))
    assert tree(given) == before, "the doc that was given is left alone"


@pytest.mark.parametrize("case", CASES["trees"], ids=lambda c: c["name"])
def test_a_ud_tree_stays_as_it_is(case: dict) -> None:
    ud = build(case, "ud")
    assert not is_clear(ud)
    assert tree(to_ud(ud)) == tree(ud)


def events(coder: Coder, doc: Doc) -> list[tuple[object, ...]]:
    cleaned = clean(doc.text)
    assert cleaned.text.strip() == doc.text.strip()
    article = Article(id="a", text=doc.text, publication_date="2025-04-09")
    resolved = resolve(article, cleaned, lambda _: doc, coder.dictionary, coder.gazetteer)  # type: ignore[arg-type]
    coded = code(resolved, load_knowledge(None))
    return [
        (e.event, e.mode, e.status, [a.country for a in e.actor], [r.country for r in e.recipient], e.event_date)
        for e in coded.events
    ]


@pytest.mark.parametrize("case", [c for c in CASES["trees"] if "event" in c], ids=lambda c: c["name"])
def test_the_coder_finds_the_same_event_in_both(coder: Coder, case: dict) -> None:
    from_ud = events(coder, build(case, "ud"))
    assert events(coder, to_ud(build(case, "clear"))) == from_ud
    assert case["event"] in {found[0] for found in from_ud}


def test_sentences_tags_and_lemmas_are_kept() -> None:
    given = build(CASES["trees"][0], "clear")
    new = to_ud(given)
    assert [(t.pos_, t.tag_, t.lemma_) for t in new] == [(t.pos_, t.tag_, t.lemma_) for t in given]
    assert [s.text for s in new.sents] == [s.text for s in given.sents]


def test_entities_get_our_labels() -> None:
    doc = make_doc("Ban PROPN nsubj 1\nmet VERB ROOT 1\nKurds PROPN dobj 1\nin ADP prep 1\nIraq PROPN pobj 3")
    doc.ents = [Span(doc, 0, 1, label="PERSON"), Span(doc, 2, 3, label="NORP"), Span(doc, 4, 5, label="GPE")]
    assert [(e.text, e.label_) for e in to_ud(doc).ents] == [("Ban", "PER"), ("Iraq", "LOC")]


def test_an_empty_doc_passes() -> None:
    assert len(to_ud(spacy.blank("en")(""))) == 0


def test_a_pipeline_from_a_folder_gets_the_door(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "pipeline")
    found = parse.load_other(str(tmp_path / "pipeline"))
    assert isinstance(found, Language)
    assert found.pipe_names == ["sentencizer", "procopius_door"]
    assert found.vocab.get_noun_chunks is parse.noun_chunks


def test_a_faulty_table_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = clear.TABLE.read_text(encoding="utf-8").replace("{to: mark,", "{too: mark,")
    (tmp_path / "labels.yaml").write_text(faulty, encoding="utf-8")
    monkeypatch.setattr(clear, "TABLE", tmp_path / "labels.yaml")
    with pytest.raises(DataFileError, match="aux: unknown condition 'too'"):
        clear.load_clear_labels.__wrapped__()


@st.composite
def clear_docs(draw: st.DrawFn) -> Doc:
    """Trees of any shape with CLEAR labels in any place, as bad parsers leave them."""
    size = draw(st.integers(1, 10))
    order = draw(st.permutations(range(size)))
    heads = [order[0]] * size
    for at, word in enumerate(order[1:], 1):
        heads[word] = order[draw(st.integers(0, at - 1))]
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=size, max_size=size))
    deps = ["ROOT" if head == i else label for i, (head, label) in enumerate(zip(heads, labels, strict=True))]
    words = draw(st.lists(st.sampled_from(["according", "to", "be", "Ann", "ran"]), min_size=size, max_size=size))
    pos = draw(st.lists(st.sampled_from(["ADP", "VERB", "AUX", "NOUN", "PROPN"]), min_size=size, max_size=size))
    tags = ["TO" if word == "to" else "" for word in words]
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps, pos=pos, tags=tags, lemmas=words)
    start, end = sorted(draw(st.tuples(st.integers(0, size - 1), st.integers(1, size))))
    doc.ents = [Span(doc, start, end, label="PERSON")] if start < end else []
    return doc


@settings(deadline=None)
@given(clear_docs())
def test_any_tree_stays_a_tree(doc: Doc) -> None:
    new = to_ud(doc)
    roots = [token for token in new if token.head == token]
    assert [t.dep_ for t in roots] == ["root"]
    assert sum(1 for _ in roots[0].subtree) == len(doc)
    assert not clear.load_clear_labels().signs & {t.dep_ for t in new}
