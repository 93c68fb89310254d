"""The parser as a spaCy component: it fills sentences, tags, lemmas, dependencies and entities of a ``Doc``."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IS_SPACE, LEMMA, POS, SPACY, TAG
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc

from procopius.parse.chunks import ParsedSentence, parse_words
from procopius.parse.lemma import Lemmatiser
from procopius.parse.network import MODEL_FOLDER, Network
from procopius.parse.wordpiece import GAPS

ATTRIBUTES = [HEAD, DEP, POS, TAG, LEMMA, ENT_IOB, ENT_TYPE]
_COLUMN = {attribute: i for i, attribute in enumerate(ATTRIBUTES)}
_IOB = {"I": 1, "O": 2, "B": 3}
_NONE, _SPACE, _BREAK = (GAPS.index(name) for name in ("none", "space", "break"))


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
        texts = [token.text for token in doc]
        index = np.flatnonzero(doc.to_array(IS_SPACE) == 0)
        if not len(index):
            return doc
        words = [texts[i] for i in index]
        sentences = list(parse_words(self.network, words, _gaps(doc, texts, index)))
        values = _space_values(doc, texts, index)
        values[index] = self._values(doc, words, index, sentences)
        doc.from_array(ATTRIBUTES, values)  # type: ignore[arg-type]  # the stub wants signed integers, spaCy does not
        hidden = np.zeros((len(doc), sentences[0].hidden.shape[1]), dtype=np.float32)
        hidden[index] = np.concatenate([s.hidden for s in sentences])
        doc.tensor = hidden  # type: ignore[assignment]  # spaCy keeps any float array
        return doc

    def _values(
        self, doc: Doc, words: list[str], index: NDArray[np.intp], sentences: list[ParsedSentence]
    ) -> NDArray[np.uint64]:
        """Return the attributes of the words, a row a word."""
        known = _Strings(doc.vocab.strings)
        upos = [tag for s in sentences for tag in s.upos]
        heads = np.concatenate([np.array(s.heads) + s.start for s in sentences])
        roots = np.concatenate([np.array(s.heads) < 0 for s in sentences])
        iob, kinds = _entities(sentences, index)
        columns: dict[int, list[int]] = {
            DEP: [known[label] for s in sentences for label in s.deps],
            POS: [known[tag] for tag in upos],
            TAG: [known[tag] for s in sentences for tag in s.xpos],
            LEMMA: [known[self.lemmatiser.lemma(word, tag)] for word, tag in zip(words, upos, strict=True)],
            ENT_IOB: iob,
            ENT_TYPE: [known[kind] if kind else 0 for kind in kinds],
        }
        values = np.empty((len(words), len(ATTRIBUTES)), dtype=np.uint64)
        values[:, _COLUMN[HEAD]] = (index[np.where(roots, np.arange(len(words)), heads)] - index).astype(np.uint64)
        for attribute, column in columns.items():
            values[:, _COLUMN[attribute]] = column
        return values


class _Strings(dict[str, int]):
    """String → its id in the store, asked once for each string."""

    def __init__(self, store: StringStore) -> None:
        super().__init__()
        self.store = store

    def __missing__(self, string: str) -> int:
        key = self[string] = self.store.add(string)
        return key


def _entities(sentences: list[ParsedSentence], index: NDArray[np.intp]) -> tuple[list[int], list[str]]:
    """Return spaCy's IOB code and the label of each word; white space of its own parts names."""
    parted = (np.diff(index, prepend=index[0]) > 1).tolist()
    iob, kinds = [], []
    for sentence in sentences:
        inside = ""
        for k, tag in enumerate(sentence.ner, start=sentence.start):
            kind = tag[2:]
            begins = tag[0] == "B" or kind != inside or parted[k]
            iob.append(_IOB["O" if not kind else "B" if begins else "I"])
            kinds.append(kind)
            inside = kind
    return iob, kinds


def _gaps(doc: Doc, texts: list[str], index: NDArray[np.intp]) -> list[int]:
    """Say for each word what stands before it: nothing, white space, or a paragraph break."""
    spaced = doc.to_array(SPACY)
    out = [_SPACE]
    for before, at in itertools.pairwise(index.tolist()):
        if at - before == 1:
            out.append(_SPACE if spaced[before] else _NONE)
        else:
            lines = sum(texts[i].count("\n") for i in range(before + 1, at))
            out.append(_BREAK if lines > 1 else _SPACE)
    return out


def _space_values(doc: Doc, texts: list[str], index: NDArray[np.intp]) -> NDArray[np.uint64]:
    """Start values: white-space tokens hang on the word before them (the first word, at the start)."""
    values = np.zeros((len(doc), len(ATTRIBUTES)), dtype=np.uint64)
    strings = doc.vocab.strings
    values[:, _COLUMN[DEP]] = strings.add("dep")
    values[:, _COLUMN[POS]] = strings.add("SPACE")
    values[:, _COLUMN[TAG]] = strings.add("_SP")
    values[:, _COLUMN[ENT_IOB]] = 2
    for i in np.setdiff1d(np.arange(len(doc)), index).tolist():
        host = index[max(int(np.searchsorted(index, i)) - 1, 0)]
        values[i, _COLUMN[HEAD]] = np.int64(host - i).astype(np.uint64)
        values[i, _COLUMN[LEMMA]] = strings.add(texts[i])
    return values
