"""Votes: what a body decided, by which counts, with whose abstention or veto.

Several sentences about one vote make one record. The body may stand in another sentence than the counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from procopius.coding.found_vote import FoundVote
from procopius.coding.tallies import Tally
from procopius.coding.vote_acts import Topic
from procopius.coding.vote_parts import Part, bodies, body_span, read_parts
from procopius.coding.vote_words import load_vote_words
from procopius.model import Span

__all__ = ["FoundVote", "find_votes"]

_NEAR = 3
"""Sentences within which a part without a topic may tell the vote of another."""


def find_votes(doc: Doc) -> tuple[FoundVote, ...]:
    """Return the votes a parsed text tells, in the order of their first telling.

    ``doc`` has UD labels, tags, lemmas and sentences. Offsets are half-open code points of ``doc.text``.

    Raises:
        DataFileError: the lexicon of votes does not validate.
    """
    words = load_vote_words()
    records: list[list[Part]] = []
    for part in read_parts(doc, words):
        home = next((r for r in reversed(records) if _same_vote(r, part)), None)
        if home is None:
            records.append([part])
        else:
            home.append(part)
    mentions = bodies(doc, words)
    votes: list[FoundVote] = []
    for record, last in zip(records, [None, *records], strict=False):
        body = _body(record, mentions)
        if last is not None and votes and _told_together(last, record):
            body = votes[-1].body
        vote = _found(record, body)
        if vote is not None:
            votes.append(vote)
    return tuple(votes)


def _same_vote(record: Sequence[Part], part: Part) -> bool:
    """Say whether a part tells the vote of a record: nothing contradicts, and they are near or name one topic."""
    if _contradicts(record, part):
        return False
    distance = part.number - record[-1].number
    if distance == 0:
        return part.tally is None
    topics = [p.topic for p in record if p.topic]
    if distance <= _NEAR:
        return part.topic is None or not topics or any(t.head == part.topic.head for t in topics)
    return part.topic is not None and any(_names_again(part.topic, topic) for topic in topics)


def _names_again(later: Topic, earlier: Topic) -> bool:
    """Say whether a topic is told again far from its first telling: in the same words, or as "the bill"."""
    return later.words == earlier.words or (later.head == earlier.head and later.words == f"the {later.head}")


def _told_together(last: Sequence[Part], record: Sequence[Part]) -> bool:
    """Say whether one sentence tells two votes, as "by 230-197 and 229-198 respectively"."""
    return record[0].body is None and last[-1].number == record[0].number


def _contradicts(record: Sequence[Part], part: Part) -> bool:
    outcomes = {p.outcome for p in record if p.outcome} | ({part.outcome} if part.outcome else set())
    if {"adopted", "rejected"} <= outcomes:
        return True
    names = {p.body.lemma_.lower() for p in (*record, part) if p.body is not None}
    if len(names) > 1:
        return True
    told = next((p.tally for p in record if p.tally is not None), None)
    return told is not None and part.tally is not None and _differ(told, part.tally)


def _differ(one: Tally, other: Tally) -> bool:
    pairs = ((one.in_favour, other.in_favour), (one.against, other.against), (one.abstained, other.abstained))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _found(parts: Sequence[Part], body: Span | None) -> FoundVote | None:
    outcomes = [p.outcome for p in parts if p.outcome]
    tallies = [p.tally for p in parts if p.tally is not None]
    if body is None and not tallies and not any(p.vetoed_by or p.topic for p in parts):
        return None
    return FoundVote(
        body=body,
        subject=next((p.topic.span for p in parts if p.topic is not None), None),
        in_favour=next((t.in_favour for t in tallies if t.in_favour is not None), None),
        against=next((t.against for t in tallies if t.against is not None), None),
        abstained=next((t.abstained for t in tallies if t.abstained is not None), None),
        outcome="vetoed" if "vetoed" in outcomes else outcomes[0] if outcomes else None,
        abstainers=_gathered([p.abstainers for p in parts]),
        vetoed_by=_gathered([p.vetoed_by for p in parts]),
        span=next((p.span for p in parts if p.tally is not None), parts[0].span),
    )


def _gathered(spans: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(span for group in spans for span in group))


def _body(parts: Sequence[Part], mentions: Sequence[Token]) -> Span | None:
    """Return the body in the sentences of the vote, else the nearest one named before, else after."""
    own = next((p.body for p in parts if p.body is not None), None)
    if own is not None:
        return body_span(own)
    before = [t for t in mentions if t.idx < parts[0].span[0]]
    if before:
        return body_span(before[-1])
    return body_span(mentions[0]) if mentions else None
