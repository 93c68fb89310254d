"""Measure a model folder on treebank test sets: tags, trees, names, sentence starts, and on damaged text.

usage: python -m training.language.figures MODEL DATA [--damage]
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from functools import cache
from pathlib import Path

import spacy
from spacy.tokens import Doc

from procopius.dictionaries.dictionary import DATA as DICTIONARIES
from procopius.parse.chunks import ParsedSentence, parse_words
from procopius.parse.component import ProcopiusParser
from procopius.parse.network import Network
from training.language.damage import DAMAGES
from training.language.treebank import Sentence, documents, groups, read_treebank

NAMES = {"PER", "ORG", "LOC"}
"""What both test sets label throughout."""
TESTS = {"EWT": "ewt_test.jsonl.gz", "GUM": "gum_test.jsonl.gz"}


def parse_gold(network: Network, sentence: Sentence) -> ParsedSentence:
    """Parse gold tokens as one sentence (a predicted split inside it is put down to the parser as errors)."""
    gaps = [1, *(int(s) for s in sentence.spaces[:-1])]
    parts = list(parse_words(network, list(sentence.words), gaps))
    heads = [p.start + h if h >= 0 else -1 for p in parts for h in p.heads]
    first = parts[0]
    return ParsedSentence(
        start=0,
        upos=[t for p in parts for t in p.upos],
        xpos=[t for p in parts for t in p.xpos],
        ner=[t for p in parts for t in p.ner],
        heads=heads,
        deps=[t for p in parts for t in p.deps],
        hidden=first.hidden,
    )


def figures(network: Network, sentences: list[Sentence]) -> dict[str, float]:
    """Return accuracies on gold tokens (punctuation counts) and strict NER F."""
    n: Counter[str] = Counter()
    for s in sentences:
        p = parse_gold(network, s)
        n["words"] += len(s.words)
        n["upos"] += sum(a == b for a, b in zip(s.upos, p.upos, strict=True))
        n["xpos"] += sum(a == b for a, b in zip(s.xpos, p.xpos, strict=True))
        right = [a == b for a, b in zip(s.heads, p.heads, strict=True)]
        n["uas"] += sum(right)
        n["las"] += sum(r and a == b for r, a, b in zip(right, s.deps, p.deps, strict=True))
        gold, found = spans([t or "O" for t in s.ner]), spans(p.ner)
        unknown = {i for i, t in enumerate(s.ner) if t is None}
        gold = {g for g in gold if g[2] in NAMES}
        found = {f for f in found if f[2] in NAMES and not unknown & set(range(f[0], f[1]))}
        n["gold"] += len(gold)
        n["found"] += len(found)
        n["hit"] += len(gold & found)
        n["bounds"] += len({g[:2] for g in gold} & {f[:2] for f in found})
        lands = {g for g in gold if " ".join(s.words[g[0] : g[1]]).lower() in countries()}
        n["lands"] += len({g[:2] for g in lands} & {f[:2] for f in found})
        n["lands_right"] += len(lands & found)
    out = {k: 100 * n[k] / n["words"] for k in ("upos", "xpos", "uas", "las")}
    out["ner"] = 200 * n["hit"] / max(1, n["gold"] + n["found"])
    out["ner_type"] = 100 * n["hit"] / max(1, n["bounds"])
    out["lands"] = 100 * n["lands_right"] / max(1, n["lands"])
    return out


@cache
def countries() -> frozenset[str]:
    """Return the names of countries and words of nationality, lower-cased."""
    rows = (DICTIONARIES / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return groups() | {form.lower() for row in rows for form in "|".join(row.split("\t")[:2]).split("|") if form}


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Return the entities of a BIO sequence; an inner tag without a beginning opens one."""
    out, start, kind = set(), 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag[0] != "I" or tag[2:] != kind):
            out.add((start, i, kind))
            kind = ""
        if tag != "O" and not kind:
            start, kind = i, tag[2:]
    return out


def split_f(parser: ProcopiusParser, sentences: list[Sentence], genre: str = "") -> float:
    """Return F of sentence starts on raw text rebuilt from the documents, tokenised by spaCy."""
    nlp = spacy.blank("en")
    n: Counter[str] = Counter()
    for doc in documents(sentences):
        if genre not in doc[0].doc:
            continue
        text, starts = "", set()
        for s in doc:
            starts.add(len(text))
            text += "".join(w + (" " if sp else "") for w, sp in zip(s.words, s.spaces, strict=True))
        parsed: Doc = parser(nlp.make_doc(text))
        found = {sent.start_char for sent in parsed.sents}
        n["gold"] += len(starts)
        n["found"] += len(found)
        n["hit"] += len(starts & found)
    return 200 * n["hit"] / max(1, n["gold"] + n["found"])


def main() -> None:
    """Command line: print a line a test set."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model", type=Path)
    ap.add_argument("data", type=Path)
    ap.add_argument("--damage", action="store_true")
    args = ap.parse_args()
    parser = ProcopiusParser(args.model)
    for name, file in TESTS.items():
        test = read_treebank(args.data / file)
        row = figures(parser.network, test)
        row["split"] = split_f(parser, test)
        if name == "GUM":
            row["split_news"] = split_f(parser, test, "news")
        print(name, " ".join(f"{k} {v:.2f}" for k, v in row.items()))
        if args.damage and name == "EWT":
            for kind, function in DAMAGES.items():
                rng = random.Random(1)
                damaged = figures(parser.network, [function(s, rng) for s in test])
                print(name, kind, " ".join(f"{k} {v:.2f}" for k, v in damaged.items()))


if __name__ == "__main__":
    main()
