"""Speakers: the noun phrase that a word of reporting gives its words to.

The parse is asked first; where the words of a quotation come between a verb and its subject a parse often fails,
and the nominal that stands right beside the verb is taken.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from procopius.coding.reporting import Reporting
from procopius.model import Span

_SUBJECT = {"nsubj", "nsubj:pass", "nsubj:outer"}
_RELATIVE = {"who", "which", "that"}
_LEFT = {"det", "det:predet", "amod", "nummod", "compound", "nmod:poss", "nmod:desc", "flat", "advmod"}
_RIGHT = {
    "flat",
    "nmod",
    "appos",
    "conj",
    "compound",
    "nmod:desc",
    "nummod",
    "nmod:poss",
    "fixed",
    "case",
    "obl",
}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"}
_RUN = {"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON", "SYM", "X"}
_BETWEEN = {"AUX", "ADV", "PART"}
_LONGEST_ASIDE = 20
_JOINERS = {"-", "–", "'s", "’s", "’", "'", "/", "&"}

Free = Callable[[Token], bool]
"""Says whether a token may be part of a speaker (it stands in no quotation)."""


def speaker_span(head: Token, free: Free) -> Span:
    """Return the offsets of the noun phrase of ``head`` with its apposition and its coordinates, without clauses."""
    kept = {head.i}
    _collect(head, kept, free)
    start = end = head.i
    doc = head.doc
    while start - 1 in kept:
        start -= 1
    while end + 1 in kept or (end + 2 in kept and doc[end + 1].is_punct and free(doc[end + 1])):
        end += 1
    while doc[end].is_punct and doc[end].text not in {")", "."} and end > head.i:
        end -= 1
    return (doc[start].idx, doc[end].idx + len(doc[end]))


def _collect(head: Token, kept: set[int], free: Free) -> None:
    for child in head.children:
        wanted = _LEFT if child.i < head.i else _RIGHT
        inner = child.dep_ in {"case", "cc", "punct", "cc:preconj"} and head.dep_ in _RIGHT | _LEFT and len(kept) > 1
        if not free(child) or not (child.dep_ in wanted or inner) or child.i in kept:
            continue
        if child.dep_ == "obl" and head.pos_ in {"VERB", "AUX"}:
            continue
        kept.add(child.i)
        _collect(child, kept, free)


def speaker_head(cue: Token, free: Free) -> Token | None:
    """Return the head of the noun phrase whose words a verb of reporting reports, or None if nobody is named."""
    passive = any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in cue.children)
    if passive and cue.lemma_ != "quote":
        return agent_of(cue, free)
    subject = subject_of(cue, free)
    if subject is None and not any(c.dep_ == "expl" for c in cue.children):
        subject = _shared(cue, free) or _before_aside(cue, free) or nominal_before(cue, free)
    return subject


def _shared(participle: Token, free: Free) -> Token | None:
    """Return the subject of the verb before a participle after a comma: "met the king, saying"."""
    doc, start = participle.doc, participle.sent.start
    if participle.tag_ != "VBG" or participle.i == start or doc[participle.i - 1].text != ",":
        return None
    verbs = (doc[i] for i in range(participle.i - 1, start, -1) if doc[i].pos_ == "VERB" and free(doc[i]))
    own = (c for verb in verbs for c in verb.children if c.dep_ in _SUBJECT and free(c))
    return next((c for c in own if c.lower_ not in _RELATIVE), None)


def _before_aside(verb: Token, free: Free) -> Token | None:
    """Return the nominal before an aside between commas: "Lee, who drafted the bill, said"."""
    doc, i = verb.doc, verb.i - 1
    while i > 0 and doc[i].pos_ in _BETWEEN:
        i -= 1
    if doc[i].text != ",":
        return None
    start = next((j for j in range(i - 1, max(verb.sent.start, i - _LONGEST_ASIDE), -1) if doc[j].text == ","), None)
    return nominal_before(doc[start], free) if start is not None and free(doc[start]) else None


def subject_of(verb: Token, free: Free) -> Token | None:
    """Return the head of the subject of a verb, through relative clauses, coordination and participles."""
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = next((c for c in verb.children if c.dep_ in _SUBJECT and free(c)), None)
        if own is not None:
            return _antecedent(own, verb)
        if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.doc[max(verb.left_edge.i - 1, 0)].text == ",":
            verb = _governor(verb)
            continue
        if verb.dep_ in {"acl:relcl", "acl"} and verb.head.pos_ in _NOMINAL and free(verb.head):
            return verb.head
        if verb.dep_ not in {"conj", "xcomp", "advcl", "acl", "advcl:relcl"} or not free(verb.head):
            return None
        verb = verb.head
    return None


def _governor(participle: Token) -> Token:
    """Return the verb whose subject a participle after a comma shares: "met the king, saying"."""
    return next((t for t in participle.ancestors if t.pos_ in {"VERB", "AUX"}), participle)


def _antecedent(subject: Token, verb: Token) -> Token:
    """Return whom a relative pronoun stands for."""
    if subject.lower_ in _RELATIVE and verb.dep_ in {"acl:relcl", "advcl:relcl"} and verb.head.pos_ in _NOMINAL:
        return verb.head
    if subject.lower_ in {"who", "which"} and verb.i > 1:
        return nominal_before(subject, lambda t: not t.is_space) or subject
    return subject


def agent_of(verb: Token, free: Free) -> Token | None:
    """Return who acts in a passive: "was told by officials"."""
    for child in verb.children:
        by = any(c.dep_ == "case" and c.lower_ == "by" for c in child.children)
        if free(child) and (child.dep_ == "obl:agent" or (child.dep_ == "obl" and by)):
            return child
    return None


def nominal_after(token: Token, free: Free, words: Reporting) -> Token | None:
    """Return the head of the nominal that begins right after ``token``, a word of time between aside."""
    doc, i, head = token.doc, token.i + 1, None
    while i < len(doc) and free(doc[i]) and _may_go_on(doc[i], head, words):
        word = doc[i]
        if word.pos_ in _NOMINAL and word.lower_ not in words.when and not _is_name_part(head, word):
            head = word
        i += 1
    return head


def _may_go_on(word: Token, head: Token | None, words: Reporting) -> bool:
    if word.lower_ in words.when or (word.pos_ == "PRON" and head is not None):
        return head is None
    participle = word.pos_ == "VERB" and word.i > 0 and word.nbor(-1).pos_ == "DET"
    return word.pos_ in _RUN or participle or (head is not None and word.lower_ in _JOINERS)


def _is_name_part(head: Token | None, word: Token) -> bool:
    """Say whether the parse makes ``word`` a later part of the name that ``head`` begins."""
    return head is not None and word.dep_ == "flat" and word.head.i <= head.i


def nominal_before(token: Token, free: Free) -> Token | None:
    """Return the head of the nominal that ends right before ``token``, auxiliaries, adverbs and brackets between."""
    doc, i = token.doc, token.i - 1
    while i >= 0 and free(doc[i]) and (doc[i].pos_ in _BETWEEN or doc[i].text in {",", ")"}):
        i = _before_bracket(doc[i]) if doc[i].text == ")" else i - 1
    if i < 0 or not free(doc[i]) or doc[i].pos_ not in _NOMINAL:
        return None
    return _top(doc[i], free)


def _before_bracket(close: Token) -> int:
    """Return the index of the token before the bracket that ``close`` closes."""
    i = close.i
    while i > 0 and close.doc[i].text != "(":
        i -= 1
    return i - 1


def _top(word: Token, free: Free) -> Token:
    """Return the head of the noun phrase that a word near its end belongs to."""
    while word.dep_ in {"flat", "compound", "nmod", "appos", "nmod:desc", "conj"} and word.head.i < word.i:
        if not free(word.head) or word.head.pos_ not in _NOMINAL:
            break
        word = word.head
    return word
