"""Places against gold: names of articles with their positions, and where the event of a verb happened.

usage: python -m procopius.evaluate.places --toponyms FILE [--limit N]
       python -m procopius.evaluate.places --events FILE [--limit N]

Both files are JSON lines, also ``.gz``. Of ``--toponyms``: ``id``, ``text``, ``toponyms`` (``start``, ``end``, ``lat``,
``lon``, null where the place has no position), and ``domain``, the publisher's address, if known. Of ``--events``:
``id``, ``text``, ``verb`` and ``locations``, lists of ``[start, end, …]``. Items are taken in the order of a hash of
their ids, so that the first N are a fair sample; ``--skip N`` leaves out those one has looked at.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from procopius.annotate import places as place_layer
from procopius.coding.where import where_of
from procopius.dictionaries import load as load_dictionary
from procopius.model import Article, Span
from procopius.pipeline import Coder, load
from procopius.resolve.article import ResolvedArticle
from procopius.resolve.demonyms import find_demonyms
from procopius.resolve.gazetteer import default_gazetteer
from procopius.resolve.home import Home, home_of
from procopius.resolve.place_mentions import find_places

NEAR_KM = 161.0
"""100 miles: the customary bound within which a position is right."""


class Toponym(msgspec.Struct, frozen=True):
    """A place name of a gold article."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None


class ToponymArticle(msgspec.Struct, frozen=True):
    """A gold article with every place name in it."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]
    domain: str | None = None


class EventSentence(msgspec.Struct, frozen=True):
    """A sentence, its verb, and the words that tell where the verb's event happened."""

    id: str
    text: str
    verb: tuple[Span, ...]
    locations: tuple[tuple[int, int, str], ...]


class Shares(msgspec.Struct, frozen=True):
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def shares(right: float, found: float, gold: float) -> Shares:
    """Return precision and recall of counts."""
    return Shares(right / found if found else 0.0, right / gold if gold else 0.0)


def given(articles: Iterable[ToponymArticle]) -> float:
    """Return the share of toponyms put within 161 km, their spans being given.

    Toponyms without a position are left out.
    """
    gazetteer, dictionary = default_gazetteer(), load_dictionary()
    right = total = 0
    for article in articles:
        home = home_of(article.domain, gazetteer) if article.domain else Home()
        entities = [(t.start, t.end, "LOC") for t in article.toponyms]
        context = {home.country: 0.3} if home.country else {}
        demonyms = find_demonyms(article.text, entities, dictionary, gazetteer)
        peoples = {(d.start, d.end) for d in demonyms}
        names = [e for e in entities if e[:2] not in peoples]
        places = find_places(article.text, names, gazetteer, context_countries=context, home=home.place)
        found = {(p.start, p.end): p.match for p in (*places, *demonyms)}
        for toponym in article.toponyms:
            if toponym.lat is None or toponym.lon is None:
                continue
            total += 1
            match = found.get((toponym.start, toponym.end))
            if match is not None and match.lat is not None and match.lon is not None:
                right += kilometres((match.lat, match.lon), (toponym.lat, toponym.lon)) <= NEAR_KM
    return right / total if total else 0.0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance between two positions in degrees."""
    lat1, lon1, lat2, lon2 = (math.radians(v) for v in (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def recognised(coder: Coder, articles: Iterable[ToponymArticle]) -> tuple[Shares, Shares]:
    """Return how well place names are found in raw text: exact spans, and spans that overlap."""
    exact = touching = found_count = gold_count = 0
    for article in articles:
        layer = place_layer(coder.resolve(Article(id=article.id, text=article.text, publisher=article.domain)))
        found = [(int(p["start"]), int(p["end"])) for p in layer]
        gold = [(t.start, t.end) for t in article.toponyms]
        exact += len(set(found) & set(gold))
        touching += sum(any(s < b and a < e for a, b in gold) for s, e in found)
        found_count, gold_count = found_count + len(found), gold_count + len(gold)
    return shares(exact, found_count, gold_count), shares(touching, found_count, gold_count)


def located(coder: Coder, sentences: Iterable[EventSentence]) -> Shares:
    """Return how well the place of a verb's event is found, by words."""
    right = found_count = gold_count = 0
    for sentence in sentences:
        resolved = coder.resolve(Article(id=sentence.id, text=sentence.text))
        found = words(sentence.text, place_spans(resolved, sentence.verb))
        gold = words(sentence.text, [(s, e) for s, e, _ in sentence.locations])
        right, found_count, gold_count = right + len(found & gold), found_count + len(found), gold_count + len(gold)
    return shares(right, found_count, gold_count)


def place_spans(resolved: ResolvedArticle, verb: Sequence[Span]) -> tuple[Span, ...]:
    """Return the raw spans of the place of the event whose verb stands at ``verb``."""
    for token in resolved.doc:
        raw = resolved.cleaned.to_raw(token.idx, token.idx + len(token))
        if any(raw[0] < end and start < raw[1] for start, end in verb):
            place = where_of([], token, resolved)
            return place.spans if place else ()
    return ()


def words(text: str, spans: Iterable[Span]) -> set[int]:
    """Return the offsets of the words of ``text`` that begin within one of ``spans``."""
    starts = {i for i, c in enumerate(text) if c.isalnum() and (i == 0 or not text[i - 1].isalnum())}
    return {i for start, end in spans for i in range(start, end) if i in starts}


def sample(path: Path, kind: Any, skip: int, limit: int | None) -> list[Any]:
    """Read a file of JSON lines in the order of a hash of the ids."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    items = [msgspec.json.decode(line, type=kind) for line in raw.splitlines() if line.strip()]
    items.sort(key=lambda item: hashlib.blake2b((item.id + item.text[:80]).encode(), digest_size=8).digest())
    return items[skip : None if limit is None else skip + limit]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--toponyms", type=Path)
    parser.add_argument("--events", type=Path)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    if not args.toponyms and not args.events:
        parser.error("name --toponyms FILE or --events FILE")
    if args.toponyms:
        articles = sample(args.toponyms, ToponymArticle, args.skip, args.limit)
        sys.stdout.write(f"toponyms given: {given(articles):.3f} within 161 km\n")
        for name, told in zip(("exact", "overlap"), recognised(load(), articles), strict=True):
            sys.stdout.write(f"found, {name}: P {told.precision:.3f} R {told.recall:.3f} F1 {told.f1:.3f}\n")
    if args.events:
        told = located(load(), sample(args.events, EventSentence, args.skip, args.limit))
        sys.stdout.write(f"place of event, words: P {told.precision:.3f} R {told.recall:.3f}\n")


if __name__ == "__main__":
    main()
