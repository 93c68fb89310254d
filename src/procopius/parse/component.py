"""The parser as a spaCy component: it fills sentences, tags, lemmas, dependencies and entities of a ``Doc``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc

from procopius.parse.chunks import ParsedSentence, parse_words
from procopius.parse.lemma import Lemmatiser
from procopius.parse.network import MODEL_FOLDER, Network
from procopius.parse.wordpiece import GAPS

ATTRIBUTES = [HEAD, DEP, POS, TAG, LEMMA, ENT_IOB, ENT_TYPE]
_COLUMN = {attribute: i for i, attribute in enumerate(ATTRIBUTES)}
_IOB = {"I": 1, "O": 2, "B": 3}


@Language.factory(
    "procopius_parser",
    assigns=[
        "token.head",
        "token.dep",
        "token.pos",
        "token.tag",
        "token.lemma",
        "token.is_sent_start",
        "doc.ents",
    ],
    default_config={"folder": None},
)
def make_parser(nlp: Language, name: str, folder: str | None) -> ProcopiusParser:  # noqa: ARG001 (spaCy's signature)
    """Build the component; ``folder`` is a model folder, ours by default."""
    return ProcopiusParser(Path(folder) if folder else MODEL_FOLDER)


class ProcopiusParser:
    """Callable on a tokenised ``Doc``. ``doc.tensor`` holds the encoder's word vectors for the event head."""

    def __init__(self, folder: Path) -> None:
        self.network = Network(folder)
        self.lemmatiser = Lemmatiser(folder)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate ``doc`` in place, as spaCy components do, and return it."""
        index = [token.i for token in doc if not token.is_space]
        if not index:
            return doc
        words = [doc[i].text for i in index]
        sentences = list(parse_words(self.network, words, _gaps(doc, index)))
        values = self._values(doc, index, sentences)
        doc.from_array(ATTRIBUTES, values)  # type: ignore[arg-type]  # the stub wants signed integers, spaCy does not
        hidden = np.zeros((len(doc), sentences[0].hidden.shape[1]), dtype=np.float32)
        hidden[index] = np.concatenate([s.hidden for s in sentences])
        doc.tensor = hidden  # type: ignore[assignment]  # spaCy keeps any float array
        return doc

    def _values(self, doc: Doc, index: list[int], sentences: list[ParsedSentence]) -> NDArray[np.uint64]:
        values = _space_values(doc, index)
        strings = doc.vocab.strings
        for sentence in sentences:
            inside = "O"
            for k, upos in enumerate(sentence.upos):
                i = index[sentence.start + k]
                if k and i - index[sentence.start + k - 1] > 1:
                    inside = "O"  # white space of its own parts names
                head = index[sentence.start + sentence.heads[k]] if sentence.heads[k] >= 0 else i
                tag, inside = _well_formed(sentence.ner[k], inside)
                row = values[i]
                row[_COLUMN[HEAD]] = np.int64(head - i).astype(np.uint64)
                row[_COLUMN[DEP]] = strings.add(sentence.deps[k])
                row[_COLUMN[POS]] = strings.add(upos)
                row[_COLUMN[TAG]] = strings.add(sentence.xpos[k])
                row[_COLUMN[LEMMA]] = strings.add(self.lemmatiser.lemma(doc[i].text, upos))
                row[_COLUMN[ENT_IOB]] = _IOB[tag[0]]
                row[_COLUMN[ENT_TYPE]] = strings.add(tag[2:]) if tag != "O" else 0
        return values


def _well_formed(tag: str, inside: str) -> tuple[str, str]:
    """Turn an inner tag that follows nothing of its kind into a beginning; return it and what it leaves open."""
    if tag == "O":
        return "O", "O"
    kind = tag[2:]
    return (tag if tag[0] == "B" or inside == kind else f"B-{kind}"), kind


def _gaps(doc: Doc, index: list[int]) -> list[int]:
    """Say for each word what stands before it: nothing, white space, or a paragraph break."""
    out, text, end = [], doc.text, 0
    for n, i in enumerate(index):
        token = doc[i]
        before = text[end : token.idx] if n else " "
        end = token.idx + len(token)
        out.append(GAPS.index("break") if before.count("\n") > 1 else GAPS.index("space" if before else "none"))
    return out


def _space_values(doc: Doc, index: list[int]) -> NDArray[np.uint64]:
    """Start values: white-space tokens hang on the word before them (the first word, at the start)."""
    values = np.zeros((len(doc), len(ATTRIBUTES)), dtype=np.uint64)
    strings = doc.vocab.strings
    values[:, _COLUMN[DEP]] = strings.add("dep")
    values[:, _COLUMN[POS]] = strings.add("SPACE")
    values[:, _COLUMN[TAG]] = strings.add("_SP")
    values[:, _COLUMN[ENT_IOB]] = 2
    host = index[0]
    words = set(index)
    for i in range(len(doc)):
        if i in words:
            host = i
        else:
            values[i, _COLUMN[HEAD]] = np.int64(host - i).astype(np.uint64)
            values[i, _COLUMN[LEMMA]] = strings.add(doc[i].text)
    return values
