import pytest
from tests.docs_by_hand import make_doc

from procopius.coding.frames import verb_frame
from procopius.coding.lexicons import load_lexicons
from procopius.coding.status import read_status

WORDS = load_lexicons()

PLAIN = """
Troops NOUN nsubj 1 troop NNS
entered VERB root 1 enter VBD
Goma PROPN obj 1
"""
NEGATED = """
Troops NOUN nsubj 3 troop NNS
did AUX aux 3
not PART advmod 3
enter VERB root 3 enter VB
Goma PROPN obj 3
"""
FUTURE = """
Troops NOUN nsubj 2 troop NNS
will AUX aux 2
enter VERB root 2 enter VB
Goma PROPN obj 2
"""
CONDITION = """
If SCONJ mark 2
troops NOUN nsubj 2 troop NNS
enter VERB advcl 5 enter VBP
Goma PROPN obj 2
Rwanda PROPN nsubj 5
reacts VERB root 5 react VBZ
"""
DENIED = """
Rwanda PROPN nsubj 1
denied VERB root 1 deny VBD
that SCONJ mark 4
troops NOUN nsubj 4 troop NNS
entered VERB ccomp 1 enter VBD
Goma PROPN obj 4
"""
REPORTED = """
Congo PROPN nsubj 1
said VERB root 1 say VBD
troops NOUN nsubj 3 troop NNS
entered VERB ccomp 1 enter VBD
Goma PROPN obj 3
"""
DEMANDED = """
Congo PROPN nsubj 1
demanded VERB root 1 demand VBD
that SCONJ mark 4
troops NOUN nsubj 4 troop NNS
leave VERB ccomp 1 leave VB
Goma PROPN obj 4
"""
FAILED = """
Troops NOUN nsubj 1 troop NNS
failed VERB root 1 fail VBD
to PART mark 3
enter VERB xcomp 1 enter VB
Goma PROPN obj 3
"""
FAILED_NOT = """
Troops NOUN nsubj 3 troop NNS
did AUX aux 3
not PART advmod 3
fail VERB root 3 fail VB
to PART mark 5
enter VERB xcomp 3 enter VB
Goma PROPN obj 5
"""


@pytest.mark.parametrize(
    ("rows", "at", "status"),
    [
        (PLAIN, 1, "actual"),
        (NEGATED, 3, "negated"),
        (FUTURE, 2, "planned"),
        (CONDITION, 2, "hypothetical"),
        (DENIED, 4, "negated"),
        (REPORTED, 3, "actual"),
        (DEMANDED, 4, None),
        (FAILED, 3, "negated"),
        (FAILED_NOT, 5, "actual"),
    ],
)
def test_status(rows: str, at: int, status: str | None) -> None:
    assert read_status(verb_frame(make_doc(rows)[at], WORDS), WORDS).status == status


def test_the_speaker_vouches() -> None:
    reading = read_status(verb_frame(make_doc(REPORTED)[3], WORDS), WORDS)
    assert (str(reading.speaker), str(reading.cue)) == ("Congo", "said")
    assert read_status(verb_frame(make_doc(PLAIN)[1], WORDS), WORDS).speaker is None
