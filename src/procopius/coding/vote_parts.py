"""What one sentence tells of votes: body, subject, outcome, counts, who abstained and who vetoed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from procopius.coding.speakers import nominal_before, subject_of
from procopius.coding.tallies import Tally, find_tallies
from procopius.coding.vote_acts import (
    Act,
    Outcome,
    Topic,
    agent_of,
    any_token,
    case_of,
    is_body,
    is_negated,
    is_unreal,
    is_vote_word,
    read_acts,
    topic_of,
)
from procopius.coding.vote_words import VoteWords
from procopius.model import Span
from procopius.resolve.phrases import phrase_span

_OBJECT = {"obj", "nsubj:pass"}
_PARTS = {"compound", "nmod:desc", "flat", "amod"}


class Part(NamedTuple):
    """What one sentence tells of one vote."""

    number: int
    span: Span
    outcome: Outcome | None
    body: Token | None
    topic: Topic | None
    tally: Tally | None
    abstainers: tuple[Span, ...]
    vetoed_by: tuple[Span, ...]


def read_parts(doc: Doc, words: VoteWords) -> Iterator[Part]:
    """Yield what each sentence of ``doc`` tells of votes, in order."""
    text = doc.text
    for number, sent in enumerate(doc.sents):
        tallies = find_tallies(text, sent.start_char, sent.end_char)
        yield from _parts(number, sent, tallies, words)


def _parts(number: int, sent: SpacySpan, tallies: tuple[Tally, ...], words: VoteWords) -> Iterator[Part]:
    abstainers = _abstainers(sent, words)
    vetoers, vetoed = _vetoers(sent, words)
    voting = bool(tallies) or any(is_vote_word(t, words) for t in sent)
    acts = [a for a in read_acts(sent, words) if voting or not a.weak]
    act = _best(acts)
    outcome: Outcome | None = "vetoed" if vetoers else act.outcome if act else None
    if not (tallies or outcome or abstainers):
        return
    topic = (act.topic if act else None) or vetoed or _lone_topic(sent, words)
    body = next((a.body for a in acts if a.body is not None), None) or _body_in(sent, words)
    for tally in tallies or (None,):
        yield Part(
            number, (sent.start_char, sent.end_char), outcome, body, topic,
            _ordered(tally, outcome, sent, words), abstainers, vetoers,
        )  # fmt: skip


def _best(acts: list[Act]) -> Act | None:
    """Return the act that tells most: outcome before topic before body."""
    return max(acts, key=lambda a: (a.outcome is not None, a.topic is not None, a.body is not None), default=None)


def body_span(token: Token) -> Span:
    """Return the name of a body, also where it stands before a noun ("Security Council resolution")."""
    if token.dep_ not in _PARTS:
        return (phrase_span(token)[0], token.idx + len(token)) if token.dep_ == "nmod:poss" else phrase_span(token)
    doc, first = token.doc, token.i
    while first > token.sent.start and doc[first - 1].pos_ == "PROPN":
        first -= 1
    return (doc[first].idx, token.idx + len(token))


def _lone_topic(sent: SpacySpan, words: VoteWords) -> Topic | None:
    """Return the first thing in a sentence that can be voted on."""
    nouns = (t for t in sent if t.pos_ in {"NOUN", "PROPN"} and t.dep_ not in _PARTS)
    return next((topic_of(t, words) for t in nouns if t.lemma_.lower() in words.subjects), None)


def _body_in(sent: SpacySpan, words: VoteWords) -> Token | None:
    found = [t for t in sent if is_body(t, words)]
    return next((t for t in found if t.dep_ not in _PARTS | {"nmod:poss"}), found[0] if found else None)


def _abstainers(sent: SpacySpan, words: VoteWords) -> tuple[Span, ...]:
    """Return who abstained by name: "the United States abstained", "with Russia and China abstaining"."""
    spans: list[Span] = []
    for token in sent:
        if token.lemma_.lower() == "abstain" and not is_unreal(token, words) and not is_negated(token, words):
            spans.extend(_named(_doer(token), words))
        elif token.lemma_.lower() == "abstention":
            spans.extend(_named(next((c for c in token.children if case_of(c) in {"by", "from", "of"}), None), words))
    return tuple(dict.fromkeys(spans))


def _vetoers(sent: SpacySpan, words: VoteWords) -> tuple[tuple[Span, ...], Topic | None]:
    """Return who vetoed and what: "Russia vetoed the draft", "used its veto against the text"."""
    for token in sent:
        if token.lemma_.lower() != "veto":
            continue
        verb = token.head if token.dep_ == "obj" and token.head.lemma_.lower() in words.wield else token
        if verb.pos_ != "VERB" or is_unreal(verb, words) or is_negated(verb, words):
            continue
        passive = any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children) or verb.dep_ == "acl"
        named = tuple(_named(agent_of(verb, words) if passive else _doer(verb), words))
        if named:
            return named, topic_of(_vetoed(verb, token), words)
    return (), None


def _doer(verb: Token) -> Token | None:
    return subject_of(verb, any_token) or nominal_before(verb, any_token)


def _vetoed(verb: Token, veto: Token) -> Token | None:
    things = (c for c in verb.children if c.dep_ in _OBJECT or case_of(c) in {"against", "on"})
    thing = next((c for c in things if c.i != veto.i and c.pos_ in {"NOUN", "PROPN"}), None)
    return verb.head if thing is None and verb.dep_ == "acl" else thing


def _named(head: Token | None, words: VoteWords) -> Iterator[Span]:
    """Yield the names in a nominal and its coordinates; counts and pronouns name nobody."""
    if head is None:
        return
    for token in (head, *_coordinated(head)):
        if token.pos_ in {"NOUN", "PROPN"} and not (
            token.lemma_.lower() in words.groups and any(c.dep_ == "nummod" for c in token.children)
        ):
            yield phrase_span(token)


def _coordinated(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ == "conj":
            yield child
            yield from _coordinated(child)


def _ordered(tally: Tally | None, outcome: Outcome | None, sent: SpacySpan, words: VoteWords) -> Tally | None:
    """Give an unlabelled score its sides: "rejected by 391 to 242" names the majority against first."""
    if tally is None or not tally.winners_first or outcome != "rejected":
        return tally
    turned = any(
        t.lemma_.lower() in words.reject or t.lower_ in {"down", "against"} for t in sent if t.idx < tally.span[0]
    )
    one, other = tally.in_favour, tally.against
    if turned and one is not None and other is not None and one > other:
        return tally._replace(in_favour=other, against=one)
    return tally


def bodies(doc: Doc, words: VoteWords) -> list[Token]:
    """Return every mention of a body in the text, in order."""
    return [token for token in doc if is_body(token, words)]
