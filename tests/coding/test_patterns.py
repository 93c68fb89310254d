from pathlib import Path

import pytest

from procopius.coding.lexicons import load_lexicons
from procopius.coding.patterns import FOLDER, Pattern, load_patterns, read_patterns
from procopius.errors import DataFileError
from procopius.ontology import load_ontology


def read(tmp_path: Path, row: str) -> list[tuple[list[str], Pattern]]:
    path = tmp_path / "verbs.tsv"
    path.write_text("# words\tneeds\tevent\tmode\tactor\trecipient\n" + row + "\n", encoding="utf-8")
    return list(read_patterns(path, load_ontology(), load_lexicons()))


def test_every_type_has_patterns() -> None:
    patterns = load_patterns()
    told = {p.event for rows in (*patterns.verbs.values(), *patterns.nouns.values()) for p in rows}
    assert told - {None} == set(load_ontology().types)


def test_patterns_with_more_conditions_come_first() -> None:
    for rows in load_patterns().verbs.values():
        counts = [len(row.needs) for row in rows]
        assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("hit\t.\tSMASH\t.\tsubj\tobj", "unknown event 'SMASH'"),
        ("hit\t.\tASSAULT\tcustard\tsubj\tobj", "unknown mode 'custard' of ASSAULT"),
        ("hit\tobj=@custard\tASSAULT\t.\tsubj\tobj", "unknown class @custard"),
        ("hit\t.\tASSAULT", "3 columns; there must be 6"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(DataFileError, match=message) as caught:
        read(tmp_path, row)
    assert caught.value.line == 2


def test_no_word_has_the_same_row_twice() -> None:
    for path in (*FOLDER.glob("verbs_*.tsv"), *FOLDER.glob("nouns_*.tsv")):
        rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"}]
        assert len(rows) == len(set(rows))


def test_bare_slots_and_slots_with_words_are_alternatives(tmp_path: Path) -> None:
    [(_, pattern)] = read(tmp_path, "slam\tto|on/over=plan|bill|for=ACTOR\tACCUSE\t.\tsubj\tobj")
    told = [(a.slot, sorted(a.lemmas | a.kinds)) for a in pattern.needs[0].alternatives]
    assert told == [("to", []), ("on", ["bill", "plan"]), ("over", ["bill", "plan"]), ("for", ["ACTOR"])]
