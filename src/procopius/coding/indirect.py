"""Indirect and mixed quotes: the clauses that verbs, nouns and prepositions of reporting give to a speaker.

Four forms: a complement (she said *that it failed*), a parenthesis (*it failed*, she said), a preposition
(according to her, *it failed*), and a quoted word in what a verb of naming takes (she called it *a "farce"*).
A clause that holds quoted words is ``mixed``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from procopius.coding.found_quote import FoundQuote
from procopius.coding.quote_layout import Layout, Stretch, ends_sentence, ends_with_stop, is_break, is_title
from procopius.coding.reporting import Reporting, according_at
from procopius.coding.speakers import Free, nominal_after, speaker_head, speaker_span
from procopius.model import Span

_EDGE = {",", ";", ":", "—", "–", "-", "--", ".", "and", "but", "(", "…"}
_SUBJECT = {"nsubj", "nsubj:pass", "csubj", "expl"}
_VERBAL = {"VERB", "AUX"}
_NOMINAL = {"NOUN", "PROPN", "PRON"}
_NO_START = {"VBG", "VBN", "WRB"}
_MAX_CLIMB = 5


class _Clause(NamedTuple):
    """A reported clause as a token range, with the head of its speaker and its cue."""

    first: int
    last: int
    speaker: Token | None
    cue: Span
    named: bool = False
    """It was taken for the quoted words in it."""


class _Reader(NamedTuple):
    """What the forms are read from: ``direct`` are the numbers of the direct stretches, ``used`` their cues."""

    layout: Layout
    words: Reporting
    direct: Collection[int]
    used: Collection[Span]

    def free(self, token: Token) -> bool:
        return not self.layout.is_quoted(token) and not token.is_space

    def in_direct(self, token: Token) -> bool:
        return self.layout.owner[token.i] in self.direct


def indirect_quotes(
    layout: Layout, words: Reporting, direct: Collection[int], used: Collection[Span]
) -> tuple[FoundQuote, ...]:
    """Return the indirect and mixed quotes of a text.

    ``direct`` are the numbers of the stretches that are direct quotes, ``used`` the offsets of their cues.
    """
    reader = _Reader(layout, words, direct, used)
    found: dict[Span, FoundQuote] = {}
    for clause in _clauses(reader):
        quote = _quote(clause, reader)
        if quote is not None:
            found.setdefault(quote.content, quote)
    held = {n for quote in found.values() for n in _held(quote.content, layout)}
    for clause in _namings(reader, held):
        quote = _quote(clause, reader)
        if quote is not None:
            found.setdefault(quote.content, quote)
    return tuple(found.values())


def _clauses(reader: _Reader) -> Iterator[_Clause]:
    for token in reader.layout.doc:
        if not reader.free(token):
            continue
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in reader.words.clausal | reader.words.infinitive:
            yield from _complements(token, lemma, reader)
        elif token.pos_ == "NOUN" and lemma in reader.words.noun:
            yield from _noun_complements(token, reader)
        length = according_at(token, reader.words)
        if length is not None:
            yield from _according(token, length, reader)


def _complements(verb: Token, lemma: str, reader: _Reader) -> Iterator[_Clause]:
    speaker = speaker_head(verb, reader.free)
    if (speaker is not None and speaker.lower_ in reader.words.nobody) or _is_unsaid(verb, lemma, reader.words):
        return
    inside = [c for c in verb.children if c.i > verb.i and _is_complement(c, lemma, speaker, reader)]
    for child in inside:
        yield _Clause(max(child.left_edge.i, verb.i + 1), _end(child), speaker, _span(verb))
    if inside or lemma not in reader.words.clausal or _span(verb) in reader.used:
        return
    fronted = next((c for c in verb.children if c.i < verb.i and _is_fronted(c, reader)), None)
    if fronted is not None:
        cut = speaker.left_edge.i if speaker is not None and speaker.i > fronted.i else verb.i
        yield _Clause(fronted.left_edge.i, min(cut, verb.i), speaker, _span(verb))
    elif speaker is not None and verb.tag_ != "VBG":
        yield from _parenthesis(verb, speaker, reader)


def _end(clause: Token) -> int:
    """Return where a complement ends: before a past tense joined to its infinitive, which belongs to the cue.

    In "said it would open talks and described the vote as unfair" a parse may join "described" to "open".
    """
    for child in clause.children:
        own = any(c.dep_ in _SUBJECT for c in child.children)
        if child.dep_ == "conj" and clause.tag_ == "VB" and child.tag_ in {"VBD", "VBZ"} and not own:
            return child.left_edge.i
    return clause.right_edge.i + 1


def _is_unsaid(verb: Token, lemma: str, words: Reporting) -> bool:
    return lemma not in words.think and any(c.lower_ in words.negators for c in verb.children)


def _is_complement(child: Token, lemma: str, speaker: Token | None, reader: _Reader) -> bool:
    if reader.in_direct(child):
        return False
    if child.dep_ == "ccomp":
        return lemma in reader.words.clausal and _is_clause(child, reader.words)
    if child.dep_ == "xcomp":
        return lemma in reader.words.infinitive and speaker is not None and _is_infinitive(child)
    colon = child.dep_ == "parataxis" and child.doc[child.left_edge.i - 1].text == ":"
    return colon and lemma in reader.words.clausal


def _is_clause(token: Token, words: Reporting) -> bool:
    """Say whether a complement has a predicate and no mark of another kind of clause."""
    predicate = token.pos_ in _VERBAL or any(c.dep_ in _SUBJECT or c.dep_ == "cop" for c in token.children)
    return predicate and all(c.lower_ in words.marks for c in token.children if c.dep_ == "mark")


def _is_infinitive(token: Token) -> bool:
    return any(c.lower_ == "to" and c.i < token.i for c in token.children)


def _is_fronted(child: Token, reader: _Reader) -> bool:
    """Say whether a clause before the verb is what was said: finite, and not subordinate to it by a mark."""
    finite = any(c.dep_ in _SUBJECT for c in child.children)
    marked = any(c.dep_ == "mark" for c in child.children)
    return child.dep_ == "ccomp" and finite and not marked and not reader.in_direct(child)


def _parenthesis(verb: Token, speaker: Token, reader: _Reader) -> Iterator[_Clause]:
    """Read ``…, she said`` and ``…, she said, …``: a cue with its subject between commas or at the end."""
    doc, sent = verb.doc, verb.sent
    first = min(verb.i, speaker.left_edge.i if speaker.left_edge.i > sent.start else speaker.i)
    last = max(verb.i, speaker.right_edge.i if speaker.i > verb.i else verb.i)
    if first <= sent.start or doc[first - 1].text != "," or first < verb.i - 12:
        return
    tail = [t for t in doc[last + 1 : sent.end] if not t.is_space]
    if any(t.dep_ == "mark" and t.head.head == verb for t in tail):
        return
    stop = next((t for t in tail if t.text == "," or ends_sentence(t)), None)
    told = doc[sent.start : first]
    if any(reader.in_direct(t) for t in told):
        return
    closed = stop is None or ends_sentence(stop) or all(t.is_punct for t in tail[tail.index(stop) :])
    if closed and _is_main(told):
        yield _Clause(sent.start, first, speaker, _span(verb))
    elif not closed and stop is not None and stop.i == last + 1 and _is_topic(told):
        yield _Clause(sent.start, sent.end, speaker, _span(verb))


def _is_topic(told: SpacySpan) -> bool:
    """Say whether a stretch can begin a main clause: a nominal first, no adverbial phrase."""
    words = [t for t in told if t.is_alpha]
    return bool(words) and words[0].pos_ != "ADP" and any(t.pos_ in _NOMINAL for t in words)


def _is_main(told: SpacySpan) -> bool:
    """Say whether a stretch can be a main clause: it has a verb and does not begin with a subordinator."""
    first = next((t for t in told if t.is_alpha and t.pos_ != "CCONJ"), None)
    subordinate = first is None or first.dep_ == "mark" or first.pos_ == "SCONJ" or first.tag_ in _NO_START
    return not subordinate and any(t.pos_ in _VERBAL for t in told)


def _noun_complements(noun: Token, reader: _Reader) -> Iterator[_Clause]:
    for child in noun.children:
        that = any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        if child.dep_ in {"acl", "ccomp"} and child.i > noun.i and that and not reader.in_direct(child):
            yield _Clause(child.left_edge.i, child.right_edge.i + 1, _owner(noun, reader.free), _span(noun))


def _owner(noun: Token, free: Free) -> Token | None:
    """Return whose claim it is: "his claim", "the claim of", else the subject of the verb that takes it."""
    for child in noun.children:
        by = any(c.dep_ == "case" and c.lower_ in {"of", "by", "from"} for c in child.children)
        if free(child) and (child.dep_ == "nmod:poss" or (child.dep_ == "nmod" and by)):
            return child
    if noun.dep_ == "obj" and noun.head.pos_ == "VERB":
        return speaker_head(noun.head, free)
    return None


def _according(token: Token, length: int, reader: _Reader) -> Iterator[_Clause]:
    doc = token.doc
    to = doc[token.i + length - 1]
    speaker = nominal_after(to, reader.free, reader.words)
    cue = (token.idx, to.idx + len(to))
    if speaker is None or cue in reader.used:
        return
    end = _phrase_end(speaker, reader)
    yield _Clause(*_around(token, end), speaker, cue)


def _around(token: Token, end: int) -> tuple[int, int]:
    """Return the clause that a phrase of attribution belongs to: what follows it, what precedes it, or both."""
    doc, first, last = token.doc, token.sent.start, token.sent.end
    before = [t for t in doc[first : token.i] if t.is_alpha]
    after = any(t.is_alpha for t in doc[end:last])
    if all(t.pos_ in {"CCONJ", "ADV"} for t in before):
        return end, last
    enclosed = end < last and doc[token.i - 1].text == "," and doc[end].text == ","
    if not after or (not enclosed and any(t.pos_ in _VERBAL for t in before)):
        return first, token.i
    return first, last


def _phrase_end(speaker: Token, reader: _Reader) -> int:
    end = speaker_span(speaker, reader.free)[1]
    return next((t.i for t in speaker.doc[speaker.i :] if t.idx >= end), len(speaker.doc))


def _namings(reader: _Reader, held: Collection[int]) -> Iterator[_Clause]:
    """Yield what a verb of naming or judging takes, where quoted words stand in it; one clause for each verb."""
    found: dict[int, list[Token]] = {}
    for number, stretch in enumerate(reader.layout.stretches):
        step = None if number in reader.direct or number in held else _naming(stretch, reader)
        if step is not None:
            below, verb = step
            found.setdefault(verb.i, []).append(below)
    for i, taken in found.items():
        verb = reader.layout.doc[i]
        first, last = min(t.left_edge.i for t in taken), max(t.right_edge.i for t in taken) + 1
        yield _Clause(max(first, i + 1), last, speaker_head(verb, reader.free), _span(verb), named=True)


def _naming(stretch: Stretch, reader: _Reader) -> tuple[Token, Token] | None:
    """Return the nearest verb of naming above a stretch, with its dependent that holds the stretch."""
    verbs = reader.words.label | reader.words.say
    for below, verb in _path_out(stretch, reader.layout.doc):
        if verb.pos_ == "VERB" and verb.lemma_.lower() in verbs:
            told = below.i > verb.i and not _is_setting(below, reader.words)
            return (below, verb) if told else None
    return None


def _is_setting(token: Token, words: Reporting) -> bool:
    """Say whether a phrase tells where something was said."""
    return token.dep_ == "obl" and any(c.dep_ == "case" and c.lower_ in words.setting for c in token.children)


def _path_out(stretch: Stretch, doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Yield the steps from the head of a stretch upwards, (child, head), the heads outside the stretch."""
    inside = range(stretch.first, stretch.last)
    top = next((t for t in doc[stretch.first : stretch.last] if not t.is_punct and t.head.i not in inside), None)
    for _ in range(_MAX_CLIMB):
        if top is None or top.head.i == top.i:
            return
        yield top, top.head
        if top.dep_ in {"acl:relcl", "advcl", "parataxis"}:
            return
        top = top.head


def _quote(clause: _Clause, reader: _Reader) -> FoundQuote | None:
    content = _trimmed(clause, reader)
    if content is None:
        return None
    speaker = clause.speaker
    return FoundQuote(
        content=content,
        cue=clause.cue,
        speaker=speaker_span(speaker, reader.free) if speaker is not None else None,
        kind="mixed" if _held(content, reader.layout) or clause.named else "indirect",
    )


def _trimmed(clause: _Clause, reader: _Reader) -> Span | None:
    """Return the offsets of a clause without "that" and the marks at its edges, cut where its sentence ends."""
    doc, first, last = reader.layout.doc, clause.first, clause.last
    while first < last and (doc[first].is_space or doc[first].text in _EDGE or _is_that(doc[first])):
        first += 1
    last = next((t.i for t in doc[first:last] if _is_cut(t, reader)), last)
    while last > first and (doc[last - 1].is_space or doc[last - 1].text in _EDGE):
        last -= 1
    words = sum(t.is_alpha for t in doc[first:last])
    if not words or (words == 1 and not clause.named):
        return None
    return (doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def _is_cut(token: Token, reader: _Reader) -> bool:
    """Say whether a clause cannot go on with this token."""
    if reader.in_direct(token) or is_break(token):
        return True
    if ends_sentence(token) and not reader.layout.is_quoted(token):
        return True
    before = reader.layout.owner[token.i - 1] if token.i else -1
    closed = before >= 0 and before != reader.layout.owner[token.i]
    return closed and token.is_title and ends_with_stop(reader.layout.content(before))


def _is_that(token: Token) -> bool:
    return token.lower_ == "that" and token.dep_ == "mark"


def _held(content: Span, layout: Layout) -> list[int]:
    """Return the numbers of the stretches that lie in a clause, titles of works aside."""
    return [
        n
        for n, s in enumerate(layout.stretches)
        if content[0] <= s.quoted.start and s.quoted.end <= content[1] and not is_title(layout.content(n))
    ]


def _span(token: Token) -> Span:
    return (token.idx, token.idx + len(token))
