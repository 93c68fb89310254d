"""The events of an article as records."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

import msgspec
from spacy.tokens import Token

from procopius.coding.candidates import Candidate, Party, candidates
from procopius.coding.circumstances import When, when_of
from procopius.coding.counterpart import counterpart
from procopius.coding.folding import FUTURE_AS_AGREEMENT
from procopius.coding.found_quote import FoundQuote
from procopius.coding.judge import Judged, judge
from procopius.coding.lexicons import Lexicons
from procopius.coding.merge import Telling, merge
from procopius.coding.modes import read_contexts, read_size
from procopius.coding.patterns import Patterns
from procopius.coding.reproach import reproaches
from procopius.coding.where import ActKind, where_of
from procopius.coding.witness import hear
from procopius.model import Attribution, Entity, Event, Issue, Mention, Span, Status, content_id
from procopius.ontology import Ontology
from procopius.parse.event_head import EventHead
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.phrases import phrase_span

VERBAL = {"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"}
FORCE = {"ASSAULT", "COERCE", "PROTEST"}
"""Types whose place goes on from sentence to sentence."""
SENTENCE_ENDS = frozenset(".!?:;…\"'”’»)")
HISTORICAL_DAYS = 90
"""An act longer ago than this before publication is historical (codebook, ruling 22)."""


def code_events(
    resolved: ResolvedArticle,
    quotes: Sequence[FoundQuote],
    patterns: Patterns,
    ontology: Ontology,
    lexicons: Lexicons,
    head: EventHead | None,
) -> tuple[Event, ...]:
    """Return the events of an article in the order in which it first tells them.

    ``head`` is the model's event head, None to code by patterns alone.
    """
    country = next(iter(resolved.actors.context), None)
    testimony = hear(resolved.doc, head, frozenset(patterns.nouns)) if head is not None else {}
    told = candidates(resolved, patterns, ontology, lexicons, testimony)
    found = [_addressed(candidate, resolved) for candidate in told]
    found += reproaches(quotes, found, resolved, lexicons)
    found.sort(key=lambda c: c.trigger.i)
    judged = judge(found, ontology, lexicons, country)
    tellings = [_dated(j, resolved) for j in judged]
    heading = heading_end(resolved.doc.text)
    groups = (g for g in merge(tellings) if any(t.judged.candidate.trigger.idx >= heading for t in g))
    return tuple(_event(group, resolved, ontology, lexicons) for group in groups)


def heading_end(text: str) -> int:
    """Return where the headline above a text ends, 0 if it has none: headlines give mentions only (ruling 21).

    A headline is a first paragraph that does not end as sentences do.
    """
    first, gap, _ = text.partition("\n\n")
    return len(first) if gap and first.rstrip()[-1:] not in SENTENCE_ENDS else 0


def _addressed(candidate: Candidate, resolved: ResolvedArticle) -> Candidate:
    """Give an act without a recipient the addressee the text before it names."""
    recipient = counterpart(candidate, resolved)
    if not recipient:
        return candidate
    note = f"recipient from before: {recipient[0].text}"
    return msgspec.structs.replace(candidate, recipient=recipient, notes=(*candidate.notes, note))


def _dated(judged: Judged, resolved: ResolvedArticle) -> Telling:
    when = when_of(
        judged.candidate.frame.light or judged.candidate.trigger,
        judged.candidate.reading.cue,
        resolved,
        announced=judged.announced,
        verbal=judged.event in VERBAL,
    )
    published = resolved.article.publication_date
    if judged.status != "actual" or when.start is None or published is None:
        return Telling(judged, when)
    if when.start > published:
        return _ahead(judged, when)
    if _days(when.end or when.start, published) > HISTORICAL_DAYS:
        judged = msgspec.structs.replace(
            judged, status="historical", trace=(*judged.trace, f"historical: {when.start}")
        )
    return Telling(judged, when)


def _ahead(judged: Judged, when: When) -> Telling:
    """Read a date after publication: a deed is planned; of words it dates what they are about, not when they fell."""
    if judged.event in VERBAL:
        return Telling(judged, When())
    event = "AGREE" if judged.event in FUTURE_AS_AGREEMENT else judged.event
    status: Status = "actual" if event == "AGREE" else "planned"
    mode = judged.mode if event == judged.event else None
    trace = (*judged.trace, f"planned: {when.start}")
    ahead = msgspec.structs.replace(judged, event=event, status=status, mode=mode, trace=trace)
    return Telling(ahead, When() if event == "AGREE" else when)


def _days(earlier: str, later: str) -> int:
    return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(earlier)).days


def _act_kind(judged: Judged) -> ActKind:
    if judged.event in VERBAL:
        return "words"
    return "force" if judged.event in FORCE and judged.status == "actual" else "deed"


def _event(group: list[Telling], resolved: ResolvedArticle, ontology: Ontology, lexicons: Lexicons) -> Event:
    best = max(group, key=lambda t: (len(t.judged.actor) > 0, len(t.judged.recipient) > 0, t.judged.score))
    judged = best.judged
    when = next((t.when for t in group if t.when.start), best.when)
    actor = _entities(next((t.judged.actor for t in (best, *group) if t.judged.actor), ()), resolved)
    recipient = _entities(next((t.judged.recipient for t in (best, *group) if t.judged.recipient), ()), resolved)
    mentions = tuple(_mention(t.judged.candidate.trigger, resolved) for t in group)
    sentences = [t.judged.candidate.trigger.sent for t in group]
    places = (
        where_of(
            [t.judged.candidate.frame.light or t.judged.candidate.trigger],
            t.judged.candidate.trigger,
            resolved,
            _act_kind(judged),
        )
        for t in group
    )
    kind = ontology.types[judged.event]
    people = [p.token for t in group for p in t.judged.actor if p.token is not None]
    return Event(
        id=content_id(
            "evt",
            resolved.article.id,
            judged.event,
            judged.status,
            mentions[0].trigger,
            *(e.name or e.text for e in (*actor, *recipient)),
        ),
        event=judged.event,
        mode=next((t.judged.mode for t in group if t.judged.mode), None),
        status=judged.status,
        actor=actor,
        recipient=recipient,
        event_date=when.start,
        event_date_end=when.end,
        date_precision=when.precision,
        place=next((p for p in places if p is not None), None),
        attribution=_attribution(group, resolved, kind.quad),
        contexts=read_contexts(sentences, lexicons),
        size=read_size(judged.event, sentences, people, lexicons.numbers),
        quad=kind.quad,
        scale=kind.scale,
        score=judged.score,
        mentions=mentions,
        trace=tuple(line for t in group for line in t.judged.trace),
        issues=_issues(when, resolved),
    )


def _issues(when: When, resolved: ResolvedArticle) -> tuple[Issue, ...]:
    if when.start is not None:
        return ()
    if when.issue is not None:
        span = resolved.cleaned.to_raw(*when.span) if when.span else None
        return (Issue(when.issue, "the words that tell the time give no date", span),)
    return (Issue("no_date_in_text", "the text near the act tells no time"),)


def _mention(trigger: Token, resolved: ResolvedArticle) -> Mention:
    sent = trigger.sent
    first = next(t for t in sent if not t.is_space)
    last = next(t for t in reversed(list(sent)) if not t.is_space)
    return Mention(
        sentence=resolved.cleaned.to_raw(first.idx, last.idx + len(last)),
        trigger=resolved.cleaned.to_raw(trigger.idx, trigger.idx + len(trigger)),
    )


def _entities(parties: Iterable[Party], resolved: ResolvedArticle) -> tuple[Entity, ...]:
    return tuple(
        Entity(
            text=p.text,
            name=(p.entity.name if p.entity else None) or p.match.name,
            country=p.match.country,
            sector=p.match.sector,
            sectors=p.match.sectors,
            spans=_spans(p, resolved),
        )
        for p in parties
    )


def _spans(party: Party, resolved: ResolvedArticle) -> tuple[Span, ...]:
    return (resolved.cleaned.to_raw(*party.span),) if party.span else ()


def _attribution(group: list[Telling], resolved: ResolvedArticle, quad: int) -> Attribution | None:
    """Return who vouches: nobody if the article tells the act itself, or if the words are the speaker's own act."""
    heard: list[Attribution] = []
    for telling in group:
        reading = telling.judged.candidate.reading
        if reading.cue is None or reading.speaker is None:
            return None
        speaker = reading.speaker
        entity, match = resolved.actors.who(speaker)
        own = {p.key for p in telling.judged.actor}
        if quad in {1, 3} and entity is not None and entity.name in own:
            return None
        start, end = phrase_span(speaker)
        heard.append(
            Attribution(
                text=resolved.cleaned.text[start:end],
                name=(entity.name if entity else None) or match.name,
                country=match.country,
                sector=match.sector,
                span=resolved.cleaned.to_raw(start, end),
                cue_span=resolved.cleaned.to_raw(reading.cue.idx, reading.cue.idx + len(reading.cue)),
            )
        )
    return heard[0]
