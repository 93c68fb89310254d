"""A spaCy pipeline of the architecture of its small English one: tagger, parser and NER on convolutions.

The weights are random, which costs as much time as trained ones; no file has to be downloaded.
"""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from procopius.parse.network import MODEL_FOLDER, read_meta

TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
"""The sizes are those of ``en_core_web_sm`` 3.x."""


def build_cnn() -> Language:
    """Return the pipeline, with our label inventories and random weights."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}})
    nlp.add_pipe("parser", config={"model": _transitions("parser", 64, LISTENER)})
    nlp.add_pipe("ner", config={"model": _transitions("ner", 64, TOK2VEC)})
    nlp.initialize(lambda: [_example(nlp)])
    return nlp


def _transitions(kind: str, width: int, tok2vec: dict[str, object]) -> dict[str, object]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": width,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }


def _example(nlp: Language) -> Example:
    """Return one sentence that shows every label of ours once."""
    labels = read_meta(MODEL_FOLDER)
    deps = [dep for dep in labels.deps if dep != "root"]
    words = [f"w{i}" for i in range(len(deps) + 1)]
    tags = [labels.xpos[i % len(labels.xpos)] for i in range(len(words))]
    kinds = ["B-PER", "B-ORG", "B-LOC", *["O"] * (len(words) - 3)]
    doc = Doc(nlp.vocab, words=words, tags=tags, heads=[0] * len(words), deps=["ROOT", *deps], ents=kinds)
    return Example(nlp.make_doc(doc.text), doc)
