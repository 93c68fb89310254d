"""Reproaches that are carried by what is quoted, not by the verb that quotes it ("It is an outrage," she said)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from procopius.coding.candidates import Candidate, Party, to_party
from procopius.coding.counterpart import counterpart, is_official
from procopius.coding.found_quote import FoundQuote
from procopius.coding.frames import Frame
from procopius.coding.lexicons import Lexicons
from procopius.coding.patterns import Pattern
from procopius.coding.status import Reading
from procopius.resolve.article import ResolvedArticle


def reproaches(
    quotes: Sequence[FoundQuote], told: Iterable[Candidate], resolved: ResolvedArticle, lexicons: Lexicons
) -> Iterator[Candidate]:
    """Yield an ACCUSE for every quote that holds a reproach and whose sentence tells no ACCUSE of the speaker yet."""
    known = {c.trigger.sent.start for c in told if c.event == "ACCUSE"}
    done: set[str] = set()
    for quote in quotes:
        token, mode = _reproach(quote, resolved.doc, lexicons)
        if token is None or quote.speaker is None or token.sent.start in known:
            continue
        speaker = _party_at(quote.speaker, resolved)
        if speaker is None or speaker.key in done or not (speaker.match.country or speaker.match.sector):
            continue
        candidate = _candidate(token, mode, speaker)
        recipient = _target(quote, speaker, resolved) or counterpart(candidate, resolved)
        if recipient:
            done.add(speaker.key)
            yield _candidate(token, mode, speaker, recipient)


def _reproach(quote: FoundQuote, doc: Doc, lexicons: Lexicons) -> tuple[Token | None, str]:
    """Return the first word of reproach in a quote, and its mode; negated ones do not count."""
    span = doc.char_span(*quote.content, alignment_mode="expand")
    for token in span or ():
        lemma, window = token.lemma_.lower(), doc[token.i : token.i + 4].text.lower()
        for mode, cues in lexicons.reproach.items():
            if lemma in cues or any(" " in cue and window.startswith(cue) for cue in cues):
                negated = any(c.lower_ in lexicons.status.negators for c in (*token.children, *token.head.children))
                return (None, mode) if negated else (token, mode)
    return None, ""


def _target(quote: FoundQuote, speaker: Party, resolved: ResolvedArticle) -> tuple[Party, ...]:
    """Return the official party that the quoted words name first, other than the speaker."""
    span = resolved.doc.char_span(*quote.content, alignment_mode="expand")
    for token in span or ():
        if token.pos_ not in {"PROPN", "NOUN", "PRON"}:
            continue
        party = to_party(token, resolved)
        if party is not None and party.key != speaker.key and party.entity is not None and is_official(party.entity):
            return (party,)
    return ()


def _party_at(span: tuple[int, int], resolved: ResolvedArticle) -> Party | None:
    words = resolved.doc.char_span(*span, alignment_mode="expand")
    return to_party(words.root, resolved) if words is not None else None


def _candidate(token: Token, mode: str, speaker: Party, recipient: tuple[Party, ...] = ()) -> Candidate:
    pattern = Pattern(f"reproach.yaml:{token.lemma_}", (), "ACCUSE", mode, False, (), (), False)
    reading = Reading("actual", None, None, ())
    return Candidate(Frame(token, {}, False), pattern, "ACCUSE", mode, reading, (speaker,), recipient)
