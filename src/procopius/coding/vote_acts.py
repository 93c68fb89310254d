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
_STOPS = {",", ";", "."}
_REACH = 6
_TOPIC = {"on", "for", "of", "against", "over", "favor", "favour"}


class Topic(NamedTuple):
    """What is voted on, with the lemma of its head and its words in lower case."""

    span: Span
    head: str
    words: str


class Act(NamedTuple):
    """A word that tells a vote: what came of it, who voted, on what."""

    outcome: Outcome | None
    body: Token | None
    topic: Topic | None
    weak: bool
    """Counts only if the sentence tells that there was a vote."""


def read_acts(sent: SpacySpan, words: VoteWords) -> Iterator[Act]:
    """Yield the verbs of a sentence that tell a vote that was held."""
    for token in sent:
        if token.pos_ != "VERB" or token.tag_ == "VBG" or is_unreal(token, words):
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


def body_of(token: Token | None, words: VoteWords) -> Token | None:
    """Return the body that a nominal names: itself, or within it ("members of the council")."""
    if token is None or is_body(token, words):
        return token
    inner = (t for t in token.subtree if t.dep_ in {"nmod", "flat"} and t.head.i in {token.i, token.head.i})
    return next((t for t in inner if is_body(t, words)), None)


def case_of(token: Token) -> str:
    """Return the preposition of a nominal, or nothing."""
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def topic_of(token: Token | None, words: VoteWords) -> Topic | None:
    """Return what a noun says was voted on; a vote itself is no topic, but what it was held "to" do is."""
    if token is None or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    if token.lemma_.lower() not in words.vote_nouns:
        return _topic(_without_vote(token, words), token)
    clause = next((c for c in token.children if c.dep_ in _CLAUSE and c.tag_ == "VB"), None)
    return _clause_topic(clause) if clause is not None else None


def _without_vote(token: Token, words: VoteWords) -> Span:
    """Return a noun phrase up to what tells the vote: "the text in the council", "the text with two abstentions"."""
    start, end = phrase_span(token)
    about = (*words.vote_nouns, *words.abstain_labels)
    for child in token.children:
        told = child.lemma_.lower() in about or is_body(child, words)
        if child.dep_ == "nmod" and token.i < child.left_edge.i and told:
            end = min(end, child.left_edge.nbor(-1).idx + len(child.left_edge.nbor(-1)))
    return start, end


def _clause_topic(clause: Token) -> Topic:
    """Return a clause without "to", up to the first comma."""
    rest = clause.doc[clause.i : clause.right_edge.i + 1]
    last = next((t.i for t in rest if t.text in _STOPS), rest.end)
    return _topic((clause.idx, clause.doc[last - 1].idx + len(clause.doc[last - 1])), clause)


def _topic(span: Span, head: Token) -> Topic:
    return Topic(span, head.lemma_.lower(), head.doc.text[slice(*span)].lower())


def _voted(verb: Token, words: VoteWords) -> Act | None:
    """Read "voted to reject the bill", "voted for the ban", "voted down the motion"."""
    voter = _voter(verb, words)
    if voter is None or is_negated(verb, words):
        return None
    body = body_of(voter, words) or (voter if _is_named(voter) else None)
    clause = next((c for c in verb.children if c.dep_ in _CLAUSE and c.i > verb.i and c.tag_ == "VB"), None)
    if clause is not None:
        return _voted_to(clause, body, words)
    following = verb.doc[verb.i + 1 : verb.i + _REACH]
    down = any(t.lower_ == "down" for t in following)
    topic = next((c for c in verb.children if _is_topic(c, verb, down)), None)
    against = down or any(t.lower_ == "against" for t in following)
    neutral = topic is None or case_of(topic) in {"on", "over"}
    outcome: Outcome | None = "rejected" if against else None if neutral else "adopted"
    return Act(outcome, body, topic_of(topic, words), weak=False)


def _is_topic(child: Token, verb: Token, down: bool) -> bool:
    if child.i < verb.i or child.pos_ not in {"NOUN", "PROPN"}:
        return False
    return (child.dep_ == "obj" and down) or (child.dep_ in {"obl", "nmod"} and case_of(child) in _TOPIC)


def _voted_to(clause: Token, body: Token | None, words: VoteWords) -> Act:
    lemma = clause.lemma_.lower()
    thing = next((c for c in clause.children if c.dep_ == "obj"), None)
    outcome: Outcome = "rejected" if lemma in words.reject else "adopted"
    named = lemma in (*words.reject, *words.passing) and thing is not None
    on_thing = named and thing is not None and thing.lemma_.lower() in words.subjects
    return Act(outcome, body, topic_of(thing, words) if on_thing else _clause_topic(clause), weak=False)


def _voter(verb: Token, words: VoteWords) -> Token | None:
    """Return the subject of "vote" if it is a body or a whole group, not some of its members."""
    subject = subject_of(verb, any_token) or nominal_before(verb, any_token)
    if subject is None or body_of(subject, words) is not None:
        return subject
    return subject if verb.dep_ != "acl:relcl" and _is_group(subject, words) else None


def _is_group(token: Token, words: VoteWords) -> bool:
    """Say whether a nominal is a group that votes as one: plural or collective, and not counted."""
    plural = token.tag_ in {"NNS", "NNPS"} or token.lemma_.lower() in words.collectives
    counted = any(c.dep_ == "nummod" for c in token.children)
    return token.lemma_.lower() in words.groups and plural and not counted


def _is_named(voter: Token) -> bool:
    return any(c.pos_ == "PROPN" for c in voter.children if c.i < voter.i)


def _decided(verb: Token, lemma: str, words: VoteWords) -> Act | None:
    """Read "the council adopted the resolution", "the bill was rejected", "the motion passed"."""
    actor, thing = _roles(verb, words)
    body = body_of(actor, words)
    if actor is not None and body is None and not _is_group(actor, words):
        return None
    noun = thing.lemma_.lower() if thing is not None else ""
    if noun in words.vote_nouns and thing is not None and thing.tag_ == "NNS":
        return None
    if body is None and noun not in (*words.subjects, *words.vote_nouns):
        return None
    negated = is_negated(verb, words)
    if negated and any(c.lemma_ == "have" for c in verb.children):
        return None
    plain = noun in words.subjects and (body is not None or (actor is None and _is_definite(thing)))
    outcome: Outcome = "adopted" if (lemma in words.passing) != negated else "rejected"
    return Act(outcome, body, topic_of(thing, words), weak=negated or lemma in words.weak or not plain)


def _roles(verb: Token, words: VoteWords) -> tuple[Token | None, Token | None]:
    """Return who decides and what is decided, whatever the voice of the verb."""
    subject = subject_of(verb, any_token)
    if any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children) or verb.dep_ == "acl":
        return agent_of(verb, words), subject
    thing = next((c for c in verb.children if c.dep_ == "obj" and c.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    decides = body_of(subject, words) is not None
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
    if subject is None or is_negated(verb, words):
        return None
    if subject.lemma_.lower() not in (*words.subjects, *words.vote_nouns):
        return None
    later = [c for c in verb.children if c.i > verb.i]
    needed = any(c.lemma_.lower() in words.needed for c in later)
    other = any(c.dep_ in {"xcomp", "obl", "obj"} for c in later)
    voted = any(is_vote_word(t, words) for t in verb.subtree)
    if (verb.lemma_.lower() == "fall" or (other and not voted)) and not needed:
        return None
    return Act("rejected", None, topic_of(subject, words), weak=False)


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
