from pathlib import Path

import pytest

from procopius.errors import DataFileError
from procopius.ontology import load_ontology


def test_plover_has_its_types_modes_and_contexts() -> None:
    plover = load_ontology()
    assert len(plover.types) == 16
    assert len(plover.contexts) == 37
    assert {t.quad for t in plover.types.values()} == {1, 2, 3, 4}
    modes = [m for t in plover.types.values() for m in t.modes]
    assert len(plover.types["ASSAULT"].modes) == 15
    assert all(mode == mode.lower() for mode in modes)


def test_a_file_that_does_not_fit_says_where(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("name: mine\nversion: '1'\ntypes: {GREET: {quad: 1}}\ncontexts: []\nsectors: []\n")
    with pytest.raises(DataFileError, match="missing required field `scale`"):
        load_ontology(path)
