import random

import pytest
from spacy.language import Language

from procopius import parse
from procopius.errors import ModelError
from procopius.parse.network import read_meta

TEXTS = [
    "Police in Minsk arrested 20 protesters on Sunday.",
    "The talks failed.\n\nBoth sides blamed each other, a spokesman said. No date was set.",
    "",
    "   \n ",
    "a",
    "ministers of both countries will meet tomorrow " * 60,
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return parse.load()


def analysis(nlp: Language, text: str) -> list[tuple[object, ...]]:
    return [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_, t.ent_iob_, t.ent_type_) for t in nlp(text)]


def test_parse_is_the_same_in_any_order_and_company(nlp: Language) -> None:
    alone = {text: analysis(nlp, text) for text in TEXTS}
    shuffled = TEXTS * 2
    random.Random(7).shuffle(shuffled)
    assert all(analysis(nlp, text) == alone[text] for text in shuffled)


def test_parse_fills_the_doc(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert [t.dep_ for t in doc if t.head == t] == ["root"]
    assert {t.text: t.dep_ for t in doc}["Police"] == "nsubj"
    assert {t.text: t.lemma_ for t in doc}["arrested"] == "arrest"
    assert [(e.text, e.label_) for e in doc.ents] == [("Minsk", "LOC")]
    assert doc.tensor.shape == (len(doc), 384)


def test_paragraph_breaks_end_sentences(nlp: Language) -> None:
    doc = nlp("Talks over border crisis fail\n\nThe talks failed on Monday.")
    assert [s.text.strip() for s in doc.sents] == ["Talks over border crisis fail", "The talks failed on Monday."]


def test_a_sentence_longer_than_a_chunk_is_parsed_in_pieces(nlp: Language) -> None:
    doc = nlp("the minister and " * 3000)
    assert len(doc) == 9000
    assert all(t.pos_ for t in doc)


def test_a_damaged_model_folder_says_so(tmp_path: object) -> None:
    with pytest.raises(ModelError, match="no usable model"):
        read_meta(tmp_path)  # type: ignore[arg-type]
