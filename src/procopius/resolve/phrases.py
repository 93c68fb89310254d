"""The words of a nominal: its noun phrase without the clauses, appositions and coordinates that hang on it."""

from __future__ import annotations

from spacy.tokens import Token

_OUTSIDE = {
    "acl", "acl:relcl", "advcl", "advcl:relcl", "appos", "cc", "ccomp", "conj", "cop", "dep", "discourse", "mark",
    "nsubj", "nsubj:pass", "parataxis", "punct", "csubj", "aux", "aux:pass", "obl:unmarked", "orphan", "list", "expl",
    "nmod:unmarked", "advmod", "obj", "xcomp", "reparandum", "dislocated", "vocative",
}  # fmt: skip
_KEPT_CASES = {"", "'s", "’s", "'", "’", "of", "in", "from", "for", "to", "at", "near", "outside"}


def phrase_tokens(head: Token) -> list[Token]:
    """Return the tokens of the noun phrase of ``head``, in order, without its preposition."""
    kept = [head]
    for child in head.children:
        if child.dep_ == "case":
            if child.i > head.i:
                kept.append(child)
        elif child.dep_.startswith("nmod") and _case(child) not in _KEPT_CASES:
            continue
        elif child.dep_ == "advmod" and child.i < head.i and not child.is_punct:
            kept.extend(child.subtree)
        elif child.dep_ not in _OUTSIDE or _hyphen(child):
            kept.extend(_inner(child))
    return _contiguous(sorted(set(kept), key=lambda t: t.i), head)


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _inner(token: Token) -> list[Token]:
    """Return a modifier with its own modifiers, prepositions included, clauses left out."""
    out = [token]
    for child in token.children:
        if child.dep_ not in _OUTSIDE - {"advmod", "punct", "conj", "cc", "nmod:unmarked"} and not (
            child.dep_ == "punct" and child.text not in {"-", "'", "."}
        ):
            out.extend(_inner(child))
    return out


def _hyphen(token: Token) -> bool:
    return token.dep_ == "punct" and token.text in {"-", "–"} and not token.whitespace_


def _contiguous(tokens: list[Token], head: Token) -> list[Token]:
    """Keep the run of tokens around the head; a gap of punctuation or space ends it."""
    index = {t.i for t in tokens}
    start = end = head.i
    doc = head.doc
    while start - 1 in index or (start - 2 in index and doc[start - 1].text in {"-", "–", "/"}):
        start -= 1
    while end + 1 in index or (end + 2 in index and doc[end + 1].text in {"-", "–", "/"}):
        end += 1
    return [doc[i] for i in range(start, end + 1)]


def phrase_span(head: Token) -> tuple[int, int]:
    """Return the offsets in the parsed text of the noun phrase of ``head``."""
    tokens = phrase_tokens(head)
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def name_top(token: Token) -> Token:
    """Return the nominal that a word of a name or title belongs to."""
    while token.dep_ in {"flat", "nmod:desc", "goeswith", "fixed"} or (token.dep_ == "compound" and _is_name(token)):
        token = token.head
    return token


def _is_name(token: Token) -> bool:
    """Say whether a compound belongs to the name it stands in, a mistranslated one ("Minister Jorge castle") too."""
    inside = token.pos_ == "PROPN" and token.head.i > token.i
    return bool(inside and (token.head.pos_ == "PROPN" or token.ent_type_ == "PER"))
