"""Make the dictionary files: ``python -m training.dictionaries.make FACTS``.

Afterwards run ``python -m procopius.dictionaries.build``.

``FACTS`` is the folder of open reference facts that ``SOURCES.md`` beside the dictionary files describes.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import msgspec

from procopius.dictionaries.dictionary import DATA
from procopius.dictionaries.record import SUPRANATIONAL, Row
from procopius.dictionaries.tokens import fold_name
from training.dictionaries import geography, groups, people, words
from training.dictionaries.facts import HAND, hand_rows, merge_hand, write_rows


def make(facts: Path) -> dict[str, list[Row]]:
    """Return the rows of every dictionary file by file stem."""
    countries = geography.countries(facts)
    capitals = geography.capitals(facts, countries)
    roles = words.common_nouns("role", HAND / "roles.tsv")
    objects = words.common_nouns("object", HAND / "objects.tsv")
    taken = {name for row in (*roles, *objects) for name in row.names()}
    objects = [row for row in objects if row.name not in {role.name for role in roles}]
    return {
        "countries": countries,
        "demonyms": geography.demonyms(facts, countries),
        "capitals": capitals,
        "metonyms": geography.metonyms(facts, capitals),
        "igos": groups.igos(facts),
        "ngos": groups.ngos(facts),
        "media": groups.media(facts),
        "armed_groups": groups.armed_groups(facts),
        "parties": groups.parties(facts),
        "forces": groups.forces(facts),
        "institutions": groups.institutions(facts),
        "regions": geography.regions(),
        "organisations": merge_hand([], hand_rows("organisations", "organisation")),
        "people": people.people(facts),
        "roles": roles,
        "objects": objects,
        "nonactors": words.nonactors(facts, taken),
    }


def _without_common(row: Row, common: set[str]) -> Row | None:
    """Take from an unchecked row the names that are common words ("The Party", "Together", "Chinese")."""
    if row.source == "own":
        return row
    names = [name for name in row.names() if not _is_common(name, row.kind, common)]
    return msgspec.structs.replace(row, name=names[0], aliases=tuple(names[1:])) if names else None


def _is_common(name: str, kind: str, common: set[str]) -> bool:
    words = re.sub("^the ", "", name, flags=re.I)
    acronym = words.isupper() and len(words) >= 3
    one_word = kind == "party" and len(words.split()) == 1 and words.isascii()
    return fold_name(words) in common or (one_word and not acronym)


def main() -> None:
    """Write all files and tell how many rows each has."""
    made = make(Path(sys.argv[1]))
    known = SUPRANATIONAL | {"", *(row.country for row in made["countries"])}
    common = {fold_name(name) for stem in ("roles", "objects") for row in made[stem] for name in row.names()}
    for stem, all_rows in made.items():
        rows = [row for row in all_rows if row.country in known]  # without states that are no more
        if stem in ("parties", "armed_groups", "forces", "institutions"):
            rows = [without for row in rows if (without := _without_common(row, common)) is not None]
        write_rows(DATA / f"{stem}.tsv", rows)
        print(f"{stem}\t{len(rows)}")


if __name__ == "__main__":
    main()
