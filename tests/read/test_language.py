import subprocess
import sys

import pytest

from procopius.read import detect_language
from procopius.read.language import is_plain_english


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The minister said on Monday that the army would leave the border villages."),
        ("de", "Die Ministerin sagte am Montag, die Armee werde die Dörfer an der Grenze verlassen."),
        ("fr", "Le ministre a déclaré lundi que l'armée quitterait les villages de la frontière."),
        ("es", "El ministro dijo el lunes que el ejército abandonaría los pueblos de la frontera."),
        ("ru", "Министр сказал в понедельник, что армия покинет деревни на границе."),
        ("ar", "قال الوزير يوم الاثنين إن الجيش سيغادر القرى الحدودية."),
        ("zh", "部长周一表示，军队将离开边境村庄。"),
    ],
)
def test_languages_of_news(code: str, text: str) -> None:
    found, probability = detect_language(text)
    assert found == code
    assert 0.5 < probability <= 1


@pytest.mark.parametrize("text", ["", "12 345 – 67", "\n"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert detect_language(text) == ("und", 0.0)


ENGLISH = "The army said that it had been asked to leave the villages by the ministers who met at the border. "
GERMAN = "Die Armee teilte mit, sie sei von den Ministern gebeten worden, die Dörfer zu verlassen. "


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (ENGLISH, True),
        (ENGLISH.upper(), True),
        (GERMAN, False),
        (ENGLISH + GERMAN * 9, False),
        ("Markets up, shares down", False),
        ("", False),
    ],
)
def test_plain_english_is_known_by_its_words(text: str, plain: bool) -> None:
    assert is_plain_english(text) is plain


def test_the_model_of_languages_is_not_loaded_for_plain_english() -> None:
    code = (
        "import sys\nfrom procopius.read import detect_language\n"
        f"assert detect_language({ENGLISH!r}) == ('en', 1.0)\nassert 'py3langid' not in sys.modules\n"
        f"assert detect_language({GERMAN!r})[0] == 'de'\nassert 'py3langid' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
