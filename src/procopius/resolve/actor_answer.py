"""Compose the answer from the head of a phrase and what stands around it."""

from __future__ import annotations

import msgspec

from procopius.dictionaries.record import COMMON_KINDS, LAND_KINDS, Row, valid_on
from procopius.dictionaries.tokens import Token
from procopius.resolve.actor_modifiers import Modifiers, pick, read_modifiers
from procopius.resolve.actor_person import by_surname, choose_person, holder, standing
from procopius.resolve.actor_phrase import Cut, Item
from procopius.resolve.actor_record import ActorMatch, Asking, ref

MEMBERED = frozenset({"armed_group", "party", "force"})
FORMER_SECTORS = frozenset({"GOV", "LEG", "MIL", "JUD", "SPY", "COP", "ELI"})


NAMED, ROLE, NEAR_NAME, TITLED, BARE_SURNAME, UNSURE, FROM_CONTEXT, COUNTRY_ONLY = (
    0.95,
    0.8,
    0.75,
    0.7,
    0.5,
    0.5,
    0.4,
    0.3,
)


def head_answer(head: Item, np: Cut, asking: Asking) -> ActorMatch:
    """Answer for a phrase whose head is a name or noun of the dictionary."""
    mods = read_modifiers(head, np, asking)
    names = [row for row in head.rows if row.kind not in COMMON_KINDS]
    nouns = [row for row in head.rows if row.kind in COMMON_KINDS]
    wanted = mods.countries[:1] or list(asking.context)
    if names and nouns and wanted and not any(row.country in wanted for row in names):
        names = []
    if not names:
        return _noun_answer(nouns[0], head, np, mods, asking)
    row = pick(names, asking, mods.countries)
    if row.kind in LAND_KINDS:
        return _land_answer(row, names, np, asking)
    return _named_answer(row, names, mods, asking)


def _named_answer(row: Row, names: list[Row], mods: Modifiers, asking: Asking) -> ActorMatch:
    rivals = {r.country for r in names if valid_on(r, asking.date) and r.has("unsure") == row.has("unsure")}
    settled = row.has("prime") or row.country in (*mods.countries, *asking.context) or len(rivals) < 2
    country = row.country if settled else None
    if row.country == "" and mods.countries:
        country = mods.countries[0]
    return ActorMatch(
        name=row.name,
        country=country or None,
        sector=row.sectors[0] if row.sectors else None,
        sectors=row.sectors,
        score=UNSURE if row.has("unsure") or not settled else NAMED,
        rows=(ref(row),),
        reason=None if country else "ambiguous_country" if not settled else "no_country",
        entity_kind=row.kind,
    )


def _land_answer(row: Row, names: list[Row], np: Cut, asking: Asking) -> ActorMatch:
    if row.kind == "region":
        return ActorMatch(name=row.name, country=row.country, score=COUNTRY_ONLY, rows=(ref(row),), reason="bare_place")
    people = any(r.has("plural") or (r.sectors and not r.has("adjective")) for r in names if r.kind == "demonym")
    definite = np.core[1] > np.core[0] and np.tokens[np.core[0]].fold == "the"
    adjective = any(r.has("adjective") for r in names)
    as_people = row.kind == "demonym" and people and not (adjective and definite)
    sector = "CVL" if as_people else "GOV"
    name = asking.dictionary.country_names.get(row.country) if row.kind != "demonym" else None
    return ActorMatch(
        name=name,
        country=row.country,
        sector=sector,
        sectors=(sector,),
        score=NAMED if row.kind == "country" else ROLE,
        rows=(ref(row),),
        entity_kind=row.kind,
    )


def _noun_answer(row: Row, head: Item, np: Cut, mods: Modifiers, asking: Asking) -> ActorMatch:
    if row.kind == "nonactor":
        return ActorMatch(rows=(ref(row),), reason="no_actor_sense")
    sectors, country = row.sectors, next(iter(mods.countries), None)
    if row.has("body") and mods.body is not None:
        sectors = mods.body.sectors
        country = mods.body.country or country
    if (mods.former or np.text(head.first, head.last).startswith(("former", "ex "))) and sectors:
        sectors = ("ELI",) if sectors[0] in FORMER_SECTORS else sectors
    member = _body_of_members(row, head, np, mods)
    from_context = country is None and bool(asking.context)
    country = country or next(iter(asking.context), None)
    if row.kind == "object" and country is None:
        return ActorMatch(rows=(ref(row),), reason="no_actor_sense")  # a thing acts only for its owner
    office = None if mods.former or not country else _holder_of(row, head, np, country, asking)
    named = office or member
    return ActorMatch(
        name=named.name if named else None,
        country=country,
        sector=sectors[0] if sectors else None,
        sectors=sectors,
        score=FROM_CONTEXT if from_context or not country else ROLE,
        rows=(ref(row), *((ref(office),) if office else ()), *((ref(mods.body),) if mods.body else ())),
        reason=None if country else "no_country",
        entity_kind=member.kind if member else row.kind,
    )


def _body_of_members(row: Row, head: Item, np: Cut, mods: Modifiers) -> Row | None:
    """Return the armed group, force or party whose members a plural names as a whole: "Houthi rebels"."""
    body = mods.body
    if body is None or body.kind not in MEMBERED or mods.former or not np.tokens[head.last - 1].fold.endswith("s"):
        return None
    alike = row.has("body") and row.sectors[:1] != ("GOV",)
    return body if alike or (bool(row.sectors) and row.sectors[0] in body.sectors) else None


def _holder_of(row: Row, head: Item, np: Cut, country: str, asking: Asking) -> Row | None:
    if not asking.dated or np.tokens[head.last - 1].fold.endswith("s"):
        return None
    return holder(row, country, asking.dictionary, asking.date)


def person_answer(head: Item, np: Cut, asking: Asking) -> ActorMatch:
    """Answer for a phrase whose head is a person of the dictionary."""
    mods = read_modifiers(head, np, asking)
    people = [row for row in head.rows if row.kind == "person"]
    title = _title_words(mods.title, np)
    rows = choose_person(people, asking, mods.countries, title)
    return _standing_answer(rows, mods, np, asking, NAMED)


def _title_words(title: list[Item], np: Cut) -> list[str]:
    words = [word for item in title for word in np.text(item.first, item.last).split()]
    return words + [flag for item in title for row in item.rows for flag in row.flags if flag.isupper()]


def _standing_answer(rows: list[Row], mods: Modifiers, np: Cut, asking: Asking, score: float) -> ActorMatch:
    was = standing(rows, asking.date, _title_words(mods.title, np))
    sectors, reason = was.sectors, was.reason
    told = _title_sectors(mods)
    if mods.former:
        sectors, reason = ("ELI",), "out_of_office"
    elif _title_prevails(told, sectors) and was.row.country not in ("UNO", "EUR", "IGO"):
        sectors, reason = (told + tuple(s for s in sectors if s not in (*told, "ELI"))), None
    return ActorMatch(
        name=was.row.name,
        country=was.row.country or next(iter(mods.countries), None),
        sector=sectors[0] if sectors else None,
        sectors=sectors,
        score=score * (UNSURE if was.row.has("unsure") else 1.0),
        rows=(ref(was.row),),
        reason=reason,
        entity_kind="person",
    )


def _title_prevails(told: tuple[str, ...], sectors: tuple[str, ...]) -> bool:
    # a military rank goes along with any office, and may be self-given
    known = bool(sectors) and sectors[0] != "ELI"
    return bool(told) and not (known and told[0] == "MIL")


def _title_sectors(mods: Modifiers) -> tuple[str, ...]:
    """Return the sectors the title before a name tells."""
    for item in reversed(mods.title):
        row = next(row for row in item.rows if row.kind == "role")
        if row.has("body"):
            return row.sectors if row.has("title") and mods.body is None else ()
        return row.sectors
    return ()


def tail_answer(np: Cut, items: list[Item], tail: list[Token], asking: Asking) -> ActorMatch:
    """Resolve a name the dictionary lacks as it stands: another spelling, a surname, or nobody known."""
    at = next(i for i in range(np.core[0], np.core[1]) if np.tokens[i] is tail[0])
    head = Item(at, np.core[1], ())
    mods = read_modifiers(head, np, asking)
    title, countries = _title_words(mods.title, np), mods.countries or asking.context
    text = " ".join(token.fold for token in tail)
    rows = asking.dictionary.by_spelling(text)
    if rows:
        rows = choose_person(rows, asking, mods.countries, title)
        return _standing_answer(rows, mods, np, asking, NEAR_NAME)
    bare = [token.fold for token in tail if token.fold not in asking.dictionary.words["particle"]]
    if len(bare) == 1:
        rows = by_surname(bare[0], asking.dictionary, asking.date, countries, title)
        if rows and (title or not mods.countries or rows[0].country in mods.countries):
            return _standing_answer(rows, mods, np, asking, TITLED if title else BARE_SURNAME)
    place = asking.place_country(text.title()) if not mods.title else None
    if place:
        return ActorMatch(name=text.title(), country=place, score=COUNTRY_ONLY, reason="bare_place")
    if not mods.title:
        return unknown_answer(np, items, asking)
    return _titled_stranger(np, mods, asking)


def _titled_stranger(np: Cut, mods: Modifiers, asking: Asking) -> ActorMatch:
    item = mods.title[-1]
    row = next(row for row in item.rows if row.kind == "role")
    answer = _noun_answer(row, item, np, read_modifiers(item, np, asking), asking._replace(dated=False))
    return msgspec.structs.replace(answer, name=None, entity_kind="person", score=answer.score * 0.9)


def unknown_answer(np: Cut, items: list[Item], asking: Asking) -> ActorMatch:
    """Answer for a phrase whose head the dictionary lacks: at most its country is known."""
    head = Item(np.core[1], np.core[1], ())
    mods = read_modifiers(head, np, asking)
    last = np.tokens[np.core[1] - 1] if np.core[1] > np.core[0] else None
    neutral = last is not None and last.fold in asking.dictionary.words["neutral"]
    if items and neutral:
        return head_answer(items[-1], np, asking)
    if mods.countries or mods.body:
        # "police complex", "gang confederations": what the head is stays unknown, whose it is does not
        sectors = mods.body.sectors if mods.body else ()
        country = (mods.body.country if mods.body else "") or next(iter(mods.countries), None)
        sector = sectors[0] if sectors else None
        return ActorMatch(
            country=country,
            sector=sector,
            sectors=sectors,
            score=COUNTRY_ONLY,
            reason="unknown_head",
            rows=(ref(mods.body),) if mods.body else (),
        )
    return ActorMatch(reason="no_known_part")
