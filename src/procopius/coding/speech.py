"""Quotes and votes as records: what was found in the parsed text, with its parties resolved and raw offsets."""

from __future__ import annotations

from procopius.coding.found_quote import FoundQuote
from procopius.coding.found_vote import FoundVote
from procopius.model import Quote, Span, Vote
from procopius.resolve.article import ResolvedArticle


def quote_record(quote: FoundQuote, resolved: ResolvedArticle) -> Quote:
    """Return a quote with its speaker's name and offsets into the article as received."""
    to_raw = resolved.cleaned.to_raw
    return Quote(
        speaker=name_at(quote.speaker, resolved) if quote.speaker else None,
        speaker_span=to_raw(*quote.speaker) if quote.speaker else None,
        cue_span=to_raw(*quote.cue) if quote.cue else None,
        content_span=to_raw(*quote.content),
        kind=quote.kind,
    )


def vote_record(vote: FoundVote, resolved: ResolvedArticle) -> Vote:
    """Return a vote with the names of its parties and offsets into the article as received."""
    return Vote(
        body=name_at(vote.body, resolved) if vote.body else None,
        subject=resolved.cleaned.text[slice(*vote.subject)] if vote.subject else None,
        in_favour=vote.in_favour,
        against=vote.against,
        abstained=vote.abstained,
        outcome=vote.outcome,
        abstainers=tuple(name_at(span, resolved) for span in vote.abstainers),
        vetoed_by=tuple(name_at(span, resolved) for span in vote.vetoed_by),
        span=resolved.cleaned.to_raw(*vote.span),
    )


def name_at(span: Span, resolved: ResolvedArticle) -> str:
    """Return the name of the entity a nominal stands for, else the words of the article."""
    words = resolved.doc.char_span(*span, alignment_mode="expand")
    entity = resolved.actors.who(words.root)[0] if words is not None else None
    return entity.name if entity else resolved.cleaned.text[slice(*span)]
