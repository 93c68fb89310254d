"""Find the head of a cut noun phrase: the item or the name that says who is meant."""

from __future__ import annotations

from procopius.dictionaries.record import COMMON_KINDS, LAND_KINDS
from procopius.dictionaries.tokens import Token
from procopius.resolve.actor_phrase import Cut, Item

ARTICLES = frozenset({"the", "a", "an"})


def may_stand_before_name(item: Item, np: Cut) -> bool:
    """Tell whether the item can be a title or description before the name of a person."""
    # "Mark Lucraft", "Cherokee National Forest": a capitalised common noun inside a name says nothing
    written_small = np.tokens[item.first].shape == "l"
    return any(
        row.kind not in COMMON_KINDS or row.has("title") or (row.kind != "nonactor" and written_small)
        for row in item.rows
    )


def takes_name(head: Item) -> bool:
    """Tell whether a capitalised unknown word after the head makes the two one person."""
    # "Chad Barker" and "Israeli Uri Alon" are people, not Chad and the Israelis; "Red Bull" is not a party
    return any(row.kind == "role" or row.kind in LAND_KINDS or row.has("unsure") for row in head.rows)


def apposed_person(np: Cut) -> Item | None:
    """Return the person at the end of "President of Chile Gabriel Boric"."""
    if not np.hanging or np.hanging[0].preposition != "of":
        return None
    owned = np.within(np.hanging[0].first, np.hanging[0].last)
    heads = [row for item in np.within(*np.core) for row in item.rows if row.kind == "role"]
    if not owned or not heads or owned[-1].last != np.hanging[0].last:
        return None
    if not any(row.kind == "person" for row in owned[-1].rows):
        return None
    between = owned[:-1]
    title_between = bool(between) and any(row.has("title") for row in between[-1].rows)
    titled = any(row.has("title") for row in heads)
    return owned[-1] if (between and not title_between) or (titled and not between) else None


def name_tail(np: Cut, items: list[Item], particles: frozenset[str]) -> list[Token]:
    """Return the capitalised unknown words at the end of the core: a name the dictionary lacks."""
    first = max((item.last for item in items), default=np.core[0])
    tail: list[Token] = []
    for token in np.tokens[first : np.core[1]]:
        if token.shape in "CU" or token.fold in particles:
            tail.append(token)
        elif tail or token.fold not in ARTICLES:
            return []
    return tail if any(token.shape in "CU" and token.fold.isalpha() for token in tail) else []


def find_head(np: Cut, items: list[Item]) -> Item | None:
    """Return the item that heads the core: the last one, when nothing unknown in lower case follows it."""
    if not items:
        return None
    items = _first_conjunct(np, items)
    last = items[-1]
    after = np.tokens[last.last : np.core[1]]
    if after and after[0].fold in ("and", "or"):
        return last
    if any(token.shape == "l" and len(token.fold) > 3 and token.fold.isalpha() for token in after):
        return None
    return last


def _first_conjunct(np: Cut, items: list[Item]) -> list[Item]:
    for i in range(np.core[0] + 1, np.core[1] - 1):
        if np.tokens[i].fold in ("and", "&", "or") and not any(item.first <= i < item.last for item in items):
            before = [item for item in items if item.last <= i]
            if before and before[-1].last == i and (_is_complete(before[-1]) or _all_alike(items)):
                return before
    return items


def _is_complete(item: Item) -> bool:
    return any(row.kind not in LAND_KINDS and not row.has("adjective") for row in item.rows)


def _all_alike(items: list[Item]) -> bool:
    return all(any(row.kind in ("country", "capital") or row.has("plural") for row in item.rows) for item in items)
