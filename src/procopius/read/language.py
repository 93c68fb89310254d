"""Which language a text is in, by py3langid restricted to languages of news."""

from __future__ import annotations

from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = (
    *("am", "ar", "az", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi"),
    *("hr", "hu", "hy", "id", "is", "it", "ja", "ka", "ko", "lt", "lv", "ms", "nl", "no", "pl", "ps", "pt"),
    *("ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tl", "tr", "uk", "ur", "vi", "zh"),
)
"""ISO 639-1 codes the detector chooses among; fewer languages make fewer errors on short texts."""

_SAMPLE = 5000
"""Characters looked at: more does not change the answer on news and costs time."""


@cache
def _identifier() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier


def detect_language(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the likeliest language of ``text`` and its probability, 0 to 1.

    A text without letters gives ``("und", 0.0)``.
    """
    sample = text[:_SAMPLE]
    if not any(c.isalpha() for c in sample):
        return ("und", 0.0)
    code, probability = _identifier().classify(sample)
    return (code, float(probability))
