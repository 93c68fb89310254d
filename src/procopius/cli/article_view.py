"""One coded article as people want to see it: a heading, its events in a table, the rest in short."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from procopius.cli.terminal import printable
from procopius.model import Article, CodedArticle, Entity, Event, Mention, Quote, Vote

WIDE = 116
"""Columns from which place, attribution and words get table columns of their own."""
AROUND = 48
"""Characters of the sentence shown on either side of the trigger."""
QUOTE = 150
"""Characters of a quote shown; the records hold all of it."""
QUAD_STYLES = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}


class _Told(NamedTuple):
    """An event with the text that tells it and how to set its trigger off."""

    event: Event
    text: str
    styled: bool


class _Column(NamedTuple):
    title: str
    least: int
    ratio: int | None
    """Share of the width that is left; None for a column as wide as its longest cell."""
    cell: Callable[[_Told], Text]


def article_view(article: Article, coded: CodedArticle, console: Console) -> Iterator[RenderableType]:
    """Yield what to print for an article, for the width and colours of ``console``.

    Actual events come first, the others after them, dimmed.
    """
    yield _heading(article, coded)
    if coded.events:
        yield _events(article.text, coded.events, console)
    yield from _below("Quotes", [_quote(quote, article.text) for quote in coded.quotes])
    yield from _below("Votes", [_vote(vote) for vote in coded.votes])
    yield from _below("Issues", [f"{issue.code}: {printable(issue.message)}" for issue in coded.issues])


def _heading(article: Article, coded: CodedArticle) -> Text:
    actual = sum(event.status == "actual" for event in coded.events)
    others = len(coded.events) - actual
    count = f"{actual} actual events" if actual != 1 else "1 actual event"
    parts = [
        *([printable(article.title)] if article.title else []),
        *([printable(article.publisher)] if article.publisher else []),
        f"published {coded.publication_date}" if coded.publication_date else "no publication date",
        (count + (f", {others} other" if others else "")) if coded.events else "no events",
    ]
    return Text.assemble((printable(article.id), "bold"), f" · {' · '.join(parts)}")


def _events(text: str, events: Sequence[Event], console: Console) -> Table:
    columns = WIDE_COLUMNS if console.width >= WIDE else NARROW_COLUMNS
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), width=console.width, header_style="bold")
    for column in columns:
        table.add_column(
            column.title,
            ratio=column.ratio,
            min_width=column.least,
            no_wrap=not column.ratio,
            overflow="fold",
        )
    for event in sorted(events, key=lambda event: event.status != "actual"):
        style = None if event.status == "actual" else "dim"
        table.add_row(*(column.cell(_Told(event, text, console.is_terminal)) for column in columns), style=style)
    return table


def _date(told: _Told) -> Text:
    event = told.event
    start, end = event.event_date, event.event_date_end
    if start is None:
        return Text(f"until {end}" if end else "–")
    match event.date_precision:
        case "month" if end is None or start[:7] == end[:7]:
            return Text(start[:7])
        case "year" if end is None or start[:4] == end[:4]:
            return Text(start[:4])
        case _:
            return Text(start if end in (None, start) else f"{start}\nto {end}")


def _parties(told: _Told) -> Text:
    cell = Text("; ").join(_party(entity) for entity in told.event.actor) or Text("?")
    if told.event.recipient:
        cell.append(" → ")
        cell.append(Text("; ").join(_party(entity) for entity in told.event.recipient))
    return cell


def _party(entity: Entity) -> Text:
    codes = "/".join(code for code in (entity.country, entity.sector) if code)
    name = Text(printable(entity.name or entity.text or "unnamed"))
    return name.append(f" [{codes}]", "cyan") if codes else name


def _type(told: _Told) -> Text:
    event = told.event
    cell = Text(event.event, QUAD_STYLES[event.quad] if event.status == "actual" else "")
    cell.append(f" {event.mode}" if event.mode else "", "not bold")
    return cell.append(f"\n{event.status}") if event.status != "actual" else cell


def _place(told: _Told) -> Text:
    place = told.event.place
    if place is None:
        return Text("–")
    return Text(printable(place.name or place.text) + (f", {place.country}" if place.country else ""))


def _attribution(told: _Told) -> Text:
    said = told.event.attribution
    return Text(printable(said.name or said.text)) if said else Text("–")


def _words(told: _Told) -> Text:
    cell = Text("\n").join(_mention(mention, told) for mention in told.event.mentions[:1])
    more = len(told.event.mentions) - 1
    return cell.append(f" (+{more} more)") if more > 0 else cell


def _mention(mention: Mention, told: _Told) -> Text:
    start, end = mention.trigger
    before = printable(told.text[mention.sentence[0] : start])
    after = printable(told.text[end : mention.sentence[1]])
    if len(before) > AROUND:
        before = "…" + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + "…"
    trigger = printable(told.text[start:end])
    marked = (trigger, "bold underline") if told.styled else f"*{trigger}*"
    glue = "" if after[:1] in ",.;:?!’'" else " "
    return Text.assemble(f"{before} " if before else "", marked, f"{glue}{after}" if after else "")


def _setting(told: _Told) -> Text:
    """Return place, attribution and words in one cell, each on a line."""
    lines = [_words(told)]
    if told.event.place:
        lines.append(Text("in ").append(_place(told)))
    if told.event.attribution:
        lines.append(Text("according to ").append(_attribution(told)))
    return Text("\n").join(lines)


WIDE_COLUMNS = (
    _Column("Date", 10, None, _date),
    _Column("Actor → recipient", 20, 34, _parties),
    _Column("Event", 12, 18, _type),
    _Column("Place", 10, 18, _place),
    _Column("According to", 12, 18, _attribution),
    _Column("Words", 24, 44, _words),
)
NARROW_COLUMNS = (
    _Column("Date", 10, None, _date),
    _Column("Actor → recipient", 16, 24, _parties),
    _Column("Event", 12, 12, _type),
    _Column("Words, place, according to", 20, 34, _setting),
)


def _below(title: str, lines: Sequence[str]) -> Iterator[RenderableType]:
    if lines:
        yield Text(title, "bold")
        for line in lines:
            yield Padding(Text(line), (0, 0, 0, 2))


def _quote(quote: Quote, text: str) -> str:
    words = printable(text[slice(*quote.content_span)]).strip("\"“”'‘’ ")
    if len(words) > QUOTE:
        words = words[:QUOTE].rpartition(" ")[0] + "…"
    marks = "“{}”" if quote.kind != "indirect" else "{}"
    return f"{printable(quote.speaker or 'unnamed')}: {marks.format(words)}"


def _vote(vote: Vote) -> str:
    counts = [
        f"{count} {word}"
        for count, word in (
            (vote.in_favour, "in favour"),
            (vote.against, "against"),
            (vote.abstained, "abstained"),
        )
        if count is not None
    ]
    named = [
        f"{word}: {', '.join(map(printable, names))}"
        for names, word in ((vote.abstainers, "abstained"), (vote.vetoed_by, "vetoed by"))
        if names
    ]
    subject = [printable(vote.subject)] if vote.subject else []
    outcome = [vote.outcome] if vote.outcome else []
    return f"{printable(vote.body or 'unnamed body')}: " + "; ".join([", ".join(counts), *outcome, *named, *subject])
