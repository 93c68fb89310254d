import pytest

from procopius.read import detect_language


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
