import pytest

from procopius.coding.frames import verb_frame
from procopius.coding.lexicons import load_lexicons
from procopius.coding.status import read_status
from tests.docs_by_hand import make_doc

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
REFUSED = """
Congo PROPN nsubj 1
said VERB root 1 say VBD
it PRON nsubj 5
would AUX aux 5
not PART advmod 5
sign VERB ccomp 1 sign VB
"""
EXPECTED = """
Congo PROPN nsubj 2
is AUX cop 2
due ADJ root 2
to PART mark 4
sign VERB xcomp 2 sign VB
"""
NO_PLAN = """
Congo PROPN nsubj 1
has VERB root 1 have VBZ
no DET det 3
plan NOUN obj 1
to PART mark 5
sign VERB acl 3 sign VB
"""
NOT_YET = """
Congo PROPN nsubj 1
has VERB root 1 have VBZ
yet ADV advmod 1
to PART mark 4
sign VERB xcomp 1 sign VB
"""
SHORT_OF = """
Congo PROPN nsubj 1
stopped VERB root 1 stop VBD
short ADV advmod 4
of SCONJ mark 4
signing VERB advcl 1 sign VBG
"""


@pytest.mark.parametrize(
    ("rows", "at", "status", "told"),
    [
        (REFUSED, 5, "negated", "as refused"),
        (EXPECTED, 4, "planned", "as expected"),
        (NO_PLAN, 5, "negated", "as refused"),
        (NOT_YET, 4, "negated", "otherwise"),
        (SHORT_OF, 4, "negated", "otherwise"),
        (FAILED, 3, "negated", "as failed"),
    ],
)
def test_what_a_status_rests_on(rows: str, at: int, status: str, told: str) -> None:
    reading = read_status(verb_frame(make_doc(rows)[at], WORDS), WORDS)
    assert (reading.status, reading.told) == (status, told)


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
