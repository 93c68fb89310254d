"""Lemmas: what the treebanks say of a form, else the regular paradigms of lemminflect."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from procopius import wordforms
from procopius.parse.network import MODEL_FOLDER

# verb forms that the treebanks or lemminflect's guess get wrong
_CORRECTED = {
    "bankrolled": "bankroll",
    "bankrolling": "bankroll",
    "fled": "flee",
    "founds": "found",
    "freed": "free",
    "hinges": "hinge",
    "leaned": "lean",
    "lent": "lend",
    "ranged": "range",
    "reconvened": "reconvene",
    "unfreezing": "unfreeze",
    "unfroze": "unfreeze",
    "unfrozen": "unfreeze",
    "untied": "untie",
    "woven": "weave",
}
_INFLECTED = {"NOUN", "VERB", "ADJ", "ADV", "AUX", "PROPN"}


class Lemmatiser:
    """Lemmas by (form, part of speech)."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        self.known: dict[str, str] = msgspec.json.decode((folder / "lemmas.json").read_bytes())
        self.lemma = lru_cache(maxsize=65536)(self._lemma)

    def _lemma(self, form: str, upos: str) -> str:
        """Return the lemma of a form with that universal part of speech."""
        if upos == "VERB" and form.lower() in _CORRECTED:
            return _CORRECTED[form.lower()]
        known = self.known.get(f"{form.lower()}/{upos}")
        if known is not None:
            return known
        if upos == "PROPN":
            return form
        if upos not in _INFLECTED:
            return form.lower()
        return wordforms.lemma(form.lower(), upos)
