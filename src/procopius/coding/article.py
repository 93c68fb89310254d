"""Code: a resolved article to events, quotes and votes."""

from __future__ import annotations

import msgspec

from procopius.coding.events import code_events
from procopius.coding.lexicons import Lexicons, load_lexicons
from procopius.coding.patterns import Patterns, load_patterns
from procopius.coding.quotes import find_quotes
from procopius.coding.speech import quote_record, vote_record
from procopius.coding.votes import find_votes
from procopius.model import Event, Quote, Vote
from procopius.ontology import Ontology, load_ontology
from procopius.parse.event_head import EventHead
from procopius.resolve.article import ResolvedArticle

__all__ = ["CodedText", "Knowledge", "code", "load_knowledge"]


class Knowledge(msgspec.Struct, frozen=True):
    """What coding goes by: patterns, ontology, lexicons, and the model's event head (None without the model)."""

    patterns: Patterns
    ontology: Ontology
    lexicons: Lexicons
    head: EventHead | None


class CodedText(msgspec.Struct, frozen=True):
    """What one article tells."""

    events: tuple[Event, ...]
    quotes: tuple[Quote, ...]
    votes: tuple[Vote, ...]


def load_knowledge(head: EventHead | None) -> Knowledge:
    """Read the data files of coding; ``head`` is the model's event head.

    Raises:
        DataFileError: a file does not validate; the message names file and line.
    """
    return Knowledge(load_patterns(), load_ontology(), load_lexicons(), head)


def code(resolved: ResolvedArticle, knowledge: Knowledge) -> CodedText:
    """Return the events, quotes and votes of a resolved article."""
    quotes = find_quotes(resolved.doc)
    return CodedText(
        events=code_events(
            resolved, quotes, knowledge.patterns, knowledge.ontology, knowledge.lexicons, knowledge.head
        ),
        quotes=tuple(quote_record(quote, resolved) for quote in quotes),
        votes=tuple(vote_record(vote, resolved) for vote in find_votes(resolved.doc)),
    )
