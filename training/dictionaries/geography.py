"""Countries, demonyms, capitals and metonyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from procopius.dictionaries.record import Row
from procopius.dictionaries.tokens import fold_name
from training.dictionaries.facts import (
    HAND,
    SECTOR_CODES,
    aliases_of,
    country_code,
    dropped,
    hand_rows,
    merge_hand,
    plain,
    read_table,
    split,
)

AMBIGUOUS = {"congo", "guinea", "ireland", "united arab republic", "america samoa", "hk", "car", "male", "uk"}
NOT_COUNTRY = {
    "gaza",
    "gaza strip",
    "west bank",
    "russian empire",
    "kinshasa",
    "brazzaville",
    "rf",
    "iri",
    "pal",
    "nato",
    "south ossetia",
    "abkhazia",
    "georgia (country)",
    "cs",
    "fed",
    "slovak",
    "spanish sahara",
    "rsa",
    "states",
}
SEATS = {
    "The Hague": "NLD",
    "Tel Aviv": "ISR",
    "Ramallah": "PSE",
    "Gaza City": "PSE",
    "Naypyidaw": "MMR",
    "Abuja": "NGA",
    "Dodoma": "TZA",
    "La Paz": "BOL",
    "Taipei": "TWN",
    "Pristina": "KOS",
    "Kiev": "UKR",
    "Kyiv": "UKR",
    "Rangoon": "MMR",
    "Yangon": "MMR",
    "Peking": "CHN",
    "New Delhi": "IND",
    "Delhi": "IND",
    "Astana": "KAZ",
    "Nur-Sultan": "KAZ",
    "Sana'a": "YEM",
    "Sanaa": "YEM",
    "N'Djamena": "TCD",
    "Ndjamena": "TCD",
    "Asunción": "PRY",
    "Colombo": "LKA",
    "Cotonou": "BEN",
    "Abidjan": "CIV",
    "Washington": "USA",
    "Canberra": "AUS",
    "Pretoria": "ZAF",
    "Putrajaya": "MYS",
    "Kuala Lumpur": "MYS",
    "Brasilia": "BRA",
    "Bogota": "COL",
    "Jerusalem": "ISR",
    "Pyongyang": "PRK",
    "Ouagadougou": "BFA",
    "Islamabad": "PAK",
    "Riyadh": "SAU",
    "Ulaanbaatar": "MNG",
    "Quito": "ECU",
    "Tunis": "TUN",
    "Santo Domingo": "DOM",
    "Santiago": "CHL",
    "Laayoune": "ESH",
    "Vatican City": "VAT",
    "Abu Dhabi": "ARE",
    "Mexico City": "MEX",
    "Guatemala City": "GTM",
    "Panama City": "PAN",
    "Kuwait City": "KWT",
}
UNCLEAR_CAPITALS = {
    "male",
    "georgetown",
    "victoria",
    "kingston",
    "hamilton",
    "san jose",
    "saint georges",
    "basse terre",
    "st johns",
    "kingstown",
    "stanley",
    "st georges",
    "saint johns",
    "valley",
    "palikir",
    "sri jayewardenepura kotte",
}


def countries(facts: Path) -> list[Row]:
    """Return one row for each country and territory with a code."""
    names = {row["iso3"]: row["name"] for row in read_table(HAND / "country_names.tsv")}
    by_hand: dict[str, list[str]] = {}
    for row in read_table(facts / "countries" / "country_aliases_hand.tsv"):
        by_hand.setdefault(country_code(row["iso3"]), []).append(row["alias"])
    rows = []
    for cells in read_table(facts / "countries" / "countries.tsv"):
        code = country_code(cells["iso3"])
        name = names.get(code) or plain(cells["name"]).replace("&", "and")
        others = [
            plain(re.sub(r"^formerly ", "", other))
            for column in ("official_names", "other_names", "former_names")
            for other in split(cells[column])
        ]
        others = [o for o in others if fold_name(o) not in AMBIGUOUS | NOT_COUNTRY and not _is_acronym(o)]
        aliases = aliases_of(name, *by_hand.get(code, ()), *_short(code), *others)
        rows.append(
            Row(
                "country",
                name,
                aliases,
                code,
                ("GOV",),
                wikidata=cells["wikidata"],
                source="countries+factbook+own",
            )
        )
    return sorted(rows, key=lambda row: row.country)


def _short(code: str) -> tuple[str, ...]:
    return {
        "COD": ("Congo",),
        "GBR": ("UK",),
        "GIN": ("Guinea",),
        "IRL": ("Ireland", "Republic of Ireland"),
    }.get(code, ())


def _is_acronym(name: str) -> bool:
    return len(name) <= 5 and name.isupper()


def demonyms(facts: Path, country_rows: list[Row]) -> list[Row]:
    """Return one row for each form: adjectives, singular and plural nouns."""
    codes = {row.country for row in country_rows}
    flags: dict[tuple[str, str], set[str]] = {}
    faiths = {noun for cells in read_table(HAND / "roles.tsv") for noun in re.split("[;/]", cells["nouns"])} | {
        "houthi"
    }
    for cells in read_table(facts / "countries" / "demonyms.tsv"):
        form = plain(cells["form"])
        if (
            country_code(cells["iso3"]) not in codes
            or not re.fullmatch(r"[A-ZÀ-Ý][\w’' -]+", form)
            or len(form.split()) > 3
        ):
            continue
        if form.lower() in faiths or form.lower().rstrip("s") in faiths:
            continue
        of_form = flags.setdefault((form, country_code(cells["iso3"])), set())
        if cells["pos"] == "adjective":
            of_form.add("adjective")
        elif "pl" in cells["number"]:
            of_form.add("plural")
    rows = [
        Row(
            "demonym",
            form,
            (),
            code,
            () if found == {"adjective"} else ("CVL",),
            flags=tuple(sorted(found)),
            source="factbook+own",
        )
        for (form, code), found in flags.items()
    ]
    return merge_hand(_first_of_each(rows), hand_rows("demonyms", "demonym"))


def _first_of_each(rows: list[Row]) -> Iterator[Row]:
    # "Samoan" is Samoa's before it is American Samoa's: of a form that two lands share the first keeps it
    by_form: dict[str, list[Row]] = {}
    for row in rows:
        by_form.setdefault(fold_name(row.name), []).append(row)
    for same in by_form.values():
        yield from same if len(same) == 1 or len({row.country for row in same}) == 1 else same[:1]


def regions() -> list[Row]:
    """Return regions that give a country without standing for its government: one row for each name."""
    rows = hand_rows("regions", "region")
    return sorted(
        (msgspec.structs.replace(row, name=name, aliases=()) for row in rows for name in row.names()),
        key=lambda row: (row.country, row.name),
    )


def capitals(facts: Path, country_rows: list[Row]) -> list[Row]:
    """Return capitals and seats of government, which stand for the government."""
    taken = {fold_name(name) for row in country_rows for name in row.names()}
    found: dict[str, tuple[str, str]] = {}
    for cells in read_table(facts / "countries" / "countries.tsv"):
        if cells["independent"] != "Yes":
            continue
        for name in map(plain, split(cells["capital_names"])):
            if fold_name(name) not in taken | UNCLEAR_CAPITALS:
                found.setdefault(fold_name(name), (name, country_code(cells["iso3"])))
    for name, code in SEATS.items():
        found[fold_name(name)] = (name, code)
    rows = [Row("capital", name, (), code, ("GOV",), source="countries+factbook+own") for name, code in found.values()]
    return sorted(rows, key=lambda row: (row.country, row.name))


def metonyms(facts: Path, capital_rows: list[Row]) -> list[Row]:
    """Return buildings and streets that stand for a body."""
    out = dropped("metonyms") | {fold_name(row.name) for row in capital_rows}
    rows = []
    for cells in read_table(facts / "hand_lists" / "metonyms.tsv"):
        if fold_name(cells["form"]) in out and fold_name(cells["form"]) != "brussels":
            continue
        code = country_code(cells["iso3_or_org"])
        sector = SECTOR_CODES.get(cells["sector"], cells["sector"])
        sectors = (
            () if sector == "IGO" else ("GOV", "MIL") if "Department of Defense" in cells["referent"] else (sector,)
        )
        names = [plain(alias) for alias in split(cells["alternates"])]
        aliases = aliases_of(cells["form"], *names, without=out)
        rows.append(Row("metonym", cells["form"], aliases, code, sectors, source="own", note=cells["referent"]))
    return sorted(rows, key=lambda row: (row.country, row.name))
