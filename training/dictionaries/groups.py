"""Organisations: intergovernmental, armed, parties, forces, institutions, media and NGOs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from procopius.dictionaries.record import Row
from procopius.dictionaries.tokens import fold_name
from training.dictionaries.facts import (
    HAND,
    aliases_of,
    country_code,
    dropped,
    hand_rows,
    merge_hand,
    plain,
    read_table,
    split,
)

LARGE_SHARE = 15.0  # per cent of votes: an acronym of a smaller party is more often something else
IGO_COUNTRY = {"UN": "UNO", "UN-court": "UNO", "EU": "EUR", "EU-court": "EUR"}
TRANSNATIONAL = re.compile(r"^(Al-Qaeda|Islamic State|Hizb ut)")
GENERIC = re.compile(
    r"^(the )?(national|armed|royal|air|ground|land|army|navy|coast|special|security|public|general|"
    r"federal|republican|presidential|civil|state|ministry|department|directorate|territorial|joint|internal)*\s*"
    r"(army|navy|air force|police|guard|forces?|service|department|command|staff|ministry|defen[cs]e|"
    r"interior|security|corps|gendarmerie|parliament|assembly|senate|court|council|congress|legislature|house)s?$",
    re.I,
)


def igos(facts: Path) -> list[Row]:
    """Return intergovernmental organisations and their bodies; they have no sector."""
    out = dropped("igo")
    rows = []
    for cells in read_table(facts / "hand_lists" / "igo_names.tsv"):
        if cells["kind"] == "NGO":
            continue
        name = plain(cells["name"])
        code = IGO_COUNTRY.get(cells["kind"], "UNO" if name.startswith("UN ") else "IGO")
        sectors = ("MIL",) if cells["kind"] in ("PKO", "NATO") else ()
        aliases = aliases_of(name, *_longer(name), *map(plain, split(cells["abbreviations_alternates"])), without=out)
        rows.append(Row("igo", name, aliases, code, sectors, source="own"))
    return merge_hand(rows, hand_rows("igos", "igo"))


def _longer(name: str) -> tuple[str, ...]:
    return ("United Nations" + name[2:],) if name.startswith("UN ") else ()


def ngos(facts: Path) -> list[Row]:
    """Return non-governmental organisations."""
    out = dropped("igo")
    rows = []
    for cells in read_table(facts / "hand_lists" / "igo_names.tsv"):
        if cells["kind"] == "NGO" and fold_name(cells["name"]) not in out:
            name = plain(cells["name"])
            aliases = aliases_of(name, *map(plain, split(cells["abbreviations_alternates"])), without=out)
            rows.append(Row("ngo", name, aliases, "NGO", ("SOC",), source="own"))
    return merge_hand(rows, hand_rows("ngos", "ngo"))


def media(facts: Path) -> list[Row]:
    """Return news agencies, broadcasters and papers."""
    rows = []
    for cells in read_table(facts / "hand_lists" / "news_agencies_and_state_media.tsv"):
        name = plain(cells["name"])
        aliases = aliases_of(name, *map(plain, split(cells["alternates"])))
        code = country_code(cells["iso3"].split("|")[0])
        rows.append(Row("media", name, aliases, code, ("JRN",), source="own", note=cells["kind"]))
    return merge_hand(rows, hand_rows("media", "media"), worldwide=True)


def armed_groups(facts: Path) -> list[Row]:
    """Return armed groups: our own list first, then the formal groups of UCDP that it lacks."""
    out = dropped("armed")
    ours = []
    for cells in read_table(facts / "hand_lists" / "armed_groups_hand.tsv"):
        name = plain(cells["name"])
        if fold_name(name) in out or "party" in cells["kind"] or cells["kind"] == "government":
            continue
        countries = split(cells["iso3"])
        code = "IMG" if TRANSNATIONAL.match(name) else country_code(countries[0])
        sector = "CRM" if cells["kind"] == "criminal" else "REB"
        aliases = aliases_of(name, *map(plain, split(cells["alternates"])), without=out)
        to = cells["last_year"]
        ours.append(
            Row(
                "armed_group",
                name,
                aliases,
                "IMG" if code == "NGO" else code,
                (sector,),
                cells["first_year"],
                to,
                source="own",
            )
        )
    hand = merge_hand(ours, hand_rows("armed_groups", "armed_group"))
    return merge_hand(_ucdp(facts), hand, worldwide=True)


def _ucdp(facts: Path) -> Iterable[Row]:
    path = facts / "armed_groups" / "ucdp_nonstate_actors_1989_2021.tsv"
    for cells in read_table(path):
        formal = "non-state formal group" in cells["conflict_types"] or "state-based" in cells["conflict_types"]
        countries = split(cells["iso3_locations"])
        name = plain(cells["full_name"] or cells["name"])
        if not formal or not 1 <= len(countries) <= 2 or re.search(r"[,/]| - |faction|Forces of|Government of", name):
            continue
        short = cells["name"] if cells["name"] != name and not re.search(r"[,/]| - ", cells["name"]) else ""
        others = [
            o for o in (cells["other_names"], cells["local_name"]) if o and o != "n/a" and not re.search("[,/]", o)
        ]
        if len(fold_name(name)) < 4:
            continue
        yield Row(
            "armed_group",
            name,
            aliases_of(name, plain(short), *map(plain, others)),
            country_code(countries[0]),
            ("REB",),
            cells["first_year"],
            flags=("unsure",),
            source="ucdp",
        )


def parties(facts: Path) -> list[Row]:
    """Return parties that were alive after 2000: Party Facts, then those the Factbook still lists."""
    rows = []
    for cells in read_table(facts / "parties_partyfacts" / "partyfacts_core_parties.tsv"):
        if (cells["year_last"] and cells["year_last"] < "2000") or not (cells["wikidata"] or cells["share"]):
            continue
        name = plain(cells["name_english"] or cells["name"]).split(" / ")[0]
        if re.search(r"[/;[]|--", name) or len(name) > 70:
            continue
        page = plain(cells["wikipedia_name"])
        short = _acronym(cells["name_short"]) if float(cells["share"] or 0) >= LARGE_SHARE else ""
        local = cells["name"] if cells["name"].isascii() or re.fullmatch(r"[\w’' .-]+", cells["name"]) else ""
        aliases = aliases_of(name, page, "" if "/" in local else local, short, without=dropped("party"))
        rows.append(
            Row(
                "party",
                name,
                aliases,
                country_code(cells["iso3"]),
                ("PTY",),
                cells["year_first"],
                cells["year_last"],
                flags=("unsure",),
                wikidata=cells["wikidata"],
                source="partyfacts",
            )
        )
    listed = merge_hand(_factbook_parties(facts), rows)
    armed = {fold_name(name) for row in hand_rows("armed_groups", "armed_group") for name in row.names()}
    listed = [row for row in listed if not any(fold_name(name) in armed for name in row.names())]
    return merge_hand(listed, hand_rows("parties", "party"))


def _factbook_parties(facts: Path) -> Iterable[Row]:
    for cells in read_table(facts / "organisations" / "parties_and_pressure_groups_factbook.tsv"):
        name = plain(cells["name"])
        listed_late = not cells["last_listed"] or cells["last_listed"] >= "2023"
        if (
            cells["type"] != "party"
            or not cells["iso3"]
            or not listed_late
            or re.search(r"[/;:,]", name)
            or len(name) > 60
        ):
            continue
        yield Row(
            "party",
            name,
            (),
            country_code(cells["iso3"]),
            ("PTY",),
            flags=("unsure",),
            source="factbook",
        )


def _acronym(text: str) -> str:
    return text if re.fullmatch(r"[A-Z][A-Za-z]?[A-Z-]*[A-Z]", text) and len(text) >= 3 else ""


def forces(facts: Path) -> list[Row]:
    """Return armed forces, police and intelligence under names that belong to one country."""
    out = dropped("force")
    ours = []
    for cells in read_table(facts / "hand_lists" / "intelligence_police_services.tsv"):
        name = plain(cells["name"])
        if fold_name(name) in out or cells["iso3"] in ("IGO", "EU"):
            continue
        aliases = aliases_of(name, *map(plain, split(cells["abbreviations_alternates"])), without=out)
        to = "1991-12" if cells["iso3"] == "SUN" else ""
        ours.append(
            Row(
                "force",
                name,
                aliases,
                country_code(cells["iso3"]),
                (cells["sector"],),
                valid_to=to,
                source="own",
            )
        )
    hand = merge_hand(ours, hand_rows("forces", "force"))
    listed = [row for row in _factbook_forces(facts) if fold_name(row.name) not in out]
    return merge_hand(_only_once(listed), hand)


def _factbook_forces(facts: Path) -> Iterable[Row]:
    for cells in read_table(facts / "organisations" / "military_security_forces_factbook.tsv"):
        sectors = tuple(s for s in cells["class_guess"].split("/") if s in ("MIL", "COP", "SPY"))[:1]
        for name in (plain(cells["force"]), plain(cells["parent"])):
            if sectors and _is_proper(name):
                code = country_code(cells["iso3"])
                yield Row("force", name, (), code, sectors, flags=("unsure",), source="factbook")


def _is_proper(name: str) -> bool:
    return (
        2 <= len(name.split()) <= 6
        and name[0].isupper()
        and not re.search(r"[:;,/()]|\b(for|with|unit|other|includes?|and)\b", name)
        and not GENERIC.match(name)
    )


def _only_once(rows: list[Row]) -> Iterable[Row]:
    where: dict[str, set[str]] = {}
    for row in rows:
        where.setdefault(fold_name(row.name), set()).add(row.country)
    seen = set()
    for row in rows:
        key = fold_name(row.name)
        if len(where[key]) == 1 and key not in seen:
            seen.add(key)
            yield row


def institutions(facts: Path) -> list[Row]:
    """Return legislatures and high courts under names that belong to one country."""
    rows = []
    for file, sector, column in (
        ("legislatures_factbook.tsv", "LEG", "proper_or_local_names"),
        ("highest_courts_factbook.tsv", "JUD", "local_or_short"),
    ):
        for cells in read_table(facts / "organisations" / file):
            for name in map(plain, (cells["name"], *split(cells[column]))):
                if (
                    len(name) > 3
                    and re.fullmatch(r"[\w’'. -]+", name)
                    and not GENERIC.match(name)
                    and name[0].isupper()
                ):
                    rows.append(Row("institution", name, (), country_code(cells["iso3"]), (sector,), source="factbook"))
    counted = Counter(fold_name(row.name) for row in rows)
    rows = [row for row in rows if " " in row.name or counted[fold_name(row.name)] < 3]
    common = {fold_name(noun) for cells in read_table(HAND / "roles.tsv") for noun in cells["nouns"].split(";")}
    rows = [row for row in rows if fold_name(row.name) not in common]
    return merge_hand(_only_once(rows), hand_rows("institutions", "institution"))
