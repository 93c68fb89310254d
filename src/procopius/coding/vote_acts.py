"""Acts of voting in one sentence: the verbs by which a body decides, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from procopius.coding.speakers import nominal_before, subject_of
from procopius.coding.vote_words import VoteWords
from procopius.model import Span
from procopius.resolve.phrases import phrase_span

Outcome: TypeAlias = Literal["adopted", "rejected", "vetoed"]

_CLAUSE = {"xcomp", "advcl", "ccomp", "acl"}
_TOPIC = {"on", "for", "of", "against", "over", "favor", "favour"}


class Act(NamedTuple):
    """A word that tells a vote: what came of it, who voted, on what."""

    outcome: Outcome | None
    body: Token | None
    subject: Span | None
    subject_head: str | None
    weak: bool
    """Counts only if the sentence tells that there was a vote."""


def read_acts(sent: SpacySpan, words: VoteWords) -> Iterator[Act]:
    """Yield the verbs of a sentence that tell a vote that was held."""
    for token in sent:
        if token.pos_ not in {"VERB", "AUX"} or is_unreal(token, words):
            continue
        lemma = token.lemma_.lower()
        act: Act | None = None
        if lemma == "vote":
            act = _voted(token, words)
        elif lemma in words.fail:
            act = _failed(token, words)
        elif lemma in words.passing or lemma in words.reject:
            act = _decided(token, lemma, words)
        if act is not None:
            yield act


def is_vote_word(token: Token, words: VoteWords) -> bool:
    """Say whether a token speaks of voting."""
    return token.lemma_.lower() in words.vote_nouns or token.lower_ in words.unanimous


def is_body(token: Token, words: VoteWords) -> bool:
    """Say whether a token is the head of the name of a body that votes."""
    pair = token.doc[max(token.i - 1, 0) : token.i + 1].text.lower()
    if pair in words.not_bodies:
        return False
    return token.text in words.bodies_exact or token.lemma_.lower() in words.bodies or pair in words.bodies


def names_body(token: Token, words: VoteWords) -> bool:
    """Say whether a name holds the word of a body: "House of Representatives", "members of the council"."""
    return token.text in words.bodies_exact or any(
        is_body(t, words)
        for t in token.subtree
        if t.dep_ in {"nmod", "flat"} and t.head.i in {token.i, token.head.i}
    )


def _voted(verb: Token, words: VoteWords) -> Act | None:
    """Read "voted to reject the bill", "voted for the ban", "voted down the motion"."""
    voter = _voter(verb, words)
    if voter is None:
        return None
    body = voter if is_body(voter, words) or names_body(voter, words) else None
    clause = next((c for c in verb.children if c.dep_ in _CLAUSE and c.i > verb.i and c.tag_ == "VB"), None)
    if clause is not None:
        return _voted_to(clause, body, words)
    down = any(c.lower_ == "down" for c in verb.children) or verb.nbor(1).lower_ == "down"
    topic = next((c for c in verb.children if _is_topic(c, verb, down)), None)
    against = down or any(t.lower_ == "against" for t in verb.doc[verb.i + 1 : verb.i + 6])
    if topic is None and not against:
        return Act(None, body, None, None, weak=False)
    neutral = topic is not None and case_of(topic) in {"on", "over"} and not against
    outcome: Outcome | None = None if neutral else "rejected" if against else "adopted"
    return Act(outcome, body, phrase_span(topic) if topic else None, head_lemma(topic), weak=False)


def _is_topic(child: Token, verb: Token, down: bool) -> bool:
    if child.i < verb.i or child.pos_ not in {"NOUN", "PROPN"}:
        return False
    return (child.dep_ == "obj" and down) or (child.dep_ in {"obl", "nmod"} and case_of(child) in _TOPIC)


def case_of(token: Token) -> str:
    """Return the preposition of a nominal, or nothing."""
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _voted_to(clause: Token, body: Token | None, words: VoteWords) -> Act:
    lemma = clause.lemma_.lower()
    thing = next((c for c in clause.children if c.dep_ == "obj"), None)
    outcome: Outcome = "rejected" if lemma in words.reject else "adopted"
    if (lemma in words.reject or lemma in words.passing) and thing is not None and lemma != "impeach":
        return Act(outcome, body, phrase_span(thing), head_lemma(thing), weak=False)
    last = next(
        (t.i for t in clause.doc[clause.i : clause.right_edge.i + 1] if t.text in {",", ";", "."}),
        clause.right_edge.i + 1,
    )
    end = clause.doc[last - 1]
    return Act(outcome, body, (clause.idx, end.idx + len(end)), lemma, weak=False)


def _voter(verb: Token, words: VoteWords) -> Token | None:
    """Return the subject of "vote" if it is a body or a group, not one person."""
    subject = subject_of(verb, any_token) or nominal_before(verb, any_token)
    if subject is None:
        return None
    plural = subject.lemma_.lower() in words.groups and (
        subject.tag_ in {"NNS", "NNPS"} or subject.lemma_ in {"cabinet", "board"}
    )
    return subject if is_body(subject, words) or plural or names_body(subject, words) else None


def _decided(verb: Token, lemma: str, words: VoteWords) -> Act | None:
    """Read "the council adopted the resolution", "the bill was rejected", "the motion passed"."""
    actor, thing = _roles(verb, words)
    by_body = actor is not None and (is_body(actor, words) or names_body(actor, words))
    noun = thing.lemma_.lower() if thing is not None else ""
    voted_on = noun in words.subjects
    if actor is not None and not by_body and actor.lemma_.lower() not in words.groups:
        return None
    if not (by_body or voted_on or noun in words.vote_nouns):
        return None
    keep = thing is not None and thing.pos_ in {"NOUN", "PROPN"} and noun not in words.vote_nouns
    return Act(
        "adopted" if (lemma in words.passing) != is_negated(verb, words) else "rejected",
        actor if by_body else None,
        phrase_span(thing) if thing is not None and keep else None,
        head_lemma(thing) if keep else None,
        weak=lemma in words.weak
        or not voted_on
        or (not by_body and (actor is not None or not _is_definite(thing))),
    )


def _roles(verb: Token, words: VoteWords) -> tuple[Token | None, Token | None]:
    """Return who decides and what is decided, whatever the voice of the verb."""
    subject = subject_of(verb, any_token)
    if any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children) or verb.dep_ == "acl":
        return agent_of(verb, words), subject
    thing = next((c for c in verb.children if c.dep_ == "obj" and c.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    decides = subject is not None and (is_body(subject, words) or names_body(subject, words))
    return (None, subject) if thing is None and not decides else (subject, thing)


def agent_of(verb: Token, words: VoteWords) -> Token | None:
    """Return who acts in a passive; "by 14 votes" and "by 230 to 197" name nobody."""
    for child in verb.children:
        counts = child.pos_ == "NUM" or child.lemma_.lower() in words.vote_nouns
        if child.dep_ in {"obl:agent", "obl"} and case_of(child) == "by" and not counts:
            return child
    return None


def _is_definite(noun: Token | None) -> bool:
    if noun is None or noun.pos_ == "PROPN":
        return noun is not None
    return any(c.dep_ in {"det", "nmod:poss", "amod", "compound", "nummod"} for c in noun.children)


def _failed(verb: Token, words: VoteWords) -> Act | None:
    """Read "the motion failed", "the bid failed to get the majority", "fell short of two thirds"."""
    subject = subject_of(verb, any_token)
    if (
        subject is None
        or is_negated(verb, words)
        or subject.lemma_.lower() not in (*words.subjects, *words.vote_nouns)
    ):
        return None
    lemma = verb.lemma_.lower()
    needed = any(c.lemma_.lower() in words.needed for c in verb.children if c.i > verb.i)
    rest = [c for c in verb.children if c.i > verb.i and c.dep_ in {"xcomp", "obl", "obj"}]
    if (lemma == "fall" and not needed) or (
        rest and not needed and not any(is_vote_word(t, words) for t in verb.subtree)
    ):
        return None
    keep = subject.lemma_.lower() not in words.vote_nouns
    return Act(
        "rejected",
        None,
        phrase_span(subject) if keep else None,
        head_lemma(subject) if keep else None,
        weak=False,
    )


def head_lemma(token: Token | None) -> str | None:
    """Return the lemma of a noun, by which mentions of one subject are told to be the same."""
    return token.lemma_.lower() if token is not None and token.pos_ in {"NOUN", "PROPN"} else None


def is_unreal(verb: Token, words: VoteWords) -> bool:
    """Say whether a verb tells no past act: a modal, a bare infinitive, a condition."""
    lefts = [c for c in verb.children if c.i < verb.i]
    if any(c.lower_ in words.unreal for c in lefts):
        return True
    return any(c.dep_ == "mark" and c.lower_ in {"to", "if", "whether", "unless"} for c in lefts)


def is_negated(verb: Token, words: VoteWords) -> bool:
    """Say whether a verb is negated."""
    return any(c.lower_ in words.negators for c in verb.children)


def any_token(token: Token) -> bool:
    """Say whether a token is a word or a mark: anything may be part of a nominal here."""
    return not token.is_space
