"""Common nouns: roles and objects with their sector, and nouns that are never actors."""

from __future__ import annotations

from pathlib import Path

from procopius.dictionaries.record import Row
from training.dictionaries.facts import HAND, read_table, split

VOWELS = "aeiou"
NOT_ACTING = {
    "noun.act",
    "noun.event",
    "noun.communication",
    "noun.time",
    "noun.state",
    "noun.feeling",
    "noun.cognition",
    "noun.attribute",
    "noun.process",
    "noun.phenomenon",
    "noun.relation",
    "noun.motive",
    "noun.shape",
    "noun.quantity",
}
SPELLINGS = (
    ("defense", "defence"),
    ("organization", "organisation"),
    ("labor ", "labour "),
    ("armored", "armoured"),
)
INVARIANT = {
    "police",
    "personnel",
    "troops",
    "clergy",
    "staff",
    "media",
    "press",
    "people",
    "aircraft",
    "intelligence",
}


def common_nouns(kind: str, path: Path) -> list[Row]:
    """Return one row for each noun of ``path``, with its plural and its other spelling as aliases."""
    rows: dict[str, Row] = {}
    for cells in read_table(path):
        for noun in filter(None, cells["nouns"].split(";")):
            singular, _, given = noun.partition("/")
            forms = [singular] if "adjective" in cells["flags"] else [singular, given or plural(singular)]
            forms += [f.replace(a, b) for f in forms for a, b in SPELLINGS if a in f]
            aliases = tuple(dict.fromkeys(f for f in forms[1:] if f != singular))
            row = Row(
                kind,
                singular,
                aliases,
                "",
                split(cells["sectors"]),
                flags=split(cells["flags"]),
                source="own",
            )
            rows.setdefault(singular.lower() if not singular.isupper() else singular, row)
    return sorted(rows.values(), key=lambda row: (row.sectors, row.name))


def plural(noun: str) -> str:
    """Return the regular plural of ``noun`` (of its last word), or ``noun`` if it has no other.

    >>> plural("spy agency"), plural("bus"), plural("riot police")
    ('spy agencies', 'buses', 'riot police')
    """
    last = noun.split()[-1]
    if last in INVARIANT or last.endswith(("forces", "troops", "ces", "ties", "ers", "ors", "ists", "ants", "rics")):
        return noun
    if last.endswith("y") and last[-2:-1] not in VOWELS:
        return noun[:-1] + "ies"
    if last.endswith(("s", "x", "z", "ch", "sh")):
        return noun + ("es" if not noun.endswith("s") or last in ("bus", "boss") else "")
    return noun + "s"


def nonactors(facts: Path, taken: set[str]) -> list[Row]:
    """Return nouns seen in running text that WordNet knows only as acts, events, times and the like."""
    counts: dict[str, int] = {}
    for cells in read_table(facts / "lexicon" / "wordnet_verb_noun_derivations.tsv"):
        domains = set(split(cells["noun_domains"]))
        noun = cells["noun"]
        if domains and domains <= NOT_ACTING and noun.islower() and int(cells["semcor_count_noun"] or 0) > 0:
            counts[noun] = int(cells["semcor_count_noun"])
    nouns = {*counts, *(HAND / "nonactors_extra.txt").read_text("utf-8").split("\n")} - {""}
    rows = []
    for noun in sorted(nouns - taken):
        aliases = tuple(a for a in (plural(noun),) if a != noun and a not in taken)
        rows.append(Row("nonactor", noun, aliases, source="own" if noun not in counts else "wordnet"))
    return rows
