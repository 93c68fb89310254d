"""What a text was read into, layer by layer, as standoff records over the raw text.

All offsets are half-open code points of the article as received. What cleaning put in (a lost full stop) is
an empty span there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from procopius.coding.quotes import find_quotes
from procopius.coding.speech import quote_record
from procopius.errors import SettingsError
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.time import timex3

Records: TypeAlias = list[dict[str, Any]]


def check_layers(layers: Sequence[str] | None) -> tuple[str, ...]:
    """Return ``layers``, or all if None.

    Raises:
        SettingsError: a name is no layer.
    """
    if layers is None:
        return tuple(LAYERS)
    wanted = tuple(name.strip() for name in layers)
    unknown = [name for name in wanted if name not in LAYERS]
    if unknown:
        raise SettingsError(f"no such layers: {', '.join(unknown)}; there are {', '.join(LAYERS)}")
    return wanted


def annotate(resolved: ResolvedArticle, layers: Sequence[str] | None = None) -> dict[str, Records]:
    """Return layer → records (``start``, ``end`` and what the layer holds) in the order of the text.

    ``sentences``; ``tokens`` (upos, head: index of the head in this list, itself for a root, dep, lemma);
    ``entities`` (label; name and country where resolved); ``places``; ``times``; ``quotes``;
    ``removed`` (kind).

    Raises:
        SettingsError: a name is no layer.
    """
    return {name: LAYERS[name](resolved) for name in check_layers(layers)}


def sentences(resolved: ResolvedArticle) -> Records:
    """Return the sentences, without the white space around them."""
    found: Records = []
    for sent in resolved.doc.sents:
        words = [token for token in sent if not token.is_space]
        if words:
            found.append(_span(resolved, words[0].idx, words[-1].idx + len(words[-1])))
    return found


def tokens(resolved: ResolvedArticle) -> Records:
    """Return the words and marks, without white space."""
    words = [token for token in resolved.doc if not token.is_space]
    index = {token.i: number for number, token in enumerate(words)}
    return [
        {
            **_span(resolved, token.idx, token.idx + len(token)),
            "upos": token.pos_,
            "head": index[token.head.i],
            "dep": token.dep_,
            "lemma": token.lemma_,
        }
        for token in words
    ]


def entities(resolved: ResolvedArticle) -> Records:
    """Return the named entities of the parser, with who they are where that is known."""
    found: Records = []
    for ent in resolved.doc.ents:
        entity, match = resolved.actors.who(ent.root)
        found.append(
            {
                **_span(resolved, ent.start_char, ent.end_char),
                "label": ent.label_,
                "name": entity.name if entity else match.name,
                "country": match.country,
            }
        )
    return found


def places(resolved: ResolvedArticle) -> Records:
    """Return the place names, demonyms and datelines with the places they stand for.

    ``issue`` says why a name has no position, or that it might be another place as well.
    """
    fields = (
        "geonames_id", "name", "feature", "country", "admin1", "lat", "lon", "precision", "score", "reason", "issue"
    )  # fmt: skip
    spans = [(_span(resolved, p.start, p.end), p) for p in (*resolved.places, *resolved.allusions)]
    spans += [({"start": p.start, "end": p.end}, p) for p in resolved.datelines]
    return [
        {**span, "text": place.text, **{field: getattr(place.match, field) for field in fields}}
        for span, place in sorted(spans, key=lambda found: found[0]["start"])
    ]


def times(resolved: ResolvedArticle) -> Records:
    """Return the time expressions as TimeML counts them, and the dates they mean."""
    fields = ("text", "value", "date", "date_end", "precision", "anchor")
    return [
        {**_span(resolved, time.start, time.end), **{field: getattr(time, field) for field in fields}}
        for time in timex3(resolved.times)
    ]


def quotes(resolved: ResolvedArticle) -> Records:
    """Return the quotes; ``start`` and ``end`` are those of the content."""
    return [
        {**_span(resolved, *quote.content), **msgspec.to_builtins(quote_record(quote, resolved))}
        for quote in find_quotes(resolved.doc)
    ]


def removed(resolved: ResolvedArticle) -> Records:
    """Return the stretches of the raw text that were taken out, with their kind."""
    return [{"start": stretch.start, "end": stretch.end, "kind": stretch.kind} for stretch in resolved.cleaned.removed]


LAYERS: Mapping[str, Callable[[ResolvedArticle], Records]] = {
    "sentences": sentences,
    "tokens": tokens,
    "entities": entities,
    "places": places,
    "times": times,
    "quotes": quotes,
    "removed": removed,
}
"""Name of a layer → the function that makes it."""


def _span(resolved: ResolvedArticle, start: int, end: int) -> dict[str, Any]:
    raw = resolved.cleaned.to_raw(start, end)
    return {"start": raw[0], "end": raw[1]}
