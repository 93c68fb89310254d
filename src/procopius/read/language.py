"""Which language a text is in: plain English by its commonest words, all else by py3langid.

py3langid is restricted to languages of news. Its model takes half a second and 60 MB, so it is loaded for the first
text that is not plainly English.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = (
    *("am", "ar", "az", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi"),
    *("hr", "hu", "hy", "id", "is", "it", "ja", "ka", "ko", "lt", "lv", "ms", "nl", "no", "pl", "ps", "pt"),
    *("ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh"),
)
"""ISO 639-1 codes the detector chooses among; fewer languages make fewer errors on short texts."""

_SAMPLE = 5000
"""Characters looked at: more does not change the answer on news and costs time."""

_WORDS = Path(__file__).parent.parent / "data" / "read" / "english_words.txt"
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_SHARE = 0.15
"""Share of the commonest words from which a text is plainly English; half German, half English has less."""
_PLAIN_KINDS = 5
"""How many different ones there must be."""
_PLAIN_ARTICLES = 0.02
"""Share of "the" that there must be."""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    # The tables of the languages that were left out are no longer needed: 28 MB.
    identifier._full_model = (identifier.nb_ptc, identifier.nb_pc, identifier.nb_classes)
    return identifier


def detect_language(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the likeliest language of ``text`` and its probability, 0 to 1.

    A text without letters gives ``("und", 0.0)``.
    """
    sample = text[:_SAMPLE]
    if not any(c.isalpha() for c in sample):
        return ("und", 0.0)
    if is_plain_english(sample):
        return ("en", 1.0)
    code, probability = _identifier().classify(sample)
    return (code, float(probability))


def is_plain_english(text: str) -> bool:
    """Tell whether ``text`` is beyond doubt English, from how many of its words are the commonest English ones."""
    words = _WORD.findall(text.lower())
    common = [word for word in words if word in _english_words()]
    return (
        len(common) >= _PLAIN_SHARE * len(words)
        and len(set(common)) >= _PLAIN_KINDS
        and words.count("the") >= _PLAIN_ARTICLES * len(words)
    )


@cache
def _english_words() -> frozenset[str]:
    lines = _WORDS.read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))
