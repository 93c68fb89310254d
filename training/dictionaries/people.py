"""Office holders: who held which office, from when to when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from rapidfuzz import fuzz

from procopius.dictionaries.record import Row
from procopius.dictionaries.spelling import skeleton
from procopius.dictionaries.tokens import fold_name
from training.dictionaries.facts import HAND, country_code, hand_rows, plain, read_table, split

SECTORS_OF_CLASS = {
    "HOS": ("GOV",),
    "HOG": ("GOV",),
    "DEP": ("GOV",),
    "MFA": ("GOV",),
    "MOD": ("GOV", "MIL"),
    "MOI": ("GOV",),
    "FIN": ("GOV",),
    "JUS": ("GOV",),
    "MIN": ("GOV",),
    "LEG": ("LEG",),
    "JUD": ("JUD",),
    "MIL": ("MIL",),
    "SPY": ("SPY",),
    "COP": ("COP",),
    "CBK": ("GOV",),
    "LOC": ("GOV",),
    "FAM": ("ELI",),
    "SPK": ("LEG",),
}
FLAGGED = {"HOS", "HOG", "DEP", "MFA", "MOD", "MOI", "FIN", "SPK"}
SINGLE = {"HOS", "HOG", "MFA", "MOD", "MOI"}
ALWAYS = {"MFA", "MOD", "MOI", "DEP", "SPY"}
SINCE_2010 = {"MIN", "FIN", "JUS", "MIL", "COP", "JUD", "LEG", "LOC", "CBK"}
MINOR = re.compile(r"deputy|vice|assistant|under|shadow|acting secretary|whip|judge of|justice of|chaplain", re.I)
LEGISLATURE_WORDS = (
    "parliament|assembly|senate|congress|house of|house|chamber|duma|bundestag|riigikogu|seimas|saeima|sejm|"
    "knesset|storting|riksdag|folketing|cortes|rada|national council|althing"
)
SPEAKER = re.compile(rf"\b(speaker|president|chair\w*)\b.*\b({LEGISLATURE_WORDS})", re.I)
LATIN = re.compile(r"[\w’'`. -]+$")
NOT_LATIN = re.compile(r"[Ͱ-῿぀-鿿가-힯֐-ࣿ]")
SAME_SPELLING = 92.0
BODIES = {"EUR", "UNO", "IGO"}
MINISTERS = {"MFA", "MOD", "MOI"}
NOT_MINISTER = re.compile(
    r"spoke|deputy|vice|assistant|under|shadow|minister of state|minister delegate|state secretary|"
    r"^minister of foreign trade|permanent|director|ambassador",
    re.I,
)
OFFICES = {
    "HOS": "President",
    "HOG": "Prime Minister",
    "MFA": "Minister of Foreign Affairs",
    "MOD": "Minister of Defence",
    "MOI": "Minister of the Interior",
    "MIL": "Chief of the armed forces",
}
"""How an office is called whose hand-written row gives its class only."""
SERVANTS = {"IND", "PAK", "BGD", "LKA", "NPL"}
"""Where a secretary is a civil servant, not a minister."""


Starts: TypeAlias = dict[tuple[str, str, str], list[tuple[str, str, str]]]
"""Country, class and title of an office → when, who and after which source its holders began."""


def people(facts: Path) -> list[Row]:
    """Return one row for each person and office, hand-written rows first where sources tell the same."""
    folder = facts / "office_holders"
    rows = [
        *hand_rows("people", "person"),
        *_offices(),
        *_key_offices(folder),
        *_heads(folder),
        *_us(folder),
        *_uk(folder),
        *_changes(folder),
        *_wikidata(folder),
        *_mentions(facts),
    ]
    rows = [row for row in map(_tidy, rows) if row is not None]
    rows = _without_second_realms(rows, _territories(facts))
    rows = _joined(_without_needless_mentions(_one_name_each(rows)))
    rows = _ended_with_office(_ended_by_successor(_without_rivals(rows)))
    return sorted(rows, key=lambda row: (row.country, fold_name(row.name), row.valid_from, row.office))


def _row(cls: str, code: str, office: str, person: str, start: str, end: str, source: str, **more: Any) -> Row:
    code = country_code(code)
    sectors = () if code in BODIES else SECTORS_OF_CLASS.get(cls, ("GOV",))
    flags = (cls,) if cls in FLAGGED and not (cls in MINISTERS and NOT_MINISTER.search(office)) else ()
    return Row(
        "person",
        person,
        country=code,
        sectors=sectors,
        valid_from=start,
        valid_to=end,
        office=office,
        flags=flags,
        source=source,
        **more,
    )


def _offices() -> Iterator[Row]:
    for c in read_table(HAND / "offices.tsv"):
        row = _row(
            c["class"],
            c["country"],
            OFFICES[c["class"]],
            c["name"],
            c["valid_from"],
            c["valid_to"],
            "own",
            aliases=split(c["aliases"]),
        )
        yield msgspec.structs.replace(row, flags=(*row.flags, *split(c["flags"])))


def _without_rivals(rows: list[Row]) -> list[Row]:
    """Take the class of office from rows of Wikidata that begin inside another's term told by hand."""
    own = [row for row in rows if row.source == "own" and MINISTERS & set(row.flags)]
    return [_unclassed(row, own) if row.source == "wikidata" else row for row in rows]


def _unclassed(row: Row, own: list[Row]) -> Row:
    for cls in MINISTERS & set(row.flags):
        rivals = [r for r in own if r.country == row.country and cls in r.flags and r.name != row.name]
        inside = any(r.valid_from < row.valid_from and (not r.valid_to or row.valid_from < r.valid_to) for r in rivals)
        if inside or (row.country in SERVANTS and "ecretary" in row.office):
            return msgspec.structs.replace(row, flags=tuple(flag for flag in row.flags if flag != cls))
    return row


def _heads(folder: Path) -> Iterator[Row]:
    for c in read_table(folder / "heads_consolidated_2000_2026.tsv"):
        yield _row(
            c["role"],
            c["iso3"],
            c["office"],
            c["person"],
            c["start"],
            c["end"],
            "heads",
            aliases=split(c["other_spellings"]),
            wikidata=c["wikidata"],
        )


ORGANISATION_CODES = {
    **dict.fromkeys(("UN", "WHO", "UNHCR", "IAEA", "WFP", "UNICEF", "OHCHR", "OCHA", "UNRWA"), "UNO"),
    **dict.fromkeys(("NATO", "WTO", "LAS", "ICC", "AU", "WBK", "OSCE", "OAS", "IMF", "ASEAN"), "IGO"),
}
GROUP_COUNTRIES = {
    "Taliban": "AFG",
    "Hamas": "PSE",
    "al-Qaeda": "IMG",
    "Hezbollah": "LBN",
    "Wagner": "RUS",
    "PKK": "TUR",
    "LRA": "UGA",
    "Houthis": "YEM",
    "Islamic State": "IMG",
    "Boko Haram": "NGA",
}


def _group_country(office: str) -> str:
    return next((code for group, code in GROUP_COUNTRIES.items() if group in office), "IMG")


def _key_offices(folder: Path) -> Iterator[Row]:
    for c in read_table(folder / "key_offices_hand_2000_2026.tsv"):
        cls = "SPK" if re.match(r"(Speaker|Chair(man)? of the Parl)", c["office"]) else c["class"]
        code = ORGANISATION_CODES.get(c["iso3_or_org"], c["iso3_or_org"])
        row = _row(cls, code, c["office"], c["person"], c["start"], c["end"], "own")
        if code == "INTL":
            sectors = ("PRM",) if "Wagner" in c["office"] else ("REB",)
            row = msgspec.structs.replace(row, sectors=sectors, country=_group_country(c["office"]), flags=())
        elif c["office"] == "Pope":
            row = msgspec.structs.replace(row, sectors=("REL",), flags=())
        elif row.office == "Attorney General":
            row = msgspec.structs.replace(row, sectors=("JUD",))
        yield msgspec.structs.replace(row, note="" if c["checked_against"] else "not checked against a second source")


def _us(folder: Path) -> Iterator[Row]:
    for c in read_table(folder / "us_executive_congress_2000_2026.tsv"):
        executive = {"President": "HOS", "Vice President": "DEP"}.get(c["office"])
        cls = executive or ("SPK" if c["office"].startswith("Speaker") else "LEG")
        office = re.sub(r" \((house|senate)\)", "", c["office"])
        yield _row(
            cls,
            "USA",
            office,
            c["person"],
            c["start"],
            c["end"],
            "congress-legislators",
            wikidata=c["wikidata"],
        )


def _uk(folder: Path) -> Iterator[Row]:
    classes = {
        "Prime Minister": "HOG",
        "Deputy Prime Minister": "DEP",
        "Secretary of State for Foreign": "MFA",
        "Secretary of State for Defence": "MOD",
        "Home Secretary": "MOI",
        "Foreign Secretary": "MFA",
        "Defence Secretary": "MOD",
        "Secretary of State for the Home": "MOI",
        "Chancellor of the Exchequer": "FIN",
    }
    for c in read_table(folder / "uk_ministers_2000_2026_ifg.tsv"):
        if c["rank"] not in ("PM", "DPM", "SoS", "MoS", "Parl. lead."):
            continue
        cls = next((cls for start, cls in classes.items() if c["office"].startswith(start)), "MIN")
        yield _row(cls, "GBR", c["office"], c["person"], c["start"], c["end"], "ifg")


def _changes(folder: Path) -> Iterator[Row]:
    for c in read_table(folder / "changes_2026_from_wikipedia_events.tsv"):
        if c["incoming"]:
            yield _row(c["class"], c["iso3"], c["office"], c["incoming"], c["date"], "", "events2026")


def _wikidata(folder: Path) -> Iterator[Row]:
    for file in (
        "wikidata_national_offices_2000_2022.tsv",
        "wikidata_diplomats_and_subnational_2000_2022.tsv",
    ):
        for c in read_table(folder / file):
            if country_code(c["iso3"]) == "NGO" or not _is_wanted(c):
                continue
            cls = c["class"]
            if SPEAKER.search(c["office"]) and cls not in ("HOS", "HOG"):
                cls = "SPK"
            elif re.match(r"Minister|Secretary|Cabinet|Deputy Minister", c["office"]) and cls in (
                "SPY",
                "COP",
                "MIL",
                "JUD",
            ):
                cls = "MIN"
            aliases = (c["enwiki_title_if_other"],) if c["enwiki_title_if_other"] else ()
            note = "" if c["end"] else f"in office {c['asof'][:7]}"
            office = c["office"][0].upper() + c["office"][1:]
            yield _row(
                cls,
                c["iso3"],
                office,
                c["person"],
                c["start"],
                c["end"],
                "wikidata",
                aliases=aliases,
                wikidata=c["wikidata"],
                note=note,
            )


def _is_wanted(c: dict[str, str]) -> bool:
    cls, recent = c["class"], not c["end"] or c["end"] >= ("2014" if c["class"] in ("MIN", "LOC") else "2010")
    if c["iso3"] in ("GBR", "USA") and cls not in ("MIL", "SPY", "JUD", "LOC", "FIN"):
        return cls == "MIN" and c["iso3"] == "USA" and recent
    if MINOR.search(c["office"]) and cls not in ("DEP",):
        return False
    if cls == "LOC":
        return bool(
            recent and re.search(r"governor|chief minister|premier|head of|president of|mayor of", c["office"], re.I)
        )
    return cls in ALWAYS or (cls in SINCE_2010 and recent)


def _mentions(facts: Path) -> Iterator[Row]:
    classes = {
        "president": "HOS",
        "prime minister": "HOG",
        "foreign minister": "MFA",
        "defense minister": "MOD",
        "defence minister": "MOD",
        "interior minister": "MOI",
        "finance minister": "FIN",
        "vice president": "DEP",
    }
    offices = re.compile(r"minister|secretary|governor|mayor|ambassador|attorney general|senator|commander|army chief")
    for c in read_table(facts / "office_mentions_2025_2026" / "office_holder_mentions.tsv"):
        if not c["iso3"] or int(c["n_as_incumbent"]) < 2 or country_code(c["iso3"]) in BODIES:
            continue
        office, cls = c["office_text"], classes.get(c["office_text"])
        if cls is None and not offices.search(office):
            continue
        cls = cls or ("LEG" if "senator" in office else "MIL" if "army" in office or "commander" in office else "MIN")
        yield _row(
            cls,
            c["iso3"],
            c["office_page"] or office.capitalize(),
            c["person"],
            c["first_incumbent_mention"],
            "",
            "mentions2026",
            note="start is the first mention",
        )


def _territories(facts: Path) -> set[str]:
    table = read_table(facts / "countries" / "countries.tsv")
    return {country_code(c["iso3"]) for c in table if c["independent"] != "Yes"} - {
        "TWN",
        "KOS",
        "PSE",
        "HKG",
    }


def _without_second_realms(rows: list[Row], territories: set[str]) -> list[Row]:
    """Leave heads of state out of the lists of lands they head from afar (realms, territories, Andorra)."""
    at_home: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    for row in rows:
        if {"HOS", "HOG"} & set(row.flags):
            for name in row.names():
                if row.country not in territories | {"AND"}:
                    at_home.setdefault(fold_name(name), set()).add(row.country)
                if row.source == "own":
                    own.setdefault(fold_name(name), set()).add(row.country)

    def is_afar(row: Row) -> bool:
        keys = [fold_name(name) for name in row.names()]
        homes = set().union(*(at_home.get(key, set()) for key in keys))
        owned = set().union(*(own.get(key, set()) for key in keys))
        away = bool(homes) and (row.country in territories or row.country == "AND")
        return "HOS" in row.flags and (away or (bool(owned) and row.country not in owned))

    return [row for row in rows if not is_afar(row)]


def _tidy(row: Row) -> Row | None:
    name = re.sub(r"^(Sir|Dame|Dr\.?|Gen\.?|General|Lt\. Gen\.|H\.E\.|Sheikh) (?=\w+ \w)", "", plain(row.name))
    aliases = [plain(alias) for alias in row.aliases]
    nickname = re.match(r'(\S+)(?: \S+)? ["“](\w+)["”] (.+)', name)
    if nickname:
        first, nick, last = nickname.groups()
        name = f"{first} {last}"
        aliases.append(f"{nick} {last}")
    if NOT_LATIN.search(name) or not LATIN.match(name) or (" " not in name and row.source != "own"):
        return None
    aliases = [a for a in aliases if LATIN.match(a) and not NOT_LATIN.search(a)]
    end = "" if row.valid_to and row.valid_from and row.valid_to < row.valid_from[: len(row.valid_to)] else row.valid_to
    return msgspec.structs.replace(row, name=name, aliases=tuple(aliases), valid_to=end)


def _shorter(name: str, row: Row) -> Iterator[str]:
    words = name.split()
    without = [w for w in words if not re.fullmatch(r"\w\.?", w)]
    if 2 <= len(without) < len(words):
        yield " ".join(without)
    yield from _first_and_last(name, row)


def _first_and_last(name: str, row: Row) -> Iterator[str]:
    words = name.split()
    particles = {
        "bin",
        "ibn",
        "al",
        "von",
        "van",
        "de",
        "da",
        "dos",
        "ould",
        "abu",
        "ben",
        "el",
        "la",
        "del",
        "le",
    }
    if len(words) != 3 or not {"HOS", "HOG"} & set(row.flags) or not country_family_last(row.country):
        return
    if words[1].lower() not in particles and not re.fullmatch(r"\w\.?", words[1]):
        yield f"{words[0]} {words[2]}"


def country_family_last(code: str) -> bool:
    """Tell whether names of the country end with the family name."""
    return code not in {
        "CHN",
        "TWN",
        "KOR",
        "PRK",
        "VNM",
        "HKG",
        "KHM",
        "LAO",
        "SGP",
        "MMR",
        "THA",
        "ETH",
        "ERI",
    }


def _one_name_each(rows: Iterable[Row]) -> list[Row]:
    """Give all rows of one person one name; the spellings of the others become aliases."""
    rows = list(rows)
    leader: dict[tuple[str, ...], int] = {}
    group = list(range(len(rows)))
    for i, row in enumerate(rows):
        names = (*row.names(), *_first_and_last(row.name, row))
        keys: list[tuple[str, ...]] = [*((row.country, fold_name(n)) for n in names), *_term_keys(row)] + (
            [("Q", row.wikidata)] if row.wikidata else []
        )
        found = [group[leader[k]] for k in keys if k in leader]
        spelt = leader.setdefault(_spelling_key(row), i)
        if fuzz.ratio(fold_name(row.name), fold_name(rows[spelt].name)) >= SAME_SPELLING:
            found.append(group[spelt])
        group[i] = min(found, default=i)
        for k in keys:
            leader.setdefault(k, i)
    members: dict[int, list[Row]] = {}
    for i, row in enumerate(rows):
        members.setdefault(group[i], []).append(row)
    return [renamed for same in members.values() for renamed in _renamed(same)]


def _spelling_key(row: Row) -> tuple[str, ...]:
    return row.country, "spelt", skeleton(fold_name(row.name))


def _term_keys(row: Row) -> Iterator[tuple[str, ...]]:
    """Yield keys that two spellings of one head share: land, office, last name, month of beginning or end."""
    last = fold_name(row.name).split()[-1]
    for cls in {"HOS", "HOG"} & set(row.flags):
        for kind, date in (("from", row.valid_from), ("to", row.valid_to)):
            if len(date) >= 7:
                yield row.country, cls, last, kind, date[:7]


def _without_needless_mentions(rows: list[Row]) -> list[Row]:
    """Leave out offices known only from mentions, of people whose offices a source with dates tells."""
    dated = {(row.name, row.country) for row in rows if row.source != "mentions2026"}
    return [row for row in rows if row.source != "mentions2026" or (row.name, row.country) not in dated]


def _renamed(same: list[Row]) -> Iterator[Row]:
    hand = [row.name for row in same if row.source == "own" and row.flags]
    name = hand[0] if hand else Counter(row.name for row in same).most_common(1)[0][0]
    spellings = dict.fromkeys(n for row in same for n in (*row.names(), *_shorter(row.name, row)))
    seen, aliases = {fold_name(name)}, []
    for spelling in spellings:
        if fold_name(spelling) not in seen:
            seen.add(fold_name(spelling))
            aliases.append(spelling)
    wikidata = next((row.wikidata for row in same if row.wikidata), "")
    for row in same:
        yield msgspec.structs.replace(row, name=name, aliases=tuple(aliases), wikidata=wikidata)


def _joined(rows: list[Row]) -> list[Row]:
    """Fold rows that tell the same term of the same person; the first source wins, ends are filled in."""
    kept: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        terms = kept.setdefault((row.name, row.country), [])
        for i, other in enumerate(terms):
            if _same_term(row, other):
                flags = tuple(dict.fromkeys((*other.flags, *row.flags)))
                end = other.valid_to or (row.valid_to if other.source != "own" else "")
                note = other.note if end == other.valid_to else ""
                terms[i] = msgspec.structs.replace(other, flags=flags, valid_to=end, note=note)
                break
        else:
            terms.append(row)
    return [row for terms in kept.values() for row in terms]


def _same_term(a: Row, b: Row) -> bool:
    if a.sectors != b.sectors:
        return False
    alike = fold_name(a.office) == fold_name(b.office) or bool(set(a.flags) & set(b.flags))
    heads = {"HOS", "HOG"}
    alike = alike or (bool(heads & set(a.flags)) and bool(heads & set(b.flags)) and a.office == b.office)
    inside = b.valid_from <= a.valid_from and (not b.valid_to or a.valid_from[:7] < b.valid_to[:7])
    vague = "start is the first mention" in a.note and (not b.valid_to or b.valid_to > a.valid_from)
    return (alike and (inside or not a.valid_from or _close(a.valid_from, b.valid_from))) or (vague and inside)


def _close(a: str, b: str) -> bool:
    return a[:7] == b[:7] or (min(len(a), len(b)) == 4 and a[:4] == b[:4])


def _ended_by_successor(rows: list[Row]) -> list[Row]:
    """End an open term of a one-holder office on the day its next holder begins."""
    starts: Starts = {}
    for row in rows:
        for cls in SINGLE & set(row.flags):
            if len(row.valid_from) >= 7:
                starts.setdefault((row.country, cls, _title(row)), []).append((row.valid_from, row.name, row.source))
    return [_closed(row, starts) for row in rows]


def _ended_with_office(rows: list[Row]) -> list[Row]:
    """End a term known only to have run in 2022 when its holder left a highest office after that."""
    left: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if {"HOS", "HOG"} & set(row.flags):
            left.setdefault((row.name, row.country), []).append(row.valid_to)
    return [_left(row, left.get((row.name, row.country), [])) for row in rows]


def _left(row: Row, ends: list[str]) -> Row:
    seen = row.note.removeprefix("in office ")
    if row.valid_to or seen == row.note or not ends or "" in ends or max(ends) < seen:
        return row
    return msgspec.structs.replace(row, valid_to=max(ends), note="ended with the highest office")


def _title(row: Row) -> str:
    return "" if {"MFA", "MOD", "MOI"} & set(row.flags) else fold_name(row.office)


def _closed(row: Row, starts: Starts) -> Row:
    if row.valid_to or (row.source == "own" and not row.flags):
        return row
    for cls in SINGLE & set(row.flags):
        later = [
            start
            for start, name, source in starts.get((row.country, cls, _title(row)), ())
            if start > row.valid_from and name != row.name and not (row.source == "own" and source == "wikidata")
        ]
        if later and row.valid_from:
            return msgspec.structs.replace(row, valid_to=min(later), note="ended by successor")
    return row
