from procopius.coding.frames import is_passive, noun_frame, verb_frame
from procopius.coding.lexicons import load_lexicons
from tests.docs_by_hand import make_doc

WORDS = load_lexicons()


def slots(rows: str, at: int, noun: bool = False) -> dict[str, list[str]]:
    token = make_doc(rows)[at]
    frame = noun_frame(token, WORDS) if noun else verb_frame(token, WORDS)
    return {k: [t.text for t in v] for k, v in frame.slots.items()}


ACTIVE = """
Turkey PROPN nsubj 1
shelled VERB root 1 shell VBD
two NUM nummod 3
villages NOUN obj 1 village NNS
in ADP case 5
Syria PROPN obl 1
"""

PASSIVE = """
Villages NOUN nsubj:pass 2 village NNS
were AUX aux:pass 2
shelled VERB root 2 shell VBN
by ADP case 4
Turkey PROPN obl:agent 2
"""

RELATIVE = """
Troops NOUN nsubj 5 troop NNS
who PRON nsubj 2 who WP
shelled VERB acl:relcl 0 shell VBD
the DET det 4
town NOUN obj 2
left VERB root 5 leave VBD
"""

GIVEN = """
He PRON nsubj:pass 2
was AUX aux:pass 2
granted VERB root 2 grant VBN
asylum NOUN obj 2
by ADP case 5
Kenya PROPN obl:agent 2
"""

OUT_OF = """
Troops NOUN nsubj 1 troop NNS
pulled VERB root 1 pull VBD
back ADV advmod 1
out ADP case 5
of ADP case 5
Goma PROPN obl 1
"""

CONTROL = """
Washington PROPN nsubj 1
urged VERB root 1 urge VBD
Israel PROPN obj 1
to PART mark 4
stop VERB xcomp 1 stop VB
"""

COORDINATED = """
Police NOUN nsubj 1
beat VERB root 1 beat VBD
and CCONJ cc 3
arrested VERB conj 1 arrest VBD
students NOUN obj 3 student NNS
"""

LIGHT = """
Rebels NOUN nsubj 1 rebel NNS
launched VERB root 1 launch VBD
an DET det 3
attack NOUN obj 1
on ADP case 6
the DET det 6
base NOUN nmod 3
"""

FRONTED = """
Mirziyoyev PROPN nsubj:pass 4
a DET det 2
visit NOUN nsubj:pass 4
was AUX aux:pass 4
cancelled VERB root 4 cancel VBN
"""


def test_active_and_passive_fill_the_same_slots() -> None:
    assert slots(ACTIVE, 1) == {"subj": ["Turkey"], "obj": ["villages"], "in": ["Syria"]}
    assert slots(PASSIVE, 2) == {"subj": ["Turkey"], "obj": ["Villages"]}


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    assert slots(RELATIVE, 2) == {"subj": ["Troops"], "obj": ["town"]}


def test_an_infinitive_is_done_by_the_object_of_urge() -> None:
    assert slots(CONTROL, 4)["subj"] == ["Israel"]


def test_coordinated_verbs_share_their_subject() -> None:
    assert slots(COORDINATED, 3) == {"subj": ["Police"], "obj": ["students"]}
    assert slots(COORDINATED, 1)["obj"] == ["students"]


def test_a_light_verb_lends_its_subject_to_the_noun() -> None:
    assert slots(LIGHT, 3, noun=True) == {"light": ["launched"], "subj": ["Rebels"], "on": ["base"]}


def test_a_nominal_left_before_a_passive_is_who_acts() -> None:
    assert slots(FRONTED, 4) == {"subj": ["Mirziyoyev"], "obj": ["visit"]}


def test_reduced_passives_are_passive() -> None:
    doc = make_doc(
        """
        Those PRON root 0
        arrested VERB acl 0 arrest VBN
        in ADP case 3
        Minsk PROPN obl 1
        """
    )
    assert is_passive(doc[1])
    assert not is_passive(make_doc(ACTIVE)[1])


def test_who_is_given_something_stands_beside_what_he_is_given() -> None:
    found = slots(GIVEN, 2)
    assert found["iobj"] == ["He"]
    assert "asylum" in found["obj"]


def test_out_of_is_one_preposition_and_an_adverb_may_be_a_particle() -> None:
    found = slots(OUT_OF, 1)
    assert found["out_of"] == ["Goma"]
    assert found["prt"] == ["back"]


CLAUSE_NOUN = """
Francis PROPN nsubj 1
called VERB root 1 call VBD
for ADP case 4
a DET det 4
halt NOUN xcomp 1
"""

ON_ALERT = """
Troops NOUN nsubj 3 troop NNS
are AUX cop 3
on ADP case 3
alert NOUN root 3
"""


def test_a_noun_taken_for_a_clause_stands_under_its_preposition() -> None:
    assert slots(CLAUSE_NOUN, 1) == {"subj": ["Francis"], "for": ["halt"]}


def test_a_state_told_with_a_preposition_has_a_subject() -> None:
    assert slots(ON_ALERT, 3, noun=True) == {"case": ["on"], "subj": ["Troops"]}
