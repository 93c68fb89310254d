import lemminflect
import pytest

from procopius import wordforms

FORMS = [line.split(b",")[0].decode().lower() for line in wordforms._lists()[1][::40]]


@pytest.mark.parametrize("word_class", ["NOUN", "VERB", "ADJ", "ADV", "AUX"])
def test_lemmas_are_those_of_lemminflect(word_class: str) -> None:
    for form in (*FORMS, "blorping", "", "1990s", "é", "'ll", "any"):
        found = lemminflect.getLemma(form, upos=word_class)
        assert wordforms.lemma(form, word_class) == (found[0] if found else form)


def test_classes_are_those_of_lemminflect() -> None:
    for form in (*FORMS, "blorping", "all"):
        assert wordforms.classes(form) == set(lemminflect.getAllLemmas(form))
